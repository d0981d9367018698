//! The colours and layers of a figure.

use std::collections::HashMap;

use super::Attrs;
use super::assemble::{Assembly, Drawn};
use super::color::{ColorSource, color_spec};
use super::heatmap;
use super::scatter::ScatterInput;
use super::trace::{Kind, Trace, list};
use super::values::Values;
use crate::figure::{AxisId, ColorScaleId, ColorScaleSpec, Layer, Plot};

/// The colour scales of a figure, and which of them each trace has.
pub(super) struct Colors {
    pub(super) scales: Vec<ColorScaleSpec>,
    of_trace: HashMap<usize, ColorScaleId>,
}

/// A colour scale on its way.
struct Source {
    /// The colour axis that several traces share.
    shared: Option<String>,
    /// The first trace that has it.
    trace: usize,
    extent: [f64; 2],
}

/// The layers of a figure, and where each trace's is.
pub(super) struct Layers {
    pub(super) plots: Vec<Plot>,
    places: HashMap<usize, [usize; 2]>,
}

/// Of colour bars that would lie on each other and say the same, one is enough.
fn hide_twins(scales: &mut [ColorScaleSpec]) {
    for index in 1..scales.len() {
        let (before, rest) = scales.split_at_mut(index);
        let Some(scale) = rest.first_mut() else {
            continue;
        };
        let is_twin = |other: &ColorScaleSpec| {
            other.shown
                && other.range == scale.range
                && other.colormap.stops() == scale.colormap.stops()
                && other.title == scale.title
                && other.bar == scale.bar
        };
        if before.iter().any(is_twin) {
            scale.shown = false;
        }
    }
}

impl Layers {
    /// Index of a trace's plot and of its layer there.
    pub(super) fn place(&self, trace: usize) -> Option<[usize; 2]> {
        self.places.get(&trace).copied()
    }
}

impl Assembly<'_> {
    /// The colour scales.
    pub(super) fn colors(&self, drawn: &[(usize, Drawn)]) -> Colors {
        let mut sources: Vec<Source> = Vec::new();
        let mut of_trace = HashMap::new();
        for (index, drawn) in drawn {
            let Some(trace) = self.traces.get(*index) else {
                continue;
            };
            let (attrs, extent) = match drawn {
                Drawn::Cells(cells) => (
                    trace.attrs,
                    cells.grid.stats().extent.unwrap_or([f64::NAN; 2]),
                ),
                Drawn::Points(points) if points.mode.markers => {
                    let marker = trace.attrs.child("marker");
                    match color_extent(marker) {
                        Some(extent) => (marker, extent),
                        None => continue,
                    }
                }
                Drawn::Points(_) => continue,
            };
            let shared = attrs
                .text("coloraxis")
                .filter(|name| name.starts_with("coloraxis"));
            let known = sources
                .iter()
                .position(|source| source.shared.is_some() && source.shared == shared);
            let id = known.unwrap_or(sources.len());
            match sources.get_mut(id) {
                Some(source) => {
                    source.extent = [
                        source.extent[0].min(extent[0]),
                        source.extent[1].max(extent[1]),
                    ];
                }
                None => sources.push(Source {
                    shared,
                    trace: *index,
                    extent,
                }),
            }
            of_trace.insert(*index, ColorScaleId(id));
        }
        let mut scales: Vec<ColorScaleSpec> = sources
            .iter()
            .map(|source| self.color_scale(source))
            .collect();
        hide_twins(&mut scales);
        Colors { scales, of_trace }
    }

    fn color_scale(&self, source: &Source) -> ColorScaleSpec {
        let of = match (&source.shared, self.traces.get(source.trace)) {
            (Some(name), _) => ColorSource::Shared(name),
            (None, Some(trace)) if trace.kind == Kind::Scatter => {
                ColorSource::Marker(trace.attrs.child("marker"))
            }
            (None, Some(trace)) => ColorSource::Trace(trace.attrs),
            (None, None) => ColorSource::Trace(Attrs::default()),
        };
        color_spec(of, self.layout, source.extent)
    }

    /// The plots with their layers.
    pub(super) fn layers(&self, drawn: &[(usize, Drawn)], colors: &Colors) -> Layers {
        let mut places = HashMap::new();
        let mut plots = Vec::new();
        for pair in &self.pairs {
            let mut layers = self.layers_of(*pair, drawn, colors);
            layers.sort_by_key(|(order, _)| *order);
            for (place, ((.., index), _)) in layers.iter().enumerate() {
                places.insert(*index, [plots.len(), place]);
            }
            plots.push(Plot {
                x: pair[0],
                y: pair[1],
                equal_aspect: false,
                layers: layers.into_iter().map(|(_, layer)| layer).collect(),
                place: None,
            });
        }
        Layers { plots, places }
    }

    /// The layers over a pair of axes, each with what orders it: cells lie below points.
    fn layers_of(
        &self,
        pair: [AxisId; 2],
        drawn: &[(usize, Drawn)],
        colors: &Colors,
    ) -> Vec<((i64, u8, usize), Layer)> {
        let mut layers = Vec::new();
        for (index, made) in drawn {
            let Some(trace) = self.traces.get(*index).filter(|trace| trace.axes == pair) else {
                continue;
            };
            let color = colors.of_trace.get(index).copied();
            let (rank, layer) = match made {
                Drawn::Cells(cells) => {
                    let color = color.unwrap_or(ColorScaleId(0));
                    let layer = heatmap::layer(trace, cells, color, self.layout, self.traces.len());
                    (0, Layer::Heatmap(layer))
                }
                Drawn::Points(points) => {
                    let input = ScatterInput {
                        trace,
                        points,
                        layout: self.layout,
                        traces: self.traces.len(),
                        colors: color.and_then(|id| colors.scales.get(id.0)),
                        first: self.is_first_scatter(trace, drawn),
                    };
                    (1, Layer::Scatter(input.layer()))
                }
            };
            layers.push(((trace.order, rank, *index), layer));
        }
        layers
    }

    /// True for the first scatter trace of its type over its axes.
    pub(super) fn is_first_scatter(&self, trace: &Trace<'_>, drawn: &[(usize, Drawn)]) -> bool {
        let mut scatters = drawn.iter().filter_map(|(index, drawn)| {
            let other = self.traces.get(*index)?;
            let alike = other.axes == trace.axes && other.word == trace.word;
            (alike && matches!(drawn, Drawn::Points(_))).then_some(*index)
        });
        scatters.next() == Some(trace.index)
    }
}

/// The least and greatest number among the colours of marks; none where they are no numbers.
fn color_extent(marker: Attrs<'_>) -> Option<[f64; 2]> {
    let Values::Flat(list) = list(marker, "color")? else {
        return None;
    };
    let numbers = (0..list.len())
        .map(|index| list.number(index))
        .filter(|number| !number.is_nan());
    let ends = numbers.fold([f64::INFINITY, f64::NEG_INFINITY], |[low, high], number| {
        [low.min(number), high.max(number)]
    });
    (ends[0] <= ends[1]).then_some(ends)
}
