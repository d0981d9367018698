//! How long it takes from the start of a process to a picture on disk, beside what people would
//! use instead.
//!
//! `cargo bench --bench picture` prints tables for `RESULTS.md`: CSV to a PNG of 1600 x 1000 px
//! with axes and a colour bar. gnuplot and R are asked for by name; the Python peers need the
//! measuring scripts (see `common/peers.rs`). The contestants take turns.
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
#[path = "common/turns.rs"]
mod turns;

use std::path::Path;
use std::process::Command;

use common::{is_bench, machine, median};
use data::{Csv, LARGE, MIDDLE};
use turns::{Contestant, Sample};

/// 1000 x 1000 with a header and a column of labels: 8.5 MB.
const LABELLED: Csv = Csv {
    name: "grid_1k_labels.csv",
    side: 1000,
    labelled: true,
};

/// Peers that need more memory than most machines have are asked only where there is room.
const ROOM_GB: f64 = 12.0;

fn main() {
    if !is_bench() {
        return;
    }
    println!("{}", machine());
    let common = [
        "mpl imshow (polars)",
        "datashader (no axes)",
        "datashader + mpl imshow",
    ];
    let labelled = [
        "mpl imshow (polars)",
        "mpl pcolormesh (polars)",
        "plotly + kaleido",
    ];
    run(LABELLED, 7, &labelled);
    run(MIDDLE, 5, &common);
    run(LARGE, 3, &common);
}

fn run(csv: Csv, turns: usize, python: &[&str]) {
    let file = csv.file();
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out.png");
    let megabytes = std::fs::metadata(&file).unwrap().len() as f64 / 1e6;
    let (file, out) = (file.as_path(), out.as_path());
    let mut contestants: Vec<Contestant<'_>> = Vec::new();
    let ours = move || made(out, Program::Cellsius.command(csv, file, out));
    contestants.push(("Cellsius".to_owned(), Box::new(ours)));
    for (name, program) in [
        ("gnuplot, matrix with image", Program::Gnuplot),
        ("R, fread + image()", Program::R),
    ] {
        let run = move || {
            has_room(csv)?;
            made(out, program.command(csv, file, out))
        };
        contestants.push((name.to_owned(), Box::new(run)));
    }
    for &kind in python {
        let run = move || {
            has_room(csv)?;
            let arguments = [kind, &file.to_string_lossy(), &out.to_string_lossy()];
            let measured = peers::script("csv_to_png.py", &arguments)?;
            let imports = measured.numbers.get("import_s").copied().unwrap_or(0.0);
            checked(out, &measured.run, imports)
        };
        contestants.push((kind.to_owned(), Box::new(run)));
    }
    let rows = turns::take(&contestants, turns);
    let labels = if csv.labelled { " with labels" } else { "" };
    println!(
        "\n{side} x {side} numbers of six digits{labels}, {megabytes:.1} MB of CSV, to a PNG of 1600 x 1000 px\n",
        side = csv.side
    );
    println!("{}", turns::table(&rows, "without imports", megabytes));
}

#[derive(Clone, Copy)]
enum Program {
    Cellsius,
    Gnuplot,
    R,
}

impl Program {
    fn command(self, csv: Csv, file: &Path, out: &Path) -> Command {
        let (from, to) = (file.display(), out.display());
        match self {
            Self::Cellsius => {
                let mut command = Command::new(env!("CARGO_BIN_EXE_cellsius"));
                command
                    .arg(file)
                    .arg("-o")
                    .arg(out)
                    .args(["--size", "1600x1000"]);
                command
            }
            Self::Gnuplot => {
                let labels = if csv.labelled {
                    " rowheaders columnheaders"
                } else {
                    ""
                };
                let mut command = Command::new("gnuplot");
                command.arg("-e").arg(format!(
                    "set datafile separator ','; set terminal pngcairo size 1600,1000; \
                     set output '{to}'; unset key; set autoscale fix; \
                     plot '{from}' matrix{labels} using 1:2:3 with image"
                ));
                command
            }
            Self::R => {
                let (header, drop) = match csv.labelled {
                    true => ("TRUE", "d[[1]] <- NULL; "),
                    false => ("FALSE", ""),
                };
                let mut command = Command::new("Rscript");
                command.arg("-e").arg(format!(
                    "library(data.table); d <- fread('{from}', header={header}); {drop}\
                     z <- as.matrix(d); png('{to}', 1600, 1000, type='cairo'); \
                     layout(matrix(1:2, 1), widths=c(9, 1)); p <- hcl.colors(256, 'viridis'); \
                     image(seq_len(ncol(z)), seq_len(nrow(z)), t(z), col=p, useRaster=TRUE); \
                     r <- range(z); s <- seq(r[1], r[2], length.out=256); \
                     image(1, s, t(s), col=p); invisible(dev.off())"
                ));
                command
            }
        }
    }
}

fn made(out: &Path, mut command: Command) -> Result<Sample, String> {
    let run = process::run(&mut command)?;
    checked(out, &run, 0.0)
}

/// A run counts only if there is a picture.
fn checked(out: &Path, run: &process::Run, imports: f64) -> Result<Sample, String> {
    let bytes = std::fs::read(out).map_err(|_| "no picture was written".to_owned())?;
    std::fs::remove_file(out).map_err(|error| error.to_string())?;
    if bytes.len() < 1000 {
        return Err("no picture was written".to_owned());
    }
    Ok(Sample {
        seconds: run.seconds,
        also_seconds: run.seconds - imports,
        peak_mb: run.peak_mb,
    })
}

fn has_room(csv: Csv) -> Result<(), String> {
    let memory = std::fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let line = memory
        .lines()
        .find_map(|line| line.strip_prefix("MemAvailable:"));
    let kibibytes = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    let gigabytes = kibibytes.unwrap_or(0.0) * 1024.0 / 1e9;
    if csv.side < LARGE.side || gigabytes >= ROOM_GB {
        return Ok(());
    }
    Err(format!(
        "left out: {gigabytes:.0} GB of memory free, {ROOM_GB:.0} wanted"
    ))
}
