//! From bytes to text: gzip, Zstandard, encodings, pipes, cancelling.

#![expect(clippy::unwrap_used, reason = "helpers of tests may fail loudly")]

use std::io::Write;
use std::path::Path;

use cellsius::figure::{ReadSettings, Table};
use cellsius::load::{Input, LoadError, LoadErrorKind, Progress, load};

fn bytes(bytes: &[u8]) -> Input {
    Input::Bytes {
        name: "t.csv".to_owned(),
        bytes: bytes.to_vec(),
    }
}

fn read(input: &[u8]) -> Result<Table, LoadError> {
    load(&bytes(input), &ReadSettings::default(), &Progress::new())
}

fn read_file(path: &Path) -> Result<Table, LoadError> {
    load(
        &Input::File(path.to_owned()),
        &ReadSettings::default(),
        &Progress::new(),
    )
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

#[test]
fn zstandard_frames_behind_each_other() {
    use ruzstd::encoding::{CompressionLevel, compress_to_vec};
    let frame = |text: &[u8]| compress_to_vec(text, CompressionLevel::Fastest);
    let mut text = b"k,a\n".to_vec();
    for row in 0..40_000 {
        text.extend(format!("r{row},{row}.5\n").into_bytes());
    }
    let (first, second) = text.split_at(300_001);
    // A frame to be skipped: magic number, length, content.
    let skipped = [&[0x53, 0x2a, 0x4d, 0x18, 3, 0, 0, 0][..], b"abc"].concat();
    let packed = [&skipped[..], &frame(first), &skipped, &frame(second)].concat();
    let table = read(&packed).unwrap();
    assert_eq!((table.grid.rows(), table.grid.columns()), (40_000, 1));
    assert_eq!(table.grid.get(39_999, 0), 39_999.5);

    let damaged = |bytes: &[u8]| {
        let error = read(bytes).unwrap_err();
        assert_eq!(error.kind, LoadErrorKind::Io, "{error}");
        let expected = "found a zstd file that is damaged or breaks off";
        assert!(error.message.starts_with(expected), "{error}");
    };
    for cut in [14, packed.len() / 2, packed.len() - 1] {
        damaged(&packed[..cut]);
    }
    let mut changed = packed.clone();
    // The checksum of the last frame.
    *changed.last_mut().unwrap() ^= 1;
    damaged(&changed);
}

#[test]
fn gzip_whatever_the_name() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.csv");
    let mut packed = gzip(b"k,a\nr,1\n");
    packed.extend(gzip(b"s,2\n"));
    std::fs::write(&path, &packed).unwrap();
    let progress = Progress::new();
    let table = load(
        &Input::File(path.clone()),
        &ReadSettings::default(),
        &progress,
    )
    .unwrap();
    assert_eq!(
        (table.grid.rows(), table.grid.columns(), table.name.as_str()),
        (2, 1, "t.csv")
    );
    let length = u64::try_from(packed.len()).unwrap();
    assert_eq!(
        (progress.bytes(), progress.total(), progress.rows()),
        (length, Some(length), 3)
    );
    for cut in [5, 11, 20, packed.len() - 3] {
        std::fs::write(&path, &packed[..cut]).unwrap();
        let error = read_file(&path).unwrap_err();
        assert_eq!(error.kind, LoadErrorKind::Io);
        assert!(
            error
                .message
                .starts_with("found a gzip file that is damaged or breaks off"),
            "{error}"
        );
    }
}

#[test]
fn encodings() {
    let text = "Städte,ä€,b\nKöln,1,2\n";
    let utf16 = |big: bool| -> Vec<u8> {
        text.encode_utf16()
            .flat_map(|unit| {
                if big {
                    unit.to_be_bytes()
                } else {
                    unit.to_le_bytes()
                }
            })
            .collect()
    };
    let cp1252 = encoding_rs::WINDOWS_1252.encode(text).0.into_owned();
    let with_mark = |mark: &[u8], body: &[u8]| [mark, body].concat();
    for (input, encoding) in [
        (text.as_bytes().to_vec(), "UTF-8"),
        (with_mark(b"\xef\xbb\xbf", text.as_bytes()), "UTF-8"),
        (with_mark(b"\xff\xfe", &utf16(false)), "UTF-16LE"),
        (with_mark(b"\xfe\xff", &utf16(true)), "UTF-16BE"),
        (utf16(false), "UTF-16LE"),
        (utf16(true), "UTF-16BE"),
        (cp1252, "windows-1252"),
    ] {
        let table = read(&input).unwrap();
        assert_eq!(table.source.encoding, encoding);
        assert_eq!(
            table.source.column_names,
            ["Städte", "ä€", "b"],
            "{encoding}"
        );
        assert_eq!(table.y.labels.to_vec(), ["Köln"], "{encoding}");
        let warnings: Vec<&str> = table
            .warnings
            .iter()
            .map(|warning| warning.text.as_str())
            .collect();
        let expected: &[&str] = if encoding == "windows-1252" {
            &["the text is not UTF-8, read as Windows-1252"]
        } else {
            &[]
        };
        assert_eq!(warnings, expected, "{encoding}");
    }
}

/// Long after the guesses were made.
fn late_latin() -> Vec<u8> {
    let mut text = b"name,a,b\n".to_vec();
    for row in 0..20_000 {
        writeln!(text, "row{row},{row},7").unwrap();
    }
    text.extend(b"K\xf6ln,1,2\n");
    text
}

#[test]
fn a_late_byte_that_is_not_utf8() {
    let table = read(&late_latin()).unwrap();
    assert_eq!(table.y.labels.last().map(String::as_str), Some("Köln"));
    assert_eq!(table.source.encoding, "windows-1252");
    assert_eq!(table.warnings.len(), 1);
    assert_eq!(table.warnings[0].place.line, Some(20_002));
}

/// A pipe cannot be read twice, as standard input.
#[cfg(unix)]
#[test]
fn pipes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pipe");
    if !make_pipe(&path) {
        return;
    }
    let writer = {
        let path = path.clone();
        std::thread::spawn(move || {
            let mut pipe = std::fs::OpenOptions::new().write(true).open(path).unwrap();
            for chunk in late_latin().chunks(1000) {
                pipe.write_all(chunk).unwrap();
            }
        })
    };
    let progress = Progress::new();
    let table = load(&Input::File(path), &ReadSettings::default(), &progress).unwrap();
    writer.join().unwrap();
    assert_eq!((table.grid.rows(), progress.total()), (20_001, None));
    assert_eq!(table.y.labels.last().map(String::as_str), Some("Köln"));
    assert_eq!(table.source.encoding, "windows-1252");
}

/// A pipe without end: only the user can stop this load.
#[cfg(unix)]
#[test]
fn cancelling_on_the_way() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pipe");
    if !make_pipe(&path) {
        return;
    }
    let writer = {
        let path = path.clone();
        std::thread::spawn(move || {
            let mut pipe = std::fs::OpenOptions::new().write(true).open(path).unwrap();
            while pipe.write_all(b"1,2,3\n").is_ok() {}
        })
    };
    let progress = std::sync::Arc::new(Progress::new());
    let loader = {
        let progress = std::sync::Arc::clone(&progress);
        let input = Input::File(path);
        std::thread::spawn(move || load(&input, &ReadSettings::default(), &progress))
    };
    while progress.rows() < 20_000 {
        std::thread::yield_now();
    }
    progress.cancel();
    let error = loader.join().unwrap().unwrap_err();
    writer.join().unwrap();
    assert_eq!(error.kind, LoadErrorKind::Cancelled);
}

#[cfg(unix)]
fn make_pipe(path: &Path) -> bool {
    let made = std::process::Command::new("mkfifo").arg(path).status();
    let made = made.is_ok_and(|status| status.success());
    if !made {
        eprintln!("skipped: no mkfifo");
    }
    made
}

#[test]
fn cancelling() {
    let progress = Progress::new();
    progress.cancel();
    let error = load(&bytes(b"1,2\n3,4\n"), &ReadSettings::default(), &progress).unwrap_err();
    assert_eq!(error.kind, LoadErrorKind::Cancelled);
}
