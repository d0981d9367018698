//! Colour map, norm, range, classes, colours outside the range.

use egui::{Color32, Ui};

use super::fields::{Typed, combo, number, row, rows, typed};
use super::{classes, colormaps, range};
use crate::app::state::Document;
use crate::app::ui::actions::reversed_name;
use crate::app::ui::choices::{NORMS, same_norm};
use crate::axis::exact_number;
use crate::color::{NormKind, Rgba};
use crate::figure::{ColorScaleSpec, ShowSettings};

pub(super) fn show(ui: &mut Ui, document: &Document, show: &mut ShowSettings) {
    let figure = document.figure.as_deref();
    let spec = figure.and_then(|figure| figure.color_scales.first());
    rows(ui, "colour rows", |ui| {
        row(ui, "Map", "", |ui| {
            let own = document.is_figure();
            let map = spec.map(|spec| spec.colormap.clone());
            colormaps::chooser(ui, &mut show.colormap, map, own);
        });
        row(ui, "", "", |ui| {
            let name = document.colormap();
            let mut reversed = name.ends_with("_r");
            if ui.checkbox(&mut reversed, "Reversed").changed() {
                show.colormap = Some(reversed_name(&name)).filter(|name| !name.is_empty());
            }
        });
        row(ui, "Norm", "How values are spread over the colours", |ui| {
            norm(ui, show);
        });
        range::rows(ui, document, show);
        row(
            ui,
            "Classes",
            "A number of classes, or their boundaries: 0, 10, 50",
            |ui| {
                classes::field(ui, show);
            },
        );
    });
    ui.add_space(7.0);
    rows(ui, "colour outside rows", |ui| {
        row(ui, "Missing", "Colour of missing cells", |ui| {
            let mut own = (show.missing != Rgba::TRANSPARENT).then_some(show.missing);
            optional_color(ui, &mut own, "None", Rgba::rgb(0xB0, 0xB0, 0xB0));
            show.missing = own.unwrap_or(Rgba::TRANSPARENT);
        });
        let [low, high] = ends(spec);
        row(ui, "Under", "Colour of values under the range", |ui| {
            optional_color(ui, &mut show.under, "As the lowest", low);
        });
        row(ui, "Over", "Colour of values over the range", |ui| {
            optional_color(ui, &mut show.over, "As the highest", high);
        });
    });
}

fn ends(spec: Option<&ColorScaleSpec>) -> [Rgba; 2] {
    match spec {
        Some(spec) => [spec.colormap.color_at(0.0), spec.colormap.color_at(1.0)],
        None => [Rgba::BLACK, Rgba::WHITE],
    }
}

fn norm(ui: &mut Ui, show: &mut ShowSettings) {
    let name = NORMS.iter().find(|(norm, _)| same_norm(*norm, show.norm));
    combo(ui, "norm", name.map_or("", |(_, name)| name), |ui| {
        for (norm, name) in NORMS {
            if ui
                .selectable_label(same_norm(norm, show.norm), name)
                .clicked()
            {
                show.norm = norm;
            }
        }
    });
    let positive = |text: &str| {
        number(text).and_then(|value| match value > 0.0 {
            true => Ok(value),
            false => Err("a number above zero is expected".to_owned()),
        })
    };
    match show.norm {
        NormKind::SymLog { linear } => {
            let current = linear.map(exact_number).unwrap_or_default();
            let new = typed(ui, "symlog", &current, "linear part, automatic", positive);
            if let Typed::New(linear) = new {
                show.norm = NormKind::SymLog { linear };
            }
        }
        NormKind::Power { gamma } => {
            let new = typed(ui, "power", &exact_number(gamma), "exponent", positive);
            if let Typed::New(Some(gamma)) = new {
                show.norm = NormKind::Power { gamma };
            }
        }
        NormKind::Linear | NormKind::Log | NormKind::Quantile => {}
    }
}

/// A switch, and the colour if it is on.
fn optional_color(ui: &mut Ui, color: &mut Option<Rgba>, off: &str, first: Rgba) {
    ui.horizontal(|ui| {
        let mut own = color.is_some();
        if ui.checkbox(&mut own, "").changed() {
            *color = own.then_some(first);
        }
        match color {
            Some(Rgba(rgba)) => {
                let mut edited =
                    Color32::from_rgba_unmultiplied(rgba[0], rgba[1], rgba[2], rgba[3]);
                if ui.color_edit_button_srgba(&mut edited).changed() {
                    *rgba = edited.to_srgba_unmultiplied();
                }
                ui.weak(Rgba(*rgba).to_string());
            }
            None => {
                ui.weak(off);
            }
        }
    });
}
