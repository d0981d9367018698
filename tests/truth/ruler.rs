//! Text that is as wide as it has letters, on every machine.

use cellsius::view::Ruler;

/// Each letter is 0.6 of the font's size wide, each line 1.2 of it high.
pub(crate) struct FixedRuler;

impl Ruler for FixedRuler {
    fn size_px(&self, text: &str, font_px: f64) -> [f64; 2] {
        let letters = text.lines().map(|line| line.chars().count()).max();
        [
            letters.unwrap_or(0) as f64 * font_px * 0.6,
            text.lines().count().max(1) as f64 * font_px * 1.2,
        ]
    }
}
