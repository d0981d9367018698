//! Which painter, by name.

use crate::view::Frame;

use super::adapter::GpuError;
use super::cpu::CpuPainter;
use super::gpu::GpuPainter;
use super::picture::Picture;
use super::text::Typesetter;

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

/// Paints a frame without a window, its text set by `typesetter`, which must be a headless one.
///
/// # Errors
/// If the graphics processor was asked for and cannot paint.
pub fn paint_frame(
    frame: &Frame,
    painter: PainterChoice,
    typesetter: &Typesetter,
) -> Result<Picture, RenderError> {
    let typesetter = typesetter.clone();
    match painter {
        PainterChoice::Cpu => Ok(CpuPainter::with_typesetter(typesetter).paint(frame)),
        PainterChoice::Gpu => {
            let mut painter = GpuPainter::headless()?.with_typesetter(typesetter);
            Ok(painter.paint(frame)?)
        }
    }
}
