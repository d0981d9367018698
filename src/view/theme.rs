//! Colours of everything but the data.

use crate::color::Rgba;

/// Light or dark. Data colours are the same in both.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// Dark words on white.
    #[default]
    Light,
    /// Light words on near-black.
    Dark,
}

/// The colours of a theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ThemeColors {
    /// Behind everything.
    pub paper: Rgba,
    /// Behind cells; missing cells show it.
    pub plot: Rgba,
    /// Titles and labels.
    pub text: Rgba,
    /// Axis lines and ticks.
    pub line: Rgba,
    /// Crosshairs and other marks over cells.
    pub mark: Rgba,
}

impl Theme {
    /// The colours of this theme.
    #[must_use]
    pub fn colors(self) -> ThemeColors {
        match self {
            Self::Light => ThemeColors {
                paper: Rgba::WHITE,
                plot: Rgba::rgb(0xEA, 0xED, 0xF1),
                text: Rgba::rgb(0x1F, 0x25, 0x2E),
                line: Rgba::rgb(0x6B, 0x73, 0x80),
                mark: Rgba::rgb(0xD1, 0x1A, 0x5B),
            },
            Self::Dark => ThemeColors {
                paper: Rgba::rgb(0x17, 0x1A, 0x1F),
                plot: Rgba::rgb(0x2B, 0x30, 0x38),
                text: Rgba::rgb(0xE4, 0xE8, 0xEE),
                line: Rgba::rgb(0x8B, 0x94, 0xA1),
                mark: Rgba::rgb(0xFF, 0x6B, 0xA6),
            },
        }
    }
}
