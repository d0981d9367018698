//! Titles.

use egui::Ui;

use super::fields::{row, rows, words};
use crate::app::state::Document;
use crate::app::ui::natural::Natural;
use crate::figure::ShowSettings;

pub(super) fn show(ui: &mut Ui, document: &Document, show: &mut ShowSettings) {
    let natural = Natural::of(document);
    let [title, x, y, z] = natural.words.each_ref().map(Option::as_deref);
    rows(ui, "words rows", |ui| {
        row(ui, "Title", "Above the picture", |ui| {
            label(ui, "title", &mut show.title, title);
        });
        row(ui, "X label", "Beside the x axis", |ui| {
            label(ui, "x label", &mut show.xlabel, x);
        });
        row(ui, "Y label", "Beside the y axis", |ui| {
            label(ui, "y label", &mut show.ylabel, y);
        });
        row(ui, "Z label", "Beside the colour bar", |ui| {
            label(ui, "z label", &mut show.zlabel, z);
        });
    });
}

/// Room for the switch beside a field, in points.
const NONE_WIDTH: f32 = 68.0;

/// A title that the file may give; then it can be left out.
fn label(ui: &mut Ui, id: &str, text: &mut Option<String>, natural: Option<&str>) {
    let Some(natural) = natural.filter(|name| !name.is_empty()) else {
        words(ui, id, text, "none");
        return;
    };
    let mut hidden = text.as_deref() == Some("");
    ui.horizontal_top(|ui| {
        let width = (ui.available_width() - NONE_WIDTH).max(40.0);
        ui.vertical(|ui| {
            ui.set_width(width);
            ui.add_enabled_ui(!hidden, |ui| words(ui, id, text, natural));
        });
        if ui.checkbox(&mut hidden, "None").changed() {
            *text = hidden.then(String::new);
        }
    });
}
