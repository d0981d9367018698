//! The side panel: every setting of what is shown.

mod axes;
mod checklist;
mod classes;
mod colormaps;
mod colour;
mod fields;
mod range;
mod reading;
mod words;

use egui::{CollapsingHeader, Id, RichText, ScrollArea, Ui};

use crate::app::state::{Command, Document};

/// Shows the panel at the right.
pub(super) fn show(ui: &mut Ui, document: &Document, commands: &mut Vec<Command>) {
    let room = ui.available_width();
    if room < 200.0 {
        return;
    }
    let frame = egui::Frame::new()
        .fill(ui.visuals().panel_fill)
        .inner_margin(egui::Margin {
            left: 12,
            right: 4,
            top: 6,
            bottom: 6,
        });
    egui::Panel::right("side panel")
        .default_size(300.0_f32.min(room * 0.6))
        .size_range(180.0_f32.min(room * 0.6)..=(room * 0.6).min(520.0))
        .resizable(true)
        .frame(frame)
        .show(ui, |ui| {
            ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                // Room for the scroll bar.
                ui.set_max_width((ui.available_width() - 10.0).max(40.0));
                sections(ui, document, commands);
            });
        });
}

fn sections(ui: &mut Ui, document: &Document, commands: &mut Vec<Command>) {
    let before = &document.settings.show;
    let mut show = before.clone();
    if document.figure.is_some() {
        section(ui, "Colour", |ui| colour::show(ui, document, &mut show));
        if checklist::has_choice(document) {
            section_closed(ui, "Rows and columns", |ui| {
                checklist::show(ui, document, &mut show);
            });
        }
        section(ui, "Axes and cells", |ui| {
            axes::show(ui, document, &mut show);
        });
        section(ui, "Words", |ui| words::show(ui, document, &mut show));
    }
    if show != *before {
        // Typing in one field is one step of undo.
        let focus = ui.memory(|memory| memory.focused());
        let held = ui.input(|input| input.pointer.press_start_time());
        let gesture = focus
            .map(|id: Id| id.value() | 1)
            .or_else(|| held.filter(|_| pressed(ui)).map(|at| at.to_bits() << 8 | 3));
        commands.push(Command::Show {
            show: Box::new(show),
            gesture,
        });
    }
    section(ui, "Reading", |ui| reading::show(ui, document, commands));
    ui.add_space(12.0);
}

fn pressed(ui: &Ui) -> bool {
    ui.input(|input| input.pointer.any_down())
}

fn section(ui: &mut Ui, title: &str, content: impl FnOnce(&mut Ui)) {
    collapsing(ui, title, true, content);
}

/// A section that opens when asked for.
fn section_closed(ui: &mut Ui, title: &str, content: impl FnOnce(&mut Ui)) {
    collapsing(ui, title, false, content);
}

fn collapsing(ui: &mut Ui, title: &str, open: bool, content: impl FnOnce(&mut Ui)) {
    CollapsingHeader::new(RichText::new(title).strong())
        .id_salt(title)
        .default_open(open)
        .show_unindented(ui, |ui| {
            ui.add_space(2.0);
            content(ui);
            ui.add_space(8.0);
        });
}
