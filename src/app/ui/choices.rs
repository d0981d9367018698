//! Menus of settings that are one of a few names.

use egui::Ui;

use super::natural::Natural;
use super::status::delimiter_name;
use super::text_choice::TextChoice;
use crate::app::state::{Command, Document};
use crate::color::{Colormap, NormKind};
use crate::figure::{Choice, IndexColumn, Layout, ReadSettings, ShowSettings};
use crate::grid::Reduction;

/// The norms offered, with their titles.
pub(super) const NORMS: [(NormKind, &str); 5] = [
    (NormKind::Linear, "Linear"),
    (NormKind::Log, "Log"),
    (NormKind::SymLog { linear: None }, "Symlog"),
    (NormKind::Power { gamma: 0.5 }, "Power"),
    (NormKind::Quantile, "Quantile"),
];

/// The delimiters offered.
pub(super) const DELIMITERS: [char; 5] = [',', ';', '\t', '|', ' '];

/// Are these the same kind of norm, whatever their parameter?
pub(super) fn same_norm(a: NormKind, b: NormKind) -> bool {
    std::mem::discriminant(&a) == std::mem::discriminant(&b)
}

/// A name with a capital.
pub(super) fn title(name: &str) -> String {
    let mut letters = name.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

/// Submenus of how the table is read and laid out.
pub(super) fn data_menus(ui: &mut Ui, document: &Document, commands: &mut Vec<Command>) {
    if !document.is_figure() {
        reading_menus(ui, &document.settings.read, commands);
    }
    let before = &document.settings.show;
    let natural = Natural::of(document);
    let mut show = before.clone();
    submenu(ui, "Several cells in one pixel", |ui| {
        named(ui, &mut show.reduction, Reduction::ALL);
    });
    submenu(ui, "X scale", |ui| {
        optional(ui, &mut show.xscale, natural.figure)
    });
    submenu(ui, "Y scale", |ui| {
        optional(ui, &mut show.yscale, natural.figure)
    });
    submenu(ui, "First row", |ui| {
        optional(ui, &mut show.origin, natural.figure)
    });
    submenu(ui, "Aspect", |ui| {
        chosen(ui, &mut show.aspect, natural.aspect)
    });
    submenu(ui, "X axis side", |ui| {
        chosen(ui, &mut show.xside, natural.xside)
    });
    submenu(ui, "Y axis side", |ui| {
        chosen(ui, &mut show.yside, natural.yside)
    });
    submenu(ui, "Text in cells", |ui| {
        let mut text = TextChoice::of(&show, &natural);
        let before = text;
        for (choice, name) in TextChoice::offered(&natural) {
            pick(ui, &mut text, choice, name);
        }
        if text != before {
            text.apply(&mut show, &natural);
        }
    });
    changed(before, show, commands);
}

fn reading_menus(ui: &mut Ui, before: &ReadSettings, commands: &mut Vec<Command>) {
    let mut read = before.clone();
    submenu(ui, "Layout", |ui| {
        for (layout, name) in Layout::ALL {
            if *layout != Layout::Points {
                pick(ui, &mut read.layout, *layout, &title(name));
            }
        }
    });
    submenu(ui, "Header row", |ui| {
        pick(ui, &mut read.header, None, "Find out");
        pick(ui, &mut read.header, Some(true), "Yes");
        pick(ui, &mut read.header, Some(false), "No");
    });
    submenu(ui, "Row labels", |ui| {
        pick(ui, &mut read.index, IndexColumn::Auto, "Find out");
        pick(ui, &mut read.index, IndexColumn::None, "None");
        let first = IndexColumn::Column("1".to_owned());
        pick(ui, &mut read.index, first, "First column");
    });
    submenu(ui, "Delimiter", |ui| {
        pick(ui, &mut read.delimiter, None, "Find out");
        for delimiter in DELIMITERS {
            let name = title(&delimiter_name(delimiter));
            pick(ui, &mut read.delimiter, Some(delimiter), &name);
        }
    });
    submenu(ui, "Decimals behind", |ui| {
        pick(ui, &mut read.decimal, None, "Find out");
        pick(ui, &mut read.decimal, Some('.'), "Point");
        pick(ui, &mut read.decimal, Some(','), "Comma");
    });
    if read != *before {
        commands.push(Command::Read(Box::new(read)));
    }
}

/// Submenus of colours.
pub(super) fn colour_menus(ui: &mut Ui, document: &Document, commands: &mut Vec<Command>) {
    let before = &document.settings.show;
    let mut new = before.clone();
    let mut colormap = document.colormap();
    submenu(ui, "Colour map", |ui| {
        for group in Colormap::groups() {
            submenu(ui, group.title, |ui| {
                egui::ScrollArea::vertical()
                    .max_height(420.0)
                    .show(ui, |ui| {
                        for name in group.names {
                            pick(ui, &mut colormap, name.to_owned(), name);
                        }
                    });
            });
        }
    });
    if colormap != document.colormap() {
        new.colormap = Some(colormap);
    }
    submenu(ui, "Norm", |ui| {
        for (norm, name) in NORMS {
            if ui.radio(same_norm(new.norm, norm), name).clicked() {
                new.norm = norm;
                ui.close();
            }
        }
    });
    changed(before, new, commands);
}

fn changed(before: &ShowSettings, show: ShowSettings, commands: &mut Vec<Command>) {
    if *before != show {
        commands.push(Command::Show {
            show: Box::new(show),
            gesture: None,
        });
    }
}

fn submenu(ui: &mut Ui, text: &str, content: impl FnOnce(&mut Ui)) {
    ui.menu_button(text, |ui| {
        ui.set_min_width(130.0);
        content(ui);
    });
}

fn pick<T: PartialEq>(ui: &mut Ui, chosen: &mut T, value: T, name: &str) {
    if ui.radio(*chosen == value, name).clicked() {
        *chosen = value;
        ui.close();
    }
}

fn named<T: Choice>(ui: &mut Ui, chosen: &mut T, all: &[(T, &str)]) {
    for (value, name) in all {
        pick(ui, chosen, *value, &title(name));
    }
}

/// One of a few names, which the user need not have chosen.
fn chosen<T: Choice>(ui: &mut Ui, chosen: &mut Option<T>, natural: T) {
    let before = chosen.unwrap_or(natural);
    let mut now = before;
    named(ui, &mut now, T::ALL);
    if now != before {
        *chosen = Some(now);
    }
}

fn optional<T: Choice>(ui: &mut Ui, chosen: &mut Option<T>, figure: bool) {
    let natural = if figure {
        "As in the figure"
    } else {
        "As the data suggest"
    };
    pick(ui, chosen, None, natural);
    for (value, name) in T::ALL {
        pick(ui, chosen, Some(*value), &title(name));
    }
}
