//! How the file is read. A change reads it again.

use egui::Ui;

use super::fields::{combo, row, rows};
use crate::app::state::{Command, Document};
use crate::app::ui::choices::{DELIMITERS, title};
use crate::app::ui::status::delimiter_name;
use crate::figure::{Choice, Content, IndexColumn, Layout, ReadSettings, Source};

pub(super) fn show(ui: &mut Ui, document: &Document, commands: &mut Vec<Command>) {
    if document.is_figure() {
        let text = "A figure says itself how it is read. It was made by Plotly, or for it.";
        ui.add(egui::Label::new(egui::RichText::new(text).weak()).wrap());
        return;
    }
    let before = &document.settings.read;
    let content = document.content.as_ref();
    let source = content.and_then(Content::table).map(|table| &table.source);
    let mut read = before.clone();
    ui.add_enabled_ui(document.can_reload(), |ui| match source {
        Some(source) if !source.format.has_columns() => grids(ui, source, &mut read),
        _ => rows(ui, "reading rows", |ui| fields(ui, source, &mut read)),
    });
    if !document.can_reload() {
        ui.weak("Standard input cannot be read again");
    }
    if read != *before {
        commands.push(Command::Read(Box::new(read)));
    }
}

fn fields(ui: &mut Ui, source: Option<&Source>, read: &mut ReadSettings) {
    row(
        ui,
        "Layout",
        "Matrix: rows are y, columns are x. Tidy: each row is a cell",
        |ui| {
            let auto = auto(source.map(|source| source.layout.name().to_owned()));
            let name = match read.layout {
                Layout::Auto => auto.clone(),
                other => title(other.name()),
            };
            combo(ui, "layout", &name, |ui| {
                ui.selectable_value(&mut read.layout, Layout::Auto, auto);
                ui.selectable_value(&mut read.layout, Layout::Matrix, "Matrix");
                ui.selectable_value(&mut read.layout, Layout::Tidy, "Tidy");
            });
        },
    );
    row(ui, "Header", "Is the first row a header?", |ui| {
        let yes_no = |yes: bool| if yes { "yes" } else { "no" };
        let auto = auto(source.map(|source| yes_no(source.header).to_owned()));
        let name = read.header.map_or(auto.clone(), |yes| title(yes_no(yes)));
        combo(ui, "header", &name, |ui| {
            ui.selectable_value(&mut read.header, None, auto);
            ui.selectable_value(&mut read.header, Some(true), "Yes");
            ui.selectable_value(&mut read.header, Some(false), "No");
        });
    });
    let tidy = match read.layout {
        Layout::Auto => source.is_some_and(|source| source.layout == Layout::Tidy),
        layout => layout == Layout::Tidy,
    };
    if tidy {
        columns(ui, source, read);
    } else {
        row(ui, "Labels", "Which column holds the rows' labels", |ui| {
            index(ui, source, read);
        });
    }
    row(ui, "Delimiter", "Between fields", |ui| {
        let auto = auto(source.map(|source| delimiter_name(source.delimiter)));
        letter(ui, "delimiter", &mut read.delimiter, auto, &DELIMITERS);
    });
    row(ui, "Decimal", "Before decimals", |ui| {
        let auto = auto(source.map(|source| decimal_name(source.decimal)));
        letter(ui, "decimal", &mut read.decimal, auto, &['.', ',']);
    });
}

/// For a file of grids: which of them is read.
fn grids(ui: &mut Ui, source: &Source, read: &mut ReadSettings) {
    if source.column_names.is_empty() {
        ui.weak("A grid of numbers is read as it is");
        return;
    }
    rows(ui, "reading rows", |ui| {
        row(ui, "Array", "Which array of the archive is seen", |ui| {
            column(ui, Some(source), "array", &mut read.z);
        });
    });
}

/// "Auto", with what was found.
fn auto(found: Option<String>) -> String {
    match found {
        Some(found) => format!("Auto ({found})"),
        None => "Auto".to_owned(),
    }
}

fn decimal_name(decimal: char) -> String {
    if decimal == '.' { "point" } else { "comma" }.to_owned()
}

fn letter(ui: &mut Ui, id: &str, chosen: &mut Option<char>, auto: String, all: &[char]) {
    let name = |letter: char| {
        title(&match letter {
            '.' => decimal_name('.'),
            other => delimiter_name(other),
        })
    };
    let text = chosen.map_or(auto.clone(), name);
    combo(ui, id, &text, |ui| {
        ui.selectable_value(chosen, None, auto);
        for letter in all {
            ui.selectable_value(chosen, Some(*letter), name(*letter));
        }
    });
}

fn index(ui: &mut Ui, source: Option<&Source>, read: &mut ReadSettings) {
    let auto = auto(source.map(|source| match source.index.as_deref() {
        None => "none".to_owned(),
        Some("") => "first column".to_owned(),
        Some(name) => name.to_owned(),
    }));
    let name = match &read.index {
        IndexColumn::Auto => auto.clone(),
        IndexColumn::None => "None".to_owned(),
        IndexColumn::Column(name) => name.clone(),
    };
    combo(ui, "index", &name, |ui| {
        ui.selectable_value(&mut read.index, IndexColumn::Auto, auto);
        ui.selectable_value(&mut read.index, IndexColumn::None, "None");
        for (number, shown) in column_names(source) {
            let column = IndexColumn::Column(number);
            ui.selectable_value(&mut read.index, column, shown);
        }
    });
}

fn columns(ui: &mut Ui, source: Option<&Source>, read: &mut ReadSettings) {
    let fields = [
        ("X column", "x column", &mut read.x),
        ("Y column", "y column", &mut read.y),
        ("Z column", "z column", &mut read.z),
    ];
    for (label, id, chosen) in fields {
        row(ui, label, "By name or number", |ui| {
            column(ui, source, id, chosen);
        });
    }
}

fn column(ui: &mut Ui, source: Option<&Source>, id: &str, chosen: &mut Option<String>) {
    let shown = column_names(source)
        .into_iter()
        .find(|(number, _)| Some(number) == chosen.as_ref())
        .map(|(_, shown)| shown);
    let name = shown
        .or_else(|| chosen.clone())
        .unwrap_or("Auto".to_owned());
    combo(ui, id, &name, |ui| {
        ui.selectable_value(chosen, None, "Auto");
        for (number, shown) in column_names(source) {
            ui.selectable_value(chosen, Some(number), shown);
        }
    });
}

/// Numbers of the file's columns, and how to show them. So many are offered as a list can hold.
fn column_names(source: Option<&Source>) -> Vec<(String, String)> {
    const LIMIT: usize = 100;
    let names = source.map(|source| source.column_names.as_slice());
    let shown = |(index, name): (usize, &String)| {
        let number = (index + 1).to_string();
        let name = match name.trim() {
            "" => format!("Column {number}"),
            name => crate::app::ui::tabs::short(name),
        };
        (number, name)
    };
    let names = names.unwrap_or_default().iter().enumerate();
    names.take(LIMIT).map(shown).collect()
}
