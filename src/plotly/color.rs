//! Colour scales of traces and of shared colour axes, with their bars.

use std::sync::Arc;

use super::{Attrs, Node, color_bar, template};
use crate::color::{Colormap, Rgba};
use crate::figure::{ColorRange, ColorScaleSpec};

/// Whose colours.
#[derive(Clone, Copy, Debug)]
pub enum ColorSource<'a> {
    /// A trace's own (`zmin`, `colorscale`, ... of the trace).
    Trace(Attrs<'a>),
    /// A scatter trace's marks (`cmin`, ... of its `marker`).
    Marker(Attrs<'a>),
    /// A colour axis of the layout (`coloraxis`, `coloraxis2`), shared by traces.
    Shared(&'a str),
}

/// The colour scale over values between `extent` (of all traces that share it; NaN where there are
/// none).
#[must_use]
pub fn color_spec(source: ColorSource<'_>, layout: Attrs<'_>, extent: [f64; 2]) -> ColorScaleSpec {
    let (attrs, letter) = match source {
        ColorSource::Trace(attrs) => (attrs, 'z'),
        ColorSource::Marker(attrs) => (attrs, 'c'),
        ColorSource::Shared(name) => (template::numbered(layout, name, "coloraxis"), 'c'),
    };
    let range = range(attrs, letter, extent);
    let map = scale(source, attrs, layout, range);
    let reversed = attrs
        .bool("reversescale")
        .or_else(|| attrs.bool("reversescl"));
    let reversed = reversed.unwrap_or(false);
    // Marks have a bar only if something is said of one.
    let usual = match source {
        ColorSource::Marker(attrs) => attrs.has_own("colorbar"),
        _ => true,
    };
    let shown = attrs.bool("showscale").unwrap_or(usual);
    let bar = color_bar::color_bar(attrs.child("colorbar"), layout);
    ColorScaleSpec {
        colormap: if reversed { map.reversed() } else { map },
        range: ColorRange::Known(range),
        title: bar.title,
        bar: Some(Arc::new(bar.bar)),
        shown,
        ..ColorScaleSpec::default()
    }
}

/// The range: that which is said if both ends are and the lower one is the lower, else that of the
/// values, made even around a middle that is said.
fn range(attrs: Attrs<'_>, letter: char, extent: [f64; 2]) -> [f64; 2] {
    let end = |name: &str| attrs.number(&format!("{letter}{name}"));
    let (low, high) = (end("min"), end("max"));
    let said = low.zip(high).filter(|(low, high)| low < high);
    let automatic = attrs
        .bool(&format!("{letter}auto"))
        .unwrap_or(said.is_none());
    // Where `auto: false` is said with one end, or two in the wrong order, the others are the data's.
    let [mut from, mut to] = match (automatic, low, high) {
        (true, ..) => extent,
        (false, low, high) => [low.unwrap_or(extent[0]), high.unwrap_or(extent[1])],
    };
    if !(from.is_finite() && to.is_finite()) {
        return [0.0, 1.0];
    }
    if let Some(middle) = end("mid").filter(|_| automatic) {
        let reach = (to - middle).max(middle - from);
        (from, to) = (middle - reach, middle + reach);
    }
    if from == to {
        let half = 0.5_f64.max(from.abs() * f64::EPSILON * 4.0);
        (from, to) = (from - half, to + half);
    }
    if from.is_finite() && to.is_finite() {
        [from, to]
    } else {
        extent
    }
}

fn scale(
    source: ColorSource<'_>,
    attrs: Attrs<'_>,
    layout: Attrs<'_>,
    [low, high]: [f64; 2],
) -> Colormap {
    let said = attrs.get("colorscale").or_else(|| attrs.get("scl"));
    let valid = said.and_then(colormap);
    // What is said must be a scale, or the sign of the values decides.
    let usual = match (source, said) {
        (_, Some(_)) => valid.is_none(),
        (ColorSource::Trace(_), None) => false,
        (_, None) => true,
    };
    if attrs.bool("autocolorscale").unwrap_or(usual) {
        let (kind, own) = if low < 0.0 && high > 0.0 {
            ("diverging", "RdBu")
        } else if low >= 0.0 {
            ("sequential", "Reds")
        } else {
            ("sequentialminus", "Blues")
        };
        let of_layout = layout.child("colorscale").get(kind).and_then(colormap);
        return of_layout.unwrap_or_else(|| plotlyjs(own));
    }
    valid.unwrap_or_else(|| plotlyjs("RdBu"))
}

/// A scale of plotly.js by its own name.
fn plotlyjs(name: &str) -> Colormap {
    Colormap::plotlyjs(name).unwrap_or_default()
}

/// The colour map that a `colorscale` names or lists; none if it is not valid.
#[must_use]
pub fn colormap(scale: &Node) -> Option<Colormap> {
    if let Some(name) = scale.text() {
        // As two of them were once spelled, with a capital i.
        let name = match name {
            "YIGnBu" => "YlGnBu",
            "YIOrRd" => "YlOrRd",
            name => name,
        };
        return Colormap::plotlyjs(name);
    }
    let stop = |index: usize| -> Option<(f64, Rgba)> {
        let stop = scale.at(index)?;
        let place = stop.at(0)?.numeric()?;
        Some((place, stop.at(1)?.text()?.parse().ok()?))
    };
    let stops: Option<Vec<(f64, Rgba)>> = (0..scale.len()).map(stop).collect();
    let stops = stops.filter(|stops| stops.len() >= 2)?;
    Colormap::from_stops("", stops).ok()
}
