//! Scales, sides, aspect, gaps, text in cells.

use egui::{DragValue, Ui};

use super::fields::{Typed, choice, combo, optional_choice, row, rows, typed};
use crate::app::state::Document;
use crate::axis::format_number;
use crate::figure::{AxisId, CellTextFormat, Choice, Layer, ShowSettings};

pub(super) fn show(ui: &mut Ui, document: &Document, show: &mut ShowSettings) {
    rows(ui, "axes rows", |ui| {
        let natural = |which: usize| natural_scale(document, which);
        row(ui, "X scale", "How x runs", |ui| {
            optional_choice(ui, "x scale", &mut show.xscale, &natural(0));
        });
        row(ui, "Y scale", "How y runs", |ui| {
            optional_choice(ui, "y scale", &mut show.yscale, &natural(1));
        });
        row(ui, "First row", "Where the first row stands", |ui| {
            optional_choice(ui, "origin", &mut show.origin, origin(document));
        });
        row(ui, "X axis", "Where the x axis stands", |ui| {
            choice(ui, "x side", &mut show.xside);
        });
        row(ui, "Y axis", "Where the y axis stands", |ui| {
            choice(ui, "y side", &mut show.yside);
        });
        row(
            ui,
            "Aspect",
            "Equal: one unit is as long on x as on y",
            |ui| {
                choice(ui, "aspect", &mut show.aspect);
            },
        );
        row(ui, "Gap", "Between cells, in points", |ui| {
            let gap = DragValue::new(&mut show.gap)
                .range(0.0..=100.0)
                .speed(0.1)
                .max_decimals(1)
                .suffix(" pt");
            ui.add(gap);
        });
        row(
            ui,
            "Reduction",
            "What a pixel shows that holds several cells",
            |ui| {
                choice(ui, "reduction", &mut show.reduction);
            },
        );
        row(
            ui,
            "Cell text",
            "Values written into cells, where they fit",
            |ui| {
                cell_text(ui, show);
            },
        );
    });
}

/// The scale that an axis has by itself, as far as the figure tells.
fn natural_scale(document: &Document, which: usize) -> String {
    let table = document.table.as_deref();
    let side = table.map(|table| if which == 0 { &table.x } else { &table.y });
    side.map_or_else(String::new, |side| {
        use crate::figure::SideKind as K;
        match side.kind {
            K::Index | K::Number => "linear",
            K::Date => "date",
            K::Category => "category",
        }
        .to_owned()
    })
}

/// Where the first row stands now.
fn origin(document: &Document) -> &'static str {
    let end = || {
        let figure = document.figure.as_deref()?;
        let plot = figure.plots.first()?;
        let AxisId(y) = plot.y;
        let axis = figure.axes.get(y)?;
        let heatmap = plot.layers.iter().find_map(Layer::heatmap)?;
        let [first, last] = heatmap.y.edges(axis.scale).extent(axis.scale)?;
        Some((first <= last) == (axis.range[0] <= axis.range[1]))
    };
    match end() {
        Some(true) => crate::figure::Origin::Lower.name(),
        _ => crate::figure::Origin::Upper.name(),
    }
}

fn cell_text(ui: &mut Ui, show: &mut ShowSettings) {
    let name = match &show.text {
        None => "None",
        Some(CellTextFormat::Auto) => "Auto",
        Some(CellTextFormat::Number(_)) => "Format",
    };
    combo(ui, "cell text", name, |ui| {
        ui.selectable_value(&mut show.text, None, "None");
        ui.selectable_value(&mut show.text, Some(CellTextFormat::Auto), "Auto");
        let own = matches!(show.text, Some(CellTextFormat::Number(_)));
        if ui.selectable_label(own, "Format").clicked() && !own {
            show.text = Some(CellTextFormat::Number(".2f".to_owned()));
        }
    });
    if let Some(CellTextFormat::Number(format)) = &show.text {
        let check = |text: &str| match format_number(text, 1.0) {
            Ok(_) => Ok(text.to_owned()),
            Err(_) => Err("a format such as .2f  ,  .1%  ~s".to_owned()),
        };
        if let Typed::New(Some(new)) = typed(ui, "cell text format", format, ".2f", check) {
            show.text = Some(CellTextFormat::Number(new));
        }
    }
}
