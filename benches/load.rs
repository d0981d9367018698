//! How long it takes to read a CSV file of 4096 x 4096 numbers, beside the plainest way to do it.
//!
//! `cargo bench --bench load` writes the file to `target/bench-data` the first time and prints a
//! table for `RESULTS.md`. Each run is a process of its own, so that the peak of its memory can be
//! told; the readers take turns.
#![expect(clippy::print_stdout, reason = "a bench prints its table")]
#![expect(clippy::unwrap_used, reason = "a bench stops at what cannot be")]

#[path = "common/mod.rs"]
mod common;

use std::fs::File;
use std::io::{BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use cellsius::export::{PictureOptions, save_picture};
use cellsius::figure::{ReadSettings, Settings, build};
use cellsius::load::{Input, Progress, load};
use cellsius::render::PainterChoice;
use cellsius::view::{Theme, Viewport};

use common::{hills, is_bench, machine, median};

const SIDE: usize = 4096;
const RUNS: usize = 5;

/// What is measured: a name for the table, and the work on the file; the answer is a check sum.
type Reader = (&'static str, fn(&Path) -> f64);

const READERS: [Reader; 4] = [
    ("bytes only, 256 KiB at a time", read_bytes),
    ("csv crate and str::parse, one thread", read_plainly),
    ("cellsius: load", read_cellsius),
    ("cellsius: load, 1600 x 1000 PNG", write_picture),
];
const PEER: usize = 1;

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
    let file = data();
    let megabytes = std::fs::metadata(&file).unwrap().len() as f64 / 1e6;
    println!("{}", machine());
    println!("File: {SIDE} x {SIDE} numbers of six digits, {megabytes:.1} MB; n = {RUNS}\n");
    let mut seconds = vec![Vec::new(); READERS.len()];
    let mut peaks = vec![0.0_f64; READERS.len()];
    for _ in 0..RUNS {
        for index in 0..READERS.len() {
            let [took, peak] = child(index, &file);
            seconds[index].push(took);
            peaks[index] = peaks[index].max(peak);
        }
    }
    let medians: Vec<f64> = seconds.iter().filter_map(|runs| median(runs)).collect();
    println!(
        "| reader | median, s | fastest to slowest, s | MB/s | of the peer's time | peak RSS, MB |"
    );
    println!("| --- | ---: | ---: | ---: | ---: | ---: |");
    for (index, (name, _)) in READERS.iter().enumerate() {
        let fastest = seconds[index].iter().copied().fold(f64::INFINITY, f64::min);
        let slowest = seconds[index].iter().copied().fold(0.0, f64::max);
        println!(
            "| {name} | {:.3} | {fastest:.3} to {slowest:.3} | {:.0} | {:.2} | {:.0} |",
            medians[index],
            megabytes / medians[index],
            medians[index] / medians[PEER],
            peaks[index]
        );
    }
}

/// One run in a process of its own: seconds, and the peak of its resident memory in MB.
fn child(reader: usize, file: &Path) -> [f64; 2] {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["child", &reader.to_string()]).arg(file);
    let output = command.output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{text}");
    let numbers: Vec<f64> = text
        .split_whitespace()
        .map(|word| word.parse().unwrap())
        .collect();
    numbers.try_into().unwrap()
}

fn measure(reader: usize, file: &Path) {
    let (_, read) = READERS[reader];
    let start = Instant::now();
    let sum = read(file);
    let seconds = start.elapsed().as_secs_f64();
    assert!(sum.is_finite());
    println!("{seconds} {}", peak_megabytes());
}

/// The peak of this process's resident memory; NaN where the system does not tell.
fn peak_megabytes() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kibibytes = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    kibibytes.map_or(f64::NAN, |kibibytes| kibibytes * 1024.0 / 1e6)
}

fn read_bytes(file: &Path) -> f64 {
    let mut file = File::open(file).unwrap();
    let mut buffer = vec![0; 1 << 18];
    let mut sum = 0;
    loop {
        let read = file.read(&mut buffer).unwrap();
        if read == 0 {
            return sum as f64;
        }
        sum += buffer[..read]
            .iter()
            .map(|&byte| u64::from(byte))
            .sum::<u64>();
    }
}

/// What a Rust programmer writes first.
fn read_plainly(file: &Path) -> f64 {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_path(file)
        .unwrap();
    let mut record = csv::StringRecord::new();
    let mut values: Vec<f64> = Vec::new();
    while reader.read_record(&mut record).unwrap() {
        values.extend(record.iter().map(|field| field.parse().unwrap_or(f64::NAN)));
    }
    assert_eq!(values.len(), SIDE * SIDE);
    values[0] + values[values.len() - 1]
}

fn read_cellsius(file: &Path) -> f64 {
    let input = Input::File(file.to_owned());
    let table = load(&input, &ReadSettings::default(), &Progress::new()).unwrap();
    assert_eq!([table.grid.rows(), table.grid.columns()], [SIDE, SIDE]);
    table.grid.get(0, 0) + table.grid.get(SIDE - 1, SIDE - 1)
}

fn write_picture(file: &Path) -> f64 {
    let settings = Settings::default();
    let input = Input::File(file.to_owned());
    let table = load(&input, &settings.read, &Progress::new()).unwrap();
    let figure = build(&table, &settings);
    let options = PictureOptions {
        size_pt: [1600.0, 1000.0],
        scale: 1.0,
        theme: Theme::Light,
        painter: PainterChoice::Cpu,
    };
    let out = file.with_extension("png");
    save_picture(&figure, &Viewport::whole(&figure), &options, &out).unwrap();
    0.0
}

/// The file to read, written if it is not there yet.
fn data() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("../bench-data");
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.canonicalize().unwrap().join("grid_4k.csv");
    if path.exists() {
        return path;
    }
    let unfinished = path.with_extension("tmp");
    let mut file = BufWriter::with_capacity(1 << 20, File::create(&unfinished).unwrap());
    for row in hills(SIDE, SIDE) {
        let fields: Vec<String> = row.into_iter().map(six_digits).collect();
        writeln!(file, "{}", fields.join(",")).unwrap();
    }
    file.into_inner().unwrap().sync_all().unwrap();
    std::fs::rename(&unfinished, &path).unwrap();
    path
}

/// As C writes a number with `%.6g`.
fn six_digits(value: f64) -> String {
    let scientific = format!("{value:.5e}");
    let (digits, exponent) = scientific.split_once('e').unwrap();
    let exponent: i32 = exponent.parse().unwrap();
    let bare = |text: &str| match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text.to_owned(),
    };
    if (-4..6).contains(&exponent) {
        let decimals = usize::try_from(5 - exponent).unwrap();
        bare(&format!("{value:.decimals$}"))
    } else {
        let sign = if exponent < 0 { '-' } else { '+' };
        format!("{}e{sign}{:02}", bare(digits), exponent.abs())
    }
}
