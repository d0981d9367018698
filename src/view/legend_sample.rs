//! How a layer is drawn, in small: for the legend.

use crate::figure::{
    ColorScaleSpec, Font, Heatmap, Layer, LegendEntry, PerPoint, Scatter, ScatterLine,
};

use super::dash::dashed;
use super::decor::corners;
use super::layout::{LayoutInput, whole};
use super::legend::GAP;
use super::marks::{FillRule, Mark, PxRect};
use super::points::{Look, Looks, label, marker};
use super::scatter::faded;

/// Lines are no wider than this in a legend, marks between these diameters, all in points.
const WIDEST_LINE: f64 = 10.0;
const MARKER_SIZES: [f64; 2] = [2.0, 16.0];
const WIDEST_OUTLINE: f64 = 5.0;
const LEAST_OPACITY: f64 = 0.2;
/// A heatmap's swatch around its middle: left, top, right, bottom.
const SWATCH: [f64; 4] = [-15.0, -2.0, 15.0, 4.0];

/// Draws the sample of an entry whose item begins at a place (in points), on its middle line.
pub(super) fn sample(
    input: &LayoutInput<'_>,
    entry: &LegendEntry,
    [x, y]: [f64; 2],
    width: f64,
    marks: &mut Vec<Mark>,
) {
    let layer = entry.layer.and_then(|[plot, layer]| {
        let plot = input.figure.plots.get(plot)?;
        plot.layers.get(layer)
    });
    let place = Place {
        input,
        start: [x + GAP, y],
        middle: [x + GAP + width / 2.0, y],
        width,
    };
    match layer {
        Some(Layer::Heatmap(heatmap)) => place.swatch(heatmap, marks),
        Some(Layer::Scatter(scatter)) => place.scatter(scatter, marks),
        None => {}
    }
}

/// Where a sample is drawn, in points.
struct Place<'a> {
    input: &'a LayoutInput<'a>,
    start: [f64; 2],
    middle: [f64; 2],
    width: f64,
}

impl Place<'_> {
    fn scatter(&self, scatter: &Scatter, marks: &mut Vec<Mark>) {
        let filled = scatter.fill.is_some();
        // A line over an area stands a little higher, so that both are in the middle.
        let raised = match (&scatter.markers, filled, &scatter.line) {
            (None, true, Some(_)) => -2.0,
            (None, true, None) => -3.0,
            _ => 0.0,
        };
        let [left, middle] = self.start;
        let top = middle + raised;
        if let Some(fill) = &scatter.fill {
            let ring = corners([left, top, self.width, 6.0]);
            marks.push(Mark::Area {
                rings: vec![ring.into_iter().map(|corner| self.px(corner)).collect()],
                rule: FillRule::NonZero,
                color: faded(fill.color, scatter.opacity),
            });
        }
        if let Some(line) = &scatter.line {
            marks.push(self.line(
                line,
                [[left, top], [left + self.width, top]],
                scatter.opacity,
            ));
        }
        if let Some(look) = self.look(scatter) {
            marker(&look, self.px(self.middle), marks);
        }
        let bare = scatter.markers.is_none() && scatter.line.is_none() && !filled;
        if let Some(labels) = scatter.labels.as_ref().filter(|_| bare) {
            let font = Font {
                size: 10.0,
                color: faded(labels.font.color, scatter.opacity),
                ..labels.font.clone()
            };
            let position = labels.position.get(0).copied().unwrap_or_default();
            let words = label("Aa", &font, (self.middle, 0.0), position);
            words.marks(self.input.canvas.px_per_pt, marks);
        }
    }

    fn px(&self, point: [f64; 2]) -> [f64; 2] {
        point.map(|pt| self.input.px(pt))
    }

    fn line(&self, line: &ScatterLine, ends: [[f64; 2]; 2], opacity: f64) -> Mark {
        let width = self.input.px(line.stroke.width.min(WIDEST_LINE));
        let dash: Vec<f64> = line
            .stroke
            .dash
            .iter()
            .map(|pt| self.input.px(*pt))
            .collect();
        let ends = ends.map(|end| self.px(end));
        Mark::Path {
            runs: dashed(&ends, &dash, self.input.whole_canvas(), width),
            closed: false,
            width,
            color: faded(line.stroke.color, opacity),
        }
    }

    /// The first point's mark at the mean size.
    fn look(&self, scatter: &Scatter) -> Option<Look> {
        let style = scatter.markers.as_ref()?;
        let mut small = style.clone();
        let size = match &style.size {
            PerPoint::Same(size) => *size,
            PerPoint::Each(sizes) => mean(sizes),
        };
        small.size = PerPoint::Same(size.clamp(MARKER_SIZES[0], MARKER_SIZES[1]));
        small.outline.width = style.outline.width.clamp(0.0, WIDEST_OUTLINE);
        let looks = Looks {
            opacity: scatter.opacity * style.opacity.clamp(LEAST_OPACITY, 1.0),
            style: &small,
            px_per_pt: self.input.canvas.px_per_pt,
        };
        looks.of(0)
    }

    /// The colours of a heatmap from left to right, column of pixels by column.
    fn swatch(&self, heatmap: &Heatmap, marks: &mut Vec<Mark>) {
        let scales = &self.input.figure.color_scales;
        let usual = ColorScaleSpec::default();
        let colormap = &scales.get(heatmap.color.0).unwrap_or(&usual).colormap;
        let [left, top, right, bottom] = [
            self.middle[0] + SWATCH[0],
            self.middle[1] + SWATCH[1],
            self.middle[0] + SWATCH[2],
            self.middle[1] + SWATCH[3],
        ]
        .map(|pt| whole(self.input.px(pt)));
        for x in left..right {
            let share = (f64::from(x - left) + 0.5) / f64::from(right - left);
            marks.push(Mark::Rect {
                rect: PxRect {
                    x,
                    y: top,
                    w: 1,
                    h: bottom.saturating_sub(top),
                },
                fill: faded(colormap.color_at(share), heatmap.opacity),
            });
        }
    }
}

fn mean(values: &[f64]) -> f64 {
    let finite = || values.iter().filter(|value| value.is_finite());
    #[expect(clippy::cast_precision_loss, reason = "far fewer than 2^53 points")]
    let count = finite().count().max(1) as f64;
    finite().sum::<f64>() / count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn means_pass_over_what_is_missing() {
        assert_eq!(mean(&[2.0, f64::NAN, 4.0]), 3.0);
        assert_eq!(mean(&[]), 0.0);
    }
}
