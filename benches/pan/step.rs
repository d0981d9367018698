//! Steps of navigation, and their times.

use cellsius::figure::Figure;
use cellsius::grid::Reduction;
use cellsius::view::{Canvas, Theme, Viewport};

/// Steps of each kind.
pub(crate) const COUNT: usize = 30;

/// Of each axis, the part that is in view at the start: as the peers' scripts have it.
const IN_VIEW: f64 = 0.9;

/// About as wide as the plot on the canvas, in px: what a step is measured in.
const PLOT_PX: f64 = 1450.0;

/// How the view changes from one frame to the next.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Step {
    /// Nearly all in view, moved by some px and a fraction, as wheels and touch pads do.
    Pan,
    /// 3 % larger or smaller about a place.
    Zoom,
    /// A seventh of each side in view, moved likewise.
    PanZoomedIn,
    /// A view of the same size somewhere else.
    Jump,
}

pub(crate) const STEPS: [Step; 4] = [Step::Pan, Step::Zoom, Step::PanZoomedIn, Step::Jump];

impl Step {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Pan => "pan, 90 % of each side in view",
            Self::Zoom => "zoom by 3 %",
            Self::PanZoomedIn => "pan, 14 % of each side in view",
            Self::Jump => "jump, 50 % of each side in view",
        }
    }
}

/// The views of one kind of step, one after the other.
pub(crate) struct Walk {
    step: Step,
    /// For each axis the visible parts, as fractions of the whole in the axis's scale.
    parts: Vec<[f64; 2]>,
    turn: usize,
}

impl Walk {
    pub(crate) fn new(figure: &Figure, step: Step) -> Self {
        let parts = match step {
            Step::Pan => [0.0, IN_VIEW],
            Step::Zoom => [0.05, 0.95],
            Step::PanZoomedIn => [0.4, 0.54],
            Step::Jump => [0.1, 0.6],
        };
        Self {
            step,
            parts: vec![parts; figure.axes.len()],
            turn: 0,
        }
    }

    pub(crate) fn next(&mut self, figure: &Figure) -> Viewport {
        self.turn += 1;
        let turn = self.turn as f64;
        for (axis, [from, to]) in self.parts.iter_mut().enumerate() {
            let width = *to - *from;
            match self.step {
                // 7 px and a fraction that is never the same.
                Step::Pan | Step::PanZoomedIn => {
                    let px = [5.0, 3.0][axis % 2] + (turn * 0.618_034).fract();
                    let by = px / PLOT_PX * width;
                    (*from, *to) = (*from + by, *to + by);
                }
                Step::Zoom => {
                    let by = width * 0.015;
                    (*from, *to) = (*from + by, *to - by);
                }
                Step::Jump => {
                    let at = (turn * [0.618_034, 0.414_214][axis % 2]).fract() * 0.5;
                    (*from, *to) = (at, at + width);
                }
            }
        }
        viewport(figure, &self.parts)
    }
}

/// Where every walk begins.
pub(crate) fn start(figure: &Figure) -> Viewport {
    viewport(figure, &vec![[0.0, IN_VIEW]; figure.axes.len()])
}

fn viewport(figure: &Figure, parts: &[[f64; 2]]) -> Viewport {
    let axes = figure.axes.iter().zip(parts);
    let ranges = axes.map(|(axis, part)| {
        let [from, to] = axis.range.map(|end| axis.scale.scale_from_data(end));
        part.map(|part| axis.scale.data_from_scale(from + (to - from) * part))
    });
    Viewport {
        ranges: ranges.collect(),
    }
}

pub(crate) fn canvas() -> Canvas {
    Canvas {
        width_px: 1600,
        height_px: 1000,
        px_per_pt: 1.0,
        theme: Theme::Light,
    }
}

/// The times of one kind of step, in ms.
pub(crate) struct Timed {
    pub(crate) scene: String,
    pub(crate) step: Step,
    pub(crate) reduction: Reduction,
    first: f64,
    frames: Vec<f64>,
    pub(crate) whole: Vec<f64>,
}

pub(crate) const HEADING: &str = "| cells | step | reduction | step, median [fastest-slowest] of 30, ms | of which view::frame, ms | very first frame, ms |\n\
     | --- | --- | --- | ---: | ---: | ---: |";

impl Timed {
    pub(crate) fn new(scene: &str, step: Step, reduction: Reduction, first: [f64; 2]) -> Self {
        Self {
            scene: scene.to_owned(),
            step,
            reduction,
            first: (first[0] + first[1]) * 1e3,
            frames: Vec::new(),
            whole: Vec::new(),
        }
    }

    pub(crate) fn add(&mut self, [frame, paint]: [f64; 2]) {
        self.frames.push(frame * 1e3);
        self.whole.push((frame + paint) * 1e3);
    }

    pub(crate) fn line(&self) -> String {
        format!(
            "| {} | {} | {:?} | {} | {:.2} | {:.0} |",
            self.scene,
            self.step.name(),
            self.reduction,
            spread(&self.whole),
            super::median(&self.frames).unwrap_or(f64::NAN),
            self.first
        )
    }
}

/// Median, fastest and slowest.
pub(crate) fn spread(values: &[f64]) -> String {
    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
    let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let middle = super::median(values).unwrap_or(f64::NAN);
    format!("{middle:.2} [{low:.2}-{high:.2}]")
}
