//! Labelled rows and typed fields.

use egui::{ComboBox, Grid, RichText, TextEdit, Ui};

use crate::app::ui::choices::title;
use crate::figure::Choice;

/// Width of the labels' column in points.
const LABELS: f32 = 84.0;

/// Rows of a label and a field, aligned.
pub(super) fn rows(ui: &mut Ui, id: &str, content: impl FnOnce(&mut Ui)) {
    Grid::new(id)
        .num_columns(2)
        .min_col_width(LABELS.min(ui.available_width() * 0.4))
        .spacing([8.0, 7.0])
        .show(ui, content);
}

/// One row.
pub(super) fn row(ui: &mut Ui, label: &str, help: &str, field: impl FnOnce(&mut Ui)) {
    let text = ui.label(label);
    if !help.is_empty() {
        text.on_hover_text(help);
    }
    ui.vertical(|ui| {
        ui.set_width(field_width(ui));
        field(ui);
    });
    ui.end_row();
}

fn field_width(ui: &Ui) -> f32 {
    // A grid's last column reports what is left of the panel.
    ui.available_width().clamp(60.0, 400.0)
}

/// A list to choose one of a few names from; `natural` is shown where nothing is chosen.
pub(super) fn choice<T: Choice>(ui: &mut Ui, id: &str, chosen: &mut Option<T>, natural: T) {
    let shown = chosen.unwrap_or(natural);
    combo(ui, id, &title(shown.name()), |ui| {
        for (value, name) in T::ALL {
            if ui.selectable_label(shown == *value, title(name)).clicked() && shown != *value {
                *chosen = Some(*value);
            }
        }
    });
}

/// The same, with "Auto" before them.
pub(super) fn optional_choice<T: Choice>(
    ui: &mut Ui,
    id: &str,
    chosen: &mut Option<T>,
    natural: &str,
) {
    let auto = match natural {
        "" => "Auto".to_owned(),
        found => format!("Auto ({found})"),
    };
    let name = chosen.map_or(auto.clone(), |value| title(value.name()));
    combo(ui, id, &name, |ui| {
        ui.selectable_value(chosen, None, auto);
        for (value, name) in T::ALL {
            ui.selectable_value(chosen, Some(*value), title(name));
        }
    });
}

/// A list that opens under its text, as wide as the field.
pub(super) fn combo(ui: &mut Ui, id: &str, text: &str, content: impl FnOnce(&mut Ui)) {
    ComboBox::from_id_salt(id)
        .selected_text(text)
        .width(ui.available_width())
        .truncate()
        .show_ui(ui, content);
}

/// What a text field has to say.
pub(super) enum Typed<T> {
    /// Nothing new.
    Same,
    /// A new value; `None`: the field was emptied.
    New(Option<T>),
}

/// A field in which a value is typed: applied as soon as it can be read, an error below it while
/// it cannot. `hint` stands in an empty field.
pub(super) fn typed<T>(
    ui: &mut Ui,
    id: &str,
    current: &str,
    hint: &str,
    parse: impl Fn(&str) -> Result<T, String>,
) -> Typed<T> {
    let id = ui.make_persistent_id(id);
    let kept = ui.data(|data| data.get_temp::<String>(id));
    let mut text = kept.unwrap_or_else(|| current.to_owned());
    let edit = TextEdit::singleline(&mut text)
        .id(id.with("field"))
        .hint_text(hint)
        .desired_width(ui.available_width());
    let response = ui.add(edit);
    let read = match text.trim() {
        "" => Ok(None),
        trimmed => parse(trimmed).map(Some),
    };
    if let Err(error) = &read {
        let color = ui.visuals().error_fg_color;
        ui.add(egui::Label::new(RichText::new(error).small().color(color)).wrap());
    }
    if response.has_focus() {
        ui.data_mut(|data| data.insert_temp(id, text));
    } else {
        ui.data_mut(|data| data.remove::<String>(id));
    }
    match read {
        Ok(value) if response.changed() => Typed::New(value),
        _ => Typed::Same,
    }
}

/// Any number.
pub(super) fn number(text: &str) -> Result<f64, String> {
    let plain = text.replace('\u{2212}', "-");
    match plain.parse::<f64>() {
        Ok(value) if value.is_finite() => Ok(value),
        Ok(_) => Err("a finite number is expected".to_owned()),
        Err(_) => Err(format!("“{}” is not a number", short(text))),
    }
}

/// A text short enough for an error below a field.
fn short(text: &str) -> String {
    crate::app::ui::tabs::short(text)
}

/// A field for words; empty: `None`.
pub(super) fn words(ui: &mut Ui, id: &str, text: &mut Option<String>, natural: &str) {
    let current = text.clone().unwrap_or_default();
    if let Typed::New(new) = typed(ui, id, &current, natural, |text| Ok(text.to_owned())) {
        *text = new;
    }
}
