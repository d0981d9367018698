//! A file that is being read, or could not be.

use egui::{Align2, RichText, Ui, vec2};

use crate::app::state::{Command, Document, RecentChange};
use crate::load::{LoadError, LoadErrorKind, Progress};

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
            "CSV, TSV and the like can be opened, gzipped too, and Plotly figures as JSON."
        }
        LoadErrorKind::TooLarge => {
            "A machine with more memory, or a narrower number type, would do."
        }
        LoadErrorKind::Settings => {
            "The choices under Reading in the side panel (Ctrl+B) do not fit this file."
        }
    }
}

/// How far reading has come.
pub(super) fn loading(ui: &mut Ui, document: &Document, commands: &mut Vec<Command>) {
    let room = ui.available_rect_before_wrap();
    ui.painter().rect_filled(room, 0.0, ui.visuals().panel_fill);
    let Some(loading) = &document.loading else {
        return;
    };
    let progress = &loading.progress;
    let size = vec2((room.width() - 40.0).clamp(40.0, 360.0), 96.0);
    let rect = Align2::CENTER_CENTER.align_size_within_rect(size, room);
    ui.scope_builder(egui::UiBuilder::new().max_rect(rect), |ui| {
        ui.vertical_centered(|ui| {
            ui.label(format!("Reading {}", super::tabs::short(&document.name)));
            // Nothing that moves by itself: the window is painted again when progress is told.
            let share = share(progress).unwrap_or(0.0);
            ui.add(egui::ProgressBar::new(share).desired_height(8.0));
            ui.weak(progress_text(progress));
            if ui.button("Cancel").clicked() {
                commands.push(Command::CancelLoad);
            }
        });
    });
}

fn share(progress: &Progress) -> Option<f32> {
    let total = progress.total().filter(|total| *total > 0)?;
    #[expect(clippy::cast_precision_loss, reason = "a bar on the screen")]
    let share = progress.bytes() as f32 / total as f32;
    Some(share.clamp(0.0, 1.0))
}

/// "12.4 of 142 MB, 1200 rows".
pub(super) fn progress_text(progress: &Progress) -> String {
    let rows = match progress.rows() {
        0 => String::new(),
        1 => ", 1 row".to_owned(),
        rows => format!(", {rows} rows"),
    };
    match progress.total() {
        Some(total) => format!("{} of {}{rows}", size(progress.bytes()), size(total)),
        None => format!("{}{rows}", size(progress.bytes())),
    }
}

fn size(bytes: u64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "three digits are shown")]
    let bytes = bytes as f64;
    match bytes {
        b if b < 1e3 => format!("{b} bytes"),
        b if b < 1e6 => format!("{:.1} kB", b / 1e3),
        b if b < 1e9 => format!("{:.1} MB", b / 1e6),
        b => format!("{:.2} GB", b / 1e9),
    }
}
