//! Fonts, lines and dashes as a layout names them.

use super::Attrs;
use crate::color::Rgba;
use crate::figure::{Align, Font, Overflow, Typeface};

/// Plotly's colour of lines and words where nothing else is said.
pub const LINE_COLOR: Rgba = Rgba::rgb(0x44, 0x44, 0x44);

/// Plotly's words for which labels are hidden.
pub(super) const OVERFLOW: [(&str, Overflow); 3] = [
    ("allow", Overflow::Allow),
    ("hide past div", Overflow::HidePastPage),
    ("hide past domain", Overflow::HidePastDomain),
];

/// On which side of their ticks labels stand: the second word of `ticklabelposition`.
pub(super) fn label_side(attrs: Attrs<'_>) -> Option<Align> {
    let position = attrs.text("ticklabelposition")?;
    match position.split_once(' ')?.1 {
        "left" | "bottom" => Some(Align::Start),
        "right" | "top" => Some(Align::End),
        _ => None,
    }
}

/// The size of titles beside words of this size.
#[must_use]
pub fn big(size: f64) -> f64 {
    (1.2 * size).round()
}

/// A colour so far on the way from one to another, 0 to 1; channels are rounded.
#[must_use]
pub fn mix(from: Rgba, to: Rgba, share: f64) -> Rgba {
    let mut mixed = [0; 4];
    for ((channel, from), to) in mixed.iter_mut().zip(from.0).zip(to.0) {
        let value = f64::from(from) * (1.0 - share) + f64::from(to) * share;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between two bytes; saturates"
        )]
        let byte = value.round() as u8;
        *channel = byte;
    }
    Rgba(mixed)
}

/// The font that a layout gives to everything that has none of its own.
#[must_use]
pub fn layout_font(layout: Attrs<'_>) -> Font {
    let plotly = Font {
        size: 12.0,
        color: LINE_COLOR,
        face: Typeface::OpenSans,
    };
    font(layout.child("font"), &plotly)
}

/// A font, whose gaps are filled by the one it inherits from.
#[must_use]
pub fn font(attrs: Attrs<'_>, inherited: &Font) -> Font {
    Font {
        size: attrs.at_least("size", 1.0).unwrap_or(inherited.size),
        color: attrs.color("color").unwrap_or(inherited.color),
        face: attrs
            .text("family")
            .map_or(inherited.face, |family| typeface(&family)),
    }
}

/// The program's face that is nearest to a CSS font family.
#[must_use]
pub fn typeface(family: &str) -> Typeface {
    let family = family.to_lowercase();
    let mono = ["mono", "courier", "consolas", "menlo"];
    if mono.iter().any(|word| family.contains(word)) {
        Typeface::Mono
    } else {
        Typeface::OpenSans
    }
}

/// The lengths of strokes and gaps of a `dash` (`dash`, `5px,10px`) on a line of this width; none
/// for a solid line.
#[must_use]
pub fn dash(text: &str, width: f64) -> Vec<f64> {
    let unit = width.max(3.0);
    let units: &[f64] = match text {
        "dot" => &[1.0, 1.0],
        "dash" => &[3.0, 3.0],
        "longdash" => &[5.0, 5.0],
        "dashdot" => &[3.0, 1.0, 1.0, 1.0],
        "longdashdot" => &[5.0, 2.0, 1.0, 2.0],
        _ => return lengths(text),
    };
    units.iter().map(|length| length * unit).collect()
}

/// `5px,10px,2px`; none if any is no length, or all are nothing.
fn lengths(text: &str) -> Vec<f64> {
    let length = |word: &str| -> Option<f64> {
        let word = word.trim();
        let number: f64 = word
            .strip_suffix("px")
            .unwrap_or(word)
            .trim()
            .parse()
            .ok()?;
        (number.is_finite() && number >= 0.0).then_some(number)
    };
    let parts = text
        .split([',', ' '])
        .filter(|word| !word.trim().is_empty());
    let lengths: Option<Vec<f64>> = parts.map(length).collect();
    let mut lengths = lengths
        .filter(|all| all.iter().sum::<f64>() > 0.0)
        .unwrap_or_default();
    if lengths.len() % 2 == 1 {
        lengths.extend_from_within(..);
    }
    lengths
}

/// A title, but for the prompts that Plotly's editor leaves where nobody wrote one.
pub(super) fn without_prompt(title: String) -> String {
    let words: Vec<&str> = title.split(' ').collect();
    let asks = match words.as_slice() {
        ["Click", "to", "enter", "Plot", "title" | "subtitle"]
        | ["Click", "to", "enter", "Colorscale", "title"] => true,
        ["Click", "to", "enter", axis, "axis", "title"] => axis
            .strip_prefix(['X', 'Y'])
            .is_some_and(|number| number.bytes().all(|digit| digit.is_ascii_digit())),
        _ => false,
    };
    if asks { String::new() } else { title }
}
