//! How long it takes to read a CSV file of numbers, beside what people would use instead.
//!
//! `cargo bench --bench load` prints tables for `RESULTS.md`: 4096 x 4096 and 11 000 x 11 000
//! numbers. Each run is a process of its own whose in-process time counts (no start, no imports),
//! so that the peak of its memory can be told; the contestants take turns. Polars needs Python and
//! the measuring scripts (see `common/peers.rs`).
#![expect(clippy::print_stdout, reason = "a bench prints its table")]
#![expect(clippy::unwrap_used, reason = "a bench stops at what cannot be")]

#[path = "common/mod.rs"]
mod common;
#[path = "common/data.rs"]
mod data;
#[path = "common/folder.rs"]
mod folder;
#[path = "common/hills.rs"]
mod hills;
#[path = "common/peers.rs"]
mod peers;
#[path = "common/process.rs"]
mod process;
#[path = "common/rust_peers.rs"]
mod rust_peers;
#[path = "common/turns.rs"]
mod turns;

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use cellsius::figure::ReadSettings;
use cellsius::load::{Input, Progress, load};

use common::{is_bench, machine, median};
use data::{Csv, LARGE, MIDDLE};
use turns::{Contestant, Sample};

/// What is measured: a name for the table, and the work on the file; the answer is the number of
/// cells.
type Reader = (&'static str, fn(&Path) -> usize);

const READERS: [Reader; 5] = [
    ("Cellsius: load", cellsius),
    (
        "floor: separators counted, a new grid touched, all cores",
        rust_peers::floor,
    ),
    ("csv crate + fast-float2, one thread", |file| {
        std::hint::black_box(rust_peers::csv_crate(file)).len()
    }),
    ("newline-splitting + fast-float2, all cores", |file| {
        std::hint::black_box(rust_peers::split_on_threads(file)).len()
    }),
    ("the same, streamed without the text in memory", |file| {
        std::hint::black_box(rust_peers::stream_on_threads(file)).len()
    }),
];

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, child, reader, file] = arguments.as_slice()
        && child == "child"
    {
        measure(reader.parse().unwrap(), Path::new(file));
        return;
    }
    if !is_bench() {
        return;
    }
    println!("{}", machine());
    run(MIDDLE, 7);
    run(LARGE, 3);
}

fn run(csv: Csv, turns: usize) {
    let file = csv.file();
    let megabytes = std::fs::metadata(&file).unwrap().len() as f64 / 1e6;
    let mut contestants: Vec<Contestant<'_>> = Vec::new();
    for (index, (name, _)) in READERS.iter().enumerate() {
        let (file, cells) = (&file, csv.side * csv.side);
        let run = move || child(index, file, cells);
        contestants.push(((*name).to_owned(), Box::new(run)));
    }
    for kind in ["polars", "polars C order"] {
        let file = &file;
        let run = move || {
            let measured = peers::script("csv_load.py", &[kind, &file.to_string_lossy()])?;
            let seconds = measured.numbers.get("load_s").ok_or("no number")?;
            Ok(Sample {
                seconds: *seconds,
                also_seconds: measured.run.seconds,
                peak_mb: measured.run.peak_mb,
            })
        };
        contestants.push((format!("{kind}, to numpy"), Box::new(run)));
    }
    let rows = turns::take(&contestants, turns);
    println!(
        "\n{} x {} numbers of six digits, {megabytes:.1} MB of CSV in the page cache\n",
        csv.side, csv.side
    );
    println!("{}", turns::table(&rows, "whole process", megabytes));
}

/// One run in a process of its own.
fn child(reader: usize, file: &Path, cells: usize) -> Result<Sample, String> {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["child", &reader.to_string()]).arg(file);
    let run = process::run(&mut command)?;
    let words: Vec<f64> = run
        .output
        .split_whitespace()
        .map(|word| word.parse().unwrap())
        .collect();
    assert_eq!(words[2], cells as f64, "cells read");
    Ok(Sample {
        seconds: words[0],
        also_seconds: run.seconds,
        peak_mb: words[1],
    })
}

fn measure(reader: usize, file: &Path) {
    let (_, read) = READERS[reader];
    let start = Instant::now();
    let cells = read(file);
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "{seconds} {} {cells}",
        process::high_water_mb("/proc/self/status")
    );
}

fn cellsius(file: &Path) -> usize {
    let input = Input::File(file.to_owned());
    let table = load(&input, &ReadSettings::default(), &Progress::new()).unwrap();
    std::hint::black_box(&table).grid.cells()
}
