//! What the last pass painted, for keys and menus that come before the next one.

use egui::Id;

use crate::app::state::Reach;

/// What keys and menus need to know of the picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Facts {
    /// The plot under the pointer, everything without one.
    pub reach: Reach,
    /// Size of the plot in physical pixels.
    pub plot_px: [u32; 2],
    /// The pointer as fractions of the plot, its middle without one.
    pub at: [f64; 2],
    /// Size of the canvas in points.
    pub canvas_pt: [f64; 2],
    /// A newer picture than the one shown is being made.
    pub stale: bool,
    /// The tooltip's lines under the pointer.
    pub lines: Option<Vec<String>>,
    /// The value under the pointer, exact.
    pub value: Option<String>,
}

impl Default for Facts {
    fn default() -> Self {
        Self {
            reach: Reach::Everything,
            plot_px: [1, 1],
            at: [0.5, 0.5],
            canvas_pt: [900.0, 600.0],
            stale: false,
            lines: None,
            value: None,
        }
    }
}

fn id() -> Id {
    Id::unique("cellsius facts")
}

impl Facts {
    /// Those of the last pass.
    #[must_use]
    pub(super) fn recall(context: &egui::Context) -> Self {
        context.data(|data| data.get_temp(id())).unwrap_or_default()
    }

    pub(super) fn keep(self, context: &egui::Context) {
        context.data_mut(|data| data.insert_temp(id(), self));
    }
}
