//! A short walk of what `examples/soak` does for an hour: memory stays flat, tooltips true, and
//! both painters paint the same.
#![expect(
    clippy::unwrap_used,
    reason = "a test's helpers stop at what cannot be"
)]

#[path = "common/skipped.rs"]
mod skipped;
#[path = "../examples/soak/walk.rs"]
mod walk;

use cellsius::render::gpu::GpuPainter;
use skipped::skipped;
use walk::{Walk, median, resident_mb};

/// What the last third's memory may be above the middle third's: a few pictures
/// of 500 x 350 px with their values, and another grid of 700 x 700 cells.
const GROWTH_MB: f64 = 20.0;

#[test]
fn a_walk_of_six_hundred_commands() {
    let gpu = GpuPainter::headless().map_or_else(skipped, Some);
    let mut walk = Walk::new(700, [500, 350], 7, gpu);
    let mut memory = Vec::new();
    for turn in 0..600 {
        walk.step(turn % 25 == 0);
        memory.extend(resident_mb());
    }
    assert!(
        walk.tally.reloads > 0 && walk.tally.probes > 300,
        "{:?}",
        walk.tally
    );
    assert_eq!(walk.gpu().is_some(), walk.tally.gpu_frames > 0);
    assert_eq!(walk.state.documents.len(), 1);
    let thirds: Vec<f64> = memory.chunks(200).filter_map(median).collect();
    if let [_, middle, last] = thirds[..] {
        assert!(last <= middle + GROWTH_MB, "memory grows: {thirds:.1?} MB");
    }
}
