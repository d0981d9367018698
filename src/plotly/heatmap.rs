//! A heatmap trace as a layer: its cells with what is said and written over them.

use std::sync::Arc;

use super::cells::{Cells, words};
use super::said::{self, datum, fallback};
use super::trace::Trace;
use super::{Attrs, Node, style};
use crate::figure::{CellHover, CellTemplate, ColorScaleId, Datum, Heatmap, Smoothing};

/// The layer of a trace.
pub(super) fn layer(
    trace: &Trace<'_>,
    cells: &Cells,
    color: ColorScaleId,
    layout: Attrs<'_>,
    traces: usize,
) -> Heatmap {
    let attrs = trace.attrs;
    let smoothing = match attrs.get("zsmooth") {
        Some(Node::Text(text)) if text == "best" => Smoothing::Best,
        Some(Node::Text(text)) if text == "fast" => Smoothing::Fast,
        _ => Smoothing::None,
    };
    let gap = |key: &str| match smoothing {
        Smoothing::None => attrs.at_least(key, 0.0).unwrap_or(0.0),
        _ => 0.0,
    };
    let text = words(attrs, "text", cells);
    Heatmap {
        name: trace.name.clone(),
        x: cells.x.positions.clone(),
        y: cells.y.positions.clone(),
        x_labels: Arc::clone(&cells.x.labels),
        y_labels: Arc::clone(&cells.y.labels),
        color,
        gap: [gap("xgap"), gap("ygap")],
        smoothing,
        opacity: attrs.within("opacity", [0.0, 1.0]).unwrap_or(1.0),
        template: template(attrs, layout, &text),
        z_name: String::new(),
        hover: Some(Arc::new(hover(trace, cells, layout, (traces, &text)))),
        ..Heatmap::of_grid(cells.grid.clone())
    }
}

type Words = Arc<[Arc<[String]>]>;

fn template(attrs: Attrs<'_>, layout: Attrs<'_>, text: &Words) -> Option<Arc<CellTemplate>> {
    let template = attrs
        .text("texttemplate")
        .filter(|template| !template.is_empty())?;
    let font = attrs.child("textfont");
    let face = style::font(font, &style::layout_font(layout)).face;
    Some(Arc::new(CellTemplate {
        template,
        fallback: fallback(attrs, "texttemplatefallback"),
        text: Arc::clone(text),
        size: font.at_least("size", 1.0),
        color: font.color("color"),
        face,
    }))
}

fn hover(
    trace: &Trace<'_>,
    cells: &Cells,
    layout: Attrs<'_>,
    (traces, text): (usize, &Words),
) -> CellHover {
    let attrs = trace.attrs;
    let mut label = said::label(trace, layout, traces);
    if cells.points.is_empty() {
        label.custom = custom(attrs, cells);
    }
    let own = words(attrs, "hovertext", cells);
    let format = |key: &str| attrs.text(key).unwrap_or_default();
    CellHover {
        label,
        formats: [
            format("xhoverformat"),
            format("yhoverformat"),
            format("zhoverformat"),
        ],
        hovertext: if own.is_empty() {
            Arc::clone(text)
        } else {
            own
        },
        text: Arc::clone(text),
        on_gaps: attrs.bool("hoverongaps").unwrap_or(true),
        filled: Arc::clone(&cells.filled),
        bins: cells.bins.is_some(),
        ranges: cells.bins.clone().unwrap_or_default(),
        named: [Arc::clone(&cells.x.named), Arc::clone(&cells.y.named)],
        point_numbers: Arc::clone(&cells.points),
    }
}

/// `customdata` of rows, laid onto the rows and columns of the cells.
fn custom(attrs: Attrs<'_>, cells: &Cells) -> Option<Arc<Datum>> {
    let given = datum(attrs.get("customdata")?)?;
    let (None, None) = (&cells.x.source, &cells.y.source) else {
        let Datum::List(rows) = &given else {
            return Some(Arc::new(given));
        };
        let cell = |row: Option<usize>, column: Option<usize>| {
            let Some(Datum::List(row)) = row.and_then(|row| rows.get(row)) else {
                return Datum::Null;
            };
            column
                .and_then(|column| row.get(column))
                .cloned()
                .unwrap_or(Datum::Null)
        };
        let line = |row: usize| {
            let shown = cells.y.shown(row);
            let columns = 0..cells.grid.columns();
            Datum::List(
                columns
                    .map(|column| cell(shown, cells.x.shown(column)))
                    .collect(),
            )
        };
        return Some(Arc::new(Datum::List(
            (0..cells.grid.rows()).map(line).collect(),
        )));
    };
    Some(Arc::new(given))
}
