//! Words: the fonts, and measuring and placing text with them.

use std::sync::{Arc, Mutex, PoisonError};

use egui::epaint::{ClippedPrimitive, ClippedShape};
use egui::{FontData, FontDefinitions, FontFamily, FontId, Galley, RawInput, TexturesDelta};

use crate::view::{Ruler, Theme};

use super::textures::Textures;

/// Our font: Inter, which covers Latin, Greek and Cyrillic, superscripts and arrows.
const INTER: &[u8] = include_bytes!("../../assets/fonts/Inter-Regular.otf");

/// The side of the glyphs' texture: every device can hold it, and no page of labels fills it.
pub(super) const ATLAS_SIDE: usize = 4096;

/// Headless contexts count in px.
pub(super) const HEADLESS_PX_PER_POINT: f32 = 1.0;

/// The fonts of window and pictures alike: ours first, egui's for signs that it lacks.
#[must_use]
pub fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    let name = "Inter".to_owned();
    fonts
        .font_data
        .insert(name.clone(), Arc::new(FontData::from_static(INTER)));
    let family = fonts.families.entry(FontFamily::Proportional).or_default();
    family.insert(0, name);
    fonts
}

/// Lays out text with the fonts of an egui context, and measures it for [`crate::view::frame`].
///
/// Cloning is cheap: the context is shared.
#[derive(Clone)]
pub struct Typesetter {
    context: egui::Context,
    /// Of a headless context, which has no other painter to keep them.
    textures: Arc<Mutex<Textures>>,
}

impl Typesetter {
    /// A typesetter without a window: one egui point is one px.
    #[must_use]
    pub fn headless() -> Self {
        let context = egui::Context::default();
        context.set_fonts(fonts());
        let typesetter = Self::for_context(&context);
        // Fonts exist from the first pass on.
        let (mut textures, _) = typesetter.pass(Theme::Light, |_| Vec::new());
        textures.clear();
        typesetter
    }

    /// A typesetter for a window's context, in px of its screen. Ask within a pass.
    #[must_use]
    pub fn for_context(context: &egui::Context) -> Self {
        Self {
            context: context.clone(),
            textures: Arc::default(),
        }
    }

    /// Runs one pass of a headless context and cuts the shapes made in it into triangles. The
    /// textures are all that there are, not only the new ones: any painter can begin with them.
    pub(super) fn pass(
        &self,
        theme: Theme,
        shapes: impl FnOnce(&egui::Context) -> Vec<ClippedShape>,
    ) -> (TexturesDelta, Vec<ClippedPrimitive>) {
        self.context.set_theme(match theme {
            Theme::Light => egui::Theme::Light,
            Theme::Dark => egui::Theme::Dark,
        });
        self.context.begin_pass(RawInput {
            max_texture_side: Some(ATLAS_SIDE),
            ..RawInput::default()
        });
        let shapes = shapes(&self.context);
        let mut output = self.context.end_pass();
        let primitives = self.context.tessellate(shapes, HEADLESS_PX_PER_POINT);
        // A copy of every change made so far stays whole even if a thread panicked beside it.
        let mut textures = self.textures.lock().unwrap_or_else(PoisonError::into_inner);
        textures.set(&output.textures_delta);
        textures.free(&output.textures_delta);
        output.textures_delta.clear();
        (textures.whole(), primitives)
    }
}

impl std::fmt::Debug for Typesetter {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Typesetter").finish_non_exhaustive()
    }
}

impl Ruler for Typesetter {
    fn size_px(&self, text: &str, font_px: f64) -> [f64; 2] {
        let px_per_point = self.context.pixels_per_point();
        let lines = Lines::new(&self.context, text, font_px, px_per_point);
        lines.size_px()
    }
}

/// Text laid out line by line, so that each line can be aligned and put on whole px by itself.
pub(super) struct Lines {
    px_per_point: f32,
    lines: Vec<Arc<Galley>>,
}

impl Lines {
    pub(super) fn new(
        context: &egui::Context,
        text: &str,
        font_px: f64,
        px_per_point: f32,
    ) -> Self {
        let size = (font_px as f32 / px_per_point).clamp(0.1, 512.0);
        // Painted with the colour that the shape gives.
        let color = egui::Color32::PLACEHOLDER;
        let font = FontId::proportional(if size.is_nan() { 1.0 } else { size });
        let layout = |line: &str| {
            context.fonts_mut(|fonts| fonts.layout_no_wrap(line.to_owned(), font.clone(), color))
        };
        Self {
            px_per_point,
            lines: text.split('\n').map(layout).collect(),
        }
    }

    /// Width of the widest line, height of all.
    pub(super) fn size_px(&self) -> [f64; 2] {
        let widths = self.lines.iter().map(|line| self.width_px(line));
        let heights = self.lines.iter().map(|line| self.height_px(line));
        [widths.fold(0.0, f64::max), heights.sum()]
    }

    /// Each line with its top left corner in px, in a box whose corner is at 0, 0; `align` is 0 for
    /// lines that begin at the box's left, 0.5 for centred ones, 1 for those that end at its right.
    pub(super) fn placed_px(&self, align: f64) -> impl Iterator<Item = ([f64; 2], &Arc<Galley>)> {
        let [width, _] = self.size_px();
        let mut top = 0.0;
        self.lines.iter().map(move |line| {
            let corner = [(width - self.width_px(line)) * align, top];
            top += self.height_px(line);
            (corner, line)
        })
    }

    fn width_px(&self, line: &Galley) -> f64 {
        f64::from(line.rect.width() * self.px_per_point)
    }

    /// Whole px, so that no line starts between two.
    fn height_px(&self, line: &Galley) -> f64 {
        f64::from(line.rect.height() * self.px_per_point).round()
    }
}
