//! A figure as Plotly's JSON.
//!
//! Everything that a figure says is written out, so that nothing depends on the defaults of whoever
//! reads it. Read back, it is the same figure.

mod arrays;
mod axis;
mod bar;
mod color;
mod heatmap;
mod hover;
mod page;
mod scatter;
mod shapes;
mod ticks;

use serde_json::{Map, Value as Json, json};

use crate::figure::{AxisId, ColorScaleId, Figure, Layer};

/// A figure as Plotly's JSON: an object of `data` and `layout`.
///
/// The figure should have a page; without one its plots get Plotly's own margins. What Plotly has no
/// words for (norms, classes, colours of missing values) is written as what looks the same.
#[must_use]
pub fn write(figure: &Figure) -> Json {
    let writer = Writer { figure };
    json!({ "data": writer.data(), "layout": writer.layout() })
}

/// Attributes by name.
type Object = Map<String, Json>;

/// Sets an attribute.
fn set(object: &mut Object, key: &str, value: impl Into<Json>) {
    object.insert(key.to_owned(), value.into());
}

/// Sets an attribute unless it says nothing.
fn set_text(object: &mut Object, key: &str, text: &str) {
    if !text.is_empty() {
        set(object, key, text);
    }
}

/// The words that hold, joined as Plotly's flags are; `none` where none does.
fn flags(words: &[(bool, &str)]) -> String {
    let held: Vec<&str> = words
        .iter()
        .filter(|(holds, _)| *holds)
        .map(|(_, word)| *word)
        .collect();
    if held.is_empty() {
        "none".to_owned()
    } else {
        held.join("+")
    }
}

/// What writing looks up.
#[derive(Clone, Copy)]
struct Writer<'a> {
    figure: &'a Figure,
}

impl Writer<'_> {
    fn data(self) -> Vec<Json> {
        let mut traces = Vec::new();
        for (index, plot) in self.figure.plots.iter().enumerate() {
            for layer in &plot.layers {
                let mut trace = match layer {
                    Layer::Heatmap(heatmap) => heatmap::trace(self, plot, heatmap),
                    Layer::Scatter(scatter) => scatter::trace(self, plot, scatter),
                };
                for (key, id) in [("xaxis", plot.x), ("yaxis", plot.y)] {
                    set(&mut trace, key, self.axis_name(id));
                }
                let place = [index, traces_of(&traces, index)];
                set(
                    &mut trace,
                    "showlegend",
                    page::has_entry(self.figure, place),
                );
                traces.push((index, Json::Object(trace)));
            }
        }
        traces.into_iter().map(|(_, trace)| trace).collect()
    }

    fn layout(self) -> Json {
        let mut layout = page::layout(self);
        for (index, axis) in self.figure.axes.iter().enumerate() {
            let name = self.axis_name(AxisId(index));
            let (letter, number) = name.split_at(1);
            let key = format!("{letter}axis{number}");
            set(&mut layout, &key, axis::axis(self, axis));
        }
        for index in 0..self.figure.color_scales.len() {
            let id = ColorScaleId(index);
            if self.is_shared(id) {
                set(&mut layout, &self.color_axis(id), bar::color_axis(self, id));
            }
        }
        Json::Object(layout)
    }

    fn axis_name(self, id: AxisId) -> String {
        axis_name(self.figure, id)
    }

    /// True if several layers take their colours from this scale.
    fn is_shared(self, id: ColorScaleId) -> bool {
        let layers = self.figure.plots.iter().flat_map(|plot| &plot.layers);
        layers
            .filter_map(Layer::heatmap)
            .filter(|heatmap| heatmap.color == id)
            .count()
            > 1
    }

    /// Plotly's name of a shared colour scale.
    fn color_axis(self, id: ColorScaleId) -> String {
        let before = (0..id.0).filter(|index| self.is_shared(ColorScaleId(*index)));
        match before.count() {
            0 => "coloraxis".to_owned(),
            before => format!("coloraxis{}", before + 1),
        }
    }
}

/// Plotly's name of an axis: `x`, `y2`. Its page's, or its number among those of its letter.
#[must_use]
pub fn axis_name(figure: &Figure, id: AxisId) -> String {
    let axes = &figure.axes;
    let Some(axis) = axes.get(id.0) else {
        return "x".to_owned();
    };
    if let Some(page) = &axis.page {
        return page.name.clone();
    }
    let across = axis.side.is_horizontal();
    let letter = if across { "x" } else { "y" };
    let before = axes.iter().take(id.0);
    match before
        .filter(|other| other.side.is_horizontal() == across)
        .count()
    {
        0 => letter.to_owned(),
        before => format!("{letter}{}", before + 1),
    }
}

/// How many traces of this plot have been written.
fn traces_of(traces: &[(usize, Json)], plot: usize) -> usize {
    traces.iter().filter(|(index, _)| *index == plot).count()
}
