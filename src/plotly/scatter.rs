//! A scatter trace as a layer: lines, marks and words at its points.

use std::sync::Arc;

use super::arrays::List;
use super::datum::Item;
use super::points::{Points, is_listed};
use super::said::{self, texts};
use super::trace::{Trace, list};
use super::values::{Values, item};
use super::{Attrs, style};
use crate::color::Rgba;
use crate::figure::{
    ColorRange, ColorScaleSpec, Fill, FillTo, LineShape, Markers, PerPoint, PointHover,
    PointLabels, Scatter, ScatterLine, Stroke,
};

/// What a layer of points is made from.
#[derive(Clone, Copy, Debug)]
pub(super) struct ScatterInput<'a, 'b> {
    pub(super) trace: &'b Trace<'a>,
    pub(super) points: &'b Points,
    pub(super) layout: Attrs<'a>,
    /// How many traces the figure has.
    pub(super) traces: usize,
    /// Colours of numbers.
    pub(super) colors: Option<&'b ColorScaleSpec>,
    /// It is the first scatter trace over its axes.
    pub(super) first: bool,
}

/// Plotly's colour of outlines.
const OUTLINE: Rgba = style::LINE_COLOR;

impl ScatterInput<'_, '_> {
    /// The layer.
    pub(super) fn layer(&self) -> Scatter {
        let attrs = self.trace.attrs;
        let mode = self.points.mode;
        let markers = mode.markers.then(|| self.markers());
        let line = mode.lines.then(|| self.line());
        let fill = self.fill(line.as_ref(), markers.as_ref());
        let opaque = fill.is_some() && attrs.text("fill").as_deref() != Some("toself");
        let color = self.tooltip_color(line.as_ref(), markers.as_ref(), fill.as_ref());
        Scatter {
            name: self.trace.name.clone(),
            x: Arc::clone(&self.points.places[0]),
            y: Arc::clone(&self.points.places[1]),
            labels: if mode.text { self.labels() } else { None },
            opacity: match attrs.within("opacity", [0.0, 1.0]) {
                Some(opacity) if !opaque => opacity,
                _ => 1.0,
            },
            hover: Arc::new(self.hover(color)),
            line,
            markers,
            fill,
        }
    }

    /// The marks' colour, where one is said for all.
    fn marker_color(&self) -> Option<Rgba> {
        self.trace.attrs.child("marker").color("color")
    }

    fn line(&self) -> ScatterLine {
        let attrs = self.trace.attrs;
        let line = attrs.child("line");
        let width = line.at_least("width", 0.0).unwrap_or(2.0);
        let color = line.color("color").or_else(|| self.marker_color());
        let shapes = [
            ("linear", LineShape::Linear),
            ("spline", LineShape::Spline),
            ("hv", LineShape::Hv),
            ("vh", LineShape::Vh),
            ("hvh", LineShape::Hvh),
            ("vhv", LineShape::Vhv),
        ];
        ScatterLine {
            stroke: Stroke {
                width,
                color: color.unwrap_or(self.trace.color),
                dash: style::dash(&line.text("dash").unwrap_or_default(), width),
            },
            shape: line.word("shape", &shapes).unwrap_or_default(),
            smoothing: line.within("smoothing", [0.0, 1.3]).unwrap_or(1.0),
            connect_gaps: attrs.bool("connectgaps").unwrap_or(false),
        }
    }

    fn markers(&self) -> Markers {
        let attrs = self.trace.attrs;
        let marker = attrs.child("marker");
        let bubble = is_listed(marker, "size");
        let line_color = attrs.child("line").color("color");
        let usual = line_color.unwrap_or(self.trace.color);
        let (opacity, faded) = match list(marker, "opacity") {
            Some(Values::Flat(list)) => (1.0, Some(list)),
            _ => {
                let usual = if bubble { 0.7 } else { 1.0 };
                (marker.within("opacity", [0.0, 1.0]).unwrap_or(usual), None)
            }
        };
        let color = self.marker_colors(marker, usual);
        let outline = marker.child("line");
        let plain = match &color {
            PerPoint::Same(color) => Some(*color),
            PerPoint::Each(_) => None,
        };
        let outline_color = match line_color {
            Some(line) if plain != Some(line) => line,
            _ if bubble => Rgba::WHITE,
            _ => OUTLINE,
        };
        Markers {
            size: sizes(marker),
            color: match faded {
                Some(list) => fade(&color, list),
                None => color,
            },
            symbol: match list(marker, "symbol") {
                Some(Values::Flat(list)) => PerPoint::Each(
                    (0..list.len())
                        .map(|index| super::cells::text(item(list, index)))
                        .collect(),
                ),
                _ => PerPoint::Same(marker.text("symbol").unwrap_or_else(|| "circle".to_owned())),
            },
            opacity,
            outline: Stroke {
                width: first_number(outline, "width").unwrap_or(if bubble { 1.0 } else { 0.0 }),
                color: outline.color("color").unwrap_or(outline_color),
                dash: Vec::new(),
            },
        }
    }

    /// Colours of marks: one, or one for each, of which numbers go through the colour scale.
    fn marker_colors(&self, marker: Attrs<'_>, usual: Rgba) -> PerPoint<Rgba> {
        let Some(Values::Flat(list)) = list(marker, "color") else {
            return PerPoint::Same(marker.color("color").unwrap_or(usual));
        };
        let scale = self.colors.map(|spec| {
            let range = match spec.range {
                ColorRange::Known(range) => range,
                ColorRange::OfPicture => [0.0, 1.0],
            };
            spec.over_range(range)
        });
        let color = |index: usize| {
            let item = item(list, index);
            if let (Some(number), Some(scale)) = (item.numeric(), &scale) {
                return scale.colormap.color_at(scale.norm.position(number));
            }
            match item {
                Item::Text(text) => text.parse().unwrap_or(OUTLINE),
                _ => OUTLINE,
            }
        };
        PerPoint::Each((0..list.len()).map(color).collect())
    }

    fn fill(&self, line: Option<&ScatterLine>, markers: Option<&Markers>) -> Option<Fill> {
        let attrs = self.trace.attrs;
        let words = [
            ("tozeroy", FillTo::ZeroY),
            ("tozerox", FillTo::ZeroX),
            (
                "tonexty",
                if self.first {
                    FillTo::ZeroY
                } else {
                    FillTo::NextY
                },
            ),
            (
                "tonextx",
                if self.first {
                    FillTo::ZeroX
                } else {
                    FillTo::NextX
                },
            ),
            ("toself", FillTo::Itself),
            (
                "tonext",
                if self.first {
                    FillTo::Itself
                } else {
                    FillTo::NextY
                },
            ),
        ];
        let to = attrs.word("fill", &words)?;
        let inherited = match (line, markers.map(|markers| &markers.color)) {
            (Some(line), _) => line.stroke.color,
            (None, Some(PerPoint::Same(color))) => *color,
            _ => self.trace.color,
        };
        let Rgba([red, green, blue, _]) = inherited;
        let half = Rgba([red, green, blue, 128]);
        Some(Fill {
            to,
            color: attrs.color("fillcolor").unwrap_or(half),
        })
    }

    fn labels(&self) -> Option<PointLabels> {
        let attrs = self.trace.attrs;
        let said = match list(attrs, "text") {
            Some(_) => PerPoint::Each(texts(attrs, "text")),
            None => PerPoint::Same(attrs.text("text")?),
        };
        let position = match list(attrs, "textposition") {
            Some(_) => {
                let words = texts(attrs, "textposition");
                PerPoint::Each(words.iter().map(|words| text_position(words)).collect())
            }
            None => {
                let words = attrs.text("textposition").unwrap_or_default();
                PerPoint::Same(text_position(&words))
            }
        };
        Some(PointLabels {
            texts: said,
            font: style::font(attrs.child("textfont"), &style::layout_font(self.layout)),
            position,
        })
    }

    fn hover(&self, color: Rgba) -> PointHover {
        let attrs = self.trace.attrs;
        let format = |key: &str| attrs.text(key).unwrap_or_default();
        let text = texts(attrs, "text");
        let own = texts(attrs, "hovertext");
        PointHover {
            label: said::label(self.trace, self.layout, self.traces),
            formats: [format("xhoverformat"), format("yhoverformat")],
            hovertext: if own.is_empty() {
                Arc::clone(&text)
            } else {
                own
            },
            text,
            named: self.points.named.clone(),
            color,
        }
    }

    /// The colour of the tooltip: that of what is drawn, the marks first.
    fn tooltip_color(
        &self,
        line: Option<&ScatterLine>,
        markers: Option<&Markers>,
        fill: Option<&Fill>,
    ) -> Rgba {
        let visible = |color: Rgba| color.0[3] > 0;
        let line = line
            .map(|line| &line.stroke)
            .filter(|stroke| visible(stroke.color));
        let mark = markers.and_then(|markers| match &markers.color {
            PerPoint::Same(color) if visible(*color) => Some(*color),
            PerPoint::Each(colors) => colors.first().copied().filter(|color| visible(*color)),
            PerPoint::Same(_) => None,
        });
        let outline = markers.map(|markers| &markers.outline);
        let outline = outline.filter(|outline| outline.width > 0.0 && visible(outline.color));
        let of_mark = mark
            .or_else(|| outline.map(|outline| outline.color))
            .map(|color| {
                let Rgba([red, green, blue, alpha]) = color;
                // Not too pale to be seen.
                Rgba([red, green, blue, alpha.max(77)])
            });
        let of_line = line
            .filter(|stroke| stroke.width > 0.0)
            .map(|stroke| stroke.color);
        of_mark
            .or(of_line)
            .or_else(|| fill.map(|fill| fill.color))
            .unwrap_or(self.trace.color)
    }
}

/// Diameters of marks: one, or one for each by `sizeref` and `sizemode`.
fn sizes(marker: Attrs<'_>) -> PerPoint<f64> {
    let Some(Values::Flat(list)) = list(marker, "size") else {
        return PerPoint::Same(marker.at_least("size", 0.0).unwrap_or(6.0));
    };
    let unit = marker
        .number("sizeref")
        .filter(|unit| *unit != 0.0)
        .unwrap_or(1.0);
    let least = marker.at_least("sizemin", 0.0).unwrap_or(0.0);
    let area = marker.text("sizemode").as_deref() == Some("area");
    let diameter = |index: usize| {
        let half = list.number(index) / 2.0 / unit;
        let radius = if area { libm::sqrt(half) } else { half };
        if radius > 0.0 {
            2.0 * radius.max(least)
        } else {
            0.0
        }
    };
    PerPoint::Each((0..list.len()).map(diameter).collect())
}

/// Each colour with an opacity of its own.
fn fade(color: &PerPoint<Rgba>, opacities: List<'_>) -> PerPoint<Rgba> {
    let faded = |index: usize| {
        let own = color.get(index).copied().unwrap_or(OUTLINE);
        own.with_opacity(opacities.number(index))
    };
    PerPoint::Each((0..opacities.len()).map(faded).collect())
}

/// A number, or the first of a list.
fn first_number(attrs: Attrs<'_>, key: &str) -> Option<f64> {
    match list(attrs, key) {
        Some(Values::Flat(list)) => Some(list.number(0)).filter(|number| *number >= 0.0),
        _ => attrs.at_least(key, 0.0),
    }
}

/// Where words stand: left (-1) to right (1), below (-1) to above (1).
fn text_position(words: &str) -> [i8; 2] {
    let side =
        |low: &str, high: &str| i8::from(words.contains(high)) - i8::from(words.contains(low));
    [side("left", "right"), side("bottom", "top")]
}
