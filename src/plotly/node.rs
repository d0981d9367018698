//! JSON as figures have it: long lists of numbers are kept as numbers, base64 as bytes.

use std::sync::Arc;

/// A JSON value. Cheap to clone: lists and bytes are shared.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// Nothing.
    Null,
    /// True or false.
    Bool(bool),
    /// A number.
    Number(f64),
    /// Words.
    Text(String),
    /// A list of numbers only, among which `null` is NaN; never empty.
    Numbers(Arc<Vec<f64>>),
    /// Any other list.
    List(Arc<Vec<Node>>),
    /// What base64 under the key `bdata` stands for.
    Bytes(Arc<Vec<u8>>),
    /// Values by name, in the order written; the last of several with one name counts.
    Map(Arc<Vec<(String, Node)>>),
}

impl Node {
    /// The value of this name in a map.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node> {
        match self {
            Self::Map(entries) => entries
                .iter()
                .rev()
                .find(|(name, _)| name == key)
                .map(|(_, value)| value),
            _ => None,
        }
    }

    /// The length of a list; 0 for anything else.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Numbers(numbers) => numbers.len(),
            Self::List(values) => values.len(),
            _ => 0,
        }
    }

    /// True for an empty list and for what is no list.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// True for lists.
    #[must_use]
    pub fn is_list(&self) -> bool {
        matches!(self, Self::Numbers(_) | Self::List(_))
    }

    /// A copy of the value at this place of a list; `Null` where a list of numbers has NaN.
    #[must_use]
    pub fn at(&self, index: usize) -> Option<Node> {
        match self {
            Self::Numbers(numbers) => numbers.get(index).map(|number| {
                if number.is_nan() {
                    Self::Null
                } else {
                    Self::Number(*number)
                }
            }),
            Self::List(values) => values.get(index).cloned(),
            _ => None,
        }
    }

    /// The number, if it is one.
    #[must_use]
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// The words, if it is words.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
    /// A finite number; words that read as one count, as Plotly takes them.
    #[must_use]
    pub fn numeric(&self) -> Option<f64> {
        let number = match self {
            Self::Number(number) => *number,
            Self::Text(text) => numeric(text)?,
            _ => return None,
        };
        number.is_finite().then_some(number)
    }
}

/// The finite number that a text says, as Plotly takes numeric strings: with spaces around it or
/// not, decimal or in powers of ten.
#[must_use]
pub fn numeric(text: &str) -> Option<f64> {
    let text = text.trim();
    // Rust reads "inf" and "nan", too.
    let plain = text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
    plain
        .then(|| text.parse().ok())
        .flatten()
        .filter(|number: &f64| number.is_finite())
}
