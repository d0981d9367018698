//! Discrete colour classes.

use std::fmt;
use std::str::FromStr;

/// How a scale is cut into classes of one colour each.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Classes {
    /// So many equal steps along the colour bar, 1 to [`Classes::MAX`].
    Count(usize),
    /// Boundaries in data units, strictly ascending: k of them make k - 1 classes, and the first
    /// and last are the scale's range.
    Bounds(Vec<f64>),
}

/// A text that names no classes.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "found \"{found}\", expected a number of classes from 1 to {} or two or more ascending boundaries such as 0,10,50",
    Classes::MAX
)]
pub struct ClassesError {
    /// The text as it was given.
    pub found: String,
}

impl Classes {
    /// The most classes that can be asked for; eyes give up long before.
    pub const MAX: usize = 1024;

    /// Boundaries in data units, if these are classes by boundaries that ascend strictly.
    pub(super) fn valid_bounds(&self) -> Option<&[f64]> {
        match self {
            Self::Bounds(bounds) if ascends(bounds) => Some(bounds),
            Self::Bounds(_) | Self::Count(_) => None,
        }
    }
}

fn ascends(bounds: &[f64]) -> bool {
    let count = bounds.len();
    (2..=Classes::MAX + 1).contains(&count)
        && bounds.iter().all(|bound| bound.is_finite())
        && bounds.is_sorted_by(|a, b| a < b)
}

impl FromStr for Classes {
    type Err = ClassesError;

    /// `7` is a count, `0,1,10` are boundaries.
    fn from_str(text: &str) -> Result<Self, ClassesError> {
        let wrong = || ClassesError {
            found: text.to_owned(),
        };
        if !text.contains(',') {
            let count = text.trim().parse().map_err(|_| wrong())?;
            return if (1..=Self::MAX).contains(&count) {
                Ok(Self::Count(count))
            } else {
                Err(wrong())
            };
        }
        let bounds: Result<Vec<f64>, _> = text.split(',').map(|part| part.trim().parse()).collect();
        let bounds = bounds.map_err(|_| wrong())?;
        if ascends(&bounds) {
            Ok(Self::Bounds(bounds))
        } else {
            Err(wrong())
        }
    }
}

impl fmt::Display for Classes {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Count(count) => write!(out, "{count}"),
            Self::Bounds(bounds) => {
                let texts: Vec<String> = bounds.iter().map(f64::to_string).collect();
                out.write_str(&texts.join(","))
            }
        }
    }
}

impl TryFrom<String> for Classes {
    type Error = ClassesError;

    fn try_from(text: String) -> Result<Self, ClassesError> {
        text.parse()
    }
}

impl From<Classes> for String {
    fn from(classes: Classes) -> Self {
        classes.to_string()
    }
}
