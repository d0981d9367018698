//! The chooser of colour maps.

use egui::{
    Align2, ComboBox, Key, Mesh, PopupCloseBehavior, Rect, RichText, ScrollArea, Sense, Shape,
    StrokeKind, TextEdit, TextStyle, Ui, pos2, vec2,
};

use crate::app::ui::actions::reversed_name;
use crate::app::ui::style;
use crate::color::Colormap;

const SWATCH_HEIGHT: f32 = 14.0;

/// What stands for a figure's own map, reversed or not.
const OWN: &str = "The figure’s own";

/// The map in use as a gradient; a click opens the list of all, by kind, with a search. `own`:
/// nothing chosen means the figure's own map, else viridis.
pub(super) fn chooser(ui: &mut Ui, chosen: &mut Option<String>, map: Option<Colormap>, own: bool) {
    let width = ui.available_width();
    if let Some(map) = map {
        let (rect, _) = ui.allocate_exact_size(vec2(width, SWATCH_HEIGHT), Sense::hover());
        gradient(ui, rect, &map);
    }
    let natural = if own { "" } else { "viridis" };
    let mut name = chosen.clone().unwrap_or(natural.to_owned());
    let shown = match name.as_str() {
        "" => OWN.to_owned(),
        "_r" => format!("{OWN}, reversed"),
        known => known.to_owned(),
    };
    ComboBox::from_id_salt("colour map")
        .selected_text(shown)
        .width(width)
        .height(460.0)
        .truncate()
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .show_ui(ui, |ui| {
            ui.set_min_width(width.max(240.0));
            list(ui, &mut name, own);
        });
    if chosen.as_deref().unwrap_or(natural) != name {
        *chosen = Some(name).filter(|name| !name.is_empty());
    }
}

fn list(ui: &mut Ui, chosen: &mut String, own: bool) {
    let id = ui.scope_id().with("search");
    let mut search = ui
        .data(|data| data.get_temp::<String>(id))
        .unwrap_or_default();
    let field = ui.add(
        TextEdit::singleline(&mut search)
            .hint_text("Search")
            .desired_width(ui.available_width()),
    );
    if !ui.memory(|memory| memory.focused().is_some()) {
        field.request_focus();
    }
    let enter = ui.input(|input| input.key_pressed(Key::Enter));
    ui.data_mut(|data| data.insert_temp(id, search.clone()));
    if own && search.is_empty() {
        let mine = matches!(chosen.as_str(), "" | "_r");
        if ui.selectable_label(mine, OWN).clicked() {
            choose(ui, chosen, "");
        }
    }
    let mut first = None;
    ScrollArea::vertical()
        .max_height(400.0)
        .auto_shrink([false, true])
        .show(ui, |ui| {
            for group in Colormap::groups() {
                let found = matching(&group.names, &search);
                first = first.or(found.first().copied());
                if found.is_empty() {
                    continue;
                }
                ui.add_space(4.0);
                ui.label(RichText::new(group.title).small().weak());
                for name in found {
                    if item(ui, name, chosen) {
                        choose(ui, chosen, name);
                    }
                }
            }
            if first.is_none() {
                ui.weak("No map is named like that");
            }
        });
    if let Some(name) = first.filter(|_| enter) {
        choose(ui, chosen, name);
    }
}

/// A reversed map is exchanged for a reversed one.
fn choose(ui: &Ui, chosen: &mut String, name: &str) {
    let reversed = chosen.ends_with("_r");
    *chosen = if reversed {
        reversed_name(name)
    } else {
        name.to_owned()
    };
    ui.close();
}

/// Names that hold every word of the search.
pub(super) fn matching<'a>(names: &[&'a str], search: &str) -> Vec<&'a str> {
    let search = search.to_lowercase();
    let holds = |name: &&&str| holds_words(name, &search);
    names.iter().filter(holds).copied().collect()
}

/// Does a name hold every word of a search (in small letters)?
pub(super) fn holds_words(name: &str, search: &str) -> bool {
    let name = name.to_lowercase();
    search.split_whitespace().all(|word| name.contains(word))
}

/// One map: its gradient and name. True if it was clicked.
fn item(ui: &mut Ui, name: &str, chosen: &str) -> bool {
    let size = vec2(ui.available_width(), 22.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    if !ui.is_rect_visible(rect) {
        return response.clicked();
    }
    let selected = chosen.strip_suffix("_r").unwrap_or(chosen) == name;
    let visuals = ui.style().interact_selectable(&response, selected);
    if selected || response.hovered() {
        let fill = if selected {
            ui.visuals().selection.bg_fill
        } else {
            visuals.weak_bg_fill
        };
        ui.painter().rect_filled(rect, 4.0, fill);
    }
    if let Some(map) = Colormap::named(name) {
        let swatch = Rect::from_min_size(rect.min + vec2(4.0, 4.0), vec2(96.0, SWATCH_HEIGHT));
        gradient(ui, swatch, &map);
    }
    ui.painter().text(
        pos2(rect.left() + 108.0, rect.center().y),
        Align2::LEFT_CENTER,
        name,
        TextStyle::Body.resolve(ui.style()),
        ui.visuals().text_color(),
    );
    response.clicked()
}

/// A colour map from left to right.
pub(super) fn gradient(ui: &Ui, rect: Rect, map: &Colormap) {
    let steps: u16 = 64;
    let mut mesh = Mesh::default();
    for step in 0..steps {
        let share = f64::from(step) / f64::from(steps - 1);
        let left = rect.left() + rect.width() * f32::from(step) / f32::from(steps);
        let right = rect.left() + rect.width() * f32::from(step + 1) / f32::from(steps);
        let strip = Rect::from_x_y_ranges(left..=right, rect.y_range());
        mesh.add_colored_rect(strip, style::color(map.color_at(share)));
    }
    ui.painter().add(Shape::mesh(mesh));
    let edge = ui.visuals().window_stroke;
    ui.painter()
        .rect_stroke(rect, 0.0, edge, StrokeKind::Outside);
}
