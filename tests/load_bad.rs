//! Input that is no table, or hardly one: always a table or one clear line, never a panic.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "helpers of tests may fail loudly"
)]

use std::io::Write;
use std::path::Path;

use cellsius::figure::{IndexColumn, Layout, ReadSettings, SideKind, Table};
use cellsius::grid::Value;
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
const OTHER_KINDS: [(&[u8], &str, &str); 11] = [
    (b"\x89PNG\r\n\x1a\n", "a PNG picture", ""),
    (b"%PDF-1.7\n", "a PDF document", ""),
    (
        b"PK\x03\x04....xl/workbook.xml",
        "an Excel workbook",
        " (save it as CSV)",
    ),
    (b"PK\x03\x04....", "a ZIP archive", " (unpack it first)"),
    (b"PAR1\x15\x04\x00", "a Parquet file", " (save it as CSV)"),
    (
        b"\x93NUMPY\x01\x00",
        "a NumPy array",
        " (save it with numpy.savetxt)",
    ),
    (b"\x89HDF\r\n", "an HDF5 file", " (save the table as CSV)"),
    (
        b"  <!DOCTYPE html>",
        "a web page",
        " (save its table as CSV)",
    ),
    (b"{\"data\": [1]}", "JSON", " (save the table as CSV)"),
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
    for (start, what, remedy) in OTHER_KINDS {
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
    if !std::process::Command::new("mkfifo")
        .arg(&path)
        .status()
        .is_ok_and(|status| status.success())
    {
        eprintln!("skipped: no mkfifo");
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

#[test]
fn cancelling() {
    let progress = Progress::new();
    progress.cancel();
    let error = load(&bytes(b"1,2\n3,4\n"), &ReadSettings::default(), &progress).unwrap_err();
    assert_eq!(error.kind, LoadErrorKind::Cancelled);
}

#[test]
fn large_shapes() {
    let header: Vec<String> = (0..2000).map(|column| format!("label{column}")).collect();
    let row = vec!["1"; 2000].join(",");
    let table = read(format!("name,{}\nr,{row}\ns,{row}\n", header.join(",")).as_bytes()).unwrap();
    assert_eq!(
        (
            table.grid.rows(),
            table.grid.columns(),
            table.warnings.len()
        ),
        (2, 2000, 0)
    );

    // A numeric first column, in order only among the first rows: it is a column of values.
    let mut text = "a,b,c\n".to_owned();
    for row in 0..1000 {
        text += &format!("{},{row},5\n", if row < 500 { row } else { 0 });
    }
    let table = read(text.as_bytes()).unwrap();
    assert_eq!(
        (table.grid.rows(), table.grid.columns(), table.y.kind),
        (1000, 3, SideKind::Index)
    );
    assert_eq!(
        (table.grid.value(499, 0), table.grid.value(500, 0)),
        (Value::Float(499.0), Value::Float(0.0))
    );

    // The first decimal comma stands far behind the sample.
    let text = format!("k;v\n{}z;1,5\ny;1.5\n", "a;1\n".repeat(500));
    let table = read(text.as_bytes()).unwrap();
    assert_eq!((table.source.decimal, table.grid.get(500, 0)), (',', 1.5));
    assert_eq!(
        (table.grid.value(501, 0), table.warnings.len()),
        (Value::Missing, 1)
    );

    // Tidy data whose x stays the same throughout the sample.
    let mut text = "x,y,z\n".to_owned();
    for cell in 0..250_000 {
        text += &format!("{},{},{cell}\n", cell / 500, cell % 500);
    }
    let table = read(text.as_bytes()).unwrap();
    assert_eq!(
        (table.source.layout, table.grid.rows(), table.grid.columns()),
        (Layout::Tidy, 500, 500)
    );
    assert_eq!(table.grid.get(3, 7), 3503.0);

    // Triangular: every row longer than the one before.
    let text: String = (1..=600)
        .map(|width| vec!["1"; width].join(",") + "\n")
        .collect();
    let table = read(text.as_bytes()).unwrap();
    assert_eq!((table.grid.rows(), table.grid.columns()), (600, 600));
    assert_eq!(table.grid.stats().finite, 180_300);
}

#[test]
fn padding_has_a_limit() {
    let mut text = "1,2\n".repeat(60_000);
    text += &"3,".repeat(60_000);
    text += "\n";
    let error = read(text.as_bytes()).unwrap_err();
    assert_eq!(error.kind, LoadErrorKind::NotATable);
    assert!(
        error
            .message
            .starts_with("found rows of very different lengths"),
        "{error}"
    );

    let mut text = "x,y,z\n".to_owned();
    for row in 0..20_000 {
        text += &format!("{row}.5,{row}.25,1\n");
    }
    let settings = ReadSettings {
        layout: Layout::Tidy,
        ..ReadSettings::default()
    };
    let error = load(&bytes(text.as_bytes()), &settings, &Progress::new()).unwrap_err();
    assert_eq!(error.kind, LoadErrorKind::Unsupported);
}

/// Random input, under random settings: a table that fits together, or one line.
#[test]
fn random_bytes_are_a_table_or_one_line() {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for _ in 0..10_000 {
        let edits = random.below(60);
        try_edited(&[], edits, &mut random);
    }
}

/// Tables with a few bytes changed, some gzipped and cut off.
#[test]
fn mutated_tables_are_a_table_or_one_line() {
    let mut random = Random(0x2545_f491_4f6c_dd1d);
    let seeds: [&[u8]; 8] = [
        b"nation,gold,silver\nKorea,24,13\nChina,10,15\n",
        b"x,y,z\n0,0,1\n1,0,2\n0,1,3\n1,1,4\n",
        b"y\\x,0,1.5,3\n0,1,2\n1,3,4\n5\n",
        b"\"a\" \"b\"\n\"r\" 1 2\n\"s\" 3 4\n",
        b"t;v\n2024-01-01T10:00+02:00;1,5\n2024-01-02;2,5\n",
        b"# c\r\n,1,2\r\n3,4,5\r\n\r\n6,7,8\r\n",
        b"\xff\xfea\0,\0b\0\n\x001\0,\x002\0\n\0",
        b"true,false\nfalse,NA\n",
    ];
    for _ in 0..10_000 {
        let edits = 1 + random.below(6);
        try_edited(seeds[random.below(seeds.len())], edits, &mut random);
    }
}

fn try_edited(seed: &[u8], edits: usize, random: &mut Random) {
    let alphabet = b",,,;;\t\t|  \n\n\n\r\"#0123456789..--eENaAinfxy\\'\xff\xc3\xa9\0T:Z+";
    let mut input = seed.to_vec();
    for _ in 0..edits {
        let byte = alphabet[random.below(alphabet.len())];
        let at = random.below(input.len() + 1);
        match random.below(4) {
            0 if at < input.len() => drop(input.remove(at)),
            1 if at < input.len() => input[at] = byte,
            _ => input.insert(at, byte),
        }
    }
    if random.below(50) == 0 {
        input = gzip(&input);
        input.truncate(1 + random.below(input.len() + 20));
    }
    check_sound(&input, &random_settings(random));
}

fn random_settings(random: &mut Random) -> ReadSettings {
    let column = |random: &mut Random| ["1", "2", "x", "a", "9"][random.below(5)].to_owned();
    let some = |random: &mut Random| (random.below(6) == 0).then(|| column(random));
    ReadSettings {
        layout: [Layout::Auto, Layout::Auto, Layout::Matrix, Layout::Tidy][random.below(4)],
        x: some(random),
        y: some(random),
        z: some(random),
        header: [None, None, Some(true), Some(false)][random.below(4)],
        index: match random.below(6) {
            0 => IndexColumn::None,
            1 => IndexColumn::Column(["1", "2", "a"][random.below(3)].to_owned()),
            _ => IndexColumn::Auto,
        },
        delimiter: [None, None, None, Some(','), Some(' '), Some(';')][random.below(6)],
        decimal: [None, None, Some(','), Some('.')][random.below(4)],
    }
}

fn check_sound(input: &[u8], settings: &ReadSettings) {
    match load(&bytes(input), settings, &Progress::new()) {
        Ok(table) => {
            let (rows, columns) = (table.grid.rows(), table.grid.columns());
            assert!(
                rows > 0 && columns > 0,
                "{:?}",
                String::from_utf8_lossy(input)
            );
            assert_eq!(
                (table.x.positions.count(), table.y.positions.count()),
                (columns, rows)
            );
            assert_eq!((table.source.columns, table.source.rows), (columns, rows));
            for warning in &table.warnings {
                assert!(
                    !warning.text.is_empty() && !warning.text.chars().any(char::is_control),
                    "{warning:?}"
                );
                assert!(
                    warning.place.line != Some(0) && warning.place.column != Some(0),
                    "{warning:?}"
                );
            }
        }
        Err(error) => {
            let line = error.to_string();
            assert!(
                !error.message.is_empty() && !line.chars().any(char::is_control),
                "{line:?}"
            );
            assert_ne!(error.place.line, Some(0));
        }
    }
}

struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap() % limit
    }
}
