//! The colour range: typed limits, automatic ones, the midpoint.

use egui::Ui;

use super::fields::{Typed, number, row, typed};
use crate::app::state::Document;
use crate::axis::{exact_number, format_number};
use crate::color::{Classes, NormKind};
use crate::figure::{ColorRange, ShowSettings};

pub(super) fn rows(ui: &mut Ui, document: &Document, show: &mut ShowSettings) {
    let known = known_range(document);
    let bounds = matches!(show.classes, Some(Classes::Bounds(_)));
    for (label, end) in [("Low", 0), ("High", 1)] {
        row(ui, label, "An end of the range of colours", |ui| {
            ui.add_enabled_ui(!bounds, |ui| limit(ui, show, known, end));
        });
    }
    row(ui, "", "", |ui| {
        ui.horizontal(|ui| {
            let given = show.range.is_some() || show.range_end.is_some() || !show.ranges.is_empty();
            let auto = !given && !show.robust;
            let (name, help) = if document.is_figure() {
                ("As given", "The range that the figure has by itself")
            } else {
                ("Automatic", "From the smallest to the largest value")
            };
            let whole = ui.selectable_label(auto, name);
            if whole.on_hover_text(help).clicked() {
                show.free_range(false);
                show.ranges.clear();
            }
            let robust = ui.selectable_label(!given && show.robust, "Robust");
            if robust
                .on_hover_text("From the 2nd to the 98th percentile")
                .clicked()
            {
                show.free_range(true);
                show.ranges.clear();
            }
        });
    });
    row(
        ui,
        "Midpoint",
        "The value in the middle of the colour map",
        |ui| {
            let current = show.midpoint.map(exact_number).unwrap_or_default();
            if let Typed::New(midpoint) = typed(ui, "midpoint", &current, "none", number) {
                show.midpoint = midpoint;
            }
        },
    );
}

/// The range as it is now; `None` where it follows the picture.
fn known_range(document: &Document) -> Option<[f64; 2]> {
    let scale = document.figure.as_ref()?.color_scales.first()?;
    match scale.range {
        ColorRange::Known(range) => Some(range),
        ColorRange::OfPicture => None,
    }
}

/// One end: typed ends are exact, automatic ones shown as a hint.
fn limit(ui: &mut Ui, show: &mut ShowSettings, known: Option<[f64; 2]>, end: usize) {
    let current = show.range.map(|range| exact_number(range[end]));
    let hint = match known {
        Some(range) => format_number(".6~g", range[end]).unwrap_or_default(),
        None => "of the picture".to_owned(),
    };
    let other = known.map(|range| range[1 - end]);
    let log = show.norm == NormKind::Log;
    let check = |text: &str| {
        let value = number(text)?;
        match other {
            _ if log && value <= 0.0 => Err("log colours begin above zero".to_owned()),
            Some(high) if end == 0 && value >= high => {
                Err(format!("it must lie below {}", exact_number(high)))
            }
            Some(low) if end == 1 && value <= low => {
                Err(format!("it must lie above {}", exact_number(low)))
            }
            _ => Ok(value),
        }
    };
    let id = ["range low", "range high"][end];
    match typed(ui, id, &current.unwrap_or_default(), &hint, check) {
        Typed::New(Some(value)) => {
            let other = other.unwrap_or(if end == 0 { value + 1.0 } else { value - 1.0 });
            show.ranges.clear();
            show.range = Some(if end == 0 {
                [value, other]
            } else {
                [other, value]
            });
        }
        Typed::New(None) => show.range = None,
        Typed::Same => {}
    }
}
