//! The states that a figure can be played through.

use super::Node;
use crate::figure::Animation;

/// A figure's states, in the order in which they are played.
#[derive(Clone, Debug, Default)]
pub struct States {
    /// What is known of playing them; none: the figure does not move.
    pub animation: Option<Animation>,
    /// The figures with each state laid over them (`data` and `layout` only); as many as the
    /// animation has names. They share all values that no state changes.
    pub figures: Vec<Node>,
}

/// The states that a figure (`data`, `layout`, `frames`) can be played through.
#[must_use]
pub fn states(_figure: &Node) -> States {
    States::default()
}
