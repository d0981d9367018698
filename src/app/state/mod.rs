//! Everything that the window remembers, and how commands change it.
//!
//! Pure: knows no window, GPU, file system, clock or UI crate.

mod apply;
mod command;
mod document;
mod export_form;
mod exporting;
mod history;
mod loads;
mod navigate;
mod recent;
mod zoom;

pub use command::{
    Arrival, Command, Effect, ExportFailure, ExportRequest, Gesture, LoadRequest, LoadResult,
    Navigation, Reach, Toggle,
};
pub use document::{Document, DocumentId, Loading, MOST_LABELS, Part};
pub use export_form::{ExportForm, ExportStage};
pub use history::{History, Snapshot};
pub use recent::{RecentChange, RecentFiles};
pub use zoom::{AxisView, MAX_ZOOM_OUT, MIN_ZOOM};

use crate::view::Theme;

/// Everything that the window remembers. Changes only in [`State::apply`].
#[derive(Debug, Default)]
pub struct State {
    /// Open tables and figures, a tab each.
    pub documents: Vec<Document>,
    /// Index of the tab that is shown; meaningless without documents.
    pub active: usize,
    /// Light, dark, or as the system says.
    pub theme: ThemeChoice,
    /// Files opened lately, the latest first.
    pub recent: RecentFiles,
    /// Parts of the window that can be switched on and off.
    pub shown: Shown,
    /// The dialog to save a picture, while it is open.
    pub export: Option<ExportForm>,
    /// A short message in the status bar about the last thing done.
    pub notice: Option<Notice>,
    /// The settings that newly opened files start with (from the command line).
    pub defaults: crate::figure::Settings,
    /// So many bytes a table may take; `None`: what the machine has free.
    pub memory: Option<u64>,
    next_id: u64,
}

/// Parts of the window that can be switched on and off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The side panel.
    pub panel: bool,
    /// Lines through the cell under the pointer, over tables.
    pub crosshair: bool,
    /// The same over figures with choices of their own, whose authors know none.
    pub crosshair_on_figures: bool,
    /// The tooltip.
    pub tooltip: bool,
    /// The list of keys.
    pub keys: bool,
    /// The list of warnings.
    pub warnings: bool,
    /// What the program is.
    pub about: bool,
}

impl Default for Shown {
    fn default() -> Self {
        Self {
            panel: true,
            crosshair: true,
            crosshair_on_figures: false,
            tooltip: true,
            keys: false,
            warnings: false,
            about: false,
        }
    }
}

/// Light, dark, or as the system says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ThemeChoice {
    /// As the system says.
    #[default]
    System,
    /// Always this one.
    Always(Theme),
}

/// A short message about the last thing done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// One line.
    pub text: String,
    /// True if something failed.
    pub failed: bool,
}

impl Notice {
    pub(super) fn done(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            failed: false,
        }
    }

    pub(super) fn failed(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            failed: true,
        }
    }
}

impl State {
    /// No file open.
    #[must_use]
    pub fn new(defaults: crate::figure::Settings) -> Self {
        Self {
            defaults,
            ..Self::default()
        }
    }

    /// The document that is shown.
    #[must_use]
    pub fn active(&self) -> Option<&Document> {
        self.documents.get(self.active)
    }

    /// Are there lines through the cell under the pointer?
    #[must_use]
    pub fn has_crosshair(&self) -> bool {
        if self.active().is_some_and(Document::is_figure) {
            self.shown.crosshair_on_figures
        } else {
            self.shown.crosshair
        }
    }

    /// The document of this id, if it is still open.
    #[must_use]
    pub fn document(&self, id: DocumentId) -> Option<&Document> {
        self.documents.iter().find(|document| document.id == id)
    }

    fn active_mut(&mut self) -> Option<&mut Document> {
        self.documents.get_mut(self.active)
    }

    fn document_mut(&mut self, id: DocumentId) -> Option<&mut Document> {
        self.documents.iter_mut().find(|document| document.id == id)
    }
}
