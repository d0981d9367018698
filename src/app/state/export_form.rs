//! The dialog to save a picture.

use std::path::PathBuf;

use crate::export::Format;
use crate::view::Theme;

/// The fields of the dialog to save a picture.
#[derive(Clone, Debug, PartialEq)]
pub struct ExportForm {
    /// Where to, as typed.
    pub path: String,
    /// Width in points.
    pub width_pt: f64,
    /// Height in points.
    pub height_pt: f64,
    /// Pixels per point.
    pub scale: f64,
    /// Colours of everything but the data.
    pub theme: Theme,
    /// True to leave out the paper.
    pub transparent: bool,
    /// How far it has come.
    pub stage: ExportStage,
}

/// How far saving has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ExportStage {
    /// The fields can be edited.
    #[default]
    Editing,
    /// There is a file of this name: replace it?
    AskReplace,
    /// Being made.
    Saving,
    /// It failed; why, in one line.
    Failed(String),
}

impl ExportForm {
    /// Widest and highest picture in px.
    pub const MAX_PX: u32 = 32_768;

    /// The picture's size in whole pixels.
    #[must_use]
    pub fn size_px(&self) -> [u32; 2] {
        [self.width_pt, self.height_pt].map(|points| {
            let px = (points * self.scale).round();
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "float casts saturate, NaN becomes 0"
            )]
            let px = px.max(1.0) as u32;
            px
        })
    }

    /// True if a Plotly figure is to be written instead of a picture.
    #[must_use]
    pub fn is_figure(&self) -> bool {
        matches!(
            Format::of(&PathBuf::from(self.path.trim())),
            Ok(Format::Json)
        )
    }

    /// What stands against saving, in one line.
    #[must_use]
    pub fn problem(&self) -> Option<String> {
        let path = PathBuf::from(self.path.trim());
        if path.file_name().is_none() {
            return Some("a file name is missing".to_owned());
        }
        if Format::of(&path).is_err() {
            return Some(
                "the name should end in .png (a picture) or .json (Plotly's figure)".to_owned(),
            );
        }
        let [width, height] = self.size_px();
        if width.max(height) > Self::MAX_PX && !self.is_figure() {
            return Some(format!(
                "{width} × {height} px is too large: a side may have {} px",
                Self::MAX_PX
            ));
        }
        None
    }
}
