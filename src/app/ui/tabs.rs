//! Open files, a tab each.

use egui::{Button, Ui};

use crate::app::state::{Command, Document, State};

/// Shows the tabs, from two files on.
pub(super) fn show(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    if state.documents.len() < 2 {
        return;
    }
    egui::Panel::top("tabs")
        .frame(super::style::bar_frame(ui.style()))
        .show(ui, |ui| {
            egui::ScrollArea::horizontal().show(ui, |ui| {
                ui.horizontal(|ui| {
                    ui.spacing_mut().item_spacing.x = 2.0;
                    for (index, document) in state.documents.iter().enumerate() {
                        tab(ui, document, index, index == state.active, commands);
                    }
                });
            });
        });
}

fn tab(ui: &mut Ui, document: &Document, index: usize, active: bool, commands: &mut Vec<Command>) {
    let mark = if document.loading.is_some() {
        "… "
    } else if document.error.is_some() {
        "⚠ "
    } else {
        ""
    };
    let text = format!("{mark}{}", short(&document.name));
    let response = ui
        .add(Button::selectable(active, text))
        .on_hover_text(document.input.file());
    if response.clicked() {
        commands.push(Command::Select(index));
    }
    let close = Button::new("×").frame(false);
    if ui.add(close).on_hover_text("Close").clicked() || response.middle_clicked() {
        commands.push(Command::Close(Some(document.id)));
    }
    ui.add_space(8.0);
}

/// A long name keeps both ends.
pub(super) fn short(name: &str) -> String {
    const LIMIT: usize = 32;
    let letters: Vec<char> = name.chars().collect();
    if letters.len() <= LIMIT {
        return name.to_owned();
    }
    let (head, tail) = letters.split_at(LIMIT / 2);
    let tail = &tail[tail.len().saturating_sub(LIMIT / 2 - 1)..];
    let head: String = head.iter().collect();
    let tail: String = tail.iter().collect();
    format!("{head}…{tail}")
}
