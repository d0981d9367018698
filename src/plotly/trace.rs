//! The traces of a figure: their kinds, axes, names, and whether they can be shown.

use std::collections::HashMap;

use super::arrays::{self, List};
use super::datum::Item;
use super::template::Template;
use super::values::{Values, item};
use super::{Attrs, AxisIds, Node};
use crate::color::Rgba;
use crate::figure::{AxisId, Place, Warning};

/// What a trace is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Coloured cells.
    Heatmap,
    /// Coloured counts of points.
    Histogram2d,
    /// Points and lines.
    Scatter,
    /// On a pair of axes, but not drawn.
    Other,
    /// Without axes, and not drawn.
    Elsewhere,
}

/// Is a trace shown?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Visible {
    /// Yes.
    Shown,
    /// Only its name.
    LegendOnly,
    /// Its data cannot be drawn; it still has a say in its axes' types.
    Unusable,
    /// No.
    Hidden,
}

/// A trace with its defaults.
#[derive(Clone, Debug)]
pub(super) struct Trace<'a> {
    pub(super) index: usize,
    pub(super) kind: Kind,
    /// Its type as written.
    pub(super) word: String,
    pub(super) attrs: Attrs<'a>,
    /// Its x and y axis.
    pub(super) axes: [AxisId; 2],
    pub(super) visible: Visible,
    pub(super) name: String,
    /// The colour that its turn gives it.
    pub(super) color: Rgba,
    /// Higher ones lie above.
    pub(super) order: i64,
}

/// Trace types on pairs of axes that are not drawn.
const OTHERS: [&str; 12] = [
    "bar",
    "box",
    "candlestick",
    "contour",
    "funnel",
    "histogram",
    "histogram2dcontour",
    "image",
    "ohlc",
    "violin",
    "waterfall",
    "contourcarpet",
];

/// Trace types without a pair of axes.
const ELSEWHERE: [&str; 29] = [
    "barpolar",
    "carpet",
    "choropleth",
    "choroplethmap",
    "choroplethmapbox",
    "cone",
    "densitymap",
    "densitymapbox",
    "funnelarea",
    "icicle",
    "indicator",
    "isosurface",
    "mesh3d",
    "parcats",
    "parcoords",
    "pie",
    "sankey",
    "scatter3d",
    "scattergeo",
    "scattermap",
    "scattermapbox",
    "scatterpolar",
    "scatterpolargl",
    "scattersmith",
    "scatterternary",
    "splom",
    "streamtube",
    "sunburst",
    "surface",
];

/// Further ones without a pair of axes.
const ELSEWHERE_TOO: [&str; 4] = ["table", "treemap", "volume", "scattercarpet"];

/// The colours that traces take in turn.
const COLORWAY: [Rgba; 10] = [
    Rgba::rgb(0x1f, 0x77, 0xb4),
    Rgba::rgb(0xff, 0x7f, 0x0e),
    Rgba::rgb(0x2c, 0xa0, 0x2c),
    Rgba::rgb(0xd6, 0x27, 0x28),
    Rgba::rgb(0x94, 0x67, 0xbd),
    Rgba::rgb(0x8c, 0x56, 0x4b),
    Rgba::rgb(0xe3, 0x77, 0xc2),
    Rgba::rgb(0x7f, 0x7f, 0x7f),
    Rgba::rgb(0xbc, 0xbd, 0x22),
    Rgba::rgb(0x17, 0xbe, 0xcf),
];

/// The kind of a type; an unknown one is a scatter.
fn kind(word: &str) -> Kind {
    match word {
        "heatmap" | "heatmapgl" => Kind::Heatmap,
        "histogram2d" => Kind::Histogram2d,
        _ if OTHERS.contains(&word) => Kind::Other,
        _ if ELSEWHERE.contains(&word) || ELSEWHERE_TOO.contains(&word) => Kind::Elsewhere,
        _ => Kind::Scatter,
    }
}

/// All traces of a figure. Their axes are added to `ids`.
pub(super) fn traces<'a>(
    data: &'a [Node],
    template: Template<'a>,
    layout: Attrs<'a>,
    ids: &mut AxisIds,
    warnings: &mut Vec<Warning>,
) -> Vec<Trace<'a>> {
    let colorway = colorway(layout);
    let mut turns: HashMap<String, usize> = HashMap::new();
    let mut colors = 0;
    let mut traces = Vec::new();
    for (index, node) in data.iter().enumerate() {
        let word = match node.get("type").and_then(Node::text) {
            Some(word) => word.to_owned(),
            None => "scatter".to_owned(),
        };
        let turn = turns.entry(word.clone()).or_default();
        let attrs = template.trace(node, &word, *turn);
        *turn += 1;
        let kind = kind(&word);
        let axes = if kind == Kind::Elsewhere {
            [AxisId(usize::MAX); 2]
        } else {
            ["x", "y"].map(|letter| {
                let name = attrs.text(&format!("{letter}axis"));
                let own = name.filter(|name| name.starts_with(letter));
                let known = own.and_then(|name| super::axis_ids::clean(&name));
                ids.add(known.as_deref().unwrap_or(letter))
            })
        };
        let visible = visible(kind, attrs, index, warnings);
        traces.push(Trace {
            index,
            kind,
            attrs,
            axes,
            visible,
            name: attrs
                .text("name")
                .unwrap_or_else(|| format!("trace {index}")),
            color: colorway
                .get(colors % colorway.len().max(1))
                .copied()
                .unwrap_or(COLORWAY[0]),
            order: attrs.integer("zorder").unwrap_or(0),
            word,
        });
        colors += usize::from(attrs.get("visible") != Some(&Node::Bool(false)));
    }
    traces
}

fn colorway(layout: Attrs<'_>) -> Vec<Rgba> {
    let said = layout.read("colorway", |node| {
        let list = List::of(node).ok()??;
        let color = |index| match item(list, index) {
            Item::Text(text) => text.parse::<Rgba>().ok(),
            _ => None,
        };
        let colors: Vec<Rgba> = (0..list.len()).filter_map(color).collect();
        (!colors.is_empty()).then_some(colors)
    });
    said.unwrap_or_else(|| COLORWAY.to_vec())
}

fn visible(kind: Kind, attrs: Attrs<'_>, index: usize, warnings: &mut Vec<Warning>) -> Visible {
    let wanted = match attrs.get("visible") {
        Some(Node::Bool(false)) => return Visible::Hidden,
        Some(Node::Text(text)) if text == "legendonly" => Visible::LegendOnly,
        _ => Visible::Shown,
    };
    if let Some(text) = bad_array(attrs) {
        warnings.push(about(index, &text));
        return Visible::Unusable;
    }
    let usable = match kind {
        Kind::Heatmap => usable_cells(attrs),
        Kind::Histogram2d => ["x", "y"].iter().all(|key| shortest(attrs, key) > 0),
        Kind::Scatter => usable_points(attrs),
        Kind::Other | Kind::Elsewhere => false,
    };
    if usable {
        return wanted;
    }
    if matches!(kind, Kind::Heatmap | Kind::Histogram2d | Kind::Scatter) {
        let what = match kind {
            Kind::Heatmap => "has no z that can be drawn",
            Kind::Histogram2d => "lacks x or y",
            _ => "has neither x nor y",
        };
        warnings.push(about(index, &format!("{what}, left out")));
    }
    Visible::Unusable
}

/// A warning about a trace.
pub(super) fn about(index: usize, text: &str) -> Warning {
    Warning {
        text: format!("trace {index} {text}"),
        place: Place::default(),
    }
}

/// What is wrong with the typed arrays of a trace.
fn bad_array(attrs: Attrs<'_>) -> Option<String> {
    let keys = ["x", "y", "z", "text", "hovertext", "customdata"];
    let wrong = |key: &&str| {
        let problem = List::of(attrs.get(key)?).err()?;
        Some(format!("has an array {key} that {problem}, left out"))
    };
    keys.iter().find_map(wrong)
}

/// The list that a trace has under a key.
pub(super) fn list<'a>(attrs: Attrs<'a>, key: &str) -> Option<Values<'a>> {
    Values::of(attrs.get(key)?)
}

fn shortest(attrs: Attrs<'_>, key: &str) -> usize {
    list(attrs, key).map_or(0, |values| values.shortest())
}

/// z as cells: rows with a number in one of them, or a column beside columns x and y.
fn usable_cells(attrs: Attrs<'_>) -> bool {
    let Some(z) = list(attrs, "z") else {
        return false;
    };
    if z.is_flat() {
        return z.len() > 0 && shortest(attrs, "x") > 0 && shortest(attrs, "y") > 0;
    }
    let mut has_number = false;
    for row in 0..z.len() {
        let Some(row) = z.row(row) else {
            return false;
        };
        has_number = has_number || (0..row.len()).any(|column| !row.number(column).is_nan());
    }
    has_number
}

fn usable_points(attrs: Attrs<'_>) -> bool {
    let lengths = ["x", "y"].map(|key| list(attrs, key).map(|values| values.shortest()));
    match lengths {
        [Some(x), Some(y)] => x.min(y) > 0,
        [Some(len), None] | [None, Some(len)] => len > 0,
        [None, None] => false,
    }
}

impl<'a> Trace<'a> {
    /// The trace's x (0) or y (1) values.
    pub(super) fn coordinates(&self, side: usize) -> Option<Values<'a>> {
        list(self.attrs, LETTERS[side.min(1)])
    }

    /// True if x (or y) is given by a start and a step.
    pub(super) fn is_scaled(&self, side: usize) -> bool {
        let key = ["xtype", "ytype"][side.min(1)];
        self.attrs
            .get(["x", "y"][side.min(1)])
            .is_none_or(|node| !arrays::is_list(node))
            || self.attrs.word(key, &[("scaled", true), ("array", false)]) == Some(true)
    }
}

/// The letters of both directions.
pub(super) const LETTERS: [&str; 2] = ["x", "y"];
