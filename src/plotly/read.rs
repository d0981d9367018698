//! A figure's traces and layout to a [`Figure`].

use super::{AxisIds, Node, page, template::Template};
use crate::figure::Figure;

/// The figure that `data` and `layout` describe.
///
/// # Errors
/// If it cannot be shown at all; as one line.
pub fn read(figure: &Node) -> Result<Figure, String> {
    let layout = figure.get("layout");
    let layout = Template::of(layout).layout(layout);
    let page = page::page(layout, &AxisIds::new(), &[]);
    Ok(Figure {
        title: None,
        axes: Vec::new(),
        color_scales: Vec::new(),
        plots: Vec::new(),
        page: Some(page.into()),
        animation: None,
        warnings: Vec::new(),
    })
}
