//! Scales: from data to the space in which an axis is even, and back.

/// How an axis runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scale {
    /// Even in the data's own unit.
    Linear,
    /// Even in powers of ten; values at or below zero have no place.
    Log,
    /// Even in time; data are milliseconds since 1970 UTC.
    Date,
    /// Even in the index of the category; category `i` reaches from `i - 0.5` to `i + 0.5`.
    Category,
}

impl Scale {
    /// From data to scale space; NaN where the scale has no place for `data`.
    #[must_use]
    pub fn scale_from_data(self, data: f64) -> f64 {
        match self {
            Self::Log if data > 0.0 => libm::log10(data),
            Self::Log => f64::NAN,
            _ => data,
        }
    }

    /// From scale space to data.
    #[must_use]
    pub fn data_from_scale(self, scale: f64) -> f64 {
        match self {
            Self::Log => libm::pow(10.0, scale),
            _ => scale,
        }
    }
}
