//! The menu bar.

use egui::{Button, Ui};

use super::actions::{Action, ENTRIES, Entry, Menu, key_text};
use super::choices;
use super::examples;
use super::facts::Facts;
use crate::app::state::{Command, RecentChange, State, ThemeChoice};
use crate::load::Input;
use crate::view::Theme;

/// What menus need.
pub(super) struct Menus<'a> {
    pub(super) state: &'a State,
    pub(super) facts: Facts,
    pub(super) commands: &'a mut Vec<Command>,
}

/// What stands in a menu.
type Content<T> = fn(&mut T, &mut Ui);

/// Shows the menu bar.
pub(super) fn show(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    let mut menus = Menus {
        state,
        facts: Facts::recall(ui.ctx()),
        commands,
    };
    egui::Panel::top("menu bar")
        .frame(super::style::bar_frame(ui.style()))
        .show(ui, |ui| {
            egui::ScrollArea::horizontal()
                .scroll_bar_visibility(egui::scroll_area::ScrollBarVisibility::AlwaysHidden)
                .show(ui, |ui| {
                    egui::MenuBar::new().ui(ui, |ui| menus.bar(ui));
                });
        });
}

impl Menus<'_> {
    fn bar(&mut self, ui: &mut Ui) {
        let menus: [(&str, Content<Self>); 6] = [
            ("File", Self::file),
            ("Edit", Self::edit),
            ("View", Self::view),
            ("Data", Self::data),
            ("Colour", Self::colour),
            ("Help", Self::help),
        ];
        for (title, content) in menus {
            ui.menu_button(title, |ui| {
                ui.set_min_width(230.0);
                content(self, ui);
            });
        }
    }

    fn file(&mut self, ui: &mut Ui) {
        self.item(ui, Action::Open);
        ui.menu_button("Open recent", |ui| self.recent(ui));
        ui.menu_button("Open example", |ui| {
            for example in examples::EXAMPLES {
                if ui.button(example.title).clicked() {
                    self.commands.push(example.command());
                }
            }
        });
        self.item(ui, Action::Paste);
        self.item(ui, Action::Reload);
        ui.separator();
        self.item(ui, Action::SavePicture);
        ui.separator();
        self.item(ui, Action::CloseTab);
        self.item(ui, Action::Quit);
    }

    fn recent(&mut self, ui: &mut Ui) {
        if self.state.recent.files.is_empty() {
            ui.weak("No files yet");
            return;
        }
        for path in &self.state.recent.files {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let button = ui.button(name.as_ref());
            if button.on_hover_text(path.to_string_lossy()).clicked() {
                let input = Input::File(path.clone());
                self.commands.push(Command::Open(vec![input]));
            }
        }
        ui.separator();
        if ui.button("Clear this list").clicked() {
            self.commands.push(Command::Recent(RecentChange::Clear));
        }
    }

    fn edit(&mut self, ui: &mut Ui) {
        self.items(ui, Menu::Edit);
    }

    fn view(&mut self, ui: &mut Ui) {
        self.items(ui, Menu::View);
        ui.separator();
        ui.menu_button("Theme", |ui| {
            let choices = [
                (ThemeChoice::System, "As the system"),
                (ThemeChoice::Always(Theme::Light), "Light"),
                (ThemeChoice::Always(Theme::Dark), "Dark"),
            ];
            for (choice, name) in choices {
                if ui.radio(self.state.theme == choice, name).clicked() {
                    self.commands.push(Command::Theme(choice));
                    ui.close();
                }
            }
        });
    }

    fn data(&mut self, ui: &mut Ui) {
        self.items(ui, Menu::Data);
        ui.separator();
        if let Some(document) = self.state.active() {
            choices::data_menus(ui, document, self.commands);
        } else {
            ui.weak("Open a table first");
        }
    }

    fn colour(&mut self, ui: &mut Ui) {
        if let Some(document) = self.state.active() {
            choices::colour_menus(ui, document, self.commands);
            ui.separator();
        }
        self.items(ui, Menu::Colour);
    }

    fn help(&mut self, ui: &mut Ui) {
        self.items(ui, Menu::Help);
    }

    fn items(&mut self, ui: &mut Ui, menu: Menu) {
        for entry in ENTRIES.iter().filter(|entry| entry.menu == Some(menu)) {
            self.entry(ui, entry);
        }
    }

    fn item(&mut self, ui: &mut Ui, action: Action) {
        if let Some(entry) = ENTRIES.iter().find(|entry| entry.action == action) {
            self.entry(ui, entry);
        }
    }

    fn entry(&mut self, ui: &mut Ui, entry: &Entry) {
        let mut button = Button::new(match entry.action.is_on(self.state) {
            Some(true) => format!("{}  ✓", entry.text),
            _ => entry.text.to_owned(),
        });
        if let Some(shortcut) = entry.keys.first() {
            button = button.shortcut_text(key_text(ui.ctx(), shortcut));
        }
        let available = entry.action.is_available(self.state);
        let response = ui.add_enabled(available, button).on_hover_text(entry.help);
        if response.clicked() {
            let command = entry.action.command(self.state, &self.facts);
            self.commands.extend(command);
            ui.close();
        }
    }
}
