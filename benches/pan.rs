//! How long a step of navigation takes without a GPU, at 1600 x 1000 px, beside what people would
//! use instead.
//!
//! `cargo bench --bench pan` prints tables for `RESULTS.md`. A step is a new view and everything
//! that follows from it: the frame (layout, ticks, cell tables, reductions) and its pixels. The view
//! really moves each time, and no view comes twice. Peers need the measuring scripts (see
//! `common/peers.rs`); grids that would not fit the free memory are left out.
#![expect(clippy::print_stdout, reason = "a bench prints its table")]
#![expect(clippy::unwrap_used, reason = "a bench stops at what cannot be")]

#[path = "pan/against.rs"]
mod against;
#[path = "common/mod.rs"]
mod common;
#[path = "common/folder.rs"]
mod folder;
#[path = "common/peers.rs"]
mod peers;
#[path = "common/process.rs"]
mod process;
#[path = "pan/scene.rs"]
mod scene;
#[path = "pan/step.rs"]
mod step;

use cellsius::color::NormKind;
use cellsius::figure::{Figure, Settings, Table, build};
use cellsius::grid::Reduction;
use cellsius::render::Typesetter;
use cellsius::render::cpu::CpuPainter;
use cellsius::render::gpu::GpuPainter;
use cellsius::view::{Viewport, frame};

use common::{is_bench, machine, median};
use scene::{Edges, Numbers, Scene};
use step::{COUNT, STEPS, Timed, canvas};

fn main() {
    if !is_bench() {
        return;
    }
    println!("{}\n", machine());
    let wanted = std::env::var("CELLSIUS_BENCH_ONLY").unwrap_or_default();
    let mut kept = Vec::new();
    println!("{}", step::HEADING);
    for scene in scenes() {
        if !scene.name.contains(&wanted) {
            continue;
        }
        match scene.table() {
            Ok(table) => kept.extend(navigate(&scene, &table)),
            Err(reason) => println!("| {} | {reason} | | | | |", scene.name),
        }
    }
    println!("\n{}", against::table(&kept, &wanted));
    recolour();
}

fn scenes() -> Vec<Scene> {
    let scene = |name: &str, side, numbers, edges| Scene {
        name: name.to_owned(),
        side,
        numbers,
        edges,
    };
    vec![
        scene("4096², f64", 4096, Numbers::F64, Edges::Even),
        scene("10 000², f32", 10_000, Numbers::F32, Edges::Even),
        scene(
            "10 000², f32, unequal edges",
            10_000,
            Numbers::F32,
            Edges::Unequal,
        ),
        scene(
            "10 000², f32, log axes",
            10_000,
            Numbers::F32,
            Edges::LogAxes,
        ),
        scene("31 623², u8", 31_623, Numbers::U8, Edges::Even),
    ]
}

/// Every step of one grid, under both reductions; the lines are printed as they come.
fn navigate(scene: &Scene, table: &Table) -> Vec<Timed> {
    let mut all = Vec::new();
    for reduction in [Reduction::Mean, Reduction::Max] {
        let mut settings = scene.settings();
        settings.show.reduction = reduction;
        let figure = build(table, &settings);
        let mut stage = Stage::new(&figure);
        let first = stage.paint(&Viewport::whole(&figure));
        // Warm: what is made once for a grid has been made.
        let _warm = stage.paint(&step::start(&figure));
        for step in STEPS {
            let mut timed = Timed::new(&scene.name, step, reduction, first);
            let mut walk = step::Walk::new(&figure, step);
            for _ in 0..COUNT {
                let viewport = walk.next(&figure);
                timed.add(stage.paint(&viewport));
            }
            println!("{}", timed.line());
            all.push(timed);
        }
    }
    all
}

/// A figure and what paints it.
struct Stage<'a> {
    figure: &'a Figure,
    ruler: Typesetter,
    painter: CpuPainter,
}

impl<'a> Stage<'a> {
    fn new(figure: &'a Figure) -> Self {
        let ruler = Typesetter::headless();
        Self {
            figure,
            painter: CpuPainter::with_typesetter(ruler.clone()),
            ruler,
        }
    }

    /// Seconds for the frame, and for its pixels.
    fn paint(&mut self, viewport: &Viewport) -> [f64; 2] {
        let start = std::time::Instant::now();
        let frame = frame(self.figure, viewport, canvas(), &self.ruler);
        let made = start.elapsed().as_secs_f64();
        std::hint::black_box(self.painter.paint(&frame));
        [made, start.elapsed().as_secs_f64() - made]
    }
}

/// A change of colours.
type Change = (&'static str, fn(&mut Settings, usize));

const CHANGES: [Change; 3] = [
    ("range", |settings, turn| {
        settings.show.range = Some([-5.0 - turn as f64, 9.0]);
    }),
    ("norm", |settings, turn| {
        settings.show.norm = [NormKind::Quantile, NormKind::Linear][turn % 2];
    }),
    ("colour map", |settings, turn| {
        settings.show.colormap = Some(["magma", "vik"][turn % 2].to_owned());
    }),
];

/// Range, norm and colour map: the time of the next frame, and the bytes of cells that a GPU is sent.
fn recolour() {
    let scene = &scenes()[0];
    println!(
        "| {}, change of | next frame on the CPU, median [fastest-slowest] of {COUNT}, ms | bytes of cells sent to the GPU |",
        scene.name
    );
    println!("| --- | ---: | ---: |");
    for (name, change) in CHANGES {
        match scene.table() {
            Ok(table) => {
                let (milliseconds, sent) = changed(scene, &table, change);
                println!("| {name} | {} | {sent} |", step::spread(&milliseconds));
            }
            Err(reason) => println!("| {name} | {reason} | |"),
        }
    }
}

fn changed(scene: &Scene, table: &Table, change: fn(&mut Settings, usize)) -> (Vec<f64>, String) {
    let ruler = Typesetter::headless();
    let mut cpu = CpuPainter::with_typesetter(ruler.clone());
    let gpu = GpuPainter::headless().map(|painter| painter.with_typesetter(ruler.clone()));
    let mut settings = scene.settings();
    let mut made = |turn: usize| {
        change(&mut settings, turn);
        let figure = build(table, &settings);
        frame(&figure, &step::start(&figure), canvas(), &ruler)
    };
    std::hint::black_box(cpu.paint(&made(0)));
    let mut milliseconds = Vec::new();
    for turn in 1..=COUNT {
        let start = std::time::Instant::now();
        std::hint::black_box(cpu.paint(&made(turn)));
        milliseconds.push(start.elapsed().as_secs_f64() * 1e3);
    }
    let Ok(mut gpu) = gpu else {
        return (milliseconds, "no GPU".to_owned());
    };
    gpu.paint(&made(0)).unwrap();
    let before = gpu.cell_bytes_uploaded();
    assert!(before > 0, "nothing was sent at first");
    for turn in 1..4 {
        gpu.paint(&made(turn)).unwrap();
    }
    let sent = gpu.cell_bytes_uploaded() - before;
    (
        milliseconds,
        format!("{sent} in three changes, {before} before"),
    )
}
