//! A file that is being read, or could not be.

use egui::{Align2, RichText, Ui, vec2};

use super::progress;
use crate::app::state::{Command, Document, Part, RecentChange};
use crate::load::{LoadError, LoadErrorKind};

/// Why a file was not read, and what can be done.
pub(super) fn error(
    ui: &mut Ui,
    document: &Document,
    error: &LoadError,
    commands: &mut Vec<Command>,
) {
    if document.figure.is_some() {
        egui::Panel::top("load error")
            .frame(
                egui::Frame::new()
                    .fill(ui.visuals().panel_fill)
                    .inner_margin(10),
            )
            .show(ui, |ui| lines(ui, document, error, commands));
        return;
    }
    let room = ui.available_rect_before_wrap();
    ui.painter().rect_filled(room, 0.0, ui.visuals().panel_fill);
    let width = (room.width() - 48.0).clamp(60.0, 560.0);
    egui::ScrollArea::vertical().show(ui, |ui| {
        ui.add_space((room.height() * 0.25).min(180.0));
        ui.horizontal(|ui| {
            ui.add_space(((room.width() - width) / 2.0).max(0.0));
            ui.vertical(|ui| {
                ui.set_width(width);
                let title = match error.kind {
                    LoadErrorKind::Cancelled => "Reading was cancelled",
                    _ => "This file could not be opened",
                };
                ui.heading(title);
                ui.add_space(8.0);
                lines(ui, document, error, commands);
            });
        });
    });
}

fn lines(ui: &mut Ui, document: &Document, error: &LoadError, commands: &mut Vec<Command>) {
    if let Some(part) = document.part {
        ui.add(egui::Label::new(RichText::new(part_text(part)).strong()).wrap());
    }
    if error.kind != LoadErrorKind::Cancelled {
        let text = error.to_string();
        let color = ui.visuals().error_fg_color;
        ui.add(
            egui::Label::new(RichText::new(&text).color(color))
                .wrap()
                .selectable(true),
        );
        ui.add(egui::Label::new(RichText::new(hint(error.kind)).weak()).wrap());
        ui.add_space(6.0);
    }
    ui.horizontal_wrapped(|ui| {
        if document.can_reload() && ui.button("Try again").clicked() {
            commands.push(Command::Reload);
        }
        if ui.button("Open another…").clicked() {
            commands.push(Command::PickOpen);
        }
        if error.kind != LoadErrorKind::Cancelled && ui.button("Copy message").clicked() {
            commands.push(Command::Copy(error.to_string()));
        }
        if let Some(path) = document.path().filter(|_| error.kind == LoadErrorKind::Io)
            && ui.button("Forget this file").clicked()
        {
            commands.push(Command::Recent(RecentChange::Remove(path)));
            commands.push(Command::Close(Some(document.id)));
        }
        if ui.button("Close tab").clicked() {
            commands.push(Command::Close(Some(document.id)));
        }
    });
}

fn hint(kind: LoadErrorKind) -> &'static str {
    match kind {
        LoadErrorKind::Cancelled => "",
        LoadErrorKind::Io => "Does the file exist, and may you read it?",
        LoadErrorKind::NotATable => {
            "A table has values between commas, semicolons, tabs, bars or spaces. If it was guessed wrongly, choose under Reading in the side panel (Ctrl+B)."
        }
        LoadErrorKind::Unsupported => {
            "CSV, TSV and the like can be opened, gzipped or as .zst too, NumPy arrays, grey PNG and TIFF pictures, and Plotly figures as JSON."
        }
        LoadErrorKind::TooLarge => {
            "A machine with more memory, or a narrower number type, would do."
        }
        LoadErrorKind::Settings => {
            "The choices under Reading in the side panel (Ctrl+B) do not fit this file."
        }
    }
}

/// How far reading has come, as long as nothing else is to be seen.
pub(super) fn loading(ui: &mut Ui, document: &Document, commands: &mut Vec<Command>) {
    let room = ui.available_rect_before_wrap();
    ui.painter().rect_filled(room, 0.0, ui.visuals().panel_fill);
    let Some(loading) = &document.loading else {
        return;
    };
    let words = progress::words(ui.ctx(), &loading.progress);
    let size = vec2((room.width() - 40.0).clamp(40.0, 360.0), 120.0);
    let rect = Align2::CENTER_CENTER.align_size_within_rect(size, room);
    ui.scope_builder(egui::UiBuilder::new().max_rect(rect), |ui| {
        ui.vertical_centered(|ui| {
            let name = format!("Reading {}", super::tabs::short(&document.name));
            ui.add(egui::Label::new(name).truncate());
            if loading.progress.total().is_some() {
                progress::bar(ui, &loading.progress, size.x);
            }
            let joined = |parts: [&Option<String>; 2]| {
                let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
                parts.join(" · ")
            };
            let amount = Some(words.amount.clone());
            ui.weak(joined([&amount, &words.rows]));
            ui.weak(joined([&words.rate, &words.left]));
            if ui.button("Cancel").on_hover_text("Escape").clicked() {
                commands.push(Command::CancelLoad);
            }
        });
    });
}

/// "Reading ended early: the first 12,345 rows are shown."
fn part_text(part: Part) -> String {
    let shown = match part.rows {
        Some(1) => "only its first row is shown".to_owned(),
        Some(rows) => format!("only its first {} are shown", progress::counted_rows(rows)),
        None => "only what had been read is shown".to_owned(),
    };
    format!("This file was not read to its end: {shown}.")
}
