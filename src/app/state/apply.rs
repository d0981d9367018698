//! What each command does.

use std::sync::Arc;

use super::{
    Command, Document, DocumentId, Effect, ExportStage, Gesture, Navigation, Notice, Reach,
    RecentChange, Snapshot, State, Toggle,
};
use crate::figure::{ColorRange, ReadSettings, Settings, ShowSettings};
use crate::load::Input;

pub(super) type Effects = Vec<Effect>;

impl State {
    /// Does what a command says; the answer is for the shell to carry out, in order.
    pub fn apply(&mut self, command: Command) -> Effects {
        match command {
            Command::Open(inputs) => self.open(inputs),
            Command::OpenWith { input, settings } => self.open_with(input, *settings),
            Command::PickOpen => vec![Effect::PickOpenFile],
            Command::Paste => vec![Effect::PasteFromClipboard],
            Command::Pasted(text) => self.pasted(text),
            Command::Reload => self.reload(),
            Command::Close(id) => self.close(id),
            Command::Select(index) => self.select(index),
            Command::Step(by) => self.step(by),
            Command::Quit => vec![Effect::Quit],
            Command::Arrived(arrival) => self.arrived(arrival),
            Command::Loaded(result) => self.loaded(result),
            Command::CancelLoad => self.cancel_load(),
            Command::Show { show, gesture } => self.show(*show, gesture),
            Command::Read(read) => self.read(*read),
            Command::Navigate {
                reach,
                navigation,
                gesture,
            } => self.navigate(reach, navigation, gesture),
            Command::Settle(ranges) => self.settle(ranges),
            Command::Frame(frame) => self.show_frame(frame),
            Command::Play(playing) => self.play(playing),
            Command::Back => self.step_view(true),
            Command::Forward => self.step_view(false),
            Command::Undo => self.undo_or_redo(true),
            Command::Redo => self.undo_or_redo(false),
            Command::Freeze(ranges) => self.freeze(&ranges),
            Command::Thaw => self.thaw(),
            Command::Toggle(toggle) => self.toggle(toggle),
            Command::Theme(choice) => {
                self.theme = choice;
                Effects::new()
            }
            Command::OpenExport { size_pt } => self.open_export(size_pt),
            Command::EditExport(form) => self.edit_export(*form),
            Command::PickSavePath => self.pick_save_path(),
            Command::SavePathPicked(path) => self.save_path_picked(path),
            Command::Export => self.start_export(),
            Command::Exported { path, result } => self.exported(path, result),
            Command::Dismiss => self.dismiss(),
            Command::Copy(text) => self.copy(text),
            Command::RecentKnown(recent) => {
                self.recent = recent;
                Effects::new()
            }
            Command::Recent(change) => self.change_recent(change),
            Command::Notice(text) => self.say(Notice::done(text)),
            Command::Failure(text) => self.say(Notice::failed(text)),
        }
    }

    fn say(&mut self, notice: Notice) -> Effects {
        self.notice = Some(notice);
        Effects::new()
    }
}

/// Files and tabs.
impl State {
    fn open(&mut self, inputs: Vec<Input>) -> Effects {
        let settings = self.defaults.clone();
        let open = |input| self.open_with(input, settings.clone());
        inputs.into_iter().flat_map(open).collect()
    }

    fn open_with(&mut self, input: Input, settings: Settings) -> Effects {
        let mut effects = Effects::new();
        self.next_id += 1;
        if let Input::File(path) = &input {
            effects.extend(self.change_recent(RecentChange::Add(path.clone())));
        }
        let id = DocumentId(self.next_id);
        self.thaw();
        self.documents.push(Document::new(id, input, settings));
        self.active = self.documents.len() - 1;
        self.notice = None;
        effects.extend(self.start_load(id));
        effects
    }

    fn pasted(&mut self, text: String) -> Effects {
        if text.trim().is_empty() {
            return self.say(Notice::failed("the clipboard holds no text"));
        }
        self.open(vec![Input::Bytes {
            name: "clipboard".to_owned(),
            bytes: text.into_bytes(),
        }])
    }

    fn close(&mut self, id: Option<DocumentId>) -> Effects {
        let Some(id) = id.or_else(|| self.active().map(|document| document.id)) else {
            return Effects::new();
        };
        let Some(index) = self.documents.iter().position(|document| document.id == id) else {
            return Effects::new();
        };
        let document = self.documents.remove(index);
        if index < self.active || self.active >= self.documents.len() {
            self.active = self.active.saturating_sub(1);
        }
        if self.documents.is_empty() {
            self.export = None;
            self.shown.warnings = false;
        }
        match document.loading {
            Some(loading) => {
                loading.progress.cancel();
                vec![Effect::CancelLoad(id)]
            }
            None => Effects::new(),
        }
    }

    fn select(&mut self, index: usize) -> Effects {
        if index < self.documents.len() {
            self.thaw();
            self.active = index;
            self.export = None;
        }
        Effects::new()
    }

    fn step(&mut self, by: isize) -> Effects {
        let count = self.documents.len();
        match (isize::try_from(self.active), isize::try_from(count)) {
            (Ok(active), Ok(count)) if count > 0 => {
                let index = active.saturating_add(by).rem_euclid(count);
                self.select(index.unsigned_abs())
            }
            _ => Effects::new(),
        }
    }

    fn change_recent(&mut self, change: RecentChange) -> Effects {
        self.recent.change(&change);
        vec![Effect::SaveRecent(change)]
    }
}

/// Settings and views.
impl State {
    fn show(&mut self, show: ShowSettings, gesture: Gesture) -> Effects {
        if let Some(document) = self.active_mut()
            && document.settings.show != show
        {
            let present = document.snapshot();
            document.history.remember(present, false, gesture);
            document.settings.show = show;
            document.rebuild();
            self.notice = None;
        }
        Effects::new()
    }

    fn read(&mut self, read: ReadSettings) -> Effects {
        let Some(document) = self.active_mut() else {
            return Effects::new();
        };
        if document.settings.read == read {
            return Effects::new();
        }
        if !document.can_reload() {
            return self.say(Notice::failed("standard input cannot be read twice"));
        }
        let present = document.snapshot();
        document.history.remember(present, false, None);
        document.settings.read = read;
        let id = document.id;
        self.start_load(id)
    }

    fn navigate(&mut self, reach: Reach, navigation: Navigation, gesture: Gesture) -> Effects {
        if let Some(document) = self.active_mut()
            && let Some(viewport) = document.navigated(reach, navigation)
        {
            let present = document.snapshot();
            document.history.remember(present, true, gesture);
            document.viewport = viewport;
            self.notice = None;
        }
        Effects::new()
    }

    fn settle(&mut self, ranges: Vec<[f64; 2]>) -> Effects {
        if let Some(document) = self.active_mut()
            && document.viewport.ranges.len() == ranges.len()
        {
            document.viewport.ranges = ranges;
        }
        Effects::new()
    }

    /// What plays is no edit: it is not undone.
    fn show_frame(&mut self, frame: usize) -> Effects {
        if let Some(document) = self.active_mut()
            && frame < document.frames()
            && document.settings.show.frame != Some(frame)
        {
            document.settings.show.frame = Some(frame);
            document.rebuild();
        }
        Effects::new()
    }

    fn play(&mut self, playing: bool) -> Effects {
        if let Some(document) = self.active_mut() {
            let frames = document.frames();
            document.playing = playing && frames > 1;
            // At its end it begins again.
            if document.playing && document.settings.show.frame == Some(frames - 1) {
                return self.show_frame(0);
            }
        }
        Effects::new()
    }

    fn step_view(&mut self, back: bool) -> Effects {
        if let Some(document) = self.active_mut() {
            let present = document.snapshot();
            let history = &mut document.history;
            let view = if back {
                history.back(present)
            } else {
                history.forward(present)
            };
            if let Some(view) = view {
                document.viewport = view;
            }
        }
        Effects::new()
    }

    fn undo_or_redo(&mut self, undo: bool) -> Effects {
        let Some(document) = self.active_mut() else {
            return Effects::new();
        };
        let present = document.snapshot();
        let history = &mut document.history;
        let step = if undo {
            history.undo(present)
        } else {
            history.redo(present)
        };
        let Some(step) = step else {
            return Effects::new();
        };
        let reread = step.settings.read != document.settings.read;
        let frame = document.settings.show.frame;
        document.settings = step.settings;
        document.settings.show.frame = frame;
        document.rebuild();
        document.viewport = step.viewport;
        let id = document.id;
        if reread && document.can_reload() {
            self.start_load(id)
        } else {
            Effects::new()
        }
    }

    fn freeze(&mut self, ranges: &[[f64; 2]]) -> Effects {
        if let Some(document) = self.active_mut()
            && document.thawed.is_none()
            && let Some(figure) = &document.figure
        {
            let mut held = (**figure).clone();
            for (scale, range) in held.color_scales.iter_mut().zip(ranges) {
                if scale.range == ColorRange::OfPicture {
                    scale.range = ColorRange::Known(*range);
                }
            }
            document.thawed = document.figure.replace(Arc::new(held));
        }
        Effects::new()
    }

    fn thaw(&mut self) -> Effects {
        if let Some(document) = self.active_mut()
            && let Some(figure) = document.thawed.take()
        {
            document.figure = Some(figure);
        }
        Effects::new()
    }
}

impl Document {
    fn snapshot(&self) -> Snapshot {
        Snapshot {
            settings: self.settings.clone(),
            viewport: self.viewport.clone(),
        }
    }
}

/// The window itself.
impl State {
    fn toggle(&mut self, toggle: Toggle) -> Effects {
        let figure = self.active().is_some_and(Document::is_figure);
        let shown = &mut self.shown;
        let flag = match toggle {
            Toggle::Panel => &mut shown.panel,
            Toggle::Crosshair if figure => &mut shown.crosshair_on_figures,
            Toggle::Crosshair => &mut shown.crosshair,
            Toggle::Tooltip => &mut shown.tooltip,
            Toggle::Keys => &mut shown.keys,
            Toggle::Warnings => &mut shown.warnings,
            Toggle::About => &mut shown.about,
        };
        *flag = !*flag;
        Effects::new()
    }

    /// The topmost first; a load lies below what is open, but above a message.
    fn dismiss(&mut self) -> Effects {
        let shown = &mut self.shown;
        if shown.keys || shown.about {
            (shown.keys, shown.about) = (false, false);
        } else if let Some(form) = &mut self.export {
            match form.stage {
                ExportStage::AskReplace => form.stage = ExportStage::Editing,
                _ => self.export = None,
            }
        } else if shown.warnings {
            shown.warnings = false;
        } else if self.active().is_some_and(|open| open.loading.is_some()) {
            return self.cancel_load();
        } else {
            self.notice = None;
        }
        Effects::new()
    }

    fn copy(&mut self, text: String) -> Effects {
        self.notice = Some(Notice::done("Copied"));
        vec![Effect::CopyText(text)]
    }
}
