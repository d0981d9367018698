//! Scales, sides, aspect, gaps, text in cells.

use egui::{DragValue, Ui};

use super::fields::{Typed, choice, combo, optional_choice, row, rows, typed};
use crate::app::state::Document;
use crate::app::ui::natural::Natural;
use crate::app::ui::text_choice::TextChoice;
use crate::axis::format_number;
use crate::figure::{AxisId, CellTextFormat, Choice, Layer, ShowSettings};

pub(super) fn show(ui: &mut Ui, document: &Document, show: &mut ShowSettings) {
    let natural = Natural::of(document);
    rows(ui, "axes rows", |ui| {
        let [x, y] = natural.scales.map(Choice::name);
        row(ui, "X scale", "How x runs", |ui| {
            optional_choice(ui, "x scale", &mut show.xscale, x);
        });
        row(ui, "Y scale", "How y runs", |ui| {
            optional_choice(ui, "y scale", &mut show.yscale, y);
        });
        row(ui, "First row", "Where the first row stands", |ui| {
            optional_choice(ui, "origin", &mut show.origin, origin(document));
        });
        row(ui, "X axis", "Where the x axis stands", |ui| {
            choice(ui, "x side", &mut show.xside, natural.xside);
        });
        row(ui, "Y axis", "Where the y axis stands", |ui| {
            choice(ui, "y side", &mut show.yside, natural.yside);
        });
        let equal = "Equal: one unit is as long on x as on y";
        row(ui, "Aspect", equal, |ui| {
            choice(ui, "aspect", &mut show.aspect, natural.aspect);
        });
        row(ui, "Gap", "Between cells, in points", |ui| {
            let mut gap = show.gap.unwrap_or(natural.gap);
            let field = DragValue::new(&mut gap)
                .range(0.0..=100.0)
                .speed(0.1)
                .max_decimals(1)
                .suffix(" pt");
            if ui.add(field).changed() {
                show.gap = Some(gap);
            }
        });
        let several = "What a pixel shows that holds several cells";
        row(ui, "Reduction", several, |ui| {
            let mut reduction = Some(show.reduction);
            choice(ui, "reduction", &mut reduction, show.reduction);
            show.reduction = reduction.unwrap_or(show.reduction);
        });
        let words = "Values written into cells, where they fit";
        row(ui, "Cell text", words, |ui| cell_text(ui, &natural, show));
    });
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

fn cell_text(ui: &mut Ui, natural: &Natural, show: &mut ShowSettings) {
    let before = TextChoice::of(show, natural);
    let mut text = before;
    let offered = TextChoice::offered(natural);
    let name = offered.iter().find(|(choice, _)| *choice == text);
    combo(ui, "cell text", name.map_or("", |(_, name)| name), |ui| {
        for (choice, name) in &offered {
            ui.selectable_value(&mut text, *choice, *name);
        }
    });
    if text != before {
        text.apply(show, natural);
    }
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
