//! Pictures without a window.

use std::io;
use std::path::Path;

use crate::figure::Figure;
use crate::render::{PainterChoice, Picture, RenderError, Typesetter, paint_frame};
use crate::view::{Canvas, Frame, Theme, Viewport, frame};

use super::file::write_whole;

/// How a picture is made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PictureOptions {
    /// Width and height in points.
    pub size_pt: [f64; 2],
    /// Pixels per point.
    pub scale: f64,
    /// Colours of everything but the data.
    pub theme: Theme,
    /// What paints.
    pub painter: PainterChoice,
}

impl Default for PictureOptions {
    /// 900 x 600 points, one pixel each, light, painted by the CPU.
    fn default() -> Self {
        Self {
            size_pt: [900.0, 600.0],
            scale: 1.0,
            theme: Theme::Light,
            painter: PainterChoice::Cpu,
        }
    }
}

/// Why no picture was written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The path's ending names no format that can be written.
    #[error("found the ending {found:?}, expected .png or .json")]
    Format {
        /// The ending without its dot; empty if there is none.
        found: String,
    },
    /// More pixels than a picture can have.
    #[error(
        "found a picture of {width:e} x {height:e} px, expected at most {MOST_PIXELS} px in all"
    )]
    Size {
        /// Width in px.
        width: f64,
        /// Height in px.
        height: f64,
    },
    /// The painter could not paint.
    #[error("{0}")]
    Paint(#[from] RenderError),
    /// The picture could not be encoded.
    #[error("the picture could not be encoded: {0}")]
    Encode(#[from] png::EncodingError),
    /// The file could not be written.
    #[error("the picture could not be written: {0}")]
    Write(#[from] io::Error),
}

/// Pixels of the largest picture: four bytes each make a gigabyte.
const MOST_PIXELS: u32 = 1 << 28;

impl PictureOptions {
    /// The usual options for a figure: at the size that its author gave it, else at Plotly's 700 x
    /// 450 points, if it has a page.
    #[must_use]
    pub fn of_figure(figure: &Figure) -> Self {
        let usual = Self::default();
        let size_pt = figure.page.as_ref().map_or(usual.size_pt, |page| {
            [page.size[0].unwrap_or(700.0), page.size[1].unwrap_or(450.0)]
        });
        Self { size_pt, ..usual }
    }

    /// The canvas that these options ask for.
    ///
    /// # Errors
    /// If it has too many pixels.
    pub fn canvas(&self) -> Result<Canvas, ExportError> {
        let [width, height] = self
            .size_pt
            .map(|side| (side * self.scale).round().max(1.0));
        if width * height <= f64::from(MOST_PIXELS) {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "both are at least 1, and their product was just checked"
            )]
            let (width_px, height_px) = (width as u32, height as u32);
            Ok(Canvas {
                width_px,
                height_px,
                px_per_pt: self.scale,
                theme: self.theme,
            })
        } else {
            Err(ExportError::Size { width, height })
        }
    }

    /// The frame of a figure under these options.
    ///
    /// # Errors
    /// If it has too many pixels.
    pub fn frame(&self, figure: &Figure, viewport: &Viewport) -> Result<Frame, ExportError> {
        self.frame_set_by(&Typesetter::headless(), figure, viewport)
    }

    /// The same, measured with a headless typesetter that also sets the picture's text afterwards:
    /// reading the fonts takes longer than laying out most figures.
    ///
    /// # Errors
    /// If it has too many pixels.
    pub fn frame_set_by(
        &self,
        typesetter: &Typesetter,
        figure: &Figure,
        viewport: &Viewport,
    ) -> Result<Frame, ExportError> {
        Ok(frame(figure, viewport, self.canvas()?, typesetter))
    }
}

/// What a figure is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A picture.
    Png,
    /// Plotly's figure.
    Json,
}

impl Format {
    /// The format that the path's ending names.
    ///
    /// # Errors
    /// If it names none that can be written.
    pub fn of(path: &Path) -> Result<Self, ExportError> {
        let ending = path
            .extension()
            .map(|ending| ending.to_string_lossy().to_lowercase())
            .unwrap_or_default();
        match ending.as_str() {
            "png" => Ok(Self::Png),
            "json" => Ok(Self::Json),
            _ => Err(ExportError::Format { found: ending }),
        }
    }
}

/// Paints a figure and writes it to `path`, which is replaced whole or not at all.
///
/// # Errors
/// If the format or size cannot be had, or painting or writing fails.
pub fn save_picture(
    figure: &Figure,
    viewport: &Viewport,
    options: &PictureOptions,
    path: &Path,
) -> Result<(), ExportError> {
    let typesetter = Typesetter::headless();
    let frame = options.frame_set_by(&typesetter, figure, viewport)?;
    save_frame(&frame, options, path, &typesetter)
}

/// Paints a frame, its text set by a headless typesetter, and writes it to `path`, which is replaced
/// whole or not at all.
///
/// # Errors
/// If the format cannot be had, or painting or writing fails.
pub fn save_frame(
    frame: &Frame,
    options: &PictureOptions,
    path: &Path,
    typesetter: &Typesetter,
) -> Result<(), ExportError> {
    let picture = paint_frame(frame, options.painter, typesetter)?;
    write_whole(path, &png_bytes(&picture)?)?;
    Ok(())
}

/// A picture as PNG: the same bytes for the same pixels.
fn png_bytes(picture: &Picture) -> Result<Vec<u8>, png::EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, picture.width, picture.height);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_source_srgb(png::SrgbRenderingIntent::RelativeColorimetric);
    encoder.set_compression(png::Compression::Fast);
    // A quarter faster than trying them all for each row, at the same size within a percent.
    encoder.set_filter(png::Filter::Paeth);
    let opaque = picture.pixels.chunks_exact(4).all(|pixel| pixel[3] == 255);
    encoder.set_color(if opaque {
        png::ColorType::Rgb
    } else {
        png::ColorType::Rgba
    });
    let mut writer = encoder.write_header()?;
    if opaque {
        let rgb: Vec<u8> = picture
            .pixels
            .chunks_exact(4)
            .flat_map(|pixel| [pixel[0], pixel[1], pixel[2]])
            .collect();
        writer.write_image_data(&rgb)?;
    } else {
        writer.write_image_data(&picture.straight_pixels())?;
    }
    writer.finish()?;
    Ok(bytes)
}
