//! Large random tables, read from files, bytes, pipes and gzip: every number is the one that
//! `str::parse` reads, every label stands where it stood, whatever a quote hides.
#![expect(clippy::unwrap_used, reason = "helpers of tests may fail loudly")]

#[path = "common/random.rs"]
mod random;

use std::fmt::Write as _;
use std::io::Write as _;

use cellsius::figure::{IndexColumn, Layout, ReadSettings, Table};
use cellsius::load::{Input, Progress, load};

use random::Random;

/// A table's text, and what it says.
struct Written {
    text: String,
    labels: Vec<String>,
    columns: usize,
    /// NaN is missing.
    values: Vec<f64>,
}

/// Some megabytes: more than any part that a reader takes at once.
const ROWS: usize = 30_000;

impl Written {
    fn random(seed: u64) -> Self {
        let mut random = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        let columns = 1 + random.below(20);
        let line_end = ["\n", "\r\n"][random.below(2)];
        let quotes = random.below(3);
        let names: Vec<String> = (0..columns).map(|column| format!("c{column}")).collect();
        let mut written = Self {
            text: format!("name,{}{line_end}", names.join(",")),
            labels: Vec::new(),
            columns,
            values: Vec::new(),
        };
        for row in 0..ROWS {
            written.label(&mut random, row, quotes);
            for _ in 0..columns {
                written.number(&mut random);
            }
            written.text.push_str(line_end);
        }
        written
    }

    /// A unique name; some are quoted and hide delimiters, quotes and line ends.
    fn label(&mut self, random: &mut Random, row: usize, quotes: usize) {
        let hidden = ["a,b", "line\nbreak", "\"", "two \"\" more\n\nlines", "#"][random.below(5)];
        if random.below(4) < quotes {
            let label = format!("r{row} {hidden}");
            let _fits = write!(self.text, "\"{}\"", label.replace('"', "\"\""));
            self.labels.push(label);
        } else {
            let _fits = write!(self.text, "r{row}");
            self.labels.push(format!("r{row}"));
        }
    }

    fn number(&mut self, random: &mut Random) {
        let wide = i64::from_ne_bytes(random.bits().to_ne_bytes()) >> random.below(60);
        let float = f64::from_bits(random.bits() & 0x7fef_ffff_ffff_ffff | random.bits() << 63);
        let field = match random.below(12) {
            0 => String::new(),
            1 => ["NA", "nan", "null"][random.below(3)].to_owned(),
            2 => (wide >> 50).to_string(),
            3 => format!("{float:e}"),
            4 => format!("{:.17e}", float.sqrt()),
            5 => format!("{}", wide as f64 / 1024.0),
            6 => format!("{:.3}", wide as f64 / 1e18),
            7 => format!("\"{:.2}\"", wide as f64 / 1e17),
            8 => format!("0.{:020}", random.bits()),
            9 => format!("{}.5", wide >> 44),
            10 => format!("{}e-{}", wide, random.below(40)),
            _ => format!("{:.6}", wide as f64 / 9.2e18),
        };
        self.values
            .push(field.trim_matches('"').parse().unwrap_or(f64::NAN));
        self.text.push(',');
        self.text.push_str(&field);
    }

    #[track_caller]
    fn check(&self, how: &str, table: &Table) {
        assert_eq!(table.grid.columns(), self.columns, "{how}");
        assert_eq!(table.grid.rows(), ROWS, "{how}");
        let labels = table.y.labels.iter().zip(&self.labels);
        for (row, (found, expected)) in labels.enumerate() {
            assert_eq!(found, expected, "{how}, row {row}");
        }
        for (index, expected) in self.values.iter().enumerate() {
            let (row, column) = (index / self.columns, index % self.columns);
            let found = table.grid.get(row, column);
            let same = found == *expected || found.is_nan() && expected.is_nan();
            assert!(
                same,
                "{how}, row {row}, column {column}: {found:?} for {expected:?}"
            );
        }
    }
}

fn settings() -> ReadSettings {
    ReadSettings {
        layout: Layout::Matrix,
        index: IndexColumn::Column("1".to_owned()),
        ..ReadSettings::default()
    }
}

fn read(input: &Input) -> Table {
    load(input, &settings(), &Progress::new()).unwrap()
}

#[test]
fn numbers_and_labels_are_what_was_written() {
    let folder = tempfile::tempdir().unwrap();
    for seed in 0..6 {
        let written = Written::random(seed);
        let bytes = Input::Bytes {
            name: "t.csv".to_owned(),
            bytes: written.text.clone().into_bytes(),
        };
        written.check(&format!("seed {seed}, bytes"), &read(&bytes));
        let path = folder.path().join("t.csv");
        std::fs::write(&path, &written.text).unwrap();
        let file = Input::File(path.clone());
        written.check(&format!("seed {seed}, a file"), &read(&file));
        let mut zipped = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        zipped.write_all(written.text.as_bytes()).unwrap();
        std::fs::write(&path, zipped.finish().unwrap()).unwrap();
        written.check(&format!("seed {seed}, gzip"), &read(&file));
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_says_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&path).status();
    if !made.is_ok_and(|status| status.success()) {
        eprintln!("skipped: no mkfifo");
        return;
    }
    let written = Written::random(77);
    let text = written.text.clone();
    let end = path.clone();
    let writer = std::thread::spawn(move || {
        let mut pipe = std::fs::OpenOptions::new().write(true).open(end).unwrap();
        let mut rest = text.as_bytes();
        let mut random = Random(5);
        while !rest.is_empty() {
            let (part, others) = rest.split_at(rest.len().min(1 + random.below(9000)));
            pipe.write_all(part).unwrap();
            rest = others;
        }
    });
    let table = read(&Input::File(path));
    writer.join().unwrap();
    written.check("a pipe", &table);
}
