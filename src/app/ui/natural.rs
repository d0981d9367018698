//! What is shown where the user has chosen nothing: what the table suggests, or the figure's own.

use crate::app::state::Document;
use crate::axis::Scale;
use crate::color::{Colormap, NormKind};
use crate::figure::{
    Aspect, Axis, AxisSide, Figure, Heatmap, Layer, Plot, SideKind, Table, XSide, YSide,
};

/// What is shown where the user has chosen nothing.
#[derive(Clone, Debug)]
pub(super) struct Natural {
    /// True for figures: what is not chosen is the figure's own.
    pub(super) figure: bool,
    pub(super) colormap: Colormap,
    pub(super) norm: NormKind,
    /// Of x and y.
    pub(super) scales: [Scale; 2],
    pub(super) aspect: Aspect,
    pub(super) xside: XSide,
    pub(super) yside: YSide,
    /// Points.
    pub(super) gap: f64,
    /// Are values written into cells?
    pub(super) text: bool,
    /// Titles of the figure, x, y and the colour bar.
    pub(super) words: [Option<String>; 4],
}

impl Natural {
    /// Of a document; what is known of no content is as it is for tables.
    pub(super) fn of(document: &Document) -> Self {
        let table = document
            .content
            .as_ref()
            .and_then(|content| content.table());
        match (document.own(), table) {
            (Some(figure), _) => Self::of_figure(figure),
            (None, Some(table)) => Self::of_table(table),
            (None, None) => Self::plain(),
        }
    }

    fn plain() -> Self {
        Self {
            figure: false,
            colormap: Colormap::named("viridis").unwrap_or_default(),
            norm: NormKind::Linear,
            scales: [Scale::Linear; 2],
            aspect: Aspect::Auto,
            xside: XSide::Bottom,
            yside: YSide::Left,
            gap: 0.0,
            text: false,
            words: Default::default(),
        }
    }

    fn of_table(table: &Table) -> Self {
        let scale = |kind: SideKind| match kind {
            SideKind::Index | SideKind::Number => Scale::Linear,
            SideKind::Date => Scale::Date,
            SideKind::Category => Scale::Category,
        };
        let [x, y] = [&table.x, &table.y];
        Self {
            scales: [scale(x.kind), scale(y.kind)],
            words: [None, x.name.clone(), y.name.clone(), table.z_name.clone()],
            ..Self::plain()
        }
    }

    fn of_figure(figure: &Figure) -> Self {
        let plot = figure.plots.first();
        let axes = plot.map(|plot| [plot.x, plot.y].map(|id| figure.axes.get(id.0)));
        let [x, y] = axes.unwrap_or_default();
        let heatmaps = || figure.plots.iter().flat_map(heatmaps);
        let scale = figure.color_scales.first();
        let title = figure.page.as_ref().and_then(|page| page.title.as_ref());
        let title = title
            .map(|title| title.text.clone())
            .or(figure.title.clone());
        let title_of = |axis: Option<&Axis>| axis.map(|axis| axis.title.clone());
        let scale_of = |axis: Option<&Axis>| axis.map_or(Scale::Linear, |axis| axis.scale);
        let mut natural = Self {
            figure: true,
            scales: [scale_of(x), scale_of(y)],
            gap: heatmaps().next().map_or(0.0, |heatmap| heatmap.gap[0]),
            text: heatmaps().any(has_text),
            words: [
                title,
                title_of(x),
                title_of(y),
                scale.map(|scale| scale.title.clone()),
            ],
            ..Self::plain()
        };
        if let Some(scale) = scale {
            natural.colormap = scale.colormap.clone();
            natural.norm = scale.norm;
        }
        if plot.is_some_and(|plot| plot.equal_aspect || [x, y].into_iter().any(is_tied)) {
            natural.aspect = Aspect::Equal;
        }
        if x.is_some_and(|axis| axis.side == AxisSide::Top) {
            natural.xside = XSide::Top;
        }
        if y.is_some_and(|axis| axis.side == AxisSide::Right) {
            natural.yside = YSide::Right;
        }
        natural
    }
}

fn heatmaps(plot: &Plot) -> impl Iterator<Item = &Heatmap> {
    plot.layers.iter().filter_map(Layer::heatmap)
}

fn has_text(heatmap: &Heatmap) -> bool {
    heatmap.template.is_some() || heatmap.text.is_some()
}

/// Has an axis units as long as those of another?
fn is_tied(axis: Option<&Axis>) -> bool {
    let page = axis.and_then(|axis| axis.page.as_ref());
    page.is_some_and(|page| page.ratio.is_some())
}
