//! What a file holds: a table, or a figure that its author has laid out.

use std::sync::Arc;

use super::{Figure, Settings, Table, Warning, build, restyle};

/// What a file holds.
#[derive(Clone, Debug)]
pub enum Content {
    /// A table, to be shown as settings say.
    Table(Arc<Table>),
    /// A figure with choices of its own.
    Figure(Arc<FigureFile>),
}

/// A figure read from a file, with the states that it can be played through.
#[derive(Clone, Debug)]
pub struct FigureFile {
    /// The file as named on the command line; `-` for standard input.
    pub file: String,
    /// A short name for it.
    pub name: String,
    /// The figure as it opens.
    pub base: Arc<Figure>,
    /// Its frames, one for each of [`super::Animation::names`]; empty: it does not move.
    pub frames: Vec<Arc<Figure>>,
    /// What was not as it should be, or is not supported.
    pub warnings: Vec<Warning>,
}

impl Content {
    /// The figure under these settings.
    #[must_use]
    pub fn figure(&self, settings: &Settings) -> Figure {
        match self {
            Self::Table(table) => build(table, settings),
            Self::Figure(file) => {
                let frame = settings.show.frame.and_then(|frame| file.frames.get(frame));
                restyle(frame.unwrap_or(&file.base), &settings.show)
            }
        }
    }

    /// What was not as it should be when it was read.
    #[must_use]
    pub fn warnings(&self) -> &[Warning] {
        match self {
            Self::Table(table) => &table.warnings,
            Self::Figure(file) => &file.warnings,
        }
    }

    /// The file as named on the command line.
    #[must_use]
    pub fn file(&self) -> &str {
        match self {
            Self::Table(table) => &table.source.file,
            Self::Figure(file) => &file.file,
        }
    }

    /// The table, if it is one.
    #[must_use]
    pub fn table(&self) -> Option<&Arc<Table>> {
        match self {
            Self::Table(table) => Some(table),
            Self::Figure(_) => None,
        }
    }
}
