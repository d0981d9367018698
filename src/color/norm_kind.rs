//! The norms that a user can choose.

use std::fmt;
use std::str::FromStr;

/// How values are spread over the colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum NormKind {
    /// Equal steps of value.
    #[default]
    Linear,
    /// Equal ratios of value; values at or below zero lie under the range.
    Log,
    /// Logarithmic on both sides of zero, linear between (matplotlib's `SymLogNorm`, base 10).
    SymLog {
        /// The linear part reaches from minus this to this, above zero; without it, a thousandth
        /// of the range's end that is farther from zero.
        linear: Option<f64>,
    },
    /// The linear position raised to a power (matplotlib's `PowerNorm`).
    Power {
        /// The exponent, above zero; below 1 it brings out small values.
        gamma: f64,
    },
    /// An equal share of the data to each colour.
    Quantile,
}

/// A text that names no norm.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "found \"{found}\", expected linear, log, symlog, symlog:LINEAR (such as symlog:0.1), power:GAMMA (such as power:0.5) or quantile"
)]
pub struct NormKindError {
    /// The text as it was given.
    pub found: String,
}

impl FromStr for NormKind {
    type Err = NormKindError;

    fn from_str(text: &str) -> Result<Self, NormKindError> {
        let lower = text.trim().to_ascii_lowercase();
        let (name, number) = match lower.split_once(':') {
            Some((name, number)) => (name, Some(positive(number))),
            None => (lower.as_str(), None),
        };
        match (name, number) {
            ("linear", None) => Ok(Self::Linear),
            ("log", None) => Ok(Self::Log),
            ("symlog", None) => Ok(Self::SymLog { linear: None }),
            ("symlog", Some(Some(linear))) => Ok(Self::SymLog {
                linear: Some(linear),
            }),
            ("power", Some(Some(gamma))) => Ok(Self::Power { gamma }),
            ("quantile", None) => Ok(Self::Quantile),
            _ => Err(NormKindError {
                found: text.to_owned(),
            }),
        }
    }
}

/// The number, if it is finite and above zero.
fn positive(text: &str) -> Option<f64> {
    text.trim()
        .parse()
        .ok()
        .filter(|value: &f64| value.is_finite() && *value > 0.0)
}

impl fmt::Display for NormKind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Linear => out.write_str("linear"),
            Self::Log => out.write_str("log"),
            Self::SymLog { linear: None } => out.write_str("symlog"),
            Self::SymLog {
                linear: Some(linear),
            } => write!(out, "symlog:{linear:?}"),
            Self::Power { gamma } => write!(out, "power:{gamma:?}"),
            Self::Quantile => out.write_str("quantile"),
        }
    }
}

impl TryFrom<String> for NormKind {
    type Error = NormKindError;

    fn try_from(text: String) -> Result<Self, NormKindError> {
        text.parse()
    }
}

impl From<NormKind> for String {
    fn from(kind: NormKind) -> Self {
        kind.to_string()
    }
}
