//! Which columns and rows are shown: a list of each with a box to check, a search, all, none, invert.

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::{Align, Id, Label, Layout, RichText, ScrollArea, TextEdit, TextStyle, Ui};

use super::colormaps::holds_words;
use crate::app::state::{Document, MOST_LABELS};
use crate::figure::ShowSettings;

/// Height of a list in points.
const HEIGHT: f32 = 150.0;

pub(super) fn show(ui: &mut Ui, document: &Document, show: &mut ShowSettings) {
    let [columns, rows] = &document.labels;
    let sides = [
        ("Columns", columns, &mut show.hidden_columns),
        ("Rows", rows, &mut show.hidden_rows),
    ];
    for ((title, labels, hidden), left_out) in sides.into_iter().zip(document.hidden) {
        if labels.len() > 1 {
            let side = Side {
                title,
                labels,
                shown: labels.len() - left_out.min(labels.len()),
            };
            side.show(ui, hidden);
            ui.add_space(6.0);
        }
    }
    let cells = document.cells_along();
    for (count, (title, flag)) in cells.into_iter().zip(FLAGS) {
        if count > MOST_LABELS {
            let text = format!("{title}: too many to list; {flag} leaves some out by their labels");
            ui.add(Label::new(RichText::new(text).weak()).wrap());
        }
    }
}

/// Columns and rows, and the options that name them.
const FLAGS: [(&str, &str); 2] = [("Columns", "--hide-columns"), ("Rows", "--hide-rows")];

/// True if there is anything to choose among.
pub(super) fn has_choice(document: &Document) -> bool {
    document.labels.iter().any(|labels| labels.len() > 1)
}

/// Columns or rows.
struct Side<'a> {
    title: &'static str,
    labels: &'a Arc<[String]>,
    shown: usize,
}

/// Indices of the labels that a search finds, kept until search or labels change.
#[derive(Clone)]
struct Found {
    search: String,
    labels: Arc<[String]>,
    indices: Arc<[usize]>,
}

impl Side<'_> {
    fn show(&self, ui: &mut Ui, hidden: &mut Arc<BTreeSet<String>>) {
        let id = Id::unique("cellsius checklist").with(self.title);
        ui.horizontal(|ui| {
            ui.label(RichText::new(self.title).strong());
            let all = self.labels.len();
            let shown = self.shown;
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.weak(if shown == all {
                    format!("all {all}")
                } else {
                    format!("{shown} of {all}")
                });
            });
        });
        let search = self.search(ui, id);
        let found = (!search.is_empty()).then(|| self.found(ui, id, &search));
        let found = found.as_deref();
        self.buttons(ui, found, hidden);
        ui.scope(|ui| self.list(ui, id, found, hidden));
    }

    fn search(&self, ui: &mut Ui, id: Id) -> String {
        let id = id.with("search");
        let mut search = ui
            .data(|data| data.get_temp::<String>(id))
            .unwrap_or_default();
        let field = TextEdit::singleline(&mut search)
            .id(id.with("field"))
            .hint_text(format!("Search {}", self.title.to_lowercase()))
            .desired_width(ui.available_width());
        if ui.add(field).changed() {
            ui.data_mut(|data| data.insert_temp(id, search.clone()));
        }
        search.trim().to_lowercase()
    }

    fn found(&self, ui: &Ui, id: Id, search: &str) -> Arc<[usize]> {
        let id = id.with("found");
        let known = ui.data(|data| data.get_temp::<Found>(id));
        let fits =
            |found: &Found| found.search == search && Arc::ptr_eq(&found.labels, self.labels);
        if let Some(found) = known.filter(fits) {
            return found.indices;
        }
        let labels = self.labels.iter().enumerate();
        let indices: Arc<[usize]> = labels
            .filter(|(_, label)| holds_words(label, search))
            .map(|(index, _)| index)
            .collect();
        let found = Found {
            search: search.to_owned(),
            labels: Arc::clone(self.labels),
            indices: Arc::clone(&indices),
        };
        ui.data_mut(|data| data.insert_temp(id, found));
        indices
    }

    /// All, none, invert: of those that the search finds.
    fn buttons(&self, ui: &mut Ui, found: Option<&[usize]>, hidden: &mut Arc<BTreeSet<String>>) {
        let what = self.title.to_lowercase();
        let whom = if found.is_some() { "found" } else { "all" };
        ui.horizontal(|ui| {
            let all = ui.small_button("All");
            if all.on_hover_text(format!("Show {whom} {what}")).clicked() {
                self.change(found, hidden, |_| false);
            }
            let none = ui.small_button("None");
            if none.on_hover_text(format!("Hide {whom} {what}")).clicked() {
                self.change(found, hidden, |_| true);
            }
            let invert = ui.small_button("Invert");
            let text = format!("Show those of {whom} {what} that are hidden, and hide the others");
            if invert.on_hover_text(text).clicked() {
                self.change(found, hidden, |hidden| !hidden);
            }
        });
    }

    /// Hides each of the labels found, or not.
    fn change(
        &self,
        found: Option<&[usize]>,
        hidden: &mut Arc<BTreeSet<String>>,
        hide: impl Fn(bool) -> bool,
    ) {
        let set = Arc::make_mut(hidden);
        let mut one = |label: &String| {
            let was = set.contains(label);
            match (was, hide(was)) {
                (false, true) => _ = set.insert(label.clone()),
                (true, false) => _ = set.remove(label),
                _ => {}
            }
        };
        match found {
            Some(indices) => {
                let labels = indices.iter().filter_map(|index| self.labels.get(*index));
                labels.for_each(&mut one);
            }
            None => self.labels.iter().for_each(&mut one),
        }
    }

    fn list(
        &self,
        ui: &mut Ui,
        id: Id,
        found: Option<&[usize]>,
        hidden: &mut Arc<BTreeSet<String>>,
    ) {
        let count = found.map_or(self.labels.len(), <[usize]>::len);
        if count == 0 {
            ui.weak("Nothing is called like that");
            return;
        }
        ui.spacing_mut().item_spacing.y = 2.0;
        let height = ui.text_style_height(&TextStyle::Body) + 4.0;
        ui.spacing_mut().interact_size.y = height;
        ScrollArea::vertical()
            .id_salt(id.with("list"))
            .max_height(HEIGHT)
            .auto_shrink([false, true])
            .show_rows(ui, height, count, |ui, rows| {
                for row in rows {
                    let index = found.map_or(Some(row), |found| found.get(row).copied());
                    let label = index.and_then(|index| self.labels.get(index));
                    if let Some(label) = label {
                        item(ui, label, hidden);
                    }
                }
            });
    }
}

fn item(ui: &mut Ui, label: &String, hidden: &mut Arc<BTreeSet<String>>) {
    let before = !hidden.contains(label);
    let mut shown = before;
    let text = match label.trim() {
        "" => "(no name)".to_owned(),
        name => super::super::tabs::short(&name.replace(['\n', '\r', '\t'], " ")),
    };
    ui.checkbox(&mut shown, text);
    if shown != before {
        let set = Arc::make_mut(hidden);
        if shown {
            set.remove(label);
        } else {
            set.insert(label.clone());
        }
    }
}
