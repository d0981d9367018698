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
    /// What the figure says, without a template.
    #[must_use]
    pub fn of(own: Option<&'a Node>) -> Self {
        Self {
            own,
            template: None,
        }
    }

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

    /// The first that can be understood: of what the figure says, then of what its template says.
    pub fn read<T>(self, key: &str, understand: impl Fn(&'a Node) -> Option<T>) -> Option<T> {
        let said = |node: Option<&'a Node>| node.and_then(|node| node.get(key));
        said(self.own)
            .and_then(&understand)
            .or_else(|| said(self.template).and_then(&understand))
    }

    /// A finite number; numeric strings count, as Plotly's `number` attributes take them.
    pub fn number(self, key: &str) -> Option<f64> {
        self.read(key, Node::numeric)
    }

    /// A finite number of at least `least`; smaller ones count as not said.
    pub fn at_least(self, key: &str, least: f64) -> Option<f64> {
        self.within(key, [least, f64::INFINITY])
    }

    /// A finite number between two; others count as not said.
    pub fn within(self, key: &str, [least, most]: [f64; 2]) -> Option<f64> {
        self.read(key, |node| {
            node.numeric()
                .filter(|number| *number >= least && *number <= most)
        })
    }

    /// A whole number, as Plotly's `integer` attributes take it.
    pub fn integer(self, key: &str) -> Option<i64> {
        #[expect(clippy::cast_possible_truncation, reason = "saturates")]
        self.read(key, |node| {
            node.numeric()
                .filter(|number| number.fract() == 0.0)
                .map(|number| number as i64)
        })
    }

    /// Words; numbers count as what is written.
    pub fn text(self, key: &str) -> Option<String> {
        self.read(key, |node| match node {
            Node::Text(text) => Some(text.clone()),
            Node::Number(number) => Some(crate::axis::exact_number(*number)),
            Node::Bool(value) => Some(value.to_string()),
            _ => None,
        })
    }

    /// True or false.
    pub fn bool(self, key: &str) -> Option<bool> {
        self.read(key, |node| match node {
            Node::Bool(value) => Some(*value),
            _ => None,
        })
    }

    /// A CSS colour.
    pub fn color(self, key: &str) -> Option<Rgba> {
        self.read(key, |node| node.text()?.parse().ok())
    }

    /// One of a few words.
    pub fn word<T: Copy>(self, key: &str, words: &[(&str, T)]) -> Option<T> {
        self.read(key, |node| {
            let text = node.text()?;
            words
                .iter()
                .find(|(word, _)| *word == text)
                .map(|(_, value)| *value)
        })
    }

    /// The values of a list; none where it is no list.
    pub fn list(self, key: &str) -> Vec<Node> {
        let Some(list) = self.get(key) else {
            return Vec::new();
        };
        (0..list.len()).filter_map(|index| list.at(index)).collect()
    }
}
