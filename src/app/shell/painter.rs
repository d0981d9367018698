//! Who paints the window: the GPU, or the CPU wherever it cannot.

use std::sync::Arc;

use winit::event_loop::ActiveEventLoop;
use winit::window::Window;

use crate::render::gpu::TileUse;
use crate::render::{CellsCallback, PainterChoice, cpu, gpu};

use super::cpu_window::CpuWindow;
use super::error::WindowError;
use super::gpu_window::{GpuTrouble, GpuWindow};
use super::pass::Pass;
use super::quiet::without_panic;

/// Paints the window.
pub(super) enum WindowPainter {
    /// On the graphics processor.
    Gpu(Box<GpuWindow>),
    /// In memory.
    Cpu(Box<CpuWindow>),
}

/// A painter, and what to say about it.
pub(super) struct Chosen {
    /// The painter.
    pub(super) painter: WindowPainter,
    /// For the status bar.
    pub(super) note: String,
}

/// How painting a pass went.
pub(super) enum Outcome {
    /// It is on screen.
    Shown,
    /// It could not be shown this time; try again soon.
    NotNow,
    /// The GPU has given up, for this reason. The CPU takes over.
    GaveUp(String),
}

impl WindowPainter {
    /// The painter asked for, or the best there is.
    ///
    /// # Errors
    /// If not even the CPU can paint this window.
    pub(super) fn choose(
        choice: Option<PainterChoice>,
        vram: Option<u64>,
        event_loop: &ActiveEventLoop,
        window: &Arc<Window>,
    ) -> Result<Chosen, WindowError> {
        let choice = choice.or_else(from_environment);
        if choice == Some(PainterChoice::Cpu) {
            return Self::cpu(event_loop, window, "as asked");
        }
        let asked = choice == Some(PainterChoice::Gpu);
        let made = without_panic(|| {
            GpuWindow::new(window, asked, vram).map_err(|reason| WindowError::refused(&reason))
        });
        match made {
            Ok(made) => Ok(Chosen {
                note: made.note(),
                painter: Self::Gpu(Box::new(made)),
            }),
            Err(WindowError::Refused(reason)) => Self::cpu(event_loop, window, &reason),
            Err(error) => Err(error),
        }
    }

    /// The CPU's painter, for this reason.
    ///
    /// # Errors
    /// If the window system offers no memory to paint into.
    pub(super) fn cpu(
        event_loop: &ActiveEventLoop,
        window: &Arc<Window>,
        reason: &str,
    ) -> Result<Chosen, WindowError> {
        let painter = CpuWindow::new(event_loop.owned_display_handle(), Arc::clone(window))
            .map_err(|error| WindowError::refused(&error))?;
        Ok(Chosen {
            painter: Self::Cpu(Box::new(painter)),
            note: format!("CPU painter: {reason}"),
        })
    }

    /// How this painter takes cells.
    pub(super) fn cells(&self) -> CellsCallback {
        match self {
            Self::Gpu(_) => gpu::cells,
            Self::Cpu(_) => cpu::cells,
        }
    }

    /// The longest side of a texture that it can hold.
    pub(super) fn texture_side(&self) -> Option<usize> {
        match self {
            Self::Gpu(window) => Some(window.texture_side()),
            Self::Cpu(_) => None,
        }
    }

    /// What tiles of cells take on the GPU, and how many the last picture lacked: as long as any
    /// are missing it is to be painted again.
    pub(super) fn tile_use(&self) -> Option<TileUse> {
        match self {
            Self::Gpu(window) => Some(window.tile_use()),
            Self::Cpu(_) => None,
        }
    }

    /// Paints and shows a pass.
    pub(super) fn paint(&mut self, pass: &mut Pass, window: &Arc<Window>) -> Outcome {
        match self {
            Self::Gpu(painter) => match painter.paint(pass, window) {
                Ok(()) => Outcome::Shown,
                Err(GpuTrouble::NotNow) => Outcome::NotNow,
                Err(GpuTrouble::GaveUp(reason)) => Outcome::GaveUp(reason),
            },
            Self::Cpu(painter) => match painter.paint(pass) {
                Ok(()) => Outcome::Shown,
                Err(_) => Outcome::NotNow,
            },
        }
    }
}

/// The painter that the environment asks for.
fn from_environment() -> Option<PainterChoice> {
    match std::env::var("CELLSIUS_PAINTER").ok()?.as_str() {
        "cpu" => Some(PainterChoice::Cpu),
        "gpu" => Some(PainterChoice::Gpu),
        _ => None,
    }
}
