//! Which painter, by name.

use crate::view::Frame;

use super::adapter::GpuError;
use super::cpu::CpuPainter;
use super::gpu::GpuPainter;
use super::picture::Picture;

/// What paints.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PainterChoice {
    /// The processor: the same bytes on every run, no driver needed.
    #[default]
    Cpu,
    /// The graphics processor.
    Gpu,
}

/// Why a frame could not be painted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RenderError {
    /// There is no graphics adapter, or it gave up.
    #[error(
        "found no usable graphics adapter ({0}), expected one for --painter gpu; --painter cpu needs none"
    )]
    Gpu(#[from] GpuError),
}

/// Paints a frame without a window.
///
/// # Errors
/// If the graphics processor was asked for and cannot paint.
pub fn paint_frame(frame: &Frame, painter: PainterChoice) -> Result<Picture, RenderError> {
    match painter {
        PainterChoice::Cpu => Ok(CpuPainter::new().paint(frame)),
        PainterChoice::Gpu => Ok(GpuPainter::headless()?.paint(frame)?),
    }
}
