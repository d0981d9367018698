//! Arrows with the heads that Plotly has.

use std::f64::consts::PI;

use crate::color::Rgba;
use crate::figure::Arrow;

use super::annotations::area;
use super::marks::Mark;

/// The end of an arrow, in sizes of its line: around its tip, pointing to the right.
struct Head {
    ring: Vec<[f64; 2]>,
    /// So far before the tip.
    back: f64,
    turns: bool,
}

/// Plotly's heads by number; `None`: no head.
fn head(number: u8) -> Option<Head> {
    let (ring, back): (&[[f64; 2]], f64) = match number {
        1 => (&[[-2.4, -3.0], [-2.4, 3.0], [0.6, 0.0]], 0.6),
        2 => (&[[-3.7, -2.5], [-3.7, 2.5], [1.3, 0.0]], 1.3),
        3 => (
            &[
                [-4.45, -3.0],
                [-1.65, -0.2],
                [-1.65, 0.2],
                [-4.45, 3.0],
                [1.55, 0.0],
            ],
            1.55,
        ),
        4 => (
            &[
                [-2.2, -2.2],
                [-0.2, -0.2],
                [-0.2, 0.2],
                [-2.2, 2.2],
                [-1.4, 3.0],
                [1.6, 0.0],
                [-1.4, -3.0],
            ],
            1.6,
        ),
        5 => (
            &[
                [-4.4, -2.1],
                [-0.6, -0.2],
                [-0.6, 0.2],
                [-4.4, 2.1],
                [-4.0, 3.0],
                [2.0, 0.0],
                [-4.0, -3.0],
            ],
            2.0,
        ),
        7 => (&[[2.0, 2.0], [2.0, -2.0], [-2.0, -2.0], [-2.0, 2.0]], 0.0),
        6 => (&[], 0.0),
        _ => return None,
    };
    let ring = if number == 6 {
        let angle = |step: u32| f64::from(step) * PI / 18.0;
        let point = |step| [2.0 * libm::cos(angle(step)), 2.0 * libm::sin(angle(step))];
        (0..36).map(point).collect()
    } else {
        ring.to_vec()
    };
    Some(Head {
        ring,
        back,
        turns: number < 6,
    })
}

/// The line and head of an arrow between two points.
pub(super) fn draw_arrow(
    arrow: &Arrow,
    [start, tip]: [[f64; 2]; 2],
    color: Rgba,
    (scale, marks): (f64, &mut Vec<Mark>),
) {
    let size = arrow.stroke.width * arrow.head_size;
    let head = head(arrow.head);
    let back = head.as_ref().map_or(0.0, |head| head.back * size) + arrow.standoff;
    let way = [tip[0] - start[0], tip[1] - start[1]];
    let length = libm::hypot(way[0], way[1]);
    if !(length > 0.0 && length >= back + arrow.start_standoff) {
        return;
    }
    let [along, down] = way.map(|part| part / length);
    let from = [
        start[0] + along * arrow.start_standoff,
        start[1] + down * arrow.start_standoff,
    ];
    let end = [tip[0] - along * back, tip[1] - down * back];
    let px = |point: [f64; 2]| point.map(|pt| pt * scale);
    marks.push(Mark::Path {
        runs: vec![vec![px(from), px(end)]],
        closed: false,
        width: arrow.stroke.width * scale,
        color,
    });
    if let Some(head) = head {
        let (cos, sin) = if head.turns {
            (along, down)
        } else {
            (1.0, 0.0)
        };
        let place = |[x, y]: &[f64; 2]| {
            let (x, y) = (x * size, y * size);
            px([end[0] + x * cos - y * sin, end[1] + x * sin + y * cos])
        };
        marks.push(area(head.ring.iter().map(place).collect(), color));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::{Place1d, Stroke};

    #[test]
    fn arrows_stop_before_their_tip() {
        let arrow = |head, standoff| Arrow {
            tail_x: Place1d::Offset(0.0),
            tail_y: Place1d::Offset(0.0),
            stroke: Stroke {
                width: 2.0,
                color: Rgba::BLACK,
                dash: Vec::new(),
            },
            head,
            head_size: 1.0,
            standoff,
            start_standoff: 1.0,
        };
        let drawn = |head, standoff, length: f64| {
            let mut marks = Vec::new();
            let way = [[0.0, 0.0], [length, 0.0]];
            draw_arrow(&arrow(head, standoff), way, Rgba::BLACK, (2.0, &mut marks));
            marks
        };
        let ends = |marks: &[Mark]| match marks.first() {
            Some(Mark::Path { runs, .. }) => runs[0].iter().map(|point| point[0]).collect(),
            _ => Vec::new(),
        };
        assert_eq!(ends(&drawn(0, 0.0, 50.0)), [2.0, 100.0]);
        assert_eq!(ends(&drawn(1, 3.0, 50.0)), [2.0, 100.0 - 6.0 - 2.4]);
        assert_eq!(drawn(1, 3.0, 50.0).len(), 2);
        assert_eq!(drawn(0, 0.0, 50.0).len(), 1);
        assert!(drawn(1, 3.0, 4.0).is_empty());
        assert!(drawn(1, 3.0, f64::NAN).is_empty());
        let tips: Vec<f64> = (1..=7)
            .filter_map(head)
            .map(|head| {
                let reach = head.ring.iter().map(|point| point[0]);
                reach.fold(f64::MIN, f64::max) - head.back
            })
            .collect();
        // The pointed ones end at the tip, disc and square lie around it.
        let expected = [0.0, 0.0, 0.0, 0.0, 0.0, 2.0, 2.0];
        assert!(
            tips.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-9),
            "{tips:?}"
        );
        assert!(head(0).is_none() && head(8).is_none());
    }
}
