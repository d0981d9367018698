//! From a figure as Plotly has it to a figure that can be drawn.

use super::Node;
use super::assemble::Assembly;
use crate::figure::Figure;

/// The figure that `data` and `layout` of a map describe, without its frames. What is not as it
/// should be is a warning.
///
/// # Errors
/// If it is no map, or none of its traces has a pair of axes; as one line.
pub fn read(figure: &Node) -> Result<Figure, String> {
    if !matches!(figure, Node::Map(_)) {
        return Err("found no map, expected a figure with \"data\" and \"layout\"".to_owned());
    }
    let data = match figure.get("data") {
        Some(Node::List(traces)) => traces.as_slice(),
        _ => &[],
    };
    Assembly::new(data, figure.get("layout")).figure()
}
