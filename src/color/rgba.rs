//! A colour of eight bits a channel.

/// sRGB with straight (not premultiplied) alpha, one byte a channel.
///
/// Reads and writes CSS colours ([`std::str::FromStr`], [`std::fmt::Display`]), also under serde.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize,
)]
#[serde(try_from = "String", into = "String")]
pub struct Rgba(pub [u8; 4]);

impl Rgba {
    /// Nothing at all.
    pub const TRANSPARENT: Self = Self([0, 0, 0, 0]);
    /// Opaque white.
    pub const WHITE: Self = Self([255, 255, 255, 255]);
    /// Opaque black.
    pub const BLACK: Self = Self([0, 0, 0, 255]);

    /// An opaque colour from its channels.
    #[must_use]
    pub const fn rgb(red: u8, green: u8, blue: u8) -> Self {
        Self([red, green, blue, 255])
    }

    /// This colour laid over `below`, rounded to the nearest byte.
    #[must_use]
    pub fn over(self, below: Self) -> Self {
        let alpha = u32::from(self.0[3]);
        let below_alpha = u32::from(below.0[3]) * (255 - alpha);
        let total = alpha * 255 + below_alpha;
        if total == 0 {
            return Self::TRANSPARENT;
        }
        let channel = |i: usize| {
            let sum = u32::from(self.0[i]) * alpha * 255 + u32::from(below.0[i]) * below_alpha;
            byte((sum + total / 2) / total)
        };
        Self([
            channel(0),
            channel(1),
            channel(2),
            byte((total + 127) / 255),
        ])
    }

    /// This colour with so much of its alpha, 0 to 1; NaN changes nothing.
    #[must_use]
    pub fn with_opacity(self, opacity: f64) -> Self {
        let [red, green, blue, alpha] = self.0;
        let share = if opacity.is_nan() {
            1.0
        } else {
            opacity.clamp(0.0, 1.0)
        };
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 0 and 255"
        )]
        let alpha = (f64::from(alpha) * share).round() as u8;
        Self([red, green, blue, alpha])
    }

    /// W3C relative luminance (WCAG 2.2), 0 for black to 1 for white; alpha is not looked at.
    #[must_use]
    pub fn luminance(self) -> f64 {
        let linear = |byte: u8| {
            let value = f64::from(byte) / 255.0;
            if value <= 0.04045 {
                value / 12.92
            } else {
                libm::pow((value + 0.055) / 1.055, 2.4)
            }
        };
        0.2126 * linear(self.0[0]) + 0.7152 * linear(self.0[1]) + 0.0722 * linear(self.0[2])
    }

    /// Black or white, whichever stands out more: at least 4.58:1 on any opaque colour.
    ///
    /// The switch lies where both contrasts are equal: sqrt(1.05 * 0.05) - 0.05 = 0.179.
    #[must_use]
    pub fn contrasting(self) -> Self {
        if self.luminance() > 0.179 {
            Self::BLACK
        } else {
            Self::WHITE
        }
    }
}

fn byte(value: u32) -> u8 {
    u8::try_from(value).unwrap_or(u8::MAX)
}
