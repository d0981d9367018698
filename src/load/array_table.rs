//! Tables made of grids without labels: arrays and pictures.

use std::sync::Arc;

use super::error::{LoadErrorKind, Stop};
use super::{Input, sides};
use crate::figure::{Format, Layout, ReadSettings, SliceColumn, Slices, Source, Table, Warning};
use crate::grid::Grid;

/// More frames than these are taken for a mistake.
const MOST_FRAMES: usize = 10_000;

/// What tells the grids apart.
pub(super) struct Frames(SliceColumn);

impl Frames {
    /// Frames counted from 0.
    pub(super) fn numbered(name: &str, count: usize) -> Self {
        Self(SliceColumn {
            name: name.to_owned(),
            values: (0..count).map(|index| index.to_string()).collect(),
        })
    }
}

/// What a file without labels holds.
pub(super) struct Parts {
    /// One, or one for each frame; all of one shape.
    pub(super) grids: Vec<Grid>,
    pub(super) frames: Option<Frames>,
    pub(super) z_name: Option<String>,
    /// What may be chosen as z.
    pub(super) column_names: Vec<String>,
    pub(super) warnings: Vec<Warning>,
}

/// An error where there are more frames than anybody plays through.
pub(super) fn check_frames(frames: usize) -> Result<(), Stop> {
    if frames <= MOST_FRAMES {
        return Ok(());
    }
    let message = format!("found {frames} frames (axis 0), expected at most {MOST_FRAMES}");
    Err(Stop::whole(LoadErrorKind::Unsupported, message))
}

/// An error where the user asks for what only tables of columns have.
pub(super) fn check_settings(settings: &ReadSettings, format: Format) -> Result<(), Stop> {
    let layout = match settings.layout {
        Layout::Tidy => Some("--layout tidy"),
        Layout::Points => Some("--layout points"),
        Layout::Auto | Layout::Matrix => None,
    };
    let columns = [
        ("--x", &settings.x),
        ("--y", &settings.y),
        ("--facet", &settings.facet),
        ("--frames", &settings.frames),
    ];
    let z = [("--z", &settings.z)];
    let columns = columns
        .iter()
        .chain(z.iter().filter(|_| format != Format::Npz));
    let asked = columns.into_iter().find(|(_, asked)| asked.is_some());
    match layout.or(asked.map(|(option, _)| *option)) {
        None => Ok(()),
        Some(option) => Err(Stop::whole(
            LoadErrorKind::Settings,
            format!(
                "found {option} with a file of a grid ({}), expected it with a table of columns",
                format.name()
            ),
        )),
    }
}

/// The table of grids without labels.
pub(super) fn table(input: &Input, format: Format, parts: Parts) -> Table {
    let grid = parts.grids.first().cloned().unwrap_or_default();
    let slices = parts.frames.map(|Frames(column)| {
        Arc::new(Slices {
            frames: Some(column),
            facets: None,
            grids: parts.grids,
        })
    });
    let (x, y) = (sides::index(grid.columns()), sides::index(grid.rows()));
    let bare = Table::of_grid(&input.name(), grid, x, y);
    Table {
        source: Source {
            file: input.file(),
            format,
            column_names: parts.column_names,
            encoding: "",
            ..bare.source
        },
        z_name: parts.z_name,
        slices,
        warnings: parts.warnings,
        ..bare
    }
}
