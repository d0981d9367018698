//! What a file holds: a table, or a figure that its author has laid out.

use std::collections::HashSet;
use std::sync::Arc;

use super::build::whole_file;
use super::{Figure, Settings, Table, Warning, build, restyle};
use crate::grid::{Block, Grid};

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

impl FigureFile {
    /// The figure in one of its states; `None`: as it opens.
    #[must_use]
    pub fn at(&self, frame: Option<usize>) -> &Arc<Figure> {
        let state = frame.and_then(|frame| self.frames.get(frame));
        state.unwrap_or(&self.base)
    }

    /// The grids of all its states, each once.
    pub fn grids(&self) -> impl Iterator<Item = &Grid> {
        let figures = std::iter::once(&self.base).chain(&self.frames);
        let layers = figures.flat_map(|figure| &figure.plots);
        let grids = layers
            .flat_map(|plot| &plot.layers)
            .filter_map(|layer| Some(&layer.heatmap()?.grid));
        let mut known = HashSet::new();
        grids.filter(move |grid| known.insert(grid.id()))
    }
}

impl Content {
    /// The figure under these settings.
    #[must_use]
    pub fn figure(&self, settings: &Settings) -> Figure {
        match self {
            Self::Table(table) => build(table, settings),
            Self::Figure(file) => restyle(file.at(settings.show.frame), &settings.show),
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

    /// Every grid, each once.
    #[must_use]
    pub fn grids(&self) -> Vec<&Grid> {
        match self {
            Self::Table(table) => match &table.slices {
                Some(slices) => slices.grids.iter().collect(),
                None => vec![&table.grid],
            },
            Self::Figure(file) => file.grids().collect(),
        }
    }

    /// Bytes of memory that its cells take.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.grids().into_iter().map(Grid::bytes).sum()
    }

    /// Why cells that stay in their file could not be read from there, each reason once. More may
    /// be found as long as pictures are made.
    #[must_use]
    pub fn troubles(&self) -> Vec<Warning> {
        let blocks = self.grids().into_iter().flat_map(Grid::blocks);
        let stores = blocks.filter_map(Block::store);
        let mut warnings: Vec<Warning> = Vec::new();
        for text in stores.filter_map(|store| store.trouble()) {
            if warnings.iter().all(|known| known.text != text) {
                warnings.push(whole_file(text));
            }
        }
        warnings
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
