//! Grids of any size are painted by the GPU from tiles within a budget, as the CPU paints them.
#![expect(clippy::unwrap_used, reason = "a test's helpers fail by panicking")]

#[path = "truth/random.rs"]
#[expect(dead_code, reason = "only the simplest are used here")]
mod random;
#[path = "painters/scenes.rs"]
#[expect(dead_code, reason = "only the simplest parts of scenes are used here")]
mod scenes;
#[path = "common/skipped.rs"]
mod skipped;

use std::ops::Range;
use std::sync::{Arc, Condvar, Mutex};
use std::thread::ThreadId;
use std::time::{Duration, Instant};

use cellsius::color::{KeySpace, Levels, Rgba};
use cellsius::grid::{
    Block, CellSource, Cells as Values, Grid, NO_CELL, OVERVIEW_CELLS, Store, middle, thinned,
};
use cellsius::render::Picture;
use cellsius::render::cpu::CpuPainter;
use cellsius::render::gpu::{GpuPainter, TileLimits};
use cellsius::view::{Cells, Frame, Mark};

use random::Random;
use scenes::{frame, levels, noise, rect, translucent_levels};
use skipped::skipped;

/// Bytes of a tile.
const TILE: u64 = 256 * 256 * 4;
/// Machines may be busy.
const PATIENCE: Duration = Duration::from_secs(90);
/// The canvas in px.
const SIZE: [u32; 2] = [120, 80];

/// A GPU painter with tiles for so many slots, so many of them filled for one frame; where there is
/// none the reason is printed, or a failure where one is demanded.
fn painter(slots: u64, uploads: Option<u64>) -> Option<GpuPainter> {
    limited(TileLimits {
        budget_bytes: slots * TILE,
        upload_bytes: uploads.map(|tiles| tiles * TILE),
        threads: 0,
    })
}

/// The same, with tiles made beside the frame.
fn painter_beside(slots: u64, uploads: u64) -> Option<GpuPainter> {
    limited(TileLimits {
        budget_bytes: slots * TILE,
        upload_bytes: Some(uploads * TILE),
        threads: 2,
    })
}

fn limited(limits: TileLimits) -> Option<GpuPainter> {
    let mut painter = GpuPainter::headless().map_or_else(skipped, Some)?;
    painter.set_tile_limits(limits);
    Some(painter)
}

/// For each of `length` px the cell at `first`, going on by `step` cells for `px` of them.
fn table(length: u32, first: usize, [step, px]: [usize; 2], cells: usize) -> Vec<u32> {
    let cell = |at: usize| (first + at * step / px).min(cells - 1);
    (0..length as usize)
        .map(|at| u32::try_from(cell(at)).unwrap())
        .collect()
}

/// A view somewhere, of some zoom: from a cell over many pixels to many cells between two pixels.
fn random_table(random: &mut Random, length: u32, cells: usize) -> Vec<u32> {
    let whole = cells.div_ceil(length as usize);
    let zooms = [[1, 7], [1, 1], [1, 1], [3, 2], [5, 1], [whole, 1]];
    let zoom = zooms[random.below(zooms.len())];
    let mut table = table(length, random.below(cells), zoom, cells);
    if random.below(4) == 0 {
        table.reverse();
    }
    if random.below(4) == 0 {
        table.iter_mut().step_by(9).for_each(|cell| *cell = NO_CELL);
    }
    table
}

fn view(grid: &Grid, columns: Vec<u32>, rows: Vec<u32>, levels: &Arc<Levels>) -> Frame {
    let size = [&columns, &rows].map(|table| u32::try_from(table.len()).unwrap());
    let cells = Cells {
        rect: rect(0, 0, size[0], size[1]),
        source: CellSource::Grid(grid.clone()),
        columns: columns.into(),
        rows: rows.into(),
        levels: Arc::clone(levels),
        key_space: KeySpace::of(Some([0.0, 1.0])),
    };
    frame(size, vec![Mark::Cells(cells)])
}

fn check_same(name: &str, found: &Picture, expected: &Picture) {
    let pairs = found
        .pixels
        .chunks_exact(4)
        .zip(expected.pixels.chunks_exact(4));
    let wrong = pairs.filter(|(found, expected)| found != expected).count();
    assert_eq!(wrong, 0, "{name}: pixels that differ");
}

/// Paints until no tile is missing. Memory never exceeds the budget, and each frame brings it on.
fn settled(painter: &mut GpuPainter, name: &str, frame: &Frame) -> Picture {
    let mut before = usize::MAX;
    loop {
        let picture = painter.paint(frame).unwrap();
        let tiles = painter.tile_use();
        assert!(tiles.bytes <= tiles.budget_bytes, "{name}: {tiles:?}");
        assert!(
            tiles.resident as u64 * TILE <= tiles.bytes,
            "{name}: {tiles:?}"
        );
        if tiles.missing == 0 {
            return picture;
        }
        assert!(tiles.missing < before, "{name}: no tile came, {tiles:?}");
        before = tiles.missing;
    }
}

/// Paints until no tile is missing, while others make them. A frame uploads no more than it may and
/// what stands in for tiles that are missing.
fn settled_beside(painter: &mut GpuPainter, name: &str, frame: &Frame) -> Picture {
    let started = Instant::now();
    loop {
        let picture = painter.paint(frame).unwrap();
        let tiles = painter.tile_use();
        assert!(tiles.bytes <= tiles.budget_bytes, "{name}: {tiles:?}");
        if tiles.missing == 0 {
            return picture;
        }
        assert!(started.elapsed() < PATIENCE, "{name}: {tiles:?}");
        std::thread::sleep(Duration::from_millis(1));
    }
}

fn palette() -> Arc<Levels> {
    levels([0.1, 0.9], Rgba::rgb(200, 0, 200))
}

/// Cells of nowhere: a value for each place, and no memory.
#[derive(Debug)]
struct Endless {
    rows: usize,
    columns: usize,
}

impl Store for Endless {
    fn rows(&self) -> usize {
        self.rows
    }

    fn columns(&self) -> usize {
        self.columns
    }

    fn read(&self, rows: Range<usize>, columns: Range<usize>) -> Values {
        let value = |row: usize, column: usize| {
            let mixed = (row * 7919 + column).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40;
            mixed as f32 / (1 << 24) as f32
        };
        let row = |row| columns.clone().map(move |column| value(row, column));
        Values::F32(rows.flat_map(row).collect())
    }

    fn trouble(&self) -> Option<String> {
        None
    }
}

fn endless(rows: usize, columns: usize) -> Grid {
    let block = Block::stored(Arc::new(Endless { rows, columns }));
    Grid::from_blocks(columns, vec![block])
}

/// Random pans and zooms, until each is settled: the GPU paints what the CPU does.
fn check_pans(name: &str, grid: &Grid, views: usize) {
    for (slots, uploads) in [
        (0, None),
        (1, Some(1)),
        (5, Some(1)),
        (13, Some(2)),
        (90, Some(3)),
        (90, None),
    ] {
        let Some(mut gpu) = painter(slots, uploads) else {
            return;
        };
        let (mut cpu, mut random) = (CpuPainter::new(), Random::new(slots));
        for step in 0..views {
            let columns = random_table(&mut random, SIZE[0], grid.columns());
            let rows = random_table(&mut random, SIZE[1], grid.rows());
            let frame = view(grid, columns, rows, &palette());
            let name = format!("{name}, {slots} slots, {uploads:?} a frame, view {step}");
            let found = settled(&mut gpu, &name, &frame);
            check_same(&name, &found, &cpu.paint(&frame));
        }
    }
}

#[test]
fn random_pans_of_a_large_grid() {
    check_pans("2000 x 3000", &noise(2000, 3000), 40);
}

#[test]
fn random_pans_of_grids_that_are_long() {
    check_pans("40 x 70000", &noise(40, 70_000), 30);
    check_pans("70000 x 40", &noise(70_000, 40), 30);
    check_pans("1 x 3000000", &noise(1, 3_000_000), 30);
    check_pans("3 x 100000", &noise(3, 100_000), 30);
    check_pans("100000 x 3", &noise(100_000, 3), 30);
}

#[test]
fn random_pans_of_cells_that_no_memory_holds() {
    check_pans("40000 x 25000", &endless(40_000, 25_000), 20);
    check_pans("70000 x 2000", &endless(70_000, 2000), 20);
    check_pans("1 x 100000000", &endless(1, 100_000_000), 20);
    check_pans("4000000000 x 1", &endless(4_000_000_000, 1), 10);
}

/// Until a tile comes, its pixels show one of the cells around their own; and that is said.
#[test]
fn what_is_missing_is_shown_coarsely() {
    let Some(mut gpu) = painter(64, Some(1)) else {
        return;
    };
    let mut cpu = CpuPainter::new();
    let grid = noise(2000, 3000);
    let columns = table(300, 400, [5, 1], 3000);
    let rows = table(200, 300, [5, 1], 2000);
    // Every 4th column and every 2nd row of 3000 x 2000 cells are few enough.
    let coarse = |table: &[u32], shift: u32| {
        let shown = |cell: &u32| (cell >> shift << shift) + (1 << shift >> 1);
        table.iter().map(shown).collect::<Vec<u32>>()
    };
    let exact = view(&grid, columns.clone(), rows.clone(), &palette());
    let coarse = view(&grid, coarse(&columns, 2), coarse(&rows, 1), &palette());
    let [exact_picture, coarse_picture] = [&exact, &coarse].map(|frame| cpu.paint(frame));
    // Columns 400 to 1895 lie in 7 tiles, rows 300 to 1295 in 5.
    for missing in (0..35).rev() {
        let found = gpu.paint(&exact).unwrap();
        assert_eq!(gpu.tile_use().missing, missing);
        let mut coarse_pixels = 0;
        for y in 0..200 {
            for x in 0..300 {
                let pixel = found.pixel(x, y);
                let is_coarse = pixel != exact_picture.pixel(x, y);
                assert!(
                    !is_coarse || pixel == coarse_picture.pixel(x, y),
                    "{x}, {y} with {missing} missing"
                );
                coarse_pixels += u32::from(is_coarse);
            }
        }
        assert_eq!(coarse_pixels > 0, missing > 0, "{missing} missing");
    }
    let before = gpu.cell_bytes_uploaded();
    check_same("settled", &gpu.paint(&exact).unwrap(), &exact_picture);
    assert_eq!(gpu.cell_bytes_uploaded(), before);
}

#[test]
fn random_pans_while_others_make_the_tiles() {
    for (name, grid) in [
        ("2000 x 3000", noise(2000, 3000)),
        ("900 x 1000", noise(900, 1000)),
        ("3 x 1000000", noise(3, 1_000_000)),
        ("40000 x 25000", endless(40_000, 25_000)),
        ("500 x 700 elsewhere", endless(500, 700)),
        ("1 x 100000000", endless(1, 100_000_000)),
    ] {
        for (slots, uploads, overview) in [(5, 1, false), (13, 2, true), (90, 3, true)] {
            let Some(mut gpu) = painter_beside(slots, uploads) else {
                return;
            };
            if overview {
                grid.prepare_overview();
            }
            let (mut cpu, mut random) = (CpuPainter::new(), Random::new(slots));
            for step in 0..12 {
                let columns = random_table(&mut random, SIZE[0], grid.columns());
                let rows = random_table(&mut random, SIZE[1], grid.rows());
                let frame = view(&grid, columns, rows, &palette());
                let name = format!("{name}, {slots} slots, {uploads} a frame, view {step}");
                let found = settled_beside(&mut gpu, &name, &frame);
                check_same(&name, &found, &cpu.paint(&frame));
            }
        }
    }
}

/// Cells of a file that answers only while its gate is open, and never to the thread that paints.
#[derive(Debug)]
struct Gated {
    cells: Endless,
    painting: ThreadId,
    is_open: Mutex<bool>,
    changed: Condvar,
}

impl Gated {
    fn set_open(&self, open: bool) {
        *self.is_open.lock().unwrap() = open;
        self.changed.notify_all();
    }
}

impl Store for Gated {
    fn rows(&self) -> usize {
        self.cells.rows
    }

    fn columns(&self) -> usize {
        self.cells.columns
    }

    fn read(&self, rows: Range<usize>, columns: Range<usize>) -> Values {
        assert_ne!(std::thread::current().id(), self.painting, "a frame waits");
        let closed = |open: &mut bool| !*open;
        let open = self.is_open.lock().unwrap();
        drop(self.changed.wait_while(open, closed).unwrap());
        self.cells.read(rows, columns)
    }

    fn trouble(&self) -> Option<String> {
        None
    }
}

/// Whatever a file does, a frame is painted at once: with the overview until there is more.
#[test]
fn no_frame_waits_for_a_file() {
    let Some(mut gpu) = painter_beside(200, 2) else {
        return;
    };
    let store = Arc::new(Gated {
        cells: Endless {
            rows: 20_000,
            columns: 30_000,
        },
        painting: std::thread::current().id(),
        is_open: Mutex::new(true),
        changed: Condvar::new(),
    });
    let grid = Grid::from_blocks(0, vec![Block::stored(store.clone())]);
    std::thread::scope(|scope| scope.spawn(|| grid.prepare_overview()).join().unwrap());
    store.set_open(false);
    let tables = [
        table(300, 4000, [5, 1], 30_000),
        table(200, 300, [5, 1], 20_000),
    ];
    let shift = thinned([30_000, 20_000], OVERVIEW_CELLS);
    let coarse = [(0, 30_000), (1, 20_000)].map(|(axis, cells): (usize, usize)| {
        let shown = |cell: &u32| middle(*cell as usize >> shift[axis], shift[axis], cells);
        let shown = tables[axis].iter().map(shown);
        shown.map(|cell| u32::try_from(cell).unwrap()).collect()
    });
    let seen = |grid: &Grid, [columns, rows]: [Vec<u32>; 2]| view(grid, columns, rows, &palette());
    let same = endless(20_000, 30_000);
    let coarse = CpuPainter::new().paint(&seen(&same, coarse));
    let exact = seen(&grid, tables.clone());
    for _ in 0..3 {
        check_same("closed", &gpu.paint(&exact).unwrap(), &coarse);
        // Columns 4000 to 5495 lie in 7 tiles, rows 300 to 1295 in 5.
        assert_eq!(gpu.tile_use().missing, 35);
    }
    store.set_open(true);
    let started = Instant::now();
    while gpu.tile_use().missing > 0 {
        let before = gpu.cell_bytes_uploaded();
        gpu.paint(&exact).unwrap();
        assert!(gpu.cell_bytes_uploaded() - before <= 2 * TILE);
        assert!(started.elapsed() < PATIENCE);
    }
    // Painted again from what is there.
    store.set_open(false);
    let expected = CpuPainter::new().paint(&seen(&same, tables));
    check_same("open", &gpu.paint(&exact).unwrap(), &expected);
    assert_eq!(gpu.tile_use().missing, 0);
    store.set_open(true);
}

/// Bytes uploaded until a frame is settled.
fn bytes_for(painter: &mut GpuPainter, frame: &Frame) -> u64 {
    let before = painter.cell_bytes_uploaded();
    settled(painter, "bytes", frame);
    painter.cell_bytes_uploaded() - before
}

#[test]
fn tiles_that_are_there_are_not_uploaded_again() {
    let Some(mut gpu) = painter(16, None) else {
        return;
    };
    let grid = noise(2000, 3000);
    let at = |x: usize, y: usize| {
        let columns = table(SIZE[0], x, [1, 1], 3000);
        let rows = table(SIZE[1], y, [1, 1], 2000);
        view(&grid, columns, rows, &palette())
    };
    let whole = TILE;
    assert_eq!(bytes_for(&mut gpu, &at(0, 0)), whole);
    assert_eq!(bytes_for(&mut gpu, &at(100, 100)), 0, "panned");
    let mut other = at(100, 100);
    for item in &mut other.items {
        if let Mark::Cells(cells) = &mut item.mark {
            cells.levels = translucent_levels([0.2, 0.3]);
        }
    }
    assert_eq!(bytes_for(&mut gpu, &other), 0, "other colours");
    assert_eq!(bytes_for(&mut gpu, &at(200, 0)), whole, "into the next");
    // The last column of tiles is 184 cells wide: a row's end is not uploaded after the last row.
    assert_eq!(bytes_for(&mut gpu, &at(2880, 0)), whole - (256 - 184) * 4);
    // Others need all of the room; the first come again.
    for x in 0..8 {
        bytes_for(&mut gpu, &at(500 + 256 * x, 600));
        bytes_for(&mut gpu, &at(500 + 256 * x, 1100));
    }
    assert_eq!(bytes_for(&mut gpu, &at(0, 0)), whole, "given up");
    assert_eq!(gpu.tile_use().resident, 16);
}

#[test]
fn the_tiles_of_a_grid_go_with_it() {
    let Some(mut gpu) = painter(1000, None) else {
        return;
    };
    let small = noise(10, 10);
    let tables = || [table(120, 0, [1, 12], 10), table(80, 0, [1, 8], 10)];
    let [columns, rows] = tables();
    let last = view(&small, columns, rows, &palette());
    settled(&mut gpu, "small", &last);
    let least = gpu.tile_use();
    assert_eq!(least.resident, 1);
    for round in 0..20 {
        let grid = noise(2000, 3000);
        let columns = table(300, 0, [10, 1], 3000);
        let rows = table(250, 0, [5, 1], 2000);
        let large = view(&grid, columns, rows, &palette());
        settled(&mut gpu, "large", &large);
        // Its 12 x 5 tiles beside the other.
        assert_eq!(gpu.tile_use().resident, 61, "round {round}");
        drop((large, grid));
        settled(&mut gpu, "small", &last);
        assert_eq!(gpu.tile_use(), least, "round {round}");
    }
}

#[test]
fn another_budget_changes_no_picture() {
    let Some(mut gpu) = painter(0, None) else {
        return;
    };
    let grid = noise(900, 1100);
    let columns = table(SIZE[0], 100, [4, 1], 1100);
    let rows = table(SIZE[1], 300, [4, 1], 900);
    let frame = view(&grid, columns, rows, &palette());
    let expected = CpuPainter::new().paint(&frame);
    for (slots, gathered) in [
        (0, 1),
        (3, 1),
        (200, 0),
        (5, 1),
        (6, 0),
        (u64::MAX / TILE, 0),
    ] {
        gpu.set_tile_limits(TileLimits {
            budget_bytes: slots * TILE,
            upload_bytes: None,
            threads: 0,
        });
        let name = format!("{slots} slots");
        check_same(&name, &settled(&mut gpu, &name, &frame), &expected);
        assert_eq!(gpu.tile_use().gathered, gathered, "{name}");
    }
}

/// Many drawings in one frame share the budget: those that do not fit are exact all the same.
#[test]
fn drawings_share_the_budget() {
    for (slots, gathered) in [(4, 5), (9, 0)] {
        let Some(mut gpu) = painter(slots, None) else {
            return;
        };
        let grids: Vec<Grid> = (0..9).map(|n| noise(30 + n, 40)).collect();
        let marks = grids.iter().zip(0..).map(|(grid, place)| {
            let area = rect(place % 3 * 40, place / 3 * 30, 40, 30);
            Mark::Cells(scenes::cells(area, grid, palette()))
        });
        let frame = frame([120, 90], marks.collect());
        let name = format!("nine grids in {slots} slots");
        let found = settled(&mut gpu, &name, &frame);
        check_same(&name, &found, &CpuPainter::new().paint(&frame));
        assert_eq!(gpu.tile_use().gathered, gathered);
    }
}

#[test]
fn a_lost_device_is_an_error_and_another_takes_over() {
    let Some(mut gpu) = painter(20, Some(1)) else {
        return;
    };
    let grid = noise(900, 1100);
    let columns = table(SIZE[0], 0, [9, 1], 1100);
    let rows = table(SIZE[1], 0, [9, 1], 900);
    let frame = view(&grid, columns, rows, &palette());
    gpu.paint(&frame).unwrap();
    gpu.device().device.destroy();
    for _ in 0..3 {
        assert!(gpu.paint(&frame).is_err());
    }
    let mut next = painter(20, Some(1)).unwrap_or_else(|| panic!("it was there before"));
    let found = settled(&mut next, "after the loss", &frame);
    check_same("after the loss", &found, &CpuPainter::new().paint(&frame));
}
