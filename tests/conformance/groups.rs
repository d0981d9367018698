//! What is compared, group by group.

mod axes;
mod bars;
mod cells;
mod colors;
mod hover;
mod text;

use serde_json::Value;

use crate::drawn::Drawn;
use crate::observed::Observed;

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Group {
    Edges,
    Grids,
    Gaps,
    Colors,
    Hover,
    Ticks,
    CellText,
    ColorBars,
    Drawing,
    Aspect,
}

impl Group {
    pub(crate) const ALL: [Self; 10] = [
        Self::Edges,
        Self::Grids,
        Self::Gaps,
        Self::Colors,
        Self::Hover,
        Self::Ticks,
        Self::CellText,
        Self::ColorBars,
        Self::Drawing,
        Self::Aspect,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Edges => "edges",
            Self::Grids => "grids",
            Self::Gaps => "gaps",
            Self::Colors => "colours",
            Self::Hover => "hover",
            Self::Ticks => "ticks",
            Self::CellText => "cell-text",
            Self::ColorBars => "colour-bars",
            Self::Drawing => "drawing",
            Self::Aspect => "aspect",
        }
    }
}

/// How one comparison ended.
#[derive(Clone, Debug)]
pub(crate) enum Outcome {
    Agrees,
    /// How it differs.
    Differs(String),
}

impl Outcome {
    /// Agrees unless something is said to differ.
    pub(crate) fn of(difference: Option<String>) -> Self {
        difference.map_or(Self::Agrees, Self::Differs)
    }
}

pub(crate) type Outcomes = Vec<(Group, Outcome)>;

/// Places on a page may differ by so many px, since letters are measured otherwise.
pub(crate) const NEAR_PX: f64 = 3.0;

/// Compares what was drawn with what was observed.
pub(crate) fn compare(observed: &Observed, drawn: &Drawn) -> Outcomes {
    if drawn.described == Value::Null {
        let complaint = drawn.complaints.lines().last().unwrap_or("nothing drawn");
        let how = Outcome::Differs(complaint.to_owned());
        return vec![(Group::Drawing, how)];
    }
    let mut outcomes = cells::compare(observed, drawn);
    outcomes.extend(colors::compare(observed, drawn));
    outcomes.extend(hover::compare(observed, drawn));
    outcomes.extend(axes::compare(observed, drawn));
    outcomes.extend(text::compare(observed, drawn));
    outcomes.extend(bars::compare(observed, drawn));
    outcomes
}

/// `[x, y, w, h]` side by side; how they differ, if by more than is allowed.
fn rects_differ(plotlys: [f64; 4], here: [f64; 4]) -> Option<String> {
    let [x, y, w, h] = plotlys;
    let [a, b, c, d] = here;
    let far = |a: f64, b: f64| a.is_nan() || b.is_nan() || (a - b).abs() > NEAR_PX;
    let apart = far(x, a) || far(y, b) || far(x + w, a + c) || far(y + h, b + d);
    apart.then(|| format!("plotly {plotlys:?}, here {here:?}"))
}
