//! The open window: from the state to the screen.

use std::sync::Arc;
use std::time::Duration;

use egui::ViewportId;
use winit::dpi::LogicalSize;
use winit::event::WindowEvent;
use winit::event_loop::ActiveEventLoop;
use winit::window::{Window, WindowAttributes};

use crate::app::state::{Effect, State};
use crate::app::ui::{self, Painted};
use crate::render::{PainterChoice, Textures};
use crate::view::Theme;

use super::error::WindowError;
use super::painter::{Chosen, Outcome, WindowPainter};
use super::pass::Pass;
use super::stage::FrameStage;
use super::trace::Shown;
use super::wake::Waker;

/// After a picture that could not be shown.
const AGAIN: Duration = Duration::from_millis(100);

/// A window, what is painted in it and what was typed into it.
pub(super) struct OpenWindow {
    /// The system's window.
    pub(super) window: Arc<Window>,
    /// Turns the system's events into egui's.
    pub(super) input: egui_winit::State,
    context: egui::Context,
    painter: WindowPainter,
    stage: FrameStage,
    /// Everything egui has sent, for a painter that takes over.
    textures: Textures,
    /// The painter has not had any texture yet.
    painter_is_new: bool,
    title: String,
}

/// What became of a repaint.
pub(super) struct Repainted {
    /// What the commands of this pass ask for.
    pub(super) effects: Vec<Effect>,
    /// What was painted, if it is on screen.
    pub(super) shown: Option<Option<Painted>>,
    /// When to paint again, if by itself.
    pub(super) again: Option<Duration>,
    /// The state has changed since: paint again now.
    pub(super) out_of_date: bool,
}

impl OpenWindow {
    /// Opens a window, still hidden.
    ///
    /// # Errors
    /// If the window system refuses, or nobody can paint it.
    pub(super) fn new(
        event_loop: &ActiveEventLoop,
        (choice, vram): (Option<PainterChoice>, Option<u64>),
        waker: Waker,
    ) -> Result<Self, WindowError> {
        let refused = |error: winit::error::OsError| WindowError::refused(&error.to_string());
        let window = event_loop
            .create_window(attributes(event_loop))
            .map_err(refused)?;
        let window = Arc::new(window);
        let Chosen { painter, note } = WindowPainter::choose(choice, vram, event_loop, &window)?;
        let context = context();
        #[expect(
            clippy::cast_possible_truncation,
            reason = "scale factors are small numbers"
        )]
        let scale = window.scale_factor() as f32;
        let input = egui_winit::State::new(
            context.clone(),
            ViewportId::ROOT,
            event_loop,
            Some(scale),
            window.theme(),
            painter.texture_side(),
        );
        let stage = FrameStage::new(waker, painter.cells(), note);
        Ok(Self {
            window,
            input,
            context,
            painter,
            stage,
            textures: Textures::default(),
            painter_is_new: false,
            title: String::new(),
        })
    }

    /// Shows the window, painted already.
    pub(super) fn reveal(&self) {
        self.window.set_visible(true);
        self.window.request_redraw();
    }

    /// Hands an event to the user interface. True if it should be painted again.
    pub(super) fn on_event(&mut self, event: &WindowEvent) -> bool {
        self.input.on_window_event(&self.window, event).repaint
    }

    /// The system's wish, learnt late.
    pub(super) fn set_system_theme(&mut self, theme: egui::Theme) {
        // What the window system itself says counts more.
        let known = self.window.theme().is_some();
        if !known {
            self.input.egui_input_mut().system_theme = Some(theme);
        }
    }

    /// What the trace says about the window.
    pub(super) fn shown(&self) -> Shown<'_> {
        let size = self.window.inner_size();
        Shown {
            size_px: [size.width, size.height],
            px_per_point: self.context.pixels_per_point(),
            painter: &self.stage.note,
        }
    }

    /// Runs the user interface and paints what it shows.
    ///
    /// # Errors
    /// If nobody can paint the window any longer.
    pub(super) fn repaint(
        &mut self,
        event_loop: &ActiveEventLoop,
        state: &mut State,
    ) -> Result<Repainted, WindowError> {
        let size = self.window.inner_size();
        if size.width == 0 || size.height == 0 {
            return Ok(Repainted {
                effects: Vec::new(),
                shown: None,
                again: None,
                out_of_date: false,
            });
        }
        let (output, ran) = self.run_ui(state);
        self.stage.keep_open(state);
        self.set_title(state);
        let mut again = output
            .viewport_output
            .get(&ViewportId::ROOT)
            .map(|viewport| viewport.repaint_delay)
            .filter(|delay| *delay < Duration::MAX);
        self.input.handle_platform_output_with_event_loop(
            &self.window,
            event_loop,
            output.platform_output,
        );
        self.textures.set(&output.textures_delta);
        let mut pass = Pass {
            primitives: self
                .context
                .tessellate(output.shapes, output.pixels_per_point),
            textures: output.textures_delta,
            px_per_point: output.pixels_per_point,
            size_px: [size.width, size.height],
            background: theme(&self.context).colors().paper,
        };
        let shown = self.paint(event_loop, &mut pass)?;
        if !shown {
            again = Some(again.map_or(AGAIN, |delay| delay.min(AGAIN)));
        }
        // Tiles that this picture lacked are uploaded for the next ones, and that is said.
        let sharpening = self.stage.is_sharpening();
        self.stage.tiles = self.painter.tile_use();
        if sharpening || self.stage.is_sharpening() {
            again = Some(Duration::ZERO);
        }
        Ok(Repainted {
            effects: ran.effects,
            shown: shown.then_some(ran.painted),
            again,
            out_of_date: ran.pending,
        })
    }

    /// Runs the user interface; a pass that changes the state is followed by one that shows it.
    fn run_ui(&mut self, state: &mut State) -> (egui::FullOutput, Ran) {
        let raw = self.input.take_egui_input(&self.window);
        let stage = &mut self.stage;
        let mut ran = Ran::default();
        let output = self.context.run_ui(raw, |ui| {
            let said = ui::show(ui, state, stage);
            ran.painted = said.painted;
            ran.pending = !said.commands.is_empty();
            for command in said.commands {
                ran.effects.extend(state.apply(command));
            }
            if ran.pending {
                ui.ctx().request_discard("the state has changed");
            }
        });
        (output, ran)
    }

    /// Paints a pass; true if it is on screen. Changes the painter where the GPU gives up.
    fn paint(
        &mut self,
        event_loop: &ActiveEventLoop,
        pass: &mut Pass,
    ) -> Result<bool, WindowError> {
        let freed: Vec<_> = pass.textures.free.iter().copied().collect();
        if std::mem::take(&mut self.painter_is_new) {
            let mut all = self.textures.whole();
            all.free.extend(freed.iter().copied());
            std::mem::swap(&mut pass.textures, &mut all);
            all.clear();
        }
        let outcome = self.painter.paint(pass, &self.window);
        let mut free = egui::TexturesDelta::default();
        free.free.extend(freed);
        self.textures.free(&free);
        free.clear();
        match outcome {
            Outcome::Shown => Ok(true),
            Outcome::NotNow => Ok(false),
            Outcome::GaveUp(reason) => {
                self.take_over(event_loop, &reason)?;
                Ok(false)
            }
        }
    }

    /// The CPU paints from now on.
    fn take_over(&mut self, event_loop: &ActiveEventLoop, reason: &str) -> Result<(), WindowError> {
        let Chosen { painter, note } = WindowPainter::cpu(event_loop, &self.window, reason)?;
        self.stage.cells = painter.cells();
        self.stage.note = note;
        self.painter = painter;
        self.painter_is_new = true;
        self.window.request_redraw();
        Ok(())
    }

    fn set_title(&mut self, state: &State) {
        let title = match state.active() {
            Some(document) => format!("{} – Cellsius", document.name),
            None => "Cellsius".to_owned(),
        };
        if title != self.title {
            self.window.set_title(&title);
            self.title = title;
        }
    }
}

/// What running the user interface gave.
#[derive(Default)]
struct Ran {
    effects: Vec<Effect>,
    painted: Option<Painted>,
    /// The last pass has changed the state: what it painted is out of date.
    pending: bool,
}

fn attributes(event_loop: &ActiveEventLoop) -> WindowAttributes {
    named(Window::default_attributes())
        .with_title("Cellsius")
        .with_inner_size(first_size(event_loop))
        .with_min_inner_size(LogicalSize::new(320.0, 240.0))
        .with_visible(false)
}

/// The name by which desktops group windows and find their icon.
#[cfg(all(unix, not(target_os = "macos")))]
fn named(attributes: WindowAttributes) -> WindowAttributes {
    use winit::platform::{wayland, x11};
    let attributes = wayland::WindowAttributesExtWayland::with_name(attributes, "cellsius", "");
    x11::WindowAttributesExtX11::with_name(attributes, "cellsius", "cellsius")
}

#[cfg(not(all(unix, not(target_os = "macos"))))]
fn named(attributes: WindowAttributes) -> WindowAttributes {
    attributes
}

/// In points: as large as is pleasant, but no larger than most of the screen.
fn first_size(event_loop: &ActiveEventLoop) -> LogicalSize<f64> {
    let pleasant = LogicalSize::new(1160.0, 780.0);
    let mut monitors = event_loop.available_monitors();
    let Some(monitor) = event_loop.primary_monitor().or_else(|| monitors.next()) else {
        return pleasant;
    };
    let screen = monitor.size().to_logical::<f64>(monitor.scale_factor());
    if screen.width < 1.0 || screen.height < 1.0 {
        return pleasant;
    }
    LogicalSize::new(
        pleasant.width.min(screen.width * 0.92),
        pleasant.height.min(screen.height * 0.88),
    )
}

/// egui as this program uses it.
fn context() -> egui::Context {
    let context = egui::Context::default();
    ui::install(&context);
    // A cursor that blinks would paint the window twice a second for nothing.
    context.all_styles_mut(|style| style.visuals.text_cursor.blink = false);
    context
}

fn theme(context: &egui::Context) -> Theme {
    match context.theme() {
        egui::Theme::Light => Theme::Light,
        egui::Theme::Dark => Theme::Dark,
    }
}
