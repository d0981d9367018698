//! Words: the fonts, and measuring and placing text with them.

use std::sync::{Arc, Mutex, PoisonError};

use egui::emath::TSTransform;
use egui::epaint::{ClippedPrimitive, ClippedShape, TextShape};
use egui::{FontData, FontDefinitions, FontFamily, FontId, Galley, RawInput, TexturesDelta};

use crate::figure::Typeface;
use crate::view::{Ruler, Theme};

use super::fallback;
use super::textures::Textures;

/// Our font: Inter, which covers Latin, Greek and Cyrillic, superscripts and arrows.
const INTER: &[u8] = include_bytes!("../../assets/fonts/Inter-Regular.otf");

/// The letters of figures that Plotly wrote.
const OPEN_SANS: &[u8] = include_bytes!("../../assets/fonts/OpenSans-Regular.ttf");

/// The side of the glyphs' texture: every device can hold it, and no page of labels fills it.
pub(super) const ATLAS_SIDE: usize = 4096;

/// Larger glyphs would not fit the rows of the glyphs' texture.
const LARGEST_GLYPH_PX: f32 = 800.0;

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
    let mut behind = family.clone();
    let name = "Open Sans".to_owned();
    fonts
        .font_data
        .insert(name.clone(), Arc::new(FontData::from_static(OPEN_SANS)));
    behind.insert(0, name.clone());
    fonts.families.insert(FontFamily::Name(name.into()), behind);
    fonts
}

/// egui's name for our letters, in contexts that have [`fonts`].
#[must_use]
pub fn font_family(face: Typeface) -> FontFamily {
    match face {
        Typeface::Inter => FontFamily::Proportional,
        Typeface::OpenSans => FontFamily::Name("Open Sans".into()),
        Typeface::Mono => FontFamily::Monospace,
    }
}

/// Gives a context our fonts, and behind them those of this machine, which are looked for only when
/// a sign is met that ours lack. Do it before the context's first pass.
///
/// Arabic and Hebrew words run in their own direction, but follow each other from left to right.
pub fn install_fonts(context: &egui::Context) {
    context.set_fonts(fonts());
    fallback::add_to(context);
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
        install_fonts(&context);
        let typesetter = Self::for_context(&context);
        // Fonts exist from the first pass on.
        let (mut textures, _) = typesetter.pass(Theme::Light, |_| Vec::new());
        textures.clear();
        typesetter
    }

    /// A typesetter for a window's context, in px of its screen. Ask within a pass.
    ///
    /// If [`install_fonts`] has not seen the context, it takes fonts of this machine from its next
    /// pass on.
    #[must_use]
    pub fn for_context(context: &egui::Context) -> Self {
        fallback::add_to(context);
        Self {
            context: context.clone(),
            textures: Arc::default(),
        }
    }

    /// The characters that no font at hand can draw, each once, in the order in which they are met:
    /// they become boxes. White space, control characters and what is never seen by itself (joiners,
    /// marks of direction, variation selectors) is never missing.
    #[must_use]
    pub fn missing(&self, text: &str) -> Vec<char> {
        let mut missing = Vec::new();
        // The size changes nothing.
        let font = FontId::proportional(12.0);
        for sign in text.chars().filter(|sign| is_seen(*sign)) {
            let drawn = || self.context.fonts_mut(|fonts| fonts.has_glyph(&font, sign));
            if !missing.contains(&sign) && !drawn() {
                missing.push(sign);
            }
        }
        missing
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

/// True for characters that have a shape of their own.
fn is_seen(sign: char) -> bool {
    let unseen = sign.is_whitespace()
        || sign.is_control()
        || matches!(
            sign,
            '\u{AD}'
                | '\u{61C}'
                | '\u{200B}'..='\u{200F}'
                | '\u{202A}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{FE00}'..='\u{FE0F}'
                | '\u{FEFF}'
                | '\u{E0000}'..='\u{E0FFF}'
        );
    !unseen
}

impl std::fmt::Debug for Typesetter {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Typesetter").finish_non_exhaustive()
    }
}

impl Ruler for Typesetter {
    fn size_px(&self, text: &str, font_px: f64) -> [f64; 2] {
        self.size_in_px(text, font_px, Typeface::Inter)
    }

    fn size_in_px(&self, text: &str, font_px: f64, face: Typeface) -> [f64; 2] {
        let px_per_point = self.context.pixels_per_point();
        let lines = Lines::new(&self.context, text, (font_px, face), px_per_point);
        lines.size_px()
    }
}

/// Text laid out line by line, so that each line can be aligned and put on whole px by itself.
pub(super) struct Lines {
    px_per_point: f32,
    /// The galleys are laid out so many times larger than the text is.
    enlarged: f32,
    lines: Vec<Arc<Galley>>,
}

/// Glyphs that are turned askew are sampled between their pixels. From twice their size a pixel is
/// the mean of four, which looks even; hinting has no say.
const ENLARGED_ASKEW: f32 = 2.0;

impl Lines {
    pub(super) fn new(
        context: &egui::Context,
        text: &str,
        font: (f64, Typeface),
        px_per_point: f32,
    ) -> Self {
        Self::enlarged(context, text, font, px_per_point, 1.0)
    }

    /// Text that is going to be turned by no right angle.
    pub(super) fn askew(
        context: &egui::Context,
        text: &str,
        font: (f64, Typeface),
        px_per_point: f32,
    ) -> Self {
        Self::enlarged(context, text, font, px_per_point, ENLARGED_ASKEW)
    }

    fn enlarged(
        context: &egui::Context,
        text: &str,
        (font_px, face): (f64, Typeface),
        px_per_point: f32,
        enlarged: f32,
    ) -> Self {
        let px = (font_px as f32 * enlarged).clamp(0.1, LARGEST_GLYPH_PX);
        let size = px / px_per_point;
        // Painted with the colour that the shape gives.
        let color = egui::Color32::PLACEHOLDER;
        let font = FontId::new(if size.is_nan() { 1.0 } else { size }, font_family(face));
        let layout = |line: &str| {
            context.fonts_mut(|fonts| fonts.layout_no_wrap(line.to_owned(), font.clone(), color))
        };
        Self {
            px_per_point,
            enlarged,
            lines: text.split('\n').map(layout).collect(),
        }
    }

    /// Width of the widest line, height of all.
    pub(super) fn size_px(&self) -> [f64; 2] {
        let widths = self.lines.iter().map(|line| self.width_px(line));
        let heights = self.lines.iter().map(|line| self.height_px(line));
        [widths.fold(0.0, f64::max), heights.sum()]
    }

    /// Each line as a shape at 0, 0 with its top left corner in px, in a box whose corner is at 0, 0; `align` is 0 for
    /// lines that begin at the box's left, 0.5 for centred ones, 1 for those that end at its right.
    pub(super) fn placed_px(&self, align: f64) -> impl Iterator<Item = ([f64; 2], TextShape)> {
        let [width, _] = self.size_px();
        let mut top = 0.0;
        self.lines.iter().map(move |line| {
            let corner = [(width - self.width_px(line)) * align, top];
            top += self.height_px(line);
            let color = egui::Color32::PLACEHOLDER;
            let mut shape = TextShape::new(egui::Pos2::ZERO, Arc::clone(line), color);
            if self.enlarged != 1.0 {
                shape.transform(TSTransform::from_scaling(1.0 / self.enlarged));
            }
            (corner, shape)
        })
    }

    fn width_px(&self, line: &Galley) -> f64 {
        f64::from(line.rect.width() * self.px_per_point / self.enlarged)
    }

    /// Whole px, so that no line starts between two.
    fn height_px(&self, line: &Galley) -> f64 {
        f64::from(line.rect.height() * self.px_per_point / self.enlarged).round()
    }
}
