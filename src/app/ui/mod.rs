//! What the window shows: panels, canvas, menus, dialogs. Immediate mode: reads the state, pushes
//! commands, computes nothing that belongs to `view`.

mod stage;

pub use stage::{Painted, PaintedTooltip, Stage, Staged, UiOutput};

use super::state::State;

/// Shows the whole window in egui's root `Ui`, once a pass.
///
/// Commands of every pass count, also of one that egui repeats (its input is not repeated).
pub fn show(ui: &mut egui::Ui, state: &State, stage: &mut dyn Stage) -> UiOutput {
    let _ = (ui, state, stage);
    UiOutput::default()
}
