//! What a colour bar asks of a page's margins.

use crate::figure::{Align, Frame2d, Length};

use super::bar::Maker;
use super::margins::Push;
use super::runs::fraction;

impl Maker<'_> {
    /// What the bar asks of the margins; `size` is its thickness all told, its length, and what of
    /// the thickness is not the bar itself.
    pub(super) fn push(&self, [outer, length, extra]: [f64; 3]) -> Option<Push> {
        let bar = self.bar;
        if bar.x_of != Frame2d::Paper || bar.y_of != Frame2d::Paper {
            return None;
        }
        let (x, y) = (fraction(bar.x_anchor), fraction(bar.y_anchor));
        let mut push = Push::from([bar.x, bar.y]);
        let (along, across) = if bar.horizontal { (x, y) } else { (y, x) };
        let mut lengthwise = [[along; 2]; 2];
        match bar.length {
            Length::Points(_) => {
                lengthwise = [[0.0, length * along], [0.0, length * (1.0 - along)]];
            }
            Length::Share(share) => {
                lengthwise[0] = [-share * along, 0.0];
                lengthwise[1] = [share * (1.0 - along), 0.0];
            }
        }
        let crosswise = match bar.thickness {
            Length::Points(_) => {
                let outer = outer + self.title_up(outer);
                [[0.0, outer * across], [0.0, outer * (1.0 - across)]]
            }
            Length::Share(share) => [
                [-share * across, extra * across],
                [share * (1.0 - across), extra * (1.0 - across)],
            ],
        };
        let (sideways, upright) = if bar.horizontal {
            (lengthwise, crosswise)
        } else {
            (crosswise, lengthwise)
        };
        let add = |side: &mut [f64; 2], [part, points]: [f64; 2]| {
            side[0] += part;
            side[1] += points;
        };
        add(&mut push.left, sideways[0]);
        add(&mut push.right, sideways[1]);
        add(&mut push.bottom, upright[0]);
        add(&mut push.top, upright[1]);
        let beyond = match (bar.horizontal, self.away() > 0.0) {
            (true, true) => &mut push.bottom,
            (true, false) => &mut push.top,
            (false, true) => &mut push.right,
            (false, false) => &mut push.left,
        };
        beyond[1] += self.aside.abs();
        Some(push)
    }

    /// How far a bar above the plots moves the page's title up, which it also asks room for.
    pub(super) fn title_up(&self, outer: f64) -> f64 {
        let bar = self.bar;
        if bar.horizontal && bar.y_anchor == Align::Start && bar.y >= 1.0 {
            outer / 2.0
        } else {
            0.0
        }
    }

    /// What a bar placed on the page keeps free at its borders.
    pub(super) fn reserved(&self, [left, top, width, height]: [f64; 4]) -> [f64; 4] {
        let bar = self.bar;
        let (paper_x, paper_y) = (bar.x_of == Frame2d::Paper, bar.y_of == Frame2d::Paper);
        let sideways = match (paper_x, paper_y) {
            (true, true) => return [0.0; 4],
            (true, false) => false,
            (false, true) => true,
            (false, false) => !bar.horizontal,
        };
        let mut reserved = [0.0; 4];
        let [page_width, page_height] = self.sheet.size;
        match (sideways, if sideways { bar.x } else { bar.y } < 0.5) {
            (true, true) => reserved[0] = left + width,
            (true, false) => reserved[1] = page_width - left,
            (false, true) => reserved[3] = page_height - top,
            (false, false) => reserved[2] = top + height,
        }
        reserved.map(|points| points.max(0.0))
    }
}
