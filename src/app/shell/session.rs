//! One run of the window: events in, effects out.

use std::time::{Duration, Instant};

use winit::application::ApplicationHandler;
use winit::event::WindowEvent;
use winit::event_loop::{ActiveEventLoop, ControlFlow};
use winit::window::WindowId;

use crate::app::state::{Command, Effect, LoadRequest, State, ThemeChoice};
use crate::load::Input;
use crate::render::PainterChoice;

use super::error::WindowError;
use super::jobs::{Jobs, expanded};
use super::quiet::without_panic;
use super::recent::RecentWriter;
use super::trace::Trace;
use super::wake::{Wake, Waker};
use super::window::{OpenWindow, Repainted};
use super::{WindowOptions, dialogs, recent, system_theme};

/// How often progress is shown while something loads.
const PROGRESS: Duration = Duration::from_millis(66);

/// The state, the window that shows it, and the threads that work for it.
pub(super) struct Session {
    state: State,
    window: Option<OpenWindow>,
    jobs: Jobs,
    recent: Option<RecentWriter>,
    waker: Waker,
    painter: Option<PainterChoice>,
    vram: Option<u64>,
    trace: Option<Trace>,
    /// Paint at this time, whatever happens.
    paint_at: Option<Instant>,
    failure: Option<WindowError>,
    /// Effects of the options, carried out once there is a window.
    waiting: Vec<Effect>,
}

impl Session {
    /// A session without a window yet; what the options ask for has begun.
    pub(super) fn new(options: WindowOptions, waker: Waker) -> Self {
        let mut state = State::new(options.settings);
        state.memory = options.memory;
        if let Some(place) = recent::place() {
            state.apply(Command::RecentKnown(recent::read(&place)));
        }
        if let Some(theme) = options.theme {
            state.apply(Command::Theme(ThemeChoice::Always(theme)));
        }
        let mut session = Self {
            state,
            window: None,
            jobs: Jobs::new(waker.clone()),
            recent: RecentWriter::start(waker.clone()),
            waker,
            painter: options.painter,
            vram: options.vram,
            trace: Trace::from_environment(),
            paint_at: None,
            failure: None,
            waiting: Vec::new(),
        };
        if !options.inputs.is_empty() {
            session.open_early(options.inputs);
        }
        session
    }

    /// Reading begins before there is a window.
    fn open_early(&mut self, inputs: Vec<Input>) {
        for effect in self.state.apply(Command::Open(inputs)) {
            match effect {
                Effect::Load(request) => self.jobs.load(request),
                effect => self.waiting.push(effect),
            }
        }
    }

    /// Ends what is under way: loads are cancelled, pictures are finished.
    ///
    /// # Errors
    /// What has ended the session, if it was not the user.
    pub(super) fn end(mut self) -> Result<(), WindowError> {
        for document in &self.state.documents {
            if let Some(loading) = &document.loading {
                loading.progress.cancel();
            }
        }
        self.jobs.finish();
        if let Some(recent) = self.recent {
            recent.finish();
        }
        self.failure.map_or(Ok(()), Err)
    }

    fn start(&mut self, event_loop: &ActiveEventLoop) {
        self.learn_system_theme();
        let (choice, waker) = ((self.painter, self.vram), self.waker.clone());
        match without_panic(|| OpenWindow::new(event_loop, choice, waker)) {
            Ok(window) => self.window = Some(window),
            Err(error) => return self.fail(event_loop, error),
        }
        for effect in std::mem::take(&mut self.waiting) {
            self.perform(event_loop, effect);
        }
        // Painted before it is seen, so that it never shows what memory held.
        self.repaint(event_loop);
        if let Some(window) = &self.window {
            window.reveal();
        }
    }

    fn learn_system_theme(&self) {
        let waker = self.waker.clone();
        self.jobs.start("theme", move || {
            if let Some(theme) = system_theme::ask() {
                waker.wake(Wake::SystemTheme(theme));
            }
            None
        });
    }

    fn fail(&mut self, event_loop: &ActiveEventLoop, error: WindowError) {
        self.failure.get_or_insert(error);
        event_loop.exit();
    }

    fn request_repaint(&self) {
        if let Some(window) = &self.window {
            window.window.request_redraw();
        }
    }

    fn repaint_within(&mut self, delay: Duration) {
        if delay.is_zero() {
            self.request_repaint();
        } else if let Some(at) = Instant::now().checked_add(delay) {
            self.paint_at = Some(self.paint_at.map_or(at, |before| before.min(at)));
        }
    }

    fn repaint(&mut self, event_loop: &ActiveEventLoop) {
        let Some(window) = &mut self.window else {
            return;
        };
        self.paint_at = None;
        match window.repaint(event_loop, &mut self.state) {
            Ok(repainted) => self.after_repaint(event_loop, repainted),
            Err(error) => self.fail(event_loop, error),
        }
    }

    fn after_repaint(&mut self, event_loop: &ActiveEventLoop, repainted: Repainted) {
        if let (Some(trace), Some(window), Some(painted)) =
            (&mut self.trace, &self.window, &repainted.shown)
        {
            let written = trace.write(&window.shown(), &self.state, painted.as_ref());
            if written.is_err() {
                self.trace = None;
            }
        }
        for effect in repainted.effects {
            self.perform(event_loop, effect);
        }
        let mut documents = self.state.documents.iter();
        let loading = documents.any(|document| document.loading.is_some());
        // What turns while something loads need not turn faster than its progress is shown.
        let again = match repainted.again {
            Some(delay) if loading => Some(delay.max(PROGRESS)),
            None if loading => Some(PROGRESS),
            again => again,
        };
        if repainted.out_of_date {
            self.request_repaint();
        } else if let Some(delay) = again {
            self.repaint_within(delay);
        }
    }

    fn apply(&mut self, event_loop: &ActiveEventLoop, command: Command) {
        for effect in self.state.apply(command) {
            self.perform(event_loop, effect);
        }
        self.request_repaint();
    }

    fn perform(&mut self, event_loop: &ActiveEventLoop, effect: Effect) {
        match effect {
            Effect::Load(request) => self.jobs.load(LoadRequest {
                input: with_home(request.input),
                ..request
            }),
            // Its progress is cancelled already; a late answer finds nobody waiting for it.
            Effect::CancelLoad(_) => {}
            Effect::Export(request) => self.jobs.export(request),
            Effect::PickOpenFile => self.with_window(|jobs, window| {
                dialogs::open_file(jobs, &window.window);
            }),
            Effect::PickSavePath { suggested } => self.with_window(|jobs, window| {
                dialogs::save_path(jobs, &window.window, &suggested);
            }),
            Effect::PasteFromClipboard => self.paste(event_loop),
            Effect::CopyText(text) => self.with_window(|_, window| {
                window.input.set_clipboard_text(text);
            }),
            Effect::SaveRecent(change) => {
                if let Some(recent) = &self.recent {
                    recent.change(change);
                }
            }
            Effect::Quit => event_loop.exit(),
        }
    }

    fn with_window(&mut self, work: impl FnOnce(&Jobs, &mut OpenWindow)) {
        if let Some(window) = &mut self.window {
            work(&self.jobs, window);
        }
    }

    fn paste(&mut self, event_loop: &ActiveEventLoop) {
        let window = self.window.as_mut();
        let text = window.and_then(|window| window.input.clipboard_text());
        let command = match text.filter(|text| !text.is_empty()) {
            Some(text) => Command::Pasted(text),
            None => Command::Failure("the clipboard holds no text".to_owned()),
        };
        self.apply(event_loop, command);
    }
}

/// A typed path with the user's home folder written out.
fn with_home(input: Input) -> Input {
    match input {
        Input::File(path) => Input::File(expanded(&path)),
        input => input,
    }
}

impl ApplicationHandler<Wake> for Session {
    fn resumed(&mut self, event_loop: &ActiveEventLoop) {
        if self.window.is_none() && self.failure.is_none() {
            self.start(event_loop);
        }
    }

    fn window_event(&mut self, event_loop: &ActiveEventLoop, _id: WindowId, event: WindowEvent) {
        match &event {
            WindowEvent::RedrawRequested => return self.repaint(event_loop),
            WindowEvent::CloseRequested => return self.apply(event_loop, Command::Quit),
            _ => {}
        }
        let repaint = self
            .window
            .as_mut()
            .is_some_and(|window| window.on_event(&event));
        if repaint {
            self.request_repaint();
        }
    }

    fn user_event(&mut self, event_loop: &ActiveEventLoop, wake: Wake) {
        match wake {
            Wake::Command(command) => self.apply(event_loop, command),
            Wake::Repaint => self.request_repaint(),
            Wake::SystemTheme(theme) => {
                if let Some(window) = &mut self.window {
                    window.set_system_theme(theme);
                }
                self.request_repaint();
            }
        }
    }

    fn about_to_wait(&mut self, event_loop: &ActiveEventLoop) {
        if self.paint_at.is_some_and(|at| at <= Instant::now()) {
            self.paint_at = None;
            self.request_repaint();
        }
        event_loop.set_control_flow(match self.paint_at {
            Some(at) => ControlFlow::WaitUntil(at),
            None => ControlFlow::Wait,
        });
    }
}
