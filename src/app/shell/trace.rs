//! What was painted, as lines of JSON, for tests that drive the window from outside.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;
use std::time::Instant;

use serde_json::{Value, json};

use crate::app::state::{Document, State};
use crate::app::ui::Painted;
use crate::view::{AxisFrame, PlotFrame};

/// Appends a line for each frame that was shown.
pub(super) struct Trace {
    file: File,
    frames: u64,
    began: Instant,
}

/// What the window adds to what the user interface knows.
pub(super) struct Shown<'a> {
    /// Width and height in px.
    pub(super) size_px: [u32; 2],
    /// Px in one egui point.
    pub(super) px_per_point: f32,
    /// Who painted.
    pub(super) painter: &'a str,
}

impl Trace {
    /// A trace in the file that the environment names, if it names one.
    pub(super) fn from_environment() -> Option<Self> {
        let path = std::env::var_os("CELLSIUS_TRACE")?;
        let path = Path::new(&path);
        let file = File::options().create(true).append(true).open(path);
        Some(Self {
            file: file.ok()?,
            frames: 0,
            began: Instant::now(),
        })
    }

    /// Writes down a frame after it was shown. Each line is written at once.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub(super) fn write(
        &mut self,
        shown: &Shown<'_>,
        state: &State,
        painted: Option<&Painted>,
    ) -> io::Result<()> {
        self.frames += 1;
        let mut line = line(shown, state, painted);
        line["frame"] = json!(self.frames);
        line["ms"] = json!(self.began.elapsed().as_secs_f64() * 1000.0);
        let text = format!("{line}\n");
        self.file.write_all(text.as_bytes())
    }
}

fn line(shown: &Shown<'_>, state: &State, painted: Option<&Painted>) -> Value {
    let document = state.active();
    let origin = painted.map_or([0, 0], |painted| painted.origin_px);
    let tooltip = painted.and_then(|painted| painted.tooltip.as_ref());
    let plots = painted.map_or(&[][..], |painted| &painted.frame.plots);
    let canvas = painted.map(|painted| painted.frame.canvas);
    json!({
        "size": shown.size_px,
        "scale": shown.px_per_point,
        "painter": shown.painter,
        "documents": state.documents.len(),
        "document": document.map(|document| document.name.as_str()),
        "loading": document.is_some_and(|document| document.loading.is_some()),
        "rows": document.and_then(rows_of),
        "part": document.is_some_and(|document| document.part.is_some()),
        "error": document.and_then(|document| Some(document.error.as_ref()?.to_string())),
        "canvas": canvas.map(|canvas| [origin[0], origin[1], canvas.width_px, canvas.height_px]),
        "plots": plots.iter().map(|plot| plot_of(plot, origin)).collect::<Vec<_>>(),
        "pointer": painted.and_then(|painted| painted.pointer_px),
        "tooltip": tooltip.map(|tooltip| json!({
            "lines": tooltip.lines,
            "name": tooltip.name,
            "rect": tooltip.rect_px,
        })),
        "state": document.and_then(|document| document.settings.show.frame),
        "playing": document.is_some_and(|document| document.playing),
        "status": painted.map(|painted| painted.status.as_slice()),
        "notice": state.notice.as_ref().map(|notice| notice.text.as_str()),
        "stale": painted.is_some_and(|painted| painted.stale),
        "preview": painted.is_some_and(|painted| painted.preview),
        "saving": state.export.as_ref().map(|form| format!("{:?}", form.stage)),
    })
}

/// Rows of the table that is shown.
fn rows_of(document: &Document) -> Option<usize> {
    let table = document.content.as_ref()?.table()?;
    Some(table.grid.rows())
}

/// A plot in px of the window.
fn plot_of(plot: &PlotFrame, [left, top]: [u32; 2]) -> Value {
    let rect = plot.rect;
    json!({
        "rect": [rect.x.saturating_add(left), rect.y.saturating_add(top), rect.w, rect.h],
        "x": axis_of(&plot.x),
        "y": axis_of(&plot.y),
    })
}

fn axis_of(axis: &AxisFrame) -> Value {
    json!({ "range": axis.range, "title": axis.title })
}
