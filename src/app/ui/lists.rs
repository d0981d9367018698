//! Windows over the picture: keys, warnings, about.

use egui::{Align2, Context, Label, RichText, ScrollArea, Ui, Vec2, Window};

use super::actions::{ENTRIES, Menu, key_text};
use crate::app::state::{Command, State, Toggle};

/// Shows those that are open.
pub(super) fn show(context: &Context, state: &State, commands: &mut Vec<Command>) {
    let shown = state.shown;
    if shown.warnings {
        window(context, "Warnings", Toggle::Warnings, commands, |ui| {
            warnings(ui, state)
        });
    }
    if shown.keys {
        window(context, "Keys and mouse", Toggle::Keys, commands, keys);
    }
    if shown.about {
        window(context, "About Cellsius", Toggle::About, commands, about);
    }
}

fn window(
    context: &Context,
    title: &str,
    toggle: Toggle,
    commands: &mut Vec<Command>,
    content: impl FnOnce(&mut Ui),
) {
    let room = context.content_rect().size();
    let mut open = true;
    let title_bar = egui::Frame::new()
        .corner_radius(egui::CornerRadius {
            nw: 7,
            ne: 7,
            sw: 0,
            se: 0,
        })
        .inner_margin(egui::Margin::symmetric(16, 9));
    Window::new(RichText::new(title).size(14.0))
        .open(&mut open)
        .auto_sized()
        .collapsible(false)
        .anchor(Align2::CENTER_CENTER, Vec2::ZERO)
        .title_frame(title_bar)
        .show(context, |ui| {
            let width = (room.x - 64.0).max(40.0);
            ui.set_max_width(width);
            ScrollArea::vertical()
                .max_width(width)
                .max_height((room.y - 96.0).max(40.0))
                .show(ui, content);
        });
    if !open {
        commands.push(Command::Toggle(toggle));
    }
}

fn warnings(ui: &mut Ui, state: &State) {
    ui.set_width((ui.ctx().content_rect().width() - 120.0).clamp(40.0, 520.0));
    let Some(document) = state.active() else {
        return;
    };
    for warning in document.warnings() {
        ui.horizontal_top(|ui| {
            ui.label(RichText::new("⚠").color(ui.visuals().warn_fg_color));
            let place = match (warning.place.line, warning.place.column) {
                (Some(line), Some(column)) => format!("  (line {line}, column {column})"),
                (Some(line), None) => format!("  (line {line})"),
                _ => String::new(),
            };
            let text = format!("{}{place}", warning.text);
            ui.add(Label::new(text).wrap().selectable(true));
        });
    }
    if document.warnings().next().is_none() {
        ui.weak("Nothing to report");
    }
}

/// What the mouse does.
const MOUSE: [(&str, &str); 13] = [
    ("Wheel", "Zoom at the pointer"),
    ("Alt+wheel, Shift+wheel", "Zoom x only, y only"),
    ("Wheel over an axis", "Zoom that axis"),
    ("Drag, middle drag", "Move the view"),
    ("Drag an axis", "Move along that axis"),
    (
        "Ctrl+drag, right drag",
        "Zoom into a box; a flat box zooms one axis",
    ),
    (
        "Double click",
        "Show everything; on an axis, all of that axis",
    ),
    ("Pinch", "Zoom on a touchpad"),
    ("Right click", "Menu for the cell"),
    ("Colour bar: drag an end", "Move that end of the range"),
    ("Colour bar: drag the middle", "Shift the range"),
    ("Colour bar: wheel", "Widen or narrow the range"),
    ("Colour bar: double click", "Automatic range"),
];

fn keys(ui: &mut Ui) {
    ui.spacing_mut().interact_size.y = 17.0;
    let room = ui.ctx().content_rect().width();
    let left = [Menu::File, Menu::Edit, Menu::Data, Menu::Help];
    let right = [Menu::View, Menu::Colour];
    if room > 1180.0 {
        ui.horizontal_top(|ui| {
            ui.vertical(|ui| menu_keys(ui, &left));
            ui.add_space(28.0);
            ui.vertical(|ui| menu_keys(ui, &right));
            ui.add_space(28.0);
            ui.vertical(mouse);
        });
    } else {
        ui.set_width((room - 120.0).clamp(40.0, 460.0));
        menu_keys(ui, &left);
        menu_keys(ui, &right);
        mouse(ui);
    }
}

fn menu_keys(ui: &mut Ui, menus: &[Menu]) {
    for menu in menus {
        let rows: Vec<(String, &str)> = ENTRIES
            .iter()
            .filter(|entry| entry.menu == Some(*menu) && !entry.keys.is_empty())
            .map(|entry| {
                let names = entry.keys.iter().map(|key| key_text(ui.ctx(), key));
                (names.collect::<Vec<_>>().join(", "), entry.text)
            })
            .collect();
        group(ui, &format!("{menu:?}"), &rows);
    }
}

fn mouse(ui: &mut Ui) {
    let rows: Vec<(String, &str)> = MOUSE
        .iter()
        .map(|(gesture, what)| ((*gesture).to_owned(), *what))
        .collect();
    group(ui, "Mouse", &rows);
}

/// Wide enough for the longest key, in points.
const KEY_COLUMN: f32 = 138.0;

/// A heading, and rows of a key and what it does.
fn group(ui: &mut Ui, title: &str, rows: &[(String, &str)]) {
    ui.add(Label::new(RichText::new(title).strong()));
    egui::Grid::new(title)
        .num_columns(2)
        .spacing([16.0, 3.0])
        // One edge for the words of all groups.
        .min_col_width(KEY_COLUMN)
        .show(ui, |ui| {
            for (key, what) in rows {
                ui.add(Label::new(RichText::new(key).weak()));
                ui.label(*what);
                ui.end_row();
            }
        });
    ui.add_space(10.0);
}

fn about(ui: &mut Ui) {
    ui.set_width((ui.ctx().content_rect().width() - 120.0).clamp(40.0, 400.0));
    ui.heading(format!("Cellsius {}", env!("CARGO_PKG_VERSION")));
    ui.add_space(4.0);
    for line in [
        "A native heatmap program: it opens a table in a window or as a picture.",
        "Free software under the MIT or the Apache 2.0 licence.",
        "Set in Inter, under the SIL Open Font License 1.1.",
    ] {
        ui.add(Label::new(line).wrap());
    }
}
