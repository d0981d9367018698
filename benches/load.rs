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
use std::time::{Duration, Instant};

use cellsius::export::PictureOptions;
use cellsius::figure::{ReadSettings, Settings, Table, build};
use cellsius::load::{Input, Progress, load};
use cellsius::render::cpu::CpuPainter;
use cellsius::view::Viewport;

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
    match arguments.as_slice() {
        [_, word, file] if word == "watch" => return watch(Path::new(file)),
        [_, word, reader, file] if word == "child" => {
            return measure(reader.parse().unwrap(), Path::new(file));
        }
        _ => {}
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
    watched(&file, turns);
}

/// What someone sees who opens the file in the window.
fn watched(file: &Path, turns: usize) {
    let mut columns = vec![Vec::new(); MOMENTS.len()];
    for _ in 0..turns {
        let mut command = Command::new(std::env::current_exe().unwrap());
        let run = process::run(command.arg("watch").arg(file)).unwrap();
        for (column, word) in columns.iter_mut().zip(run.output.split_whitespace()) {
            column.push(word.parse().unwrap());
        }
    }
    println!(
        "| from the first byte on, n = {turns} | median [fastest-slowest], s |\n| --- | ---: |"
    );
    for (moment, seconds) in MOMENTS.iter().zip(columns) {
        println!("| {moment} | {} |", turns::spread(&seconds, 3));
    }
}

const MOMENTS: [&str; 4] = [
    "first rows at hand",
    "first picture of 1600 x 1000 px painted",
    "complete, while pictures were painted of what was there",
    "the complete picture painted",
];

/// Reads on one thread and paints on another whatever is new, as the window does.
fn watch(file: &Path) {
    let input = Input::File(file.to_owned());
    let progress = Progress::new();
    let start = Instant::now();
    let mut moments = [f64::NAN; MOMENTS.len()];
    let mut revision = None;
    let mut painter = CpuPainter::new();
    let complete = std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let table = load(&input, &ReadSettings::default(), &progress).unwrap();
            (table, start.elapsed().as_secs_f64())
        });
        while !reader.is_finished() {
            match progress
                .partial()
                .filter(|partial| revision != Some(partial.revision))
            {
                None => std::thread::sleep(Duration::from_millis(1)),
                Some(partial) => {
                    let seen = start.elapsed().as_secs_f64();
                    paint(&partial.table, &mut painter);
                    if revision.is_none() {
                        moments[0] = seen;
                        moments[1] = start.elapsed().as_secs_f64();
                    }
                    revision = Some(partial.revision);
                }
            }
        }
        reader.join().unwrap()
    });
    moments[2] = complete.1;
    paint(&complete.0, &mut painter);
    moments[3] = start.elapsed().as_secs_f64();
    println!("{}", moments.map(|moment| moment.to_string()).join(" "));
}

fn paint(table: &Table, painter: &mut CpuPainter) {
    let figure = build(table, &Settings::default());
    let options = PictureOptions {
        size_pt: [1600.0, 1000.0],
        ..PictureOptions::default()
    };
    let frame = options.frame(&figure, &Viewport::whole(&figure)).unwrap();
    std::hint::black_box(painter.paint(&frame));
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
