//! Input that is no table, or hardly one: always a table or one clear line, never a panic.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "helpers of tests may fail loudly"
)]

use std::io::Write;
use std::path::Path;

use cellsius::figure::{IndexColumn, Layout, ReadSettings, Table};
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

#[track_caller]
fn check(input: &[u8], kind: LoadErrorKind, message: &str) {
    let error = read(input).expect_err("no table");
    assert_eq!((error.to_string().as_str(), error.kind), (message, kind));
}

#[track_caller]
fn check_settings(input: &str, settings: &ReadSettings, kind: LoadErrorKind, message: &str) {
    let error = load(&bytes(input.as_bytes()), settings, &Progress::new())
        .expect_err("settings do not fit");
    assert_eq!((error.to_string().as_str(), error.kind), (message, kind));
}

#[test]
fn no_tables() {
    use LoadErrorKind::NotATable;
    check(
        b"",
        NotATable,
        "t.csv: found an empty file, expected a table",
    );
    check(
        b"\xef\xbb\xbf",
        NotATable,
        "t.csv: found no rows, expected a table",
    );
    check(
        b"\n\n# nothing\n",
        NotATable,
        "t.csv: found no rows, expected a table",
    );
    check(
        b"a,b,c\n",
        NotATable,
        "t.csv:1: found a header and no rows below it, expected rows of numbers",
    );
    check(
        b"# x\na,b,c",
        NotATable,
        "t.csv:2: found a header and no rows below it, expected rows of numbers",
    );
    check(
        b"a,b\nc,d\n",
        NotATable,
        "t.csv:2:2: found no numbers but \"d\", expected a table of numbers",
    );
    check(
        b"one\ntwo\n",
        NotATable,
        "t.csv:2:1: found no numbers but \"two\", expected a table of numbers",
    );
    check(
        b"a,b\n1,2\n3,\"4\n5,6\n",
        NotATable,
        "t.csv:3: found a quote that is never closed, expected a closing \"",
    );
}

/// How a file begins, what it looks like, and what to do about it.
const OTHER_KINDS: &[(&[u8], &str, &str)] = &[
    (b"\xff\xd8\xff\xe0", "a JPEG picture", ""),
    (b"%PDF-1.7\n", "a PDF document", ""),
    (
        b"PK\x03\x04....xl/workbook.xml",
        "an Excel workbook",
        " (save it as CSV)",
    ),
    (b"PK\x03\x04....", "a ZIP archive", " (unpack it first)"),
    #[cfg(not(feature = "parquet"))]
    (
        b"PAR1\x15\x04\x00",
        "a Parquet file",
        " (save it as CSV, or build with --features parquet)",
    ),
    (b"\x89HDF\r\n", "an HDF5 file", " (save the table as CSV)"),
    (
        b"  <!DOCTYPE html>",
        "a web page",
        " (save its table as CSV)",
    ),
    (b"[[1,2],[3,4]]", "JSON", " (save the table as CSV)"),
    (
        b"\xff\xfe\0\x001\0\0\0",
        "UTF-32 text",
        " (save it as UTF-8)",
    ),
];

#[test]
fn other_kinds_of_file() {
    use LoadErrorKind::{NotATable, Unsupported};
    for &(start, what, remedy) in OTHER_KINDS {
        let message =
            format!("t.csv: found what looks like {what}, expected a table as text{remedy}");
        check(start, Unsupported, &message);
        check(&gzip(start), Unsupported, &message);
    }
    let binary = "t.csv: found a binary file, expected a table as text";
    check(b"1,2\x003,4\x01\x02\x00", Unsupported, binary);
    check(
        &gzip(b""),
        NotATable,
        "t.csv: found an empty file, expected a table",
    );
}

#[test]
fn labels_that_begin_like_a_file_kind_are_fine() {
    for name in ["PAR1", "GIF8", "RDX", "BZh", "FEA1"] {
        let table = read(format!("{name},a\nr,1\n").as_bytes()).unwrap();
        assert_eq!(table.y.name.as_deref(), Some(name));
    }
}

#[test]
fn settings_that_do_not_fit() {
    use LoadErrorKind::{Settings, Unsupported};
    let with = |change: &dyn Fn(&mut ReadSettings)| {
        let mut settings = ReadSettings::default();
        change(&mut settings);
        settings
    };
    let text = "a,b,c\n1,2,3\n";
    check_settings(
        text,
        &with(&|s| s.layout = Layout::Points),
        Unsupported,
        "t.csv: binning points is not there yet, expected --layout auto, matrix or tidy",
    );
    check_settings(
        text,
        &with(&|s| s.z = Some("d".to_owned())),
        Settings,
        "t.csv: found no column \"d\" for --z, expected one of a, b, c, or a number from 1 to 3",
    );
    check_settings(
        "1,2,3\n4,5,6\n",
        &with(&|s| s.index = IndexColumn::Column("7".to_owned())),
        Settings,
        "t.csv: found no column \"7\" for --index, expected a number from 1 to 3 (there is no header)",
    );
    check_settings(
        "a,b\n1,2\n",
        &with(&|s| s.layout = Layout::Tidy),
        Settings,
        "t.csv: found 2 columns, expected three for tidy data: x, y and value",
    );
    check_settings(
        text,
        &with(&|s| (s.x, s.y) = (Some("a".to_owned()), Some("1".to_owned()))),
        Settings,
        "t.csv: found the same column for x and y, expected two columns",
    );
    check_settings(
        text,
        &with(&|s| s.delimiter = Some('é')),
        Settings,
        "t.csv: found the delimiter 'é', expected one such as , ; tab | or space",
    );
    check_settings(
        text,
        &with(&|s| s.decimal = Some(';')),
        Settings,
        "t.csv: found the decimal mark ';', expected . or ,",
    );
}

#[test]
fn files_that_cannot_be_read() {
    let folder = tempfile::tempdir().unwrap();
    let error = read_file(folder.path()).unwrap_err();
    assert_eq!(error.kind, LoadErrorKind::Io);
    assert_eq!(error.message, "found a folder, expected a file");
    let error = read_file(&folder.path().join("none.csv")).unwrap_err();
    assert_eq!(error.kind, LoadErrorKind::Io);
    assert_eq!(error.message, "found no such file, expected a table");
    assert!(
        error
            .to_string()
            .ends_with("none.csv: found no such file, expected a table")
    );
}
