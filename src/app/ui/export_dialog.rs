//! The dialog to save a picture.

use egui::{Button, Context, DragValue, Grid, Key, Modal, RichText, TextEdit, Ui};

use crate::app::state::{Command, ExportForm, ExportStage, State};
use crate::view::Theme;

/// Shows the dialog while it is open.
pub(super) fn show(context: &Context, state: &State, commands: &mut Vec<Command>) {
    let Some(form) = &state.export else { return };
    let modal = Modal::new(egui::Id::unique("save picture"))
        .frame(egui::Frame::window(&context.global_style()))
        .show(context, |ui| {
            let room = context.content_rect().width();
            ui.set_width((room - 64.0).clamp(40.0, 460.0));
            ui.heading("Save picture");
            ui.add_space(10.0);
            let mut new = form.clone();
            ui.add_enabled_ui(form.stage != ExportStage::Saving, |ui| {
                fields(ui, &mut new, commands);
            });
            if new != *form {
                commands.push(Command::EditExport(Box::new(new)));
            }
            ui.add_space(10.0);
            message(ui, form);
            ui.add_space(10.0);
            buttons(ui, form, commands);
        });
    let enter = context.input(|input| input.key_pressed(Key::Enter));
    if enter && form.stage != ExportStage::AskReplace {
        commands.push(Command::Export);
    }
    // Escape is a key like any other: it dismisses.
    let outside = modal.backdrop_response.clicked();
    if outside && form.stage != ExportStage::Saving {
        commands.push(Command::Dismiss);
    }
}

fn fields(ui: &mut Ui, form: &mut ExportForm, commands: &mut Vec<Command>) {
    Grid::new("save picture fields")
        .num_columns(2)
        .min_col_width(72.0)
        .spacing([12.0, 10.0])
        .show(ui, |ui| {
            ui.label("File");
            ui.horizontal(|ui| {
                let width = (ui.available_width() - 92.0).max(40.0);
                let edit = TextEdit::singleline(&mut form.path).desired_width(width);
                let response = ui.add(edit);
                focus_once(ui, &response);
                if ui.button("Browse…").clicked() {
                    commands.push(Command::PickSavePath);
                }
            });
            ui.end_row();
            ui.label("Size");
            ui.horizontal(|ui| {
                let points = |value| DragValue::new(value).range(16.0..=10_000.0).max_decimals(1);
                ui.add(points(&mut form.width_pt));
                ui.label("×");
                ui.add(points(&mut form.height_pt));
                ui.label("points");
            });
            ui.end_row();
            let picture = !form.is_figure();
            ui.label("Scale");
            ui.add_enabled_ui(picture, |ui| scale(ui, form));
            ui.end_row();
            ui.label("Theme");
            ui.add_enabled_ui(picture, |ui| {
                ui.horizontal(|ui| {
                    ui.selectable_value(&mut form.theme, Theme::Light, "Light");
                    ui.selectable_value(&mut form.theme, Theme::Dark, "Dark");
                });
            });
            ui.end_row();
            ui.label("Paper");
            ui.add_enabled_ui(picture, |ui| {
                ui.checkbox(&mut form.transparent, "Transparent");
            });
            ui.end_row();
        });
}

/// Pixels in a point.
fn scale(ui: &mut Ui, form: &mut ExportForm) {
    ui.horizontal(|ui| {
        for scale in [1.0, 2.0, 3.0, 4.0] {
            ui.selectable_value(&mut form.scale, scale, format!("{scale}×"));
        }
        let [width, height] = form.size_px();
        ui.weak(format!("{width} × {height} px"));
    });
}

/// The path has the focus when the dialog opens, so that it can be typed at once.
fn focus_once(ui: &Ui, response: &egui::Response) {
    let id = egui::Id::unique("save picture focus");
    let pass = ui.ctx().cumulative_pass_nr();
    let last = ui.data_mut(|data| {
        let last = data.get_temp::<u64>(id);
        data.insert_temp(id, pass);
        last
    });
    if last.is_none_or(|last| last + 2 < pass) {
        response.request_focus();
    }
}

fn message(ui: &mut Ui, form: &ExportForm) {
    let (text, color) = match (&form.stage, form.problem()) {
        (ExportStage::Saving, _) => ("Saving…".to_owned(), ui.visuals().text_color()),
        (ExportStage::Failed(why), _) => (why.clone(), ui.visuals().error_fg_color),
        (ExportStage::AskReplace, _) => (
            "There is a file of this name already. Replace it?".to_owned(),
            ui.visuals().warn_fg_color,
        ),
        (ExportStage::Editing, Some(problem)) => (problem, ui.visuals().warn_fg_color),
        (ExportStage::Editing, None) if form.is_figure() => (
            "A Plotly figure of the same view, with all values".to_owned(),
            ui.visuals().weak_text_color(),
        ),
        (ExportStage::Editing, None) => (
            "The same view, colours and words as on screen".to_owned(),
            ui.visuals().weak_text_color(),
        ),
    };
    ui.add(egui::Label::new(RichText::new(text).color(color)).wrap());
}

fn buttons(ui: &mut Ui, form: &ExportForm, commands: &mut Vec<Command>) {
    let layout = egui::Layout::right_to_left(egui::Align::Center);
    ui.with_layout(layout, |ui| {
        let ask = form.stage == ExportStage::AskReplace;
        let text = if ask { "Replace" } else { "Save" };
        let possible = form.stage != ExportStage::Saving && form.problem().is_none();
        let save = Button::new(text).min_size(egui::vec2(84.0, 28.0));
        if ui.add_enabled(possible, save).clicked() {
            commands.push(Command::Export);
        }
        let cancel = Button::new("Cancel").min_size(egui::vec2(84.0, 28.0));
        if ui.add(cancel).clicked() {
            commands.push(Command::Dismiss);
        }
    });
}
