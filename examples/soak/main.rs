//! An hour's worth of commands on a grid of 1e8 cells, replayed without a window in minutes.
//!
//! `cargo run --release --example soak [SIDE] [COMMANDS]`: by default 10 000 rows and columns, and
//! 36 000 commands, ten for each second of an hour. Each is followed by a frame on the CPU, each
//! fiftieth also by one on the GPU (where there is any), which must be the same picture; a tooltip
//! in each frame is checked against the formula of the data. The resident memory of the last third
//! must be that of the middle third.
#![expect(clippy::print_stdout, reason = "it tells what it measures")]
#![expect(clippy::unwrap_used, reason = "it stops at what cannot be")]

mod walk;

use std::time::Instant;

use cellsius::render::gpu::GpuPainter;
use walk::{Walk, median, resident_mb};

/// Of so many commands one is painted by the GPU as well.
const GPU_EVERY: u64 = 50;

/// What the middle of the last third may be above that of the second, in parts of the grid, and in
/// MB.
const GROWTH: f64 = 0.02;
const GROWTH_MB: f64 = 8.0;

fn main() {
    let mut arguments = std::env::args()
        .skip(1)
        .map(|word| word.parse::<u64>().unwrap());
    let side = usize::try_from(arguments.next().unwrap_or(10_000)).unwrap();
    let commands = arguments.next().unwrap_or(36_000);
    let gpu = GpuPainter::headless();
    match &gpu {
        Ok(painter) => println!("GPU: {}", painter.device().adapter.get_info().name),
        Err(error) => println!("no GPU: {error}"),
    }
    let start = Instant::now();
    let mut walk = Walk::new(side, [1900, 1100], 1, gpu.ok());
    let mut memory = Vec::new();
    for turn in 0..commands {
        walk.step(turn % GPU_EVERY == 0);
        if turn % (commands / 300).max(1) == 0 {
            memory.extend(resident_mb());
        }
        if turn % (commands / 10).max(1) == 0 {
            println!(
                "{:4.0} s  {:?}  {:.0} MB",
                start.elapsed().as_secs_f64(),
                walk.tally,
                memory.last().copied().unwrap_or(f64::NAN)
            );
        }
    }
    println!("{:.0} s, {:?}", start.elapsed().as_secs_f64(), walk.tally);
    if let Some(gpu) = walk.gpu() {
        println!(
            "bytes of cells sent to the GPU: {}",
            gpu.cell_bytes_uploaded()
        );
    }
    let thirds: Vec<f64> = memory
        .chunks(memory.len().div_ceil(3).max(1))
        .filter_map(median)
        .collect();
    println!("resident memory, medians of thirds: {thirds:.1?} MB");
    if let [_, middle, last] = thirds[..] {
        let grid = walk.state.active().map_or(0, |_| side * side) as f64 / 1e6;
        let allowed = middle + GROWTH * grid + GROWTH_MB;
        assert!(
            last <= allowed,
            "memory grows: {last:.1} MB after {middle:.1}"
        );
    }
}
