//! Figures as files that Plotly opens.

use std::path::Path;

use super::file::write_whole;
use super::paged::paged;
use super::picture::{ExportError, Format, PictureOptions, save_frame};
use crate::figure::Figure;
use crate::plotly;
use crate::render::Typesetter;
use crate::view::Frame;

/// A figure in its present view as Plotly's JSON.
#[must_use]
pub fn figure_json(figure: &Figure, frame: &Frame) -> String {
    plotly::write(&paged(figure, frame)).to_string()
}

/// Writes a figure in its present view in the format that the path's ending names; `path` is
/// replaced whole or not at all.
///
/// # Errors
/// If the format cannot be had, or painting or writing fails.
pub fn save(
    figure: &Figure,
    frame: &Frame,
    options: &PictureOptions,
    path: &Path,
    typesetter: &Typesetter,
) -> Result<(), ExportError> {
    match Format::of(path)? {
        Format::Png => save_frame(frame, options, path, typesetter),
        Format::Json => save_figure(figure, frame, path),
    }
}

/// Writes a figure in its present view as Plotly's JSON; `path` is replaced whole or not at all.
///
/// # Errors
/// If the file cannot be written.
pub fn save_figure(figure: &Figure, frame: &Frame, path: &Path) -> Result<(), ExportError> {
    write_whole(path, figure_json(figure, frame).as_bytes())?;
    Ok(())
}
