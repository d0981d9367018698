//! Titles.

use egui::Ui;

use super::fields::{row, rows, words};
use crate::app::state::Document;
use crate::figure::ShowSettings;

pub(super) fn show(ui: &mut Ui, document: &Document, show: &mut ShowSettings) {
    let table = document.table.as_deref();
    let name = |name: Option<&String>| name.cloned().unwrap_or_else(|| "none".to_owned());
    let x = name(table.and_then(|table| table.x.name.as_ref()));
    let y = name(table.and_then(|table| table.y.name.as_ref()));
    let z = name(table.and_then(|table| table.z_name.as_ref()));
    rows(ui, "words rows", |ui| {
        row(ui, "Title", "Above the picture", |ui| {
            words(ui, "title", &mut show.title, "none");
        });
        row(ui, "X label", "Beside the x axis", |ui| {
            words(ui, "x label", &mut show.xlabel, &x);
        });
        row(ui, "Y label", "Beside the y axis", |ui| {
            words(ui, "y label", &mut show.ylabel, &y);
        });
        row(ui, "Z label", "Beside the colour bar", |ui| {
            words(ui, "z label", &mut show.zlabel, &z);
        });
    });
}
