//! Marks and words at the points of a scatter layer.

use crate::color::Rgba;
use crate::figure::{Font, Markers, PerPoint, Scatter};

use super::frame::ScatterFrame;
use super::layout::LayoutInput;
use super::markers::{Outline, Symbol};
use super::marks::{FillRule, Item, Mark, PxRect};
use super::rich::plain_lines;
use super::scatter::faded;
use super::words::{LINE, Words};

/// Draws the marks that can be seen, in order.
pub(super) fn markers(
    input: &LayoutInput<'_>,
    clip: PxRect,
    layer: &ScatterFrame,
    items: &mut Vec<Item>,
) {
    let Some(style) = &layer.scatter.markers else {
        return;
    };
    let looks = Looks {
        style,
        opacity: layer.scatter.opacity * style.opacity,
        px_per_pt: input.canvas.px_per_pt,
    };
    let mut marks = Batches::default();
    for index in seen(&looks, clip, &layer.points) {
        if let Some(look) = looks.of(index) {
            marks.add(&look, layer.points[index]);
        }
    }
    marks.close();
    items.extend(marks.done.into_iter().map(|mark| Item { clip, mark }));
}

/// Draws one mark at a place: for a legend's sample.
pub(super) fn marker(look: &Look, at: [f64; 2], marks: &mut Vec<Mark>) {
    let mut batches = Batches::default();
    batches.add(look, at);
    batches.close();
    marks.append(&mut batches.done);
}

/// What the marks of a layer look like.
pub(super) struct Looks<'a> {
    pub(super) style: &'a Markers,
    pub(super) opacity: f64,
    pub(super) px_per_pt: f64,
}

/// What one mark looks like, in px.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Look {
    pub(super) symbol: Symbol,
    pub(super) radius: f64,
    pub(super) fill: Rgba,
    pub(super) stroke: Rgba,
    pub(super) width: f64,
}

impl Looks<'_> {
    /// `None`: it is not drawn.
    pub(super) fn of(&self, index: usize) -> Option<Look> {
        let size = *self.style.size.get(index)?;
        if !(size > 0.0 && size.is_finite()) {
            return None;
        }
        let color = faded(*self.style.color.get(index)?, self.opacity);
        let symbol = Symbol::named(self.style.symbol.get(index)?);
        let outline = &self.style.outline;
        let (fill, stroke, width) = if symbol.open {
            let width = if outline.width > 0.0 {
                outline.width
            } else {
                1.0
            };
            (Rgba::TRANSPARENT, color, width)
        } else {
            (color, faded(outline.color, self.opacity), outline.width)
        };
        Some(Look {
            symbol,
            radius: size / 2.0 * self.px_per_pt,
            fill,
            stroke,
            width: width * self.px_per_pt,
        })
    }
}

impl Look {
    /// How far it reaches from its place.
    fn reach(&self) -> f64 {
        // A symbol's farthest corner, and its line's miter.
        self.radius * self.symbol.reach() + self.width
    }

    /// True if it is painted in one go: several of them may be, too.
    fn is_plain(&self) -> bool {
        self.fill.0[3] == 255 && (self.width <= 0.0 || self.stroke.0[3] == 0)
    }

    /// The radius of a disc that it hides, and how much of what lies below it lets through.
    fn cover(&self) -> (f64, f64) {
        let solid = if self.symbol.covers_disc() {
            self.radius
        } else {
            0.0
        };
        (solid, 1.0 - f64::from(self.fill.0[3]) / 255.0)
    }
}

/// Marks made of one look after another.
#[derive(Default)]
struct Batches {
    done: Vec<Mark>,
    /// Opaque marks of one colour, painted as one area.
    rings: Vec<Vec<[f64; 2]>>,
    color: Rgba,
    /// The outline made last.
    last: Option<(Symbol, f64, Outline)>,
}

impl Batches {
    fn add(&mut self, look: &Look, at: [f64; 2]) {
        let plain = look.is_plain();
        if !plain || look.fill != self.color {
            self.close();
        }
        let fits = |(symbol, radius, _): &(Symbol, f64, Outline)| {
            *symbol == look.symbol && *radius == look.radius
        };
        if !self.last.as_ref().is_some_and(fits) {
            self.last = Some((look.symbol, look.radius, look.symbol.outline(look.radius)));
        }
        let Some((_, _, outline)) = &self.last else {
            return;
        };
        let placed = |lines: &[Vec<[f64; 2]>], by: f64| -> Vec<Vec<[f64; 2]>> {
            let place = |point: &[f64; 2]| [at[0] + point[0] * by, at[1] + point[1] * by];
            lines
                .iter()
                .map(|line| line.iter().map(place).collect())
                .collect()
        };
        if plain {
            self.color = look.fill;
            self.rings.extend(placed(&outline.rings, 1.0));
            return;
        }
        let stroked = look.width > 0.0 && look.stroke.0[3] > 0;
        // Where a mark is translucent its line must not show what is below it twice.
        let inner = if stroked && look.stroke.0[3] < 255 {
            (1.0 - look.width / 2.0 / look.radius).max(0.0)
        } else {
            1.0
        };
        if look.fill.0[3] > 0 && !outline.rings.is_empty() {
            self.done.push(Mark::Area {
                rings: placed(&outline.rings, inner),
                rule: FillRule::NonZero,
                color: look.fill,
            });
        }
        if stroked {
            let mut line = |runs: &[Vec<[f64; 2]>], closed| {
                if !runs.is_empty() {
                    self.done.push(Mark::Path {
                        runs: placed(runs, 1.0),
                        closed,
                        width: look.width,
                        color: look.stroke,
                    });
                }
            };
            line(&outline.rings, true);
            line(&outline.lines, false);
        }
    }

    fn close(&mut self) {
        let rings = std::mem::take(&mut self.rings);
        if !rings.is_empty() {
            self.done.push(Mark::Area {
                rings,
                rule: FillRule::NonZero,
                color: self.color,
            });
        }
    }
}

/// Fewer marks than this are all painted.
const FEW: usize = 2000;
/// Less light than this from below changes no colour.
const DARK: f32 = 1.0 / 512.0;

/// Which points have marks that are seen: not outside the clip, and not under others.
fn seen(looks: &Looks<'_>, clip: PxRect, points: &[[f64; 2]]) -> Vec<usize> {
    let near = |(index, [x, y]): (usize, &[f64; 2])| {
        // A look costs more than to see that a point is nowhere.
        let reach = looks
            .of(index)
            .filter(|_| x.is_finite() && y.is_finite())?
            .reach();
        let inside = *x >= f64::from(clip.x) - reach
            && *x <= f64::from(clip.right()) + reach
            && *y >= f64::from(clip.y) - reach
            && *y <= f64::from(clip.bottom()) + reach;
        inside.then_some(index)
    };
    let mut indices: Vec<usize> = points.iter().enumerate().filter_map(near).collect();
    if indices.len() <= FEW {
        return indices;
    }
    let mut light = Light::new(clip);
    let mut seen: Vec<usize> = Vec::new();
    // From the topmost down.
    while let Some(index) = indices.pop() {
        let (Some(look), Some(at)) = (looks.of(index), points.get(index)) else {
            continue;
        };
        if light.reaches(&look, *at) {
            seen.push(index);
        }
    }
    seen.reverse();
    seen
}

/// How much is seen of what lies below, pixel by pixel.
struct Light {
    clip: PxRect,
    /// 1: all of it.
    pixels: Vec<f32>,
}

impl Light {
    fn new(clip: PxRect) -> Self {
        Self {
            clip,
            pixels: vec![1.0; clip.w as usize * clip.h as usize],
        }
    }

    /// True if a mark is seen; then it darkens what it hides.
    fn reaches(&mut self, look: &Look, at: [f64; 2]) -> bool {
        let reach = look.reach();
        let [columns, rows] = self.around(at, reach);
        let width = self.clip.w as usize;
        let round = look.symbol.is_round();
        let lit = rows.clone().any(|row| {
            let y = nearest(row, self.clip.y, at[1]);
            let pixels = self.pixels.get(row * width..(row + 1) * width);
            let pixels = pixels.and_then(|pixels| pixels.get(columns.clone()));
            let mut pixels = columns.clone().zip(pixels.unwrap_or_default());
            pixels.any(|(column, light)| {
                let x = nearest(column, self.clip.x, at[0]);
                *light > DARK && (!round || x * x + y * y <= reach * reach)
            })
        });
        let (radius, through) = look.cover();
        if !lit || radius <= 0.0 {
            return lit;
        }
        for row in rows {
            for column in columns.clone() {
                // The corner that is farthest from the mark's middle.
                let far = |place: usize, from: u32, middle: f64| {
                    #[expect(clippy::cast_precision_loss, reason = "a canvas is small")]
                    let low = place as f64 + f64::from(from) - middle;
                    low.abs().max((low + 1.0).abs())
                };
                let (x, y) = (
                    far(column, self.clip.x, at[0]),
                    far(row, self.clip.y, at[1]),
                );
                if x * x + y * y <= radius * radius
                    && let Some(light) = self.pixels.get_mut(row * width + column)
                {
                    #[expect(clippy::cast_possible_truncation, reason = "a share")]
                    let through = through as f32;
                    *light *= through;
                }
            }
        }
        lit
    }

    /// Columns and rows of the clip that are near a place.
    fn around(&self, [x, y]: [f64; 2], reach: f64) -> [std::ops::Range<usize>; 2] {
        let range = |middle: f64, from: u32, length: u32| {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "float casts saturate, and a canvas is small"
            )]
            let place = |px: f64| (px - f64::from(from)).clamp(0.0, f64::from(length)) as usize;
            place((middle - reach).floor())..place((middle + reach).ceil())
        };
        [
            range(x, self.clip.x, self.clip.w),
            range(y, self.clip.y, self.clip.h),
        ]
    }
}

/// From a place to the nearest border of a pixel of a clip that begins at `from`; 0 inside of it.
fn nearest(pixel: usize, from: u32, place: f64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a canvas is small")]
    let low = pixel as f64 + f64::from(from) - place;
    low.max(-low - 1.0).max(0.0)
}

/// Draws the words at points, in order.
pub(super) fn labels(
    input: &LayoutInput<'_>,
    clip: PxRect,
    layer: &ScatterFrame,
    items: &mut Vec<Item>,
) {
    let Some(labels) = &layer.scatter.labels else {
        return;
    };
    let font = Font {
        color: faded(labels.font.color, layer.scatter.opacity),
        ..labels.font.clone()
    };
    let mut marks = Vec::new();
    for (index, at) in layer.points.iter().enumerate() {
        let Some(text) = labels.texts.get(index).filter(|text| !text.is_empty()) else {
            continue;
        };
        // Words farther away than this would have to be very long.
        let near = 4000.0 * input.canvas.px_per_pt;
        let inside = (at[0] - f64::from(clip.x)).abs() < near + f64::from(clip.w)
            && (at[1] - f64::from(clip.y)).abs() < near + f64::from(clip.h);
        if inside {
            let at = at.map(|px| px / input.canvas.px_per_pt);
            let radius = marker_radius(&layer.scatter, index);
            let position = labels.position.get(index).copied().unwrap_or_default();
            label(text, &font, (at, radius), position).marks(input.canvas.px_per_pt, &mut marks);
        }
    }
    items.extend(marks.into_iter().map(|mark| Item { clip, mark }));
}

/// Of the mark at a point, in points; 0: there is none.
fn marker_radius(scatter: &Scatter, index: usize) -> f64 {
    let size = scatter
        .markers
        .as_ref()
        .and_then(|style| match &style.size {
            PerPoint::Same(size) => Some(*size),
            PerPoint::Each(sizes) => sizes.get(index).copied(),
        });
    size.filter(|size| *size > 0.0).unwrap_or(0.0) / 2.0
}

/// Words beside a place that a mark of some radius stands at.
pub(super) fn label(
    text: &str,
    font: &Font,
    (at, radius): ([f64; 2], f64),
    [side, height]: [i8; 2],
) -> Words {
    let text = plain_lines(text);
    // Some marks are larger than their radius.
    let away = if radius > 0.0 {
        radius / 0.8 + 1.0
    } else {
        0.0
    };
    #[expect(clippy::cast_precision_loss, reason = "a text has few lines")]
    let lines = text.matches('\n').count() as f64 * LINE + 1.0;
    let (side, down) = (f64::from(side.signum()), -f64::from(height.signum()));
    let baseline = font.size * 0.75 + down * away + (down - 1.0) * lines * font.size / 2.0;
    let at = [at[0] + side * away, at[1] + baseline];
    Words::upright(text, font.clone(), at, (1.0 - side) / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::{Stroke, Typeface};

    fn style(color: Rgba) -> Markers {
        Markers {
            size: PerPoint::Same(10.0),
            color: PerPoint::Same(color),
            symbol: PerPoint::Same("circle".to_owned()),
            opacity: 1.0,
            outline: Stroke {
                width: 0.0,
                color: Rgba::BLACK,
                dash: Vec::new(),
            },
        }
    }

    fn looks(style: &Markers) -> Looks<'_> {
        Looks {
            style,
            opacity: style.opacity,
            px_per_pt: 1.0,
        }
    }

    const CLIP: PxRect = PxRect {
        x: 10,
        y: 20,
        w: 100,
        h: 50,
    };

    #[test]
    fn hidden_marks_are_not_painted() {
        let opaque = style(Rgba::BLACK);
        let points = vec![[60.0, 45.0]; 100_000];
        // Rims of discs let a little through, so one does not hide all.
        let found = seen(&looks(&opaque), CLIP, &points);
        assert!(found.contains(&99_999), "the topmost is seen");
        let spread: Vec<[f64; 2]> = (0..200_000_u32)
            .map(f64::from)
            .map(|index| {
                [
                    10.0 + (index * 0.618).fract() * 100.0,
                    20.0 + (index * 0.414).fract() * 50.0,
                ]
            })
            .collect();
        let found = seen(&looks(&opaque), CLIP, &spread);
        assert!(found.len() < 4000, "{}", found.len());
        let faint = style(Rgba([0, 0, 0, 128]));
        let more = seen(&looks(&faint), CLIP, &spread);
        assert!(
            more.len() > found.len() && more.len() < 40_000,
            "{}",
            more.len()
        );
        assert!(more.is_sorted());
        let odd = [
            [f64::NAN, 1.0],
            [1e300, 3.0],
            [-40.0, 30.0],
            [60.0, 45.0],
            [8.0, 30.0],
        ];
        assert_eq!(seen(&looks(&opaque), CLIP, &odd), [3, 4]);
    }

    #[test]
    fn looks_follow_plotly() {
        let red = Rgba::rgb(255, 0, 0);
        let mut style = style(red);
        let look = |style: &Markers| looks(style).of(0);
        assert_eq!(
            look(&style).map(|look| (look.fill, look.width)),
            Some((red, 0.0))
        );
        style.symbol = PerPoint::Same("square-open".to_owned());
        let open = look(&style);
        assert_eq!(
            open.map(|look| (look.fill.0[3], look.stroke, look.width)),
            Some((0, red, 1.0))
        );
        style.size = PerPoint::Each([0.0, 4.0].into());
        assert_eq!(look(&style), None);
        style.size = PerPoint::Same(f64::NAN);
        assert_eq!(look(&style), None);
        style.size = PerPoint::Each([].into());
        assert_eq!(look(&style), None);
    }

    #[test]
    fn words_stand_beside_marks() {
        let font = Font {
            size: 10.0,
            color: Rgba::BLACK,
            face: Typeface::OpenSans,
        };
        let check = |text: &str, position: [i8; 2], radius: f64, expected: ([f64; 2], f64)| {
            let words = label(text, &font, ([100.0, 50.0], radius), position);
            assert_eq!((words.at, words.align), expected, "{text} {position:?}");
        };
        check("a", [0, 0], 0.0, ([100.0, 52.5], 0.5));
        check("a", [0, 1], 0.0, ([100.0, 47.5], 0.5));
        check("a", [0, -1], 0.0, ([100.0, 57.5], 0.5));
        check("a", [1, 0], 4.0, ([106.0, 52.5], 0.0));
        check("a", [-1, 1], 4.0, ([94.0, 41.5], 1.0));
        check("a<br>b", [0, 1], 0.0, ([100.0, 34.5], 0.5));
    }
}
