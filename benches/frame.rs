//! How long it takes to make and to paint a frame, at 1600 x 1000 px.
//!
//! `cargo bench --bench frame` prints a table for `RESULTS.md`. Painting with the GPU includes
//! reading the picture back, which a window does not do.
#![expect(clippy::print_stdout, reason = "a bench prints its table")]
#![expect(clippy::unwrap_used, reason = "a bench stops at what cannot be")]

#[path = "common/mod.rs"]
mod common;
#[path = "common/hills.rs"]
mod hills;

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use cellsius::axis::{Positions, Scale};
use cellsius::color::NormKind;
use cellsius::figure::{Figure, Settings, Side, SideKind, Table, build};
use cellsius::grid::Grid;
use cellsius::render::Typesetter;
use cellsius::render::cpu::CpuPainter;
use cellsius::render::gpu::GpuPainter;
use cellsius::view::{Canvas, Frame, Theme, Viewport, frame};

use common::{is_bench, machine, median};
use hills::hills;

/// A step is repeated so often, or for so long, whichever comes first; three times at least.
const MOST_RUNS: usize = 40;
const LONGEST: Duration = Duration::from_secs(4);

/// Px that a pan step moves.
const PAN_PX: f64 = 7.0;

fn main() {
    if !is_bench() {
        return;
    }
    let ruler = Typesetter::headless();
    let mut cpu = CpuPainter::with_typesetter(ruler.clone());
    let mut gpu = match GpuPainter::headless() {
        Ok(painter) => Some(painter.with_typesetter(ruler.clone())),
        Err(error) => {
            println!("No GPU column: {error}\n");
            None
        }
    };
    println!("{}", machine());
    if let Some(painter) = &gpu {
        let info = painter.device().adapter.get_info();
        println!(
            "GPU: {} ({:?}, {} {})",
            info.name, info.device_type, info.driver, info.driver_info
        );
    }
    println!(
        "\n| cells | step | view::frame, ms | paint, CPU, ms | paint and read back, GPU, ms |"
    );
    println!("| --- | --- | ---: | ---: | ---: |");
    let square = |side: usize| Scene::new(&format!("{side} x {side}"), [side, side], None);
    for scene in [
        square(100),
        square(4096),
        Scene::new("500 x 500, log by log", [500, 500], Some([-2.0, 3.0])),
    ] {
        for step in [Step::First, Step::Again, Step::Pan, Step::Recolour] {
            let mut painted = [Vec::new(), Vec::new()];
            let mut made = Vec::new();
            scene.run(step, &ruler, |frame, seconds| {
                made.push(seconds);
                let start = Instant::now();
                black_box(cpu.paint(frame));
                painted[0].push(start.elapsed().as_secs_f64());
                if let Some(gpu) = &mut gpu {
                    let start = Instant::now();
                    black_box(gpu.paint(frame).unwrap());
                    painted[1].push(start.elapsed().as_secs_f64());
                }
            });
            let ms = |seconds: &[f64]| match median(seconds) {
                Some(seconds) => format!("{:.2}", seconds * 1e3),
                None => "-".to_owned(),
            };
            println!(
                "| {} | {} (n = {}) | {} | {} | {} |",
                scene.name,
                step.name(),
                made.len(),
                ms(&made),
                ms(&painted[0]),
                ms(&painted[1])
            );
        }
    }
}

/// What comes between two frames.
#[derive(Clone, Copy, PartialEq)]
enum Step {
    /// A grid that was never seen.
    First,
    /// Nothing.
    Again,
    /// The view moves.
    Pan,
    /// Another colour map, another norm.
    Recolour,
}

impl Step {
    fn name(self) -> &'static str {
        match self {
            Self::First => "first frame",
            Self::Again => "same again",
            Self::Pan => "pan step, all in view",
            Self::Recolour => "colours changed",
        }
    }
}

/// A table and the settings it is shown with.
struct Scene {
    name: String,
    shape: [usize; 2],
    values: Vec<f64>,
    /// Powers of ten of the first and last edge, on log axes; none: plain indices.
    decades: Option<[f64; 2]>,
}

impl Scene {
    fn new(name: &str, [rows, columns]: [usize; 2], decades: Option<[f64; 2]>) -> Self {
        Self {
            name: name.to_owned(),
            shape: [rows, columns],
            values: hills(rows, columns).flatten().collect(),
            decades,
        }
    }

    fn table(&self) -> Table {
        let [rows, columns] = self.shape;
        let grid = Grid::new(rows, columns, self.values.clone()).unwrap();
        Table::of_grid(&self.name, grid, self.side(columns), self.side(rows))
    }

    fn side(&self, count: usize) -> Side {
        let edge = |[from, to]: [f64; 2], index: usize| {
            10.0_f64.powf(from + (to - from) * index as f64 / count as f64)
        };
        let (kind, positions) = match self.decades {
            Some(decades) => {
                let edges: Arc<[f64]> = (0..=count).map(|index| edge(decades, index)).collect();
                (SideKind::Number, Positions::Edges(edges.into()))
            }
            None => (SideKind::Index, Positions::index(count)),
        };
        Side {
            name: None,
            kind,
            positions,
            labels: Arc::default(),
            grows_upwards: false,
        }
    }

    fn settings(&self) -> Settings {
        let mut settings = Settings::default();
        let scale = self.decades.map(|_| Scale::Log);
        (settings.show.xscale, settings.show.yscale) = (scale, scale);
        settings
    }

    /// Makes frames of one kind; each goes to `paint` with the seconds that it took.
    fn run(&self, step: Step, ruler: &Typesetter, mut paint: impl FnMut(&Frame, f64)) {
        let begin = Instant::now();
        let mut table = self.table();
        let mut settings = self.settings();
        let mut figure = build(&table, &settings);
        let mut viewport = Viewport::whole(&figure);
        let mut last = frame(&figure, &viewport, canvas(), ruler);
        for run in 0..MOST_RUNS {
            if run >= 3 && begin.elapsed() > LONGEST {
                break;
            }
            match step {
                Step::First => {
                    table = self.table();
                    figure = build(&table, &settings);
                }
                Step::Again => {}
                Step::Pan => pan(&figure, &last, &mut viewport),
                Step::Recolour => {
                    let even = run % 2 == 0;
                    let map = if even { "magma" } else { "vik" };
                    settings.show.colormap = Some(map.to_owned());
                    settings.show.norm = if even {
                        NormKind::Quantile
                    } else {
                        NormKind::Linear
                    };
                    figure = build(&table, &settings);
                }
            }
            let start = Instant::now();
            last = frame(&figure, &viewport, canvas(), ruler);
            let seconds = start.elapsed().as_secs_f64();
            paint(&last, seconds);
        }
    }
}

fn canvas() -> Canvas {
    Canvas {
        width_px: 1600,
        height_px: 1000,
        px_per_pt: 1.0,
        theme: Theme::Light,
    }
}

/// Moves the view by a few px along both axes, as a drag does.
fn pan(figure: &Figure, last: &Frame, viewport: &mut Viewport) {
    let Some(plot) = last.plots.first() else {
        return;
    };
    for axis in [&plot.x, &plot.y] {
        let [start, end] = axis.pixels.map(f64::from);
        let moved = [start + PAN_PX, end + PAN_PX].map(|px| axis.data_from_px(px));
        // px run downwards along y.
        let range = if axis.is_horizontal() {
            moved
        } else {
            [moved[1], moved[0]]
        };
        if figure.axes.get(axis.id.0).is_some() {
            viewport.ranges[axis.id.0] = range;
        }
    }
}
