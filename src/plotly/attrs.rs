//! Attributes with their template's defaults behind them.

use super::Node;
use crate::color::Rgba;

/// A container of attributes (`layout.xaxis`, a trace, ...): what the figure says, and what its
/// template says where the figure is silent. Defaults apply attribute by attribute.
#[derive(Clone, Copy, Debug, Default)]
pub struct Attrs<'a> {
    /// What the figure says.
    pub own: Option<&'a Node>,
    /// What its template says.
    pub template: Option<&'a Node>,
}

impl<'a> Attrs<'a> {
    /// What is said of this attribute: the figure's own value unless it is absent or null, else the
    /// template's.
    pub fn get(self, key: &str) -> Option<&'a Node> {
        let said = |node: Option<&'a Node>| {
            node.and_then(|node| node.get(key))
                .filter(|value| **value != Node::Null)
        };
        said(self.own).or_else(|| said(self.template))
    }

    /// The container of this name.
    pub fn child(self, key: &str) -> Self {
        let child = |node: Option<&'a Node>| node.and_then(|node| node.get(key));
        Self {
            own: child(self.own),
            template: child(self.template),
        }
    }

    /// True if the figure itself (not its template) says something of this attribute.
    pub fn has_own(self, key: &str) -> bool {
        self.own
            .and_then(|node| node.get(key))
            .is_some_and(|value| *value != Node::Null)
    }

    /// A finite number; numeric strings count, as Plotly's `number` attributes take them.
    pub fn number(self, key: &str) -> Option<f64> {
        let value = match self.get(key)? {
            Node::Number(number) => *number,
            Node::Text(text) => text.trim().parse().ok()?,
            _ => return None,
        };
        value.is_finite().then_some(value)
    }

    /// A whole number, as Plotly's `integer` attributes take it.
    pub fn integer(self, key: &str) -> Option<i64> {
        let number = self.number(key)?;
        #[expect(clippy::cast_possible_truncation, reason = "saturates")]
        (number.fract() == 0.0).then_some(number as i64)
    }

    /// Words; numbers count as what is written.
    pub fn text(self, key: &str) -> Option<String> {
        match self.get(key)? {
            Node::Text(text) => Some(text.clone()),
            Node::Number(number) => Some(crate::axis::exact_number(*number)),
            Node::Bool(value) => Some(value.to_string()),
            _ => None,
        }
    }

    /// True or false.
    pub fn bool(self, key: &str) -> Option<bool> {
        match self.get(key)? {
            Node::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// A CSS colour.
    pub fn color(self, key: &str) -> Option<Rgba> {
        self.get(key)?.text()?.parse().ok()
    }

    /// One of a few words.
    pub fn word<T: Copy>(self, key: &str, words: &[(&str, T)]) -> Option<T> {
        let text = self.get(key)?.text()?;
        words
            .iter()
            .find(|(word, _)| *word == text)
            .map(|(_, value)| *value)
    }

    /// The values of a list; none where it is no list.
    pub fn list(self, key: &str) -> Vec<Node> {
        let Some(list) = self.get(key) else {
            return Vec::new();
        };
        (0..list.len()).filter_map(|index| list.at(index)).collect()
    }
}
