//! What is written into cells: nothing, values, or what a figure's author has written there.

use super::natural::Natural;
use crate::figure::{CellTextFormat, ShowSettings};

/// What is written into cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TextChoice {
    /// What the figure's author has written there.
    Own,
    /// Nothing.
    None,
    /// Values, as short as the room allows.
    Auto,
    /// Values in a format.
    Format,
}

impl TextChoice {
    /// What is chosen.
    pub(super) fn of(show: &ShowSettings, natural: &Natural) -> Self {
        match &show.text {
            Some(CellTextFormat::Auto) => Self::Auto,
            Some(CellTextFormat::Number(_)) => Self::Format,
            None if natural.text && !show.bare => Self::Own,
            None => Self::None,
        }
    }

    /// What can be chosen, with its names.
    pub(super) fn offered(natural: &Natural) -> Vec<(Self, &'static str)> {
        let mut all = vec![
            (Self::Own, "As in the figure"),
            (Self::None, "None"),
            (Self::Auto, "Auto"),
            (Self::Format, "Format"),
        ];
        if !natural.text {
            all.remove(0);
        }
        all
    }

    /// Makes it the setting.
    pub(super) fn apply(self, show: &mut ShowSettings, natural: &Natural) {
        show.bare = self == Self::None && natural.text;
        show.text = match (self, show.text.take()) {
            (Self::Own | Self::None, _) => None,
            (Self::Auto, _) => Some(CellTextFormat::Auto),
            (Self::Format, Some(CellTextFormat::Number(format))) => {
                Some(CellTextFormat::Number(format))
            }
            (Self::Format, _) => Some(CellTextFormat::Number(".2f".to_owned())),
        };
    }
}
