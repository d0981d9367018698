//! Damaged files of every format: a table or one clear line, never a panic, and never more memory
//! than the file is worth.
#![expect(clippy::unwrap_used, reason = "helpers of tests may fail loudly")]

#[path = "common/npy.rs"]
mod npy;
#[path = "common/random.rs"]
mod random;
#[path = "malformed/samples.rs"]
mod samples;
#[path = "common/zip.rs"]
mod zip;

use std::process::Command;
use std::sync::Arc;

use cellsius::figure::{Content, ReadSettings, Table};
use cellsius::load::{Input, LoadError, Progress, open};

use random::Random;
use samples::{COLUMNS, ROWS, Sample, TIFF_SIZE, all, npy_of_shape};

fn read(name: &str, bytes: &[u8]) -> Result<Content, LoadError> {
    let input = Input::Bytes {
        name: name.to_owned(),
        bytes: bytes.to_vec(),
    };
    open(&input, &ReadSettings::default(), &Progress::new())
}

/// A table that fits together, or one clear line; which of them is answered.
#[track_caller]
fn check(what: &str, name: &str, bytes: &[u8]) -> bool {
    match read(name, bytes) {
        Ok(content) => {
            let Content::Table(table) = content else {
                return true;
            };
            let (rows, columns) = (table.grid.rows(), table.grid.columns());
            assert!(rows > 0 && columns > 0, "{what}");
            let counts = [table.y.positions.count(), table.x.positions.count()];
            assert_eq!(counts, [rows, columns], "{what}");
            let _readable = table.grid.get(rows - 1, columns - 1);
            true
        }
        Err(error) => {
            check_line(what, name, &error.to_string());
            false
        }
    }
}

#[track_caller]
fn check_line(what: &str, name: &str, line: &str) {
    assert!(!line.chars().any(char::is_control), "{what}: {line:?}");
    assert!(line.contains(name), "{what}: {line:?} names no file");
    assert!(line.len() < 300, "{what}: {line:?} is long");
    let told = line.split_once(": ").map_or("", |(_, told)| told);
    assert!(told.len() > 10, "{what}: {line:?} says nothing");
}

fn table(content: Content) -> Option<Arc<Table>> {
    match content {
        Content::Table(table) => Some(table),
        Content::Figure(_) => None,
    }
}

/// Otherwise nothing below would say anything.
#[test]
fn whole_files_are_read() {
    for Sample { name, bytes, .. } in all() {
        let content = read(name, &bytes).unwrap();
        let table = table(content).unwrap();
        assert_eq!(
            [table.grid.rows(), table.grid.columns()],
            [ROWS, COLUMNS],
            "{name}"
        );
        let cells: Vec<f64> = (0..ROWS * COLUMNS)
            .map(|cell| table.grid.get(cell / COLUMNS, cell % COLUMNS))
            .collect();
        let mut sorted = cells.clone();
        sorted.sort_by(f64::total_cmp);
        let expected: Vec<f64> = (0..12).map(f64::from).collect();
        assert_eq!(sorted, expected, "{name}: {cells:?}");
    }
}

#[test]
fn files_that_break_off() {
    for sample in all() {
        for length in 0..sample.bytes.len() {
            let what = format!("{} cut to {length} bytes", sample.name);
            let read = check(&what, sample.name, &sample.bytes[..length]);
            assert!(!(read && sample.ends_itself), "{what} is read");
        }
    }
}

#[test]
fn files_that_go_on() {
    for sample in all() {
        for more in [&b"\0"[..], b"1,2,3,4\n", &[0xff; 300]] {
            let what = format!("{} with {} bytes more", sample.name, more.len());
            check(&what, sample.name, &[&sample.bytes, more].concat());
        }
    }
}

#[test]
fn wrong_beginnings() {
    for sample in all().iter().filter(|sample| sample.ends_itself) {
        for at in 0..4 {
            let mut bytes = sample.bytes.clone();
            bytes[at] ^= 0x41;
            let what = format!("{} with another byte {at}", sample.name);
            assert!(!check(&what, sample.name, &bytes), "{what} is read");
        }
    }
}

/// Each byte once in every way that matters, then many at once.
#[test]
fn damaged_bytes() {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for sample in all() {
        for at in 0..sample.bytes.len() {
            for change in [0x01, 0x80, 0xff, 0x10] {
                let mut bytes = sample.bytes.clone();
                bytes[at] ^= change;
                check(
                    &format!("{}, byte {at} ^ {change}", sample.name),
                    sample.name,
                    &bytes,
                );
            }
        }
        for round in 0..2000 {
            let mut bytes = sample.bytes.clone();
            for _ in 0..1 + random.below(8) {
                let at = random.below(bytes.len());
                bytes[at] = [0, 0xff, 0x7f, 0x80, b'9', b','][random.below(6)];
            }
            check(
                &format!("{}, round {round}", sample.name),
                sample.name,
                &bytes,
            );
        }
    }
}

/// Headers that promise more than there is, or than there can be.
fn promises() -> Vec<(String, Vec<u8>)> {
    let shapes = [
        "(4, 4)",
        "(1000000000, 1000000000)",
        "(4294967296, 4294967296)",
        "(9223372036854775807, 2)",
        "(18446744073709551615,)",
        "(99999999999999999999999, 1)",
        "(0, 18446744073709551615)",
        "(-3, -4)",
        "(2, 1000000000000)",
        "(3, 4, 100000000000)",
    ];
    let mut out: Vec<(String, Vec<u8>)> = Vec::new();
    for (index, shape) in shapes.into_iter().enumerate() {
        for (descr, cells) in [("<f8", &[0; 96][..]), ("|u1", &[0; 12])] {
            let bytes = npy_of_shape(descr, index % 2 == 1, shape, cells);
            out.push((format!("{index}{}.npy", &descr[1..]), bytes));
        }
    }
    for sample in all() {
        let places = match sample.name {
            "8.png" | "16.png" => [16, 20],
            "little.tiff" | "big.tiff" => TIFF_SIZE,
            _ => continue,
        };
        for (index, size) in [[0x7fff_ffff_u32; 2], [0xffff_ffff; 2], [0x0100_0000, 1]]
            .into_iter()
            .enumerate()
        {
            let mut bytes = sample.bytes.clone();
            for (place, size) in places.into_iter().zip(size) {
                let size = if sample.name == "little.tiff" {
                    size.to_le_bytes()
                } else {
                    size.to_be_bytes()
                };
                bytes[place..place + 4].copy_from_slice(&size);
            }
            if sample.name.ends_with("png") {
                let sum = crc32(&bytes[12..29]);
                bytes[29..33].copy_from_slice(&sum.to_be_bytes());
            }
            out.push((format!("{index}-{}", sample.name), bytes));
        }
    }
    out
}

fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = flate2::Crc::new();
    crc.update(bytes);
    crc.sum()
}

#[test]
fn promises_that_are_not_kept() {
    for (name, bytes) in promises() {
        assert!(!check(&name, &name, &bytes), "{name} is read");
    }
}

/// A wide first row above many short ones: as many cells as nobody has memory for.
#[test]
fn a_text_of_many_more_cells_than_bytes() {
    check("wide above short", "wide.csv", &wide_above_short());
}

fn wide_above_short() -> Vec<u8> {
    let mut bytes = b"1,".repeat(99_999);
    bytes.extend(b"1\n");
    bytes.extend(b"2,3\n".repeat(100_000));
    bytes
}

/// Everything above again in a process that may not have much memory: one that asks for more than
/// the limit is killed or aborts.
#[cfg(target_os = "linux")]
#[test]
fn little_memory_is_enough() {
    const KIBIBYTES: u32 = 1_500_000;
    if std::env::var_os("CELLSIUS_LITTLE_MEMORY").is_some() {
        return;
    }
    let mut command = Command::new("sh");
    command
        .args([
            "-c",
            &format!("ulimit -v {KIBIBYTES} && exec \"$0\" \"$@\""),
        ])
        .arg(std::env::current_exe().unwrap())
        .arg("--test-threads=1")
        .env("CELLSIUS_LITTLE_MEMORY", "1")
        .env("MALLOC_ARENA_MAX", "1");
    let output = command.output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{text}\n{errors}");
    assert!(text.contains("promises_that_are_not_kept ... ok"), "{text}");
}

/// The program itself: one line on standard error, status 1, and no core dumped.
#[cfg(target_os = "linux")]
#[test]
fn the_program_says_one_line() {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in promises() {
        let path = folder.path().join(&name);
        std::fs::write(&path, bytes).unwrap();
        let mut command = Command::new("sh");
        command
            .args(["-c", "ulimit -v 1500000 && exec \"$0\" \"$@\""])
            .arg(env!("CARGO_BIN_EXE_cellsius"))
            .arg(&path)
            .arg("--describe")
            .env("MALLOC_ARENA_MAX", "1");
        let output = command.output().unwrap();
        let errors = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{name}: {errors}");
        let line = errors.strip_suffix('\n').unwrap_or_default();
        check_line(&name, &name, line);
    }
}
