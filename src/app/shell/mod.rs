//! The window's shell: owns the window, its surface, threads, dialogs and files.
//!
//! Sleeps until something happens: an event, a thread that has finished, a moment that egui asked
//! for. Each pass of the user interface reads the state and leaves commands; their effects are
//! carried out here. Knows nothing of tables, colours or plots.

mod cpu_window;
mod dialogs;
mod error;
mod gpu_window;
mod jobs;
mod painter;
mod pass;
mod quiet;
mod recent;
mod session;
mod stage;
mod system_theme;
mod trace;
mod wake;
mod window;

use winit::event_loop::EventLoop;

use crate::figure::Settings;
use crate::load::Input;
use crate::render::PainterChoice;
use crate::view::Theme;

pub use error::WindowError;

use quiet::without_panic;
use session::Session;
use wake::{Wake, Waker};

/// What a window starts with.
#[derive(Clone, Debug, Default)]
pub struct WindowOptions {
    /// Opened in a tab each; none: an empty window.
    pub inputs: Vec<Input>,
    /// How they are read and shown.
    pub settings: Settings,
    /// Light or dark; `None`: as the system says.
    pub theme: Option<Theme>,
    /// What paints the window. `None`: the GPU where there is one, else the CPU; the environment
    /// variable `CELLSIUS_PAINTER` (`cpu` or `gpu`) may choose.
    pub painter: Option<PainterChoice>,
    /// So many bytes the tables may take; `None`: what the machine has free.
    pub memory: Option<u64>,
    /// So many bytes of the GPU's memory cells may take; `None`: as the adapter suggests.
    pub vram: Option<u64>,
}

/// Opens a window and stays until it is closed.
///
/// # Errors
/// If there is no display, or the window system cannot be used: in one line that names `-o`.
pub fn run(options: WindowOptions) -> Result<(), WindowError> {
    if !has_display() {
        return Err(WindowError::NoDisplay);
    }
    let event_loop: EventLoop<Wake> = without_panic(|| {
        EventLoop::with_user_event()
            .build()
            .map_err(|error| WindowError::refused(&error.to_string()))
    })?;
    let waker = Waker::Loop(event_loop.create_proxy());
    let mut session = Session::new(options, waker);
    let ended = event_loop.run_app(&mut session);
    session.end()?;
    ended.map_err(|error| WindowError::refused(&error.to_string()))
}

/// On systems whose displays have names, is one named?
fn has_display() -> bool {
    if cfg!(any(target_os = "macos", windows)) {
        return true;
    }
    ["WAYLAND_DISPLAY", "WAYLAND_SOCKET", "DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}
