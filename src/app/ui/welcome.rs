//! The window without a file.

use egui::{Button, Rect, RichText, Stroke, StrokeKind, Ui, vec2};

use super::examples::EXAMPLES;
use crate::app::state::{Command, State};
use crate::load::Input;

/// Where to drop files, what was open lately, examples, a few keys.
pub(super) fn show(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    let room = ui.available_rect_before_wrap();
    ui.painter().rect_filled(room, 0.0, ui.visuals().panel_fill);
    let width = (room.width() - 48.0).clamp(80.0, 720.0);
    egui::ScrollArea::vertical()
        .auto_shrink(false)
        .show(ui, |ui| {
            ui.add_space(((room.height() - 520.0) / 2.0).clamp(12.0, 120.0));
            ui.horizontal_top(|ui| {
                ui.add_space(((room.width() - width) / 2.0).max(0.0));
                ui.vertical(|ui| {
                    ui.set_width(width);
                    target(ui, commands);
                    ui.add_space(24.0);
                    lists(ui, state, commands);
                    ui.add_space(24.0);
                    hints(ui);
                    ui.add_space(16.0);
                });
            });
        });
}

fn target(ui: &mut Ui, commands: &mut Vec<Command>) {
    let line = Stroke::new(1.5, ui.visuals().weak_text_color().gamma_multiply(0.6));
    let frame = egui::Frame::new()
        .fill(ui.visuals().extreme_bg_color)
        .corner_radius(10)
        .inner_margin(24);
    let inner = frame.show(ui, |ui| {
        ui.vertical_centered(|ui| {
            ui.heading("Drop a table or figure here");
            ui.add_space(2.0);
            ui.weak("CSV, TSV and the like, gzipped or as .zst too;");
            ui.weak("NumPy arrays, grey PNG and TIFF pictures; Plotly figures as JSON");
            ui.add_space(12.0);
            if ui
                .add(Button::new("Open…").min_size(vec2(120.0, 30.0)))
                .clicked()
            {
                commands.push(Command::PickOpen);
            }
            ui.add_space(6.0);
            ui.weak("or paste one with Ctrl+V");
        });
    });
    dashed(ui, inner.response.rect.shrink(6.0), line);
}

fn dashed(ui: &Ui, rect: Rect, line: Stroke) {
    if rect.width() < 40.0 || rect.height() < 40.0 {
        ui.painter()
            .rect_stroke(rect, 6.0, line, StrokeKind::Inside);
        return;
    }
    let corners = [
        rect.left_top(),
        rect.right_top(),
        rect.right_bottom(),
        rect.left_bottom(),
        rect.left_top(),
    ];
    ui.painter()
        .extend(egui::Shape::dashed_line(&corners, line, 6.0, 5.0));
}

fn lists(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    if ui.available_width() < 460.0 {
        recent(ui, state, commands);
        ui.add_space(16.0);
        examples(ui, commands);
        return;
    }
    ui.columns_const(|[left, right]| {
        recent(left, state, commands);
        examples(right, commands);
    });
}

fn recent(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    ui.strong("Recent files");
    ui.add_space(2.0);
    if state.recent.files.is_empty() {
        ui.weak("None yet");
    }
    for path in state.recent.files.iter().take(8) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let link = ui.link(super::tabs::short(&name));
        if link.on_hover_text(path.to_string_lossy()).clicked() {
            commands.push(Command::Open(vec![Input::File(path.clone())]));
        }
    }
}

fn examples(ui: &mut Ui, commands: &mut Vec<Command>) {
    ui.strong("Examples");
    ui.add_space(2.0);
    for example in EXAMPLES {
        if ui.link(example.title).clicked() {
            commands.push(example.command());
        }
    }
}

fn hints(ui: &mut Ui) {
    let text = "Wheel zooms at the pointer · drag pans · Ctrl+drag zooms into a box · double click shows everything · ? lists all keys";
    ui.add(egui::Label::new(RichText::new(text).weak()).wrap());
    let wayland = std::env::var_os("WAYLAND_DISPLAY").is_some();
    if cfg!(target_os = "linux") && wayland {
        let text = "Wayland does not deliver dropped files to this window yet: use Open…, paste, or name the file on the command line.";
        ui.add(egui::Label::new(RichText::new(text).weak()).wrap());
    }
}
