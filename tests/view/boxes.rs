//! Where words stand: the box of each text of a frame, turned as it is drawn.

use cellsius::view::{Frame, Mark, PxRect, Ruler};

/// A text's four corners in order, px of the canvas.
#[derive(Clone, Debug)]
pub(crate) struct WordBox {
    pub(crate) text: String,
    pub(crate) corners: [[f64; 2]; 4],
    /// Written into a cell.
    pub(crate) in_plot: bool,
}

/// The boxes of all words of a frame, leaving empty ones out.
pub(crate) fn words(frame: &Frame, ruler: &dyn Ruler) -> Vec<WordBox> {
    let layers = frame.plots.iter().flat_map(|plot| &plot.layers);
    let in_cells: Vec<[f64; 2]> = layers
        .filter_map(|layer| layer.heatmap())
        .flat_map(|layer| layer.labels.iter().map(|label| label.at))
        .collect();
    let mut boxes = Vec::new();
    for item in &frame.items {
        let Mark::Text {
            at,
            anchor,
            angle,
            text,
            font_px,
            ..
        } = &item.mark
        else {
            continue;
        };
        let [w, h] = ruler.size_px(text, *font_px);
        let (sin, cos) = libm::sincos(angle.to_radians());
        let [left, top] = [-anchor.0[0] * w, -anchor.0[1] * h];
        // Ink leaves a line's topmost and lowest twelfth free.
        let leading = 0.1 * font_px;
        let [upper, lower] = [top + leading, top + h - leading];
        let place = |[x, y]: [f64; 2]| [at[0] + x * cos - y * sin, at[1] + x * sin + y * cos];
        let corners = [
            [left, upper],
            [left + w, upper],
            [left + w, lower],
            [left, lower],
        ]
        .map(place);
        if w > 0.0 {
            boxes.push(WordBox {
                text: text.clone(),
                corners,
                in_plot: in_cells.contains(at),
            });
        }
    }
    boxes
}

impl WordBox {
    pub(crate) fn of_rect(rect: PxRect) -> Self {
        let [left, right] = [f64::from(rect.x), f64::from(rect.right())];
        let [top, bottom] = [f64::from(rect.y), f64::from(rect.bottom())];
        Self {
            text: format!("{rect:?}"),
            corners: [[left, top], [right, top], [right, bottom], [left, bottom]],
            in_plot: false,
        }
    }

    /// How far it reaches beyond a canvas, px.
    pub(crate) fn beyond(&self, width: u32, height: u32) -> f64 {
        let beyond = |[x, y]: &[f64; 2]| {
            let across = (-x).max(x - f64::from(width));
            across.max((-y).max(y - f64::from(height)))
        };
        self.corners.iter().map(beyond).fold(0.0, f64::max)
    }

    /// How deep two boxes lie in each other, px; not above zero where a line fits between them.
    pub(crate) fn overlap(&self, other: &Self) -> f64 {
        let separation = |a: &Self, b: &Self| {
            (0..4)
                .map(|side| a.gap_beyond(side, b))
                .fold(f64::NEG_INFINITY, f64::max)
        };
        -separation(self, other).max(separation(other, self))
    }

    /// The gap between this box and another along one side's outward normal.
    fn gap_beyond(&self, side: usize, other: &Self) -> f64 {
        let (a, b) = (self.corners[side], self.corners[(side + 1) % 4]);
        let [dx, dy] = [b[0] - a[0], b[1] - a[1]];
        let length = libm::hypot(dx, dy);
        // Corners run clockwise on the screen, whose y points down: outwards is to the left.
        let normal = [dy / length, -dx / length];
        let along = |[x, y]: &[f64; 2]| (x - a[0]) * normal[0] + (y - a[1]) * normal[1];
        other
            .corners
            .iter()
            .map(along)
            .fold(f64::INFINITY, f64::min)
    }
}
