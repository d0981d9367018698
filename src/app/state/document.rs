//! One open table.

use std::path::PathBuf;
use std::sync::Arc;

use super::History;
use crate::figure::{Figure, Settings, Table, Warning, build};
use crate::load::{Input, LoadError, Progress};
use crate::view::Viewport;

/// Tells documents apart; never used twice in one run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentId(pub u64);

/// One open table, in a tab.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its id.
    pub id: DocumentId,
    /// Where it comes from.
    pub input: Input,
    /// The tab's title.
    pub name: String,
    /// How it is read and shown.
    pub settings: Settings,
    /// The load that is under way.
    pub loading: Option<Loading>,
    /// What was read last.
    pub table: Option<Arc<Table>>,
    /// What to draw now.
    pub figure: Option<Arc<Figure>>,
    /// The visible range of each axis.
    pub viewport: Viewport,
    /// Why the last load gave nothing. An older table stays in view.
    pub error: Option<LoadError>,
    /// Earlier settings and views.
    pub history: History,
    /// The figure whose colours follow the picture, while [`Document::figure`] has them held.
    pub(super) thawed: Option<Arc<Figure>>,
}

/// A load that is under way.
#[derive(Clone, Debug)]
pub struct Loading {
    /// How far it has come.
    pub progress: Arc<Progress>,
}

impl Document {
    pub(super) fn new(id: DocumentId, input: Input, settings: Settings) -> Self {
        Self {
            id,
            name: input.name(),
            input,
            settings,
            loading: None,
            table: None,
            figure: None,
            viewport: Viewport::default(),
            error: None,
            history: History::default(),
            thawed: None,
        }
    }

    /// The file's path, where it is a file.
    #[must_use]
    pub fn path(&self) -> Option<PathBuf> {
        match &self.input {
            Input::File(path) => Some(path.clone()),
            Input::Stdin | Input::Bytes { .. } => None,
        }
    }

    /// Can the same input be read again?
    #[must_use]
    pub fn can_reload(&self) -> bool {
        !matches!(self.input, Input::Stdin)
    }

    /// Everything that was not as it should be: reading first, then showing.
    pub fn warnings(&self) -> impl Iterator<Item = &Warning> {
        let table = self.table.iter().flat_map(|table| &table.warnings);
        let figure = self.figure.iter().flat_map(|figure| &figure.warnings);
        table.chain(figure)
    }

    /// Makes the figure of the table again; the view stays where an axis is as it was.
    pub(super) fn rebuild(&mut self) {
        let Some(table) = &self.table else { return };
        let figure = Arc::new(build(table, &self.settings));
        self.viewport = match &self.figure {
            Some(before) => kept_view(before, &figure, &self.viewport),
            None => Viewport::whole(&figure),
        };
        self.figure = Some(figure);
        self.thawed = None;
    }
}

/// The view on a new figure: as it was on axes that stayed the same, whole on the others.
fn kept_view(before: &Figure, after: &Figure, viewport: &Viewport) -> Viewport {
    let ranges = after.axes.iter().enumerate().map(|(index, axis)| {
        let kept = before
            .axes
            .get(index)
            .zip(viewport.ranges.get(index))
            .filter(|(old, _)| old.scale == axis.scale && old.categories == axis.categories);
        match kept {
            Some((old, view)) if old.range == axis.range => *view,
            // Turned round: so is the view.
            Some((old, [from, to])) if old.range == [axis.range[1], axis.range[0]] => [*to, *from],
            _ => axis.range,
        }
    });
    Viewport {
        ranges: ranges.collect(),
    }
}
