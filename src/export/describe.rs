//! What was read and what would be drawn, as JSON that is stable in its names.

use serde_json::{Map, Value as Json, json};

use super::describe_probe::probe;
use crate::axis::{Positions, Scale};
use crate::figure::{Choice, Content, Figure, Format, Scatter};
use crate::grid::Value;
use crate::view::{
    AxisFrame, CellLabel, ColorBarFrame, Frame, HeatmapFrame, LayerFrame, PlacedTick, PlotFrame,
    PxRect,
};

/// What a file holds, its figure and its frame, to be described.
#[derive(Clone, Copy, Debug)]
pub struct Described<'a> {
    /// What was read.
    pub content: &'a Content,
    /// What is to be seen.
    pub figure: &'a Figure,
    /// The same, resolved to pixels.
    pub frame: &'a Frame,
    /// Places to probe, px of the picture.
    pub probes: &'a [[f64; 2]],
}

/// Grids of more cells and lines of more points are described without their values.
const MOST_CELLS: usize = 10_000;

impl Described<'_> {
    /// One JSON object.
    #[must_use]
    pub fn to_json(&self) -> String {
        let described = json!({
            "source": self.source(),
            "size": [self.frame.canvas.width_px, self.frame.canvas.height_px],
            "plots": self.frame.plots.iter().map(plot).collect::<Vec<_>>(),
            "colorbars": self.frame.colorbars.iter().map(color_bar).collect::<Vec<_>>(),
            "probes": self.probes.iter().map(|at| probe(self.frame, *at)).collect::<Vec<_>>(),
        });
        format!("{described:#}")
    }

    fn source(&self) -> Json {
        let warnings = self.content.warnings().iter().chain(&self.figure.warnings);
        let warnings: Vec<&str> = warnings.map(|warning| warning.text.as_str()).collect();
        match self.content {
            Content::Table(table) => {
                let source = &table.source;
                let text = source.format == Format::Csv;
                json!({
                    "file": source.file,
                    "format": source.format.name(),
                    "layout": source.layout.name(),
                    "delimiter": text.then_some(source.delimiter),
                    "decimal": text.then_some(source.decimal),
                    "encoding": text.then_some(source.encoding),
                    "header": source.format.has_columns().then_some(source.header),
                    "index": source.index,
                    "rows": source.rows,
                    "columns": source.columns,
                    "warnings": warnings,
                })
            }
            Content::Figure(figure) => json!({
                "file": figure.file,
                "format": "json",
                "layout": "figure",
                "delimiter": null,
                "decimal": null,
                "encoding": null,
                "header": null,
                "index": null,
                "rows": null,
                "columns": null,
                "warnings": warnings,
            }),
        }
    }
}

fn plot(plot: &PlotFrame) -> Json {
    json!({
        "rect": rect(plot.rect),
        "x": axis(&plot.x),
        "y": axis(&plot.y),
        "layers": plot.layers.iter().map(|frame| layer(frame, plot)).collect::<Vec<_>>(),
    })
}

fn rect(rect: PxRect) -> Json {
    json!([rect.x, rect.y, rect.w, rect.h])
}

fn axis(axis: &AxisFrame) -> Json {
    let mut described = json!({
        "scale": axis.scale.name(),
        "title": axis.title,
        "side": axis.side.name(),
        "range": axis.range,
        "ticks": ticks(&axis.ticks),
    });
    if !axis.name.is_empty() {
        described["name"] = json!(axis.name);
    }
    if axis.scale == Scale::Category {
        described["categories"] = json!(axis.categories.as_ref());
    }
    described
}

fn ticks(ticks: &[PlacedTick]) -> Json {
    ticks
        .iter()
        .map(|tick| json!({ "value": tick.value, "px": tick.px, "label": tick.label }))
        .collect()
}

fn color_bar(bar: &ColorBarFrame) -> Json {
    json!({
        "rect": rect(bar.rect),
        "range": bar.range,
        "title": bar.title,
        "ticks": ticks(&bar.ticks),
    })
}

fn layer(layer: &LayerFrame, plot: &PlotFrame) -> Json {
    match layer {
        LayerFrame::Heatmap(layer) => heatmap(layer, plot),
        LayerFrame::Scatter(layer) => scatter(&layer.scatter),
    }
}

fn scatter(scatter: &Scatter) -> Json {
    let mut described = json!({
        "kind": "scatter",
        "name": scatter.name,
        "points": scatter.x.len(),
    });
    if scatter.x.len() <= MOST_CELLS {
        let places = |values: &[f64]| values.iter().map(|value| number(*value)).collect::<Json>();
        described["x"] = places(&scatter.x);
        described["y"] = places(&scatter.y);
    }
    described
}

fn heatmap(layer: &HeatmapFrame, plot: &PlotFrame) -> Json {
    let heatmap = &layer.heatmap;
    let grid = &heatmap.grid;
    let mut described = Map::new();
    let mut set = |name: &str, value: Json| described.insert(name.to_owned(), value);
    set("kind", json!("heatmap"));
    set("name", json!(heatmap.name));
    set("rows", json!(grid.rows()));
    set("columns", json!(grid.columns()));
    set("missing", json!(grid.stats().missing));
    set("min", number(layer.range[0]));
    set("max", number(layer.range[1]));
    set("reduce", json!(heatmap.reduction.name()));
    set("x_edges", edges(&heatmap.x, plot.x.scale));
    set("y_edges", edges(&heatmap.y, plot.y.scale));
    set("pixel_cells", json!(layer.pixel_cells));
    if grid.cells() <= MOST_CELLS {
        set(
            "z",
            rows(grid.rows(), |row| {
                (0..grid.columns())
                    .map(|column| value(grid.value(row, column)))
                    .collect()
            }),
        );
        set("cell_text", cell_text(layer));
        if heatmap.template.is_some() {
            set("cell_labels", cell_labels(layer));
        }
    }
    Json::Object(described)
}

fn edges(positions: &Positions, scale: Scale) -> Json {
    positions.edges(scale).iter().map(number).collect()
}

fn rows(count: usize, row: impl Fn(usize) -> Json) -> Json {
    (0..count).map(row).collect()
}

/// The words in cells, null where there are none.
fn cell_text(layer: &HeatmapFrame) -> Json {
    let grid = &layer.heatmap.grid;
    let mut words = vec![Json::Null; grid.cells()];
    for label in &layer.labels {
        if let Some(place) = words.get_mut(label.row * grid.columns() + label.column) {
            *place = json!(label.text);
        }
    }
    words
        .chunks(grid.columns().max(1))
        .map(|row| Json::Array(row.to_vec()))
        .collect()
}

/// Words in cells with where they stand: their middle in px, the size of their letters in points.
fn cell_labels(layer: &HeatmapFrame) -> Json {
    let label = |label: &CellLabel| {
        json!({
            "row": label.row,
            "column": label.column,
            "text": label.text,
            "at": label.at,
            "font": label.font_pt,
            "color": label.color,
        })
    };
    layer.labels.iter().map(label).collect()
}

pub(super) fn value(value: Value) -> Json {
    match value {
        Value::Missing => Json::Null,
        // Whichever type holds it, a number is written alike, as long as a float is exact.
        Value::Int(int) if !value.is_exact_f64() => json!(int),
        value => number(value.to_f64()),
    }
}

/// A number; infinities, which JSON has no number for, as words; null for no number at all.
pub(super) fn number(value: f64) -> Json {
    if value == f64::INFINITY {
        json!("Infinity")
    } else if value == f64::NEG_INFINITY {
        json!("-Infinity")
    } else {
        json!(value)
    }
}
