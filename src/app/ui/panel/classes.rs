//! Discrete classes.

use egui::Ui;

use super::fields::{Typed, typed};
use crate::color::Classes;
use crate::figure::ShowSettings;

pub(super) fn field(ui: &mut Ui, show: &mut ShowSettings) {
    let current = show.classes.as_ref().map(ToString::to_string);
    let parse = |text: &str| {
        text.trim_end_matches([',', ' '])
            .parse::<Classes>()
            .map_err(|_| "a number of classes, or ascending boundaries: 0, 10, 50".to_owned())
    };
    let current = current.unwrap_or_default();
    if let Typed::New(classes) = typed(ui, "classes", &current, "smooth", parse) {
        show.classes = classes;
    }
}
