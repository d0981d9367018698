//! One open table or figure.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use super::History;
use crate::figure::{
    Animation, Axis, ColorScaleId, Content, Figure, Settings, ShowSettings, Warning, labels,
};
use crate::load::{Input, LoadError, Progress};
use crate::view::Viewport;

/// Tells documents apart; never used twice in one run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentId(pub u64);

/// A side of more columns or rows than this is not listed: nobody would read it.
pub const MOST_LABELS: usize = 100_000;

/// One open table or figure, in a tab.
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
    pub content: Option<Content>,
    /// What was read last is but a part of the file: it is still being read, or reading has ended
    /// early.
    pub part: Option<Part>,
    /// Labels of its columns and rows, each once: what can be left out. Empty while rows arrive, and
    /// for a side of more than [`MOST_LABELS`].
    pub labels: [Arc<[String]>; 2],
    /// How many of them are left out.
    pub hidden: [usize; 2],
    /// What to draw now.
    pub figure: Option<Arc<Figure>>,
    /// The visible range of each axis.
    pub viewport: Viewport,
    /// Why the last load gave nothing. An older table stays in view.
    pub error: Option<LoadError>,
    /// A figure's states follow each other by themselves.
    pub playing: bool,
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

/// The beginning of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Rows of the file, where they are those of the grid.
    pub rows: Option<usize>,
}

impl Document {
    pub(super) fn new(id: DocumentId, input: Input, settings: Settings) -> Self {
        Self {
            id,
            name: input.name(),
            input,
            settings,
            loading: None,
            content: None,
            part: None,
            labels: Default::default(),
            hidden: [0; 2],
            figure: None,
            viewport: Viewport::default(),
            error: None,
            playing: false,
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

    /// Is the whole of a file in view?
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.content.is_some() && self.part.is_none()
    }

    /// Can the same input be read again?
    #[must_use]
    pub fn can_reload(&self) -> bool {
        !matches!(self.input, Input::Stdin)
    }

    /// Everything that was not as it should be: reading first, then showing, then what could not be
    /// read while it was shown.
    pub fn warnings(&self) -> impl Iterator<Item = Cow<'_, Warning>> {
        let read = self.content.iter().flat_map(Content::warnings);
        let figure = self.figure.iter().flat_map(|figure| &figure.warnings);
        let troubles = self.content.iter().flat_map(Content::troubles);
        let known = read.chain(figure).map(Cow::Borrowed);
        known.chain(troubles.map(Cow::Owned))
    }

    /// True for a figure with choices of its own.
    #[must_use]
    pub fn is_figure(&self) -> bool {
        matches!(self.content, Some(Content::Figure(_)))
    }

    /// The figure as its author made it; `None` for tables.
    #[must_use]
    pub fn own(&self) -> Option<&Figure> {
        match &self.content {
            Some(Content::Figure(file)) => Some(file.at(self.settings.show.frame)),
            _ => None,
        }
    }

    /// The name of the colour map in use; empty for a figure's own, whatever it is called.
    #[must_use]
    pub fn colormap(&self) -> String {
        let natural = if self.is_figure() { "" } else { "viridis" };
        let chosen = self.settings.show.colormap.as_deref();
        chosen.unwrap_or(natural).to_owned()
    }

    /// How it is shown with another range of one colour scale; `None`: the automatic one, or the
    /// figure's own.
    #[must_use]
    pub fn with_range(&self, scale: ColorScaleId, range: Option<[f64; 2]>) -> ShowSettings {
        let mut show = self.settings.show.clone();
        let scales = self
            .figure
            .as_ref()
            .map_or(0, |figure| figure.color_scales.len());
        match range {
            Some(range) if scales > 1 => {
                show.ranges.insert(scale.0, range);
            }
            Some(range) => show.range = Some(range),
            None if show.ranges.remove(&scale.0).is_some() && show.range.is_none() => {}
            None => show.free_range(false),
        }
        show
    }

    /// The states that it can be played through.
    #[must_use]
    pub fn animation(&self) -> Option<&Animation> {
        let animation = self.figure.as_ref()?.animation.as_deref()?;
        (animation.names.len() > 1).then_some(animation)
    }

    /// How many states it can be played through; 0 or 1: it does not move.
    #[must_use]
    pub fn frames(&self) -> usize {
        self.animation()
            .map_or(0, |animation| animation.names.len())
    }

    /// Shows what was read. Where a part of it was shown before, it has grown.
    pub(super) fn take(&mut self, content: Content) {
        self.labels = Default::default();
        self.content = Some(content);
        let before = self.figure.clone().filter(|_| self.part.is_some());
        self.playing &= before.is_some();
        self.rebuild();
        if let (Some(before), Some(after)) = (before, &self.figure) {
            self.history.follow(|view| grown_view(&before, after, view));
        }
    }

    /// Drops what was read and everything made of it; settings stay.
    pub(super) fn let_go(&mut self) {
        (self.content, self.part) = (None, None);
        (self.figure, self.thawed) = (None, None);
        self.labels = Default::default();
        self.playing = false;
    }

    /// Columns and rows of a table; none of a figure.
    #[must_use]
    pub fn cells_along(&self) -> [usize; 2] {
        let table = self.content.as_ref().and_then(Content::table);
        table.map_or([0; 2], |table| [table.grid.columns(), table.grid.rows()])
    }

    /// What can be left out, once nothing more arrives.
    pub(super) fn name_sides(&mut self) {
        if let Some(content) = &self.content {
            self.labels = labels(content, MOST_LABELS);
            self.count_hidden();
        }
    }

    fn count_hidden(&mut self) {
        let show = &self.settings.show;
        let [columns, rows] = &self.labels;
        self.hidden = [
            count(columns, &show.hidden_columns),
            count(rows, &show.hidden_rows),
        ];
    }

    /// Makes the figure again; the view stays where an axis is as it was.
    pub(super) fn rebuild(&mut self) {
        let Some(content) = &self.content else { return };
        let figure = Arc::new(content.figure(&self.settings));
        self.viewport = match &self.figure {
            Some(before) if self.part.is_some() => grown_view(before, &figure, &self.viewport),
            Some(before) => kept_view(before, &figure, &self.viewport),
            None => Viewport::whole(&figure),
        };
        self.figure = Some(figure);
        self.thawed = None;
        self.count_hidden();
    }
}

/// How many of the labels are in the set.
fn count(labels: &[String], hidden: &BTreeSet<String>) -> usize {
    if hidden.is_empty() {
        return 0;
    }
    labels
        .iter()
        .filter(|label| hidden.contains(*label))
        .count()
}

/// The view on a new figure: as it was on axes that stayed the same, whole on the others.
fn kept_view(before: &Figure, after: &Figure, viewport: &Viewport) -> Viewport {
    view_on(after, |index, axis| {
        let (old, view) = known_axis(before, viewport, index)?;
        if old.scale != axis.scale || old.categories != axis.categories {
            return None;
        }
        as_before(old.range, axis.range, view)
    })
}

/// The view on a figure of more rows of the same table: what was whole stays whole, what was zoomed
/// stays where it is.
fn grown_view(before: &Figure, after: &Figure, viewport: &Viewport) -> Viewport {
    view_on(after, |index, axis| {
        let (old, view) = known_axis(before, viewport, index)?;
        let same_names = begins_alike(&old.categories, &axis.categories);
        if old.scale != axis.scale || !same_names || view == old.range {
            return None;
        }
        let same_way = (old.range[0] < old.range[1]) == (axis.range[0] < axis.range[1]);
        let grown = same_way.then_some(view);
        as_before(old.range, axis.range, view).or(grown)
    })
}

/// For each axis what `kept` says; the whole of it where that says nothing.
fn view_on(figure: &Figure, kept: impl Fn(usize, &Axis) -> Option<[f64; 2]>) -> Viewport {
    let axes = figure.axes.iter().enumerate();
    Viewport {
        ranges: axes
            .map(|(index, axis)| kept(index, axis).unwrap_or(axis.range))
            .collect(),
    }
}

fn known_axis<'a>(
    before: &'a Figure,
    viewport: &Viewport,
    index: usize,
) -> Option<(&'a Axis, [f64; 2])> {
    before
        .axes
        .get(index)
        .zip(viewport.ranges.get(index).copied())
}

/// The view where the whole range is the same, or turned round: then so is the view.
fn as_before(old: [f64; 2], new: [f64; 2], [from, to]: [f64; 2]) -> Option<[f64; 2]> {
    if old == new {
        Some([from, to])
    } else if old == [new[1], new[0]] {
        Some([to, from])
    } else {
        None
    }
}

/// Is one the beginning of the other?
fn begins_alike(a: &[String], b: &[String]) -> bool {
    a.iter().zip(b).all(|(a, b)| a == b)
}
