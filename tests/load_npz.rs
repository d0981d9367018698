//! NumPy's archives: which array is read, and how.
#![expect(clippy::unwrap_used, reason = "helpers of tests may fail loudly")]

#[path = "common/npy.rs"]
mod npy;
#[path = "common/zip.rs"]
mod zip;

use cellsius::figure::{Format, ReadSettings, Table};
use cellsius::load::{Input, LoadError, LoadErrorKind, Progress, load};

use npy::header;
use zip::zip;

/// An array of whole numbers from `first` on, of 16 bits.
fn array(shape: &str, first: i16, count: i16) -> Vec<u8> {
    let numbers: Vec<u8> = (first..first + count).flat_map(i16::to_le_bytes).collect();
    [header("<i2", false, shape, 1), numbers].concat()
}

fn words() -> Vec<u8> {
    [header("<U1", false, "(2, 2)", 1), vec![0; 16]].concat()
}

fn read_with(bytes: &[u8], z: Option<&str>, progress: &Progress) -> Result<Table, LoadError> {
    let input = Input::Bytes {
        name: "a.npz".to_owned(),
        bytes: bytes.to_vec(),
    };
    let settings = ReadSettings {
        z: z.map(str::to_owned),
        ..ReadSettings::default()
    };
    load(&input, &settings, progress)
}

fn read(bytes: &[u8], z: Option<&str>) -> Result<Table, LoadError> {
    read_with(bytes, z, &Progress::new())
}

fn values(table: &Table) -> Vec<f64> {
    table.grid.iter().collect()
}

#[test]
fn the_first_matrix_is_read_and_others_are_named() {
    let (line, cube) = (array("(3,)", 50, 3), array("(2, 1, 2)", 60, 4));
    let (first, second) = (array("(2, 2)", 1, 4), array("(1, 2)", 70, 2));
    let words = words();
    let files: [(&str, &[u8]); 6] = [
        ("line.npy", &line),
        ("readme.txt", b"words"),
        ("words.npy", &words),
        ("cube.npy", &cube),
        ("first.npy", &first),
        ("second.npy", &second),
    ];
    for deflated in [false, true] {
        let bytes = zip(&files, deflated);
        let table = read(&bytes, None).unwrap();
        assert_eq!(values(&table), [1.0, 2.0, 3.0, 4.0]);
        assert_eq!(table.z_name.as_deref(), Some("first"));
        assert_eq!(table.source.format, Format::Npz);
        let names = ["line", "words", "cube", "first", "second"];
        assert_eq!(table.source.column_names, names);
        let [warning] = &table.warnings[..] else {
            panic!("{:?}", table.warnings);
        };
        let said = "the archive also holds line, words, cube, second; --z NAME chooses an array";
        assert_eq!(warning.text, said);
        for (asked, expected) in [
            ("second", vec![70.0, 71.0]),
            ("5", vec![70.0, 71.0]),
            ("LINE", vec![50.0, 51.0, 52.0]),
            ("cube", vec![60.0, 61.0]),
        ] {
            let table = read(&bytes, Some(asked)).unwrap();
            assert_eq!(values(&table), expected, "{asked}");
            assert_eq!(table.warnings, [], "{asked}");
        }
        let cube = read(&bytes, Some("3")).unwrap().slices.unwrap();
        assert_eq!(cube.grids[1].iter().collect::<Vec<_>>(), [62.0, 63.0]);
        let error = read(&bytes, Some("none")).unwrap_err();
        assert_eq!(error.kind, LoadErrorKind::Settings, "{error}");
        let error = read(&bytes, Some("words")).unwrap_err();
        assert!(error.message.ends_with("(in words)"), "{error}");
    }
}

#[test]
fn without_a_matrix_three_axes_come_before_one_and_none() {
    let all = [
        ("scalar", array("()", 9, 1)),
        ("line", array("(3,)", 50, 3)),
        ("cube", array("(2, 1, 2)", 60, 4)),
    ];
    for (count, expected) in [(3, "cube"), (2, "line"), (1, "scalar")] {
        let files: Vec<(String, &[u8])> = all[..count]
            .iter()
            .map(|(name, bytes)| (format!("{name}.npy"), bytes.as_slice()))
            .collect();
        let files: Vec<(&str, &[u8])> = files.iter().map(|(name, b)| (name.as_str(), *b)).collect();
        let table = read(&zip(&files, true), None).unwrap();
        assert_eq!(table.z_name.as_deref(), Some(expected));
        assert_eq!(table.warnings.is_empty(), count == 1);
    }
}

/// What is stored in an archive is read as a file of its own is: also beyond memory.
#[test]
fn stored_arrays_beyond_memory_stay_in_their_archive() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.npz");
    let (small, large) = (array("(1, 2)", 1, 2), array("(150, 200)", 0, 30_000));
    let files: [(&str, &[u8]); 2] = [("small.npy", &small), ("large.npy", &large)];
    let settings = ReadSettings {
        z: Some("large".to_owned()),
        ..ReadSettings::default()
    };
    let read = |deflated, memory| {
        std::fs::write(&path, zip(&files, deflated)).unwrap();
        load(
            &Input::File(path.clone()),
            &settings,
            &Progress::within(memory),
        )
    };
    let stored = read(false, 1000).unwrap();
    assert_eq!(stored.grid.bytes(), 0);
    let expected: Vec<f64> = (0..30_000).map(f64::from).collect();
    assert_eq!(values(&stored), expected);
    let whole = read(true, 60_000).unwrap();
    assert_eq!(whole.grid.bytes(), 60_000);
    assert_eq!(values(&whole), expected);
    let error = read(true, 1000).unwrap_err();
    assert_eq!(error.kind, LoadErrorKind::TooLarge, "{error}");
}

/// Numbers of 64 bits, as NumPy and Python write them where an archive might grow.
#[test]
fn numbers_of_64_bits() {
    let array = array("(2, 3)", 0, 6);
    let plain = zip(&[("a.npy", &array)], false);
    let at = |magic: &[u8]| plain.windows(4).position(|four| four == magic).unwrap();
    let (central, end) = (at(b"PK\x01\x02"), at(b"PK\x05\x06"));
    let mut entry = plain[central..end].to_vec();
    // Both sizes and the place move to the extra field.
    let length = u64::try_from(array.len()).unwrap().to_le_bytes();
    for field in [20, 24, 42] {
        entry[field..field + 4].fill(0xff);
    }
    entry[30] = 33;
    entry.extend([5, 0, 1, 0, 7, 1, 0, 24, 0]);
    entry.extend([length, length, [0; 8]].concat());
    let long = |length: usize| u64::try_from(length).unwrap().to_le_bytes();
    let place = central + entry.len();
    let bytes = [
        &plain[..central],
        &entry,
        b"PK\x06\x06",
        &long(44),
        &[0; 12],
        &long(1),
        &long(1),
        &long(entry.len()),
        &long(central),
        b"PK\x06\x07",
        &[0; 4],
        &long(place),
        &[1, 0, 0, 0],
        b"PK\x05\x06\0\0\0\0\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\0\0",
    ]
    .concat();
    let table = read(&bytes, None).unwrap();
    assert_eq!(values(&table), [0.0, 1.0, 2.0, 3.0, 4.0, 5.0]);
}

#[test]
fn damaged_archives_are_one_line() {
    let array = array("(20, 30)", 0, 600);
    let whole = zip(&[("a.npy", &array)], true);
    let at = |magic: &[u8]| whole.windows(4).position(|four| four == magic).unwrap();
    let central = at(b"PK\x01\x02");
    let with = |place: usize, bytes: &[u8]| {
        let mut changed = whole.clone();
        changed[place..place + bytes.len()].copy_from_slice(bytes);
        changed
    };
    for (bytes, said) in [
        (with(central + 8, &[1]), "\"a.npy\" is encrypted"),
        (with(central + 10, &[12]), "in another way than deflate"),
        (with(central + 16, &[1, 2, 3, 4]), "another sum"),
        (with(central + 20, &[0xff; 3]), "damaged or breaks off"),
        (with(central + 20, &[90, 0, 0, 0]), "breaks off"),
        (with(central + 42, &[1, 0, 0, 0]), "damaged or breaks off"),
        (with(central + 46, b"a.txt"), "an archive without arrays"),
        (whole[..whole.len() - 1].to_vec(), "damaged or breaks off"),
    ] {
        let error = read(&bytes, None).unwrap_err();
        assert!(error.message.contains(said), "{error} has no {said}");
    }
}

#[test]
fn an_archive_from_a_pipe_takes_no_more_than_memory() {
    let array = array("(20, 30)", 0, 600);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.npz.gz");
    let out = std::fs::File::create(&path).unwrap();
    let mut out = flate2::write::GzEncoder::new(out, flate2::Compression::fast());
    std::io::Write::write_all(&mut out, &zip(&[("a.npy", &array)], false)).unwrap();
    out.finish().unwrap();
    let read = |memory| {
        let input = Input::File(path.clone());
        load(&input, &ReadSettings::default(), &Progress::within(memory))
    };
    assert_eq!(read(10_000).unwrap().grid.rows(), 20);
    assert_eq!(read(1000).unwrap_err().kind, LoadErrorKind::TooLarge);
}
