//! What the UI needs of the shell, and what it tells it.

use std::sync::Arc;

use crate::app::state::{Command, Document, DocumentId};
use crate::render::CellsCallback;
use crate::view::{Canvas, Frame, Probe};

/// Frames and their pictures: made by the shell, or by tests.
pub trait Stage {
    /// The frame of a document for this canvas, or the latest there is. `None`: none yet.
    fn frame(
        &mut self,
        context: &egui::Context,
        document: &Document,
        canvas: Canvas,
    ) -> Option<Staged>;

    /// How the painter in use takes cells; the rest of a frame goes the same way for all.
    fn cells(&self) -> CellsCallback;

    /// For the status bar: "GPU: llvmpipe, 37 of 512 MiB", "CPU painter: no adapter".
    fn painter_note(&self) -> String;

    /// True if parts of the picture were painted coarser than they are, for now.
    fn sharpens(&self) -> bool {
        false
    }
}

/// A frame to be painted.
#[derive(Clone, Debug)]
pub struct Staged {
    /// The frame.
    pub frame: Arc<Frame>,
    /// True if a newer one is being made.
    pub stale: bool,
    /// True if it shows what was asked for, but its values are not exact yet.
    pub preview: bool,
}

/// What a pass of the UI has to say.
#[derive(Debug, Default)]
pub struct UiOutput {
    /// For [`crate::app::state::State::apply`], in order.
    pub commands: Vec<Command>,
    /// What was painted, for tests that drive the window.
    pub painted: Option<Painted>,
}

/// What was painted.
#[derive(Clone, Debug)]
pub struct Painted {
    /// Of which document.
    pub document: DocumentId,
    /// The frame that was painted.
    pub frame: Arc<Frame>,
    /// True if a newer frame is being made.
    pub stale: bool,
    /// True if the frame's values are not exact yet.
    pub preview: bool,
    /// Where the frame's canvas begins, in physical pixels of the window.
    pub origin_px: [u32; 2],
    /// The pointer over the canvas, in physical pixels of the window.
    pub pointer_px: Option<[f64; 2]>,
    /// What lies under the pointer.
    pub probe: Option<Probe>,
    /// The tooltip.
    pub tooltip: Option<PaintedTooltip>,
    /// The status bar's texts, from left to right.
    pub status: Vec<String>,
}

/// A tooltip as painted.
#[derive(Clone, Debug, PartialEq)]
pub struct PaintedTooltip {
    /// Its lines.
    pub lines: Vec<String>,
    /// The name in a box beside it; empty: none.
    pub name: String,
    /// Left, top, width and height in physical pixels of the window.
    pub rect_px: [f64; 4],
}
