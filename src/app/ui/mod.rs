//! What the window shows: panels, canvas, menus, dialogs. Immediate mode: reads the state, pushes
//! commands, computes nothing that belongs to `view`.

mod actions;
mod canvas;
mod choices;
mod colorbar;
mod context_menu;
mod drop;
mod examples;
mod export_dialog;
mod facts;
mod keys;
mod lists;
mod menu;
mod natural;
mod overlay;
mod page_label;
mod panel;
mod player;
mod pointer;
mod problem;
mod progress;
mod stage;
mod status;
mod style;
mod tabs;
mod text_choice;
mod tooltip;
mod welcome;

pub use actions::{Action, ENTRIES, Entry, Menu};
pub use examples::{EXAMPLES, Example};
pub use facts::Facts;
pub use stage::{Painted, PaintedTooltip, Stage, Staged, UiOutput};
pub use style::install;

use super::state::{Command, Document, State};
use egui::Ui;

/// Shows the whole window in egui's root `Ui`, once a pass.
///
/// [`install`] must have been called on the context. Commands of every pass count, also of one
/// that egui repeats (its input is not repeated).
pub fn show(ui: &mut Ui, state: &State, stage: &mut dyn Stage) -> UiOutput {
    style::follow(ui.ctx(), state.theme);
    let mut commands = keys::commands(ui.ctx(), state);
    commands.extend(drop::commands(ui.ctx()));
    menu::show(ui, state, &mut commands);
    tabs::show(ui, state, &mut commands);
    // Above the canvas in the code, below it in the window: the canvas takes what room is left.
    let status_room = status::reserve(ui);
    if state.shown.panel
        && let Some(document) = state.active()
    {
        panel::show(ui, document, &mut commands);
    }
    let mut painted = None;
    egui::CentralPanel::default()
        .frame(egui::Frame::NONE)
        .show(ui, |ui| match state.active() {
            Some(document) => painted = content(ui, state, document, stage, &mut commands),
            None => welcome::show(ui, state, &mut commands),
        });
    let texts = status::show(&status_room, state, stage, painted.as_ref(), &mut commands);
    if let Some(painted) = &mut painted {
        painted.status = texts;
    }
    lists::show(ui.ctx(), state, &mut commands);
    export_dialog::show(ui.ctx(), state, &mut commands);
    drop::hint(ui.ctx());
    UiOutput { commands, painted }
}

/// A tab's content: the picture, or why there is none.
fn content(
    ui: &mut Ui,
    state: &State,
    document: &Document,
    stage: &mut dyn Stage,
    commands: &mut Vec<Command>,
) -> Option<Painted> {
    if let Some(error) = &document.error {
        problem::error(ui, document, error, commands);
    }
    if document.figure.is_none() {
        if document.error.is_none() {
            problem::loading(ui, document, commands);
        }
        return None;
    }
    player::show(ui, document, commands);
    canvas::show(ui, state, document, stage, commands)
}
