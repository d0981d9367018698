//! From keys to commands.

use egui::{Event, Key, Modifiers};

use super::actions::{Action, ENTRIES};
use super::facts::Facts;
use crate::app::state::{Command, State};

/// Commands of the keys pressed in this pass. Single letters only while no text is edited.
pub(super) fn commands(context: &egui::Context, state: &State) -> Vec<Command> {
    let editing = context.text_edit_focused();
    let blocked = egui::Popup::is_any_open(context);
    let dialog = state.export.is_some();
    let facts = Facts::recall(context);
    let mut commands = Vec::new();
    let events = context.input(|input| input.events.clone());
    for event in &events {
        match event {
            Event::Key {
                key,
                pressed: true,
                modifiers,
                ..
            } => {
                let Some(action) = action_of(*key, *modifiers, editing) else {
                    continue;
                };
                // A button or slider that has the focus takes these itself.
                let widgets = matches!(key, Key::Space | Key::ArrowLeft | Key::ArrowRight)
                    && modifiers.is_none()
                    && context.memory(|memory| memory.focused().is_some());
                if widgets {
                    continue;
                }
                let dismiss = action == Action::Dismiss;
                if (blocked && dismiss) || (dialog && !dismiss) || !action.is_available(state) {
                    continue;
                }
                commands.extend(action.command(state, &facts));
            }
            // The window system turns Ctrl+V and Ctrl+C into these.
            Event::Paste(text) if !editing && !dialog => {
                commands.push(Command::Pasted(text.clone()))
            }
            Event::Copy if !editing && !dialog => {
                let copy = Action::CopyValue.command(state, &facts);
                // A key event may have said the same.
                if !commands
                    .iter()
                    .any(|command| matches!(command, Command::Copy(_)))
                {
                    commands.extend(copy);
                }
            }
            _ => {}
        }
    }
    commands
}

/// The action of a key, if it has one now.
fn action_of(key: Key, modifiers: Modifiers, editing: bool) -> Option<Action> {
    let entry = ENTRIES.iter().find(|entry| {
        entry.keys.iter().any(|shortcut| {
            shortcut.logical_key == key && matches(shortcut.modifiers, modifiers, key)
        })
    })?;
    let belongs_to_text = editing && types_or_edits(key, modifiers);
    // Their text arrives as an event of its own.
    let from_system = matches!(entry.action, Action::Paste);
    (!belongs_to_text && !from_system).then_some(entry.action)
}

fn matches(wanted: Modifiers, held: Modifiers, key: Key) -> bool {
    // Shift is part of typing these, on most keyboards.
    let shift_free = matches!(key, Key::Questionmark | Key::Plus);
    wanted.alt == held.alt
        && (wanted.shift == held.shift || shift_free)
        && (wanted.command || wanted.ctrl) == (held.command || held.ctrl)
}

/// Is this a key that a text field wants?
fn types_or_edits(key: Key, modifiers: Modifiers) -> bool {
    if modifiers.command || modifiers.ctrl {
        return matches!(key, Key::Z | Key::Y | Key::C | Key::V | Key::X | Key::A);
    }
    !matches!(key, Key::F1 | Key::F5 | Key::Escape)
}
