//! A user who pans, zooms, recolours, reloads and resizes without end, and without a window.

use std::sync::Arc;

use cellsius::app::state::{Command, Effect, Gesture, Navigation, Reach, State};
use cellsius::axis::Positions;
use cellsius::color::NormKind;
use cellsius::figure::{Choice, Content, Settings, Side, SideKind, Table};
use cellsius::grid::{Block, Cells, Grid, Reduction};
use cellsius::load::Input;
use cellsius::render::cpu::CpuPainter;
use cellsius::render::gpu::GpuPainter;
use cellsius::render::{Picture, Typesetter};
use cellsius::view::{Canvas, Frame, Theme, frame};

/// The walk: a state with one document, and what paints it.
pub(crate) struct Walk {
    pub(crate) state: State,
    pub(crate) tally: Tally,
    side: usize,
    largest: [u32; 2],
    random: Random,
    canvas: Canvas,
    ruler: Typesetter,
    cpu: CpuPainter,
    gpu: Option<GpuPainter>,
    gesture: u64,
}

/// What has happened so far.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tally {
    pub(crate) commands: u64,
    pub(crate) frames: u64,
    pub(crate) gpu_frames: u64,
    pub(crate) reloads: u64,
    pub(crate) probes: u64,
}

/// How many of a thousand commands are of each kind; the rest pan.
const ZOOMS: usize = 250;
const COLOURS: usize = 100;
const REDUCTIONS: usize = 30;
const STEPS: usize = 60;
const RESIZES: usize = 20;
const RELOADS: usize = 2;

impl Walk {
    /// A square grid of `side` rows, opened in a window of at most `largest` px.
    pub(crate) fn new(side: usize, largest: [u32; 2], seed: u64, gpu: Option<GpuPainter>) -> Self {
        let ruler = Typesetter::headless();
        let mut walk = Self {
            state: State::new(Settings::default()),
            tally: Tally::default(),
            side,
            random: Random(seed | 1),
            largest,
            canvas: canvas(largest),
            cpu: CpuPainter::with_typesetter(ruler.clone()),
            gpu: gpu.map(|painter| painter.with_typesetter(ruler.clone())),
            ruler,
            gesture: 0,
        };
        walk.apply(Command::Open(vec![Input::Bytes {
            name: "walk".to_owned(),
            bytes: Vec::new(),
        }]));
        walk
    }

    /// The GPU that paints beside the CPU.
    pub(crate) fn gpu(&self) -> Option<&GpuPainter> {
        self.gpu.as_ref()
    }

    /// One command and the frame that follows it; `on_gpu`: painted there as well, and compared.
    pub(crate) fn step(&mut self, on_gpu: bool) {
        let command = self.command();
        self.apply(command);
        let frame = self.frame();
        self.tally.frames += 1;
        self.check_probe(&frame);
        let picture = self.cpu.paint(&frame);
        if on_gpu && let Some(gpu) = &mut self.gpu {
            let theirs = gpu.paint(&frame).unwrap();
            self.tally.gpu_frames += 1;
            check_same(&theirs, &picture, self.tally);
        }
    }

    fn apply(&mut self, command: Command) {
        self.tally.commands += 1;
        for effect in self.state.apply(command) {
            if let Effect::Load(request) = effect {
                let content = Content::Table(Arc::new(table(self.side)));
                let answer = Command::Loaded(request.answered(Ok(content)));
                assert!(self.state.apply(answer).is_empty());
            }
        }
    }

    fn frame(&self) -> Frame {
        let document = self.state.active().unwrap();
        let figure = document.figure.as_ref().unwrap();
        frame(figure, &document.viewport, self.canvas, &self.ruler)
    }

    fn command(&mut self) -> Command {
        let kind = self.random.below(1000);
        let mut end = ZOOMS;
        let mut is = |count: usize| {
            end += count;
            kind < end
        };
        if kind < ZOOMS {
            self.zoom()
        } else if is(COLOURS) {
            self.recolour()
        } else if is(REDUCTIONS) {
            self.reduce()
        } else if is(STEPS) {
            let steps = [
                Command::Back,
                Command::Forward,
                Command::Undo,
                Command::Redo,
            ];
            steps[self.random.below(4)].clone()
        } else if is(RESIZES) {
            let part = 0.2 + 0.8 * self.random.unit();
            let size = self.largest.map(|most| (f64::from(most) * part) as u32);
            self.canvas = canvas(size);
            self.pan()
        } else if is(RELOADS) {
            self.tally.reloads += 1;
            Command::Reload
        } else {
            self.pan()
        }
    }

    fn zoom(&mut self) -> Command {
        let at = [self.random.unit(), self.random.unit()];
        let navigation = match self.random.below(12) {
            0 => Navigation::Fit,
            1 => Navigation::CellPerPixel {
                at,
                plot_px: [self.canvas.width_px, self.canvas.height_px],
            },
            2 => {
                let ends = |a: f64, b: f64| Some([a.min(b), a.max(b) + 0.01]);
                Navigation::Box {
                    x: ends(at[0], self.random.unit()),
                    y: ends(at[1], self.random.unit()),
                }
            }
            _ => {
                let factor = 0.8 + 0.5 * self.random.unit();
                Navigation::Zoom {
                    at,
                    factor: [factor; 2],
                }
            }
        };
        self.navigate(navigation)
    }

    fn pan(&mut self) -> Command {
        let part = |random: &mut Random| 0.04 * (random.unit() - 0.5);
        let by = [part(&mut self.random), part(&mut self.random)];
        self.navigate(Navigation::Pan(by))
    }

    fn navigate(&mut self, navigation: Navigation) -> Command {
        // A drag of some ten steps.
        self.gesture += u64::from(self.random.below(10) == 0);
        Command::Navigate {
            reach: Reach::Everything,
            navigation,
            gesture: Some(self.gesture),
        }
    }

    fn recolour(&mut self) -> Command {
        let mut show = self.state.active().unwrap().settings.show.clone();
        match self.random.below(4) {
            0 => show.range = None,
            1 => {
                let low = 100.0 * self.random.unit();
                show.range = Some([low, low + 1.0 + 150.0 * self.random.unit()]);
            }
            2 => {
                let maps = ["magma", "vik", "viridis", "cividis"];
                show.colormap = Some(maps[self.random.below(4)].to_owned());
            }
            _ => {
                let norms = [NormKind::Linear, NormKind::Quantile];
                show.norm = norms[self.random.below(2)];
            }
        }
        let gesture: Gesture = None;
        Command::Show {
            show: Box::new(show),
            gesture,
        }
    }

    fn reduce(&mut self) -> Command {
        let all = Reduction::ALL;
        let mut show = self.state.active().unwrap().settings.show.clone();
        show.reduction = all[self.random.below(all.len())].0;
        Command::Show {
            show: Box::new(show),
            gesture: None,
        }
    }

    /// What the tooltip says is what the formula makes.
    fn check_probe(&mut self, frame: &Frame) {
        let rect = frame.plots[0].rect;
        let at = [
            f64::from(rect.x) + self.random.unit() * f64::from(rect.w),
            f64::from(rect.y) + self.random.unit() * f64::from(rect.h),
        ];
        let Some(probe) = frame.probe(at) else { return };
        let cells = probe.cells().unwrap();
        let grid = frame.plots[0].heatmap(0).unwrap().heatmap.grid.clone();
        let rows = cells.rows[0]..=cells.rows[1];
        let columns = cells.columns[0]..=cells.columns[1];
        let all = rows.flat_map(|row| columns.clone().map(move |column| cell(row, column)));
        let (mut low, mut high, mut count) = (u8::MAX, u8::MIN, 0_u64);
        for value in all {
            (low, high, count) = (low.min(value), high.max(value), count + 1);
        }
        assert!(grid.rows() > cells.rows[1] && grid.columns() > cells.columns[1]);
        match &cells.block {
            None => assert_eq!(cells.value.to_f64(), f64::from(low), "{:?}", self.tally),
            Some(block) => {
                let found =
                    [block.summary.min, block.summary.max].map(|found| found.unwrap().value);
                assert_eq!(found, [low, high].map(f64::from), "{:?}", self.tally);
                assert_eq!(block.summary.count, count, "{:?}", self.tally);
            }
        }
        self.tally.probes += 1;
    }
}

/// Equal but for one level, which text and lines may differ by.
fn check_same(gpu: &Picture, cpu: &Picture, tally: Tally) {
    assert_eq!([gpu.width, gpu.height], [cpu.width, cpu.height]);
    let pairs = gpu.pixels.iter().zip(&cpu.pixels);
    let wrong = pairs.filter(|(a, b)| a.abs_diff(**b) > 1).count();
    assert_eq!(wrong, 0, "the painters differ: {tally:?}");
}

fn canvas([width_px, height_px]: [u32; 2]) -> Canvas {
    Canvas {
        width_px,
        height_px,
        px_per_pt: 1.0,
        theme: Theme::Light,
    }
}

/// A cell by formula: waves of rows and columns with noise.
fn cell(row: usize, column: usize) -> u8 {
    let mixed = (row.wrapping_mul(0x9e37_79b1) ^ column.wrapping_mul(0x85eb_ca6b)) >> 7;
    ((row / 64 + column / 48) % 200 + mixed % 50) as u8
}

fn table(side: usize) -> Table {
    let line = || Side {
        name: None,
        kind: SideKind::Index,
        positions: Positions::index(side),
        labels: Arc::default(),
        grows_upwards: false,
    };
    Table::of_grid("walk", grid(side), line(), line())
}

fn grid(side: usize) -> Grid {
    let cells = (0..side).flat_map(|row| (0..side).map(move |column| cell(row, column)));
    let block = Block::new(side, side, Cells::U8(cells.collect())).unwrap();
    Grid::from_blocks(side, vec![block])
}

/// The resident memory of this process in MB; `None` where the system does not tell.
pub(crate) fn resident_mb() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kibibytes: f64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kibibytes * 1024.0 / 1e6)
}

/// The middle one.
pub(crate) fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied()
}

/// Xorshift.
struct Random(u64);

impl Random {
    fn unit(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn below(&mut self, end: usize) -> usize {
        (self.unit() * end as f64) as usize
    }
}
