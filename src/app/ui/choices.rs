//! Menus of settings that are one of a few names.

use egui::Ui;

use super::status::delimiter_name;
use crate::app::state::Command;
use crate::axis::Scale;
use crate::color::{Colormap, NormKind};
use crate::figure::{Aspect, XSide, YSide};
use crate::figure::{CellTextFormat, Choice, IndexColumn, Layout, Origin, Settings, ShowSettings};
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
pub(super) fn data_menus(ui: &mut Ui, settings: &Settings, commands: &mut Vec<Command>) {
    let mut read = settings.read.clone();
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
    if read != settings.read {
        commands.push(Command::Read(Box::new(read)));
    }
    let mut show = settings.show.clone();
    submenu(ui, "Several cells in one pixel", |ui| {
        named(ui, &mut show.reduction, Reduction::ALL);
    });
    submenu(ui, "X scale", |ui| {
        optional(ui, &mut show.xscale, Scale::ALL)
    });
    submenu(ui, "Y scale", |ui| {
        optional(ui, &mut show.yscale, Scale::ALL)
    });
    submenu(ui, "First row", |ui| {
        optional(ui, &mut show.origin, Origin::ALL)
    });
    submenu(ui, "Aspect", |ui| named(ui, &mut show.aspect, Aspect::ALL));
    submenu(ui, "X axis side", |ui| {
        named(ui, &mut show.xside, XSide::ALL)
    });
    submenu(ui, "Y axis side", |ui| {
        named(ui, &mut show.yside, YSide::ALL)
    });
    submenu(ui, "Text in cells", |ui| {
        pick(ui, &mut show.text, None, "None");
        pick(ui, &mut show.text, Some(CellTextFormat::Auto), "Auto");
    });
    changed(&settings.show, show, commands);
}

/// Submenus of colours.
pub(super) fn colour_menus(ui: &mut Ui, show: &ShowSettings, commands: &mut Vec<Command>) {
    let mut new = show.clone();
    submenu(ui, "Colour map", |ui| {
        for group in Colormap::groups() {
            submenu(ui, group.title, |ui| {
                egui::ScrollArea::vertical()
                    .max_height(420.0)
                    .show(ui, |ui| {
                        for name in group.names {
                            pick(ui, &mut new.colormap, name.to_owned(), name);
                        }
                    });
            });
        }
    });
    submenu(ui, "Norm", |ui| {
        for (norm, name) in NORMS {
            if ui.radio(same_norm(new.norm, norm), name).clicked() {
                new.norm = norm;
                ui.close();
            }
        }
    });
    changed(show, new, commands);
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

fn optional<T: Choice>(ui: &mut Ui, chosen: &mut Option<T>, all: &[(T, &str)]) {
    pick(ui, chosen, None, "As the data suggest");
    for (value, name) in all {
        pick(ui, chosen, Some(*value), &title(name));
    }
}
