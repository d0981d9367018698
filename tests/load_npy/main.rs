//! NumPy's arrays of every type, order and number of axes, against numbers that the test writes by
//! itself.
#![expect(clippy::unwrap_used, reason = "helpers of tests may fail loudly")]

#[path = "../common/npy.rs"]
mod npy;
mod numbers;
#[path = "../common/random.rs"]
mod random;

use std::io::Write;

use cellsius::figure::{Content, Format, Layout, ReadSettings, Settings, Table};
use cellsius::grid::Value;
use cellsius::load::{Input, LoadError, LoadErrorKind, Progress, load};

use npy::header;
use numbers::{KINDS, Kind, array, number};
use random::Random;

fn bytes(bytes: Vec<u8>) -> Input {
    let name = "a.npy".to_owned();
    Input::Bytes { name, bytes }
}

fn read(input: &Input, progress: &Progress) -> Result<Table, LoadError> {
    load(input, &ReadSettings::default(), progress)
}

/// Every cell of every frame is the number that was written there.
#[track_caller]
fn check(what: &str, table: &Table, shape: [usize; 3], numbers: &[Value]) {
    let [frames, rows, columns] = shape;
    let grids = match &table.slices {
        Some(slices) => slices.grids.clone(),
        None => vec![table.grid.clone()],
    };
    assert_eq!(grids.len(), frames, "{what}");
    assert_eq!(table.grid.id(), grids[0].id(), "{what}");
    for (frame, grid) in grids.iter().enumerate() {
        assert_eq!([grid.rows(), grid.columns()], [rows, columns], "{what}");
        for row in 0..rows {
            for column in 0..columns {
                let expected = numbers[(frame * rows + row) * columns + column];
                let found = grid.value(row, column);
                assert_eq!(found, expected, "{what} at {frame}, {row}, {column}");
            }
        }
    }
    assert_eq!([table.source.rows, table.source.columns], [rows, columns]);
    assert_eq!(table.source.format, Format::Npy);
    assert_eq!(table.source.layout, Layout::Matrix);
}

#[test]
fn every_type_order_and_number_of_axes() {
    let shapes: [(&[usize], [usize; 3]); 7] = [
        (&[], [1, 1, 1]),
        (&[7], [1, 1, 7]),
        (&[1], [1, 1, 1]),
        (&[3, 5], [1, 3, 5]),
        (&[6, 1], [1, 6, 1]),
        (&[4, 3, 2], [4, 3, 2]),
        (&[1, 1, 5, 4], [1, 5, 4]),
    ];
    let mut random = Random(1);
    for kind in KINDS {
        for (axes, shape) in shapes {
            let count = shape.iter().product();
            let numbers: Vec<Value> = (0..count).map(|_| number(kind, &mut random)).collect();
            for (fortran, version) in [(false, 1), (true, 1), (false, 2), (true, 3)] {
                for big in [false, true] {
                    let what = format!("{kind:?} {axes:?} {fortran} {version} {big}");
                    let file = array(kind, (big, fortran, version), axes, &numbers);
                    let table = read(&bytes(file), &Progress::new()).unwrap();
                    check(&what, &table, shape, &numbers);
                    assert_eq!(table.warnings, [], "{what}");
                }
            }
        }
    }
}

/// Several blocks, read by several threads, from a file, memory, a pipe and gzip.
#[test]
fn large_arrays_from_anywhere() {
    let folder = tempfile::tempdir().unwrap();
    let mut random = Random(2);
    for (kind, axes) in [(Kind::F32, [1, 600, 1000]), (Kind::I16, [2, 600, 900])] {
        let count = axes.iter().product();
        let numbers: Vec<Value> = (0..count).map(|_| number(kind, &mut random)).collect();
        for fortran in [false, true] {
            let file = array(kind, (false, fortran, 1), &axes, &numbers);
            let path = folder.path().join("a.npy");
            std::fs::write(&path, &file).unwrap();
            let zipped = folder.path().join("a.npy.gz");
            let out = std::fs::File::create(&zipped).unwrap();
            let mut out = flate2::write::GzEncoder::new(out, flate2::Compression::fast());
            out.write_all(&file).unwrap();
            out.finish().unwrap();
            for input in [Input::File(path), Input::File(zipped), bytes(file)] {
                let what = format!("{kind:?} {fortran} {}", input.file());
                let progress = Progress::new();
                let table = read(&input, &progress).unwrap();
                check(&what, &table, axes, &numbers);
                assert!(table.grid.blocks().len() > 1, "{what}");
                assert!(progress.bytes() > 0);
                let finite = table.grid.stats().finite;
                assert_eq!(finite, u64::try_from(axes[1] * axes[2]).unwrap(), "{what}");
            }
        }
    }
}

/// Cells take as many bytes as the file's numbers, or the next type that holds them and "missing".
#[test]
fn cells_are_as_narrow_as_their_numbers() {
    let mut random = Random(3);
    for (kind, bytes_of_cell) in [
        (Kind::Bool, 1),
        (Kind::U8, 1),
        (Kind::I8, 2),
        (Kind::I16, 2),
        (Kind::U16, 4),
        (Kind::I32, 4),
        (Kind::F16, 4),
        (Kind::F32, 4),
        (Kind::U32, 8),
        (Kind::I64, 8),
        (Kind::F64, 8),
    ] {
        let numbers: Vec<Value> = (0..1200).map(|_| number(kind, &mut random)).collect();
        let file = array(kind, (false, false, 1), &[30, 40], &numbers);
        let table = read(&bytes(file), &Progress::new()).unwrap();
        assert_eq!(table.grid.bytes(), 1200 * bytes_of_cell, "{kind:?}");
    }
}

/// The least whole number of a type stands for "missing" in memory; in the file it is a number.
#[test]
fn the_least_and_the_greatest_number_of_a_type_are_numbers() {
    for (kind, least, greatest) in [
        (Kind::I8, i64::from(i8::MIN), i64::from(i8::MAX)),
        (Kind::I16, i64::from(i16::MIN), i64::from(i16::MAX)),
        (Kind::I32, i64::from(i32::MIN), i64::from(i32::MAX)),
        (Kind::U8, 0, i64::from(u8::MAX)),
        (Kind::U16, 0, i64::from(u16::MAX)),
        (Kind::U32, 0, i64::from(u32::MAX)),
    ] {
        let numbers = [least, greatest, 0, 1].map(Value::Int);
        let file = array(kind, (true, false, 1), &[2, 2], &numbers);
        let table = read(&bytes(file), &Progress::new()).unwrap();
        check(&format!("{kind:?}"), &table, [1, 2, 2], &numbers);
        assert_eq!(table.warnings, []);
    }
}

#[test]
fn whole_numbers_beyond_i64_are_floats_and_said_to_be() {
    let numbers = [u64::MAX, 1 << 63, 5, 0];
    let cells: Vec<u8> = numbers.iter().flat_map(|n| n.to_le_bytes()).collect();
    let file = [header("<u8", false, "(2, 2)", 1), cells].concat();
    let table = read(&bytes(file), &Progress::new()).unwrap();
    let found: Vec<f64> = table.grid.iter().collect();
    assert_eq!(
        found,
        [18446744073709551615.0, 9223372036854775808.0, 5.0, 0.0]
    );
    let [warning] = &table.warnings[..] else {
        panic!("{:?}", table.warnings);
    };
    assert!(
        warning.text.starts_with("1 whole number"),
        "{}",
        warning.text
    );
    let numbers = [i64::MIN, i64::MAX];
    let cells: Vec<u8> = numbers.iter().flat_map(|n| n.to_be_bytes()).collect();
    let file = [header(">i8", false, "(2,)", 1), cells].concat();
    let table = read(&bytes(file), &Progress::new()).unwrap();
    assert_eq!(table.grid.get(0, 0), -9223372036854775808.0);
}

#[test]
fn floats_that_are_no_numbers_stay_what_they_are() {
    let numbers = [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, 1.0];
    let cells: Vec<u8> = numbers.iter().flat_map(|n| n.to_le_bytes()).collect();
    let file = [header("<f4", false, "(1, 4)", 1), cells].concat();
    let grid = read(&bytes(file), &Progress::new()).unwrap().grid;
    let stats = grid.stats();
    assert_eq!([stats.missing, stats.finite], [1, 1]);
    assert_eq!(
        [stats.positive_infinities, stats.negative_infinities],
        [1, 1]
    );
}

/// Of a type that is not read: what it is, in one line.
#[test]
fn other_types_are_told_by_name() {
    for (descr, what) in [
        ("'<c16'", "complex numbers"),
        ("'<c8'", "complex numbers"),
        ("'<f16'", "floats of more than 64 bits"),
        ("'|S5'", "text"),
        ("'<U5'", "text"),
        ("'|O'", "Python objects"),
        ("'<M8[ns]'", "dates"),
        ("'<m8[s]'", "durations"),
        ("'|V8'", "bytes without a type"),
        ("[('a', '<f8'), ('b', '<i4')]", "named fields"),
    ] {
        let quoted = header("DESCR", false, "(2, 2)", 1);
        let text: Vec<u8> = String::from_utf8_lossy(&quoted[10..])
            .replace("'DESCR'", descr)
            .into_bytes();
        let length = u16::try_from(text.len()).unwrap().to_le_bytes();
        let file = [&quoted[..8], &length, &text, &[0; 64]].concat();
        let error = read(&bytes(file), &Progress::new()).unwrap_err();
        assert_eq!(error.kind, LoadErrorKind::Unsupported, "{error}");
        assert!(error.message.contains(what), "{descr}: {error}");
    }
}

#[test]
fn what_does_not_fit_together_is_one_line() {
    let file = |shape, cells: usize| [header("<f8", false, shape, 1), vec![0; cells]].concat();
    let headless = |length: u32| {
        let mut bytes = b"\x93NUMPY\x02\x00".to_vec();
        bytes.extend(length.to_le_bytes());
        bytes.extend([b' '; 100]);
        bytes
    };
    for (bytes_of_file, said) in [
        (file("(3, 4)", 95), "found 95 bytes of numbers, expected 96"),
        (file("(0, 4)", 0), "without numbers (shape (0, 4))"),
        (file("(2, 3, 4, 5)", 960), "of 4 axes"),
        (file("(4294967296, 4294967296)", 96), "than can be counted"),
        (file("(10000000000,)", 96), "found 96 bytes of numbers"),
        (file("(10001, 1, 1)", 80008), "found 10001 frames"),
        (headless(u32::MAX), "header of 4294967295 bytes"),
        (headless(200), "breaks off in its header"),
        (b"\x93NUMPY\x04\x00".to_vec(), "version 4.0"),
        (b"\x93NUMPY".to_vec(), "breaks off in its header"),
    ] {
        let error = read(&bytes(bytes_of_file), &Progress::new()).unwrap_err();
        assert!(error.message.contains(said), "{error} has no {said}");
    }
}

#[test]
fn bytes_behind_the_array_are_a_warning() {
    let file = [header("<f8", false, "(2, 2)", 1), vec![0; 33]].concat();
    let table = read(&bytes(file), &Progress::new()).unwrap();
    assert_eq!(table.warnings[0].text, "1 byte behind the array, not read");
}

#[test]
fn options_of_tables_of_columns_are_refused() {
    let file = || bytes([header("<f8", false, "(2, 2)", 1), vec![0; 32]].concat());
    for (settings, option) in [
        (
            ReadSettings {
                layout: Layout::Tidy,
                ..ReadSettings::default()
            },
            "--layout tidy",
        ),
        (
            ReadSettings {
                z: Some("a".to_owned()),
                ..ReadSettings::default()
            },
            "--z",
        ),
        (
            ReadSettings {
                frames: Some("a".to_owned()),
                ..ReadSettings::default()
            },
            "--frames",
        ),
    ] {
        let error = load(&file(), &settings, &Progress::new()).unwrap_err();
        assert_eq!(error.kind, LoadErrorKind::Settings);
        assert!(error.message.contains(option), "{error}");
    }
}

/// Larger than the memory that it may take: cells stay in the file, and are what they were.
#[test]
fn arrays_beyond_memory_stay_in_their_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.npy");
    let mut random = Random(5);
    let axes = [2, 650, 810];
    let count = axes.iter().product();
    for (kind, big) in [(Kind::F64, true), (Kind::U16, false)] {
        let numbers: Vec<Value> = (0..count).map(|_| number(kind, &mut random)).collect();
        std::fs::write(&path, array(kind, (big, false, 1), &axes, &numbers)).unwrap();
        let input = Input::File(path.clone());
        let little = Progress::within(100_000);
        let stored = read(&input, &little).unwrap();
        check("stored", &stored, axes, &numbers);
        let whole = read(&input, &Progress::new()).unwrap();
        let grids = |table: &Table| table.slices.as_ref().unwrap().grids.clone();
        for (stored, whole) in grids(&stored).iter().zip(grids(&whole)) {
            assert_eq!(stored.bytes(), 0);
            assert_eq!(stored.stats(), whole.stats());
        }
        assert!(Content::Table(stored.into()).troubles().is_empty());
    }
}

/// An array that memory does not hold and that cannot stay where it is: what would fit.
#[test]
fn arrays_that_can_be_stored_nowhere_are_too_large() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.npy");
    let file = |fortran| [header("<f8", fortran, "(300, 400)", 1), vec![0; 960_000]].concat();
    std::fs::write(&path, file(true)).unwrap();
    for (input, remedy) in [
        (Input::File(path), "numpy.ascontiguousarray"),
        (bytes(file(false)), "an uncompressed .npy file in C order"),
    ] {
        let error = read(&input, &Progress::within(100_000)).unwrap_err();
        assert_eq!(error.kind, LoadErrorKind::TooLarge, "{error}");
        assert!(error.message.contains("about 960 kB"), "{error}");
        assert!(error.message.contains(remedy), "{error}");
    }
}

/// A file that is cut while its cells are still in it: missing cells and a word about it.
#[test]
fn a_file_that_shrinks_later_is_a_trouble() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.npy");
    let numbers: Vec<Value> = (0..1_000_000).map(|n| Value::Int(n % 7)).collect();
    std::fs::write(
        &path,
        array(Kind::F64, (false, false, 1), &[1000, 1000], &numbers),
    )
    .unwrap();
    let table = read(&Input::File(path.clone()), &Progress::within(1000)).unwrap();
    let grid = table.grid.clone();
    let content = Content::Table(table.into());
    assert_eq!(grid.value(999, 999), Value::Int(999_999 % 7));
    let file = std::fs::OpenOptions::new().write(true).open(&path).unwrap();
    file.set_len(4_000_000).unwrap();
    assert_eq!(grid.value(0, 3), Value::Int(3));
    assert!(content.troubles().is_empty());
    assert_eq!(grid.value(999, 999), Value::Missing);
    let [trouble] = &content.troubles()[..] else {
        panic!("{:?}", content.troubles());
    };
    assert!(trouble.text.contains("shorter than when it was opened"));
    let _drawn = content.figure(&Settings::default());
}

#[test]
fn a_cancelled_read_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.npy");
    std::fs::write(
        &path,
        [header("<f8", false, "(30, 40)", 1), vec![0; 9600]].concat(),
    )
    .unwrap();
    let progress = Progress::new();
    progress.cancel();
    let error = read(&Input::File(path), &progress).unwrap_err();
    assert_eq!(error.kind, LoadErrorKind::Cancelled);
}
