//! Grey pictures as numbers, against pictures that the test writes by itself.
#![expect(clippy::unwrap_used, reason = "helpers of tests may fail loudly")]

use std::io::Write;

use cellsius::figure::{Format, ReadSettings, Table};
use cellsius::load::{Input, LoadError, LoadErrorKind, Progress, load};

fn bytes(bytes: Vec<u8>) -> Input {
    let name = "a".to_owned();
    Input::Bytes { name, bytes }
}

fn read(input: &Input, memory: u64) -> Result<Table, LoadError> {
    load(input, &ReadSettings::default(), &Progress::within(memory))
}

const ENOUGH: u64 = 1 << 30;

fn values(table: &Table) -> Vec<f64> {
    table.grid.iter().collect()
}

fn shape(table: &Table) -> [usize; 2] {
    [table.grid.rows(), table.grid.columns()]
}

fn png(color: png::ColorType, depth: png::BitDepth, size: [u32; 2], data: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, size[0], size[1]);
    encoder.set_color(color);
    encoder.set_depth(depth);
    if color == png::ColorType::Indexed {
        encoder.set_palette(vec![0; 6]);
    }
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(data).unwrap();
    writer.finish().unwrap();
    out
}

#[test]
fn png_pictures_of_every_depth() {
    use png::BitDepth::{Eight, Four, One, Sixteen, Two};
    // Seven numbers a row, so that rows of few bits end within a byte.
    for (depth, bits) in [(One, 1), (Two, 2), (Four, 4), (Eight, 8), (Sixteen, 16)] {
        let numbers: Vec<u32> = (0..35_u32).map(|n| (n * n * 977) % (1 << bits)).collect();
        let mut data = Vec::new();
        for row in numbers.chunks(7) {
            let row = row
                .iter()
                .fold(0_u128, |all, n| all << bits | u128::from(*n));
            let length = (7 * bits as usize).div_ceil(8);
            let row = row << (length * 8 - 7 * bits as usize);
            data.extend(&row.to_be_bytes()[16 - length..]);
        }
        let file = png(png::ColorType::Grayscale, depth, [7, 5], &data);
        let table = read(&bytes(file), ENOUGH).unwrap();
        assert_eq!(shape(&table), [5, 7]);
        let expected: Vec<f64> = numbers.into_iter().map(f64::from).collect();
        assert_eq!(values(&table), expected, "{bits} bits");
        assert_eq!(table.source.format, Format::Png);
        assert_eq!(table.grid.bytes(), 35 * if bits == 16 { 4 } else { 1 });
        assert_eq!(table.warnings, []);
    }
}

#[test]
fn pictures_in_colour_are_told() {
    use png::ColorType::{GrayscaleAlpha, Indexed, Rgb, Rgba};
    for (color, samples, said) in [
        (Rgb, 3, "in colour"),
        (Rgba, 4, "in colour"),
        (GrayscaleAlpha, 2, "in grey with transparency"),
        (Indexed, 1, "of a palette"),
    ] {
        let file = png(color, png::BitDepth::Eight, [2, 2], &vec![0; 4 * samples]);
        let error = read(&bytes(file), ENOUGH).unwrap_err();
        assert_eq!(error.kind, LoadErrorKind::Unsupported, "{error}");
        assert!(error.message.contains(said), "{error}");
    }
    let mut rgb = Tiff::of(Numbers::U(8), [2, 2]);
    rgb.photometric = 2;
    rgb.samples = 3;
    let error = read(&bytes(rgb.file(&[0; 12])), ENOUGH).unwrap_err();
    assert_eq!(error.kind, LoadErrorKind::Unsupported, "{error}");
    assert!(error.message.contains("in colour"), "{error}");
}

/// Bits of a number, and what kind it is.
#[derive(Clone, Copy, Debug)]
enum Numbers {
    U(u16),
    I(u16),
    F(u16),
}

/// How a TIFF picture is written.
#[derive(Clone, Debug)]
struct Tiff {
    numbers: Numbers,
    /// Columns and rows.
    size: [usize; 2],
    big: bool,
    deflated: bool,
    /// Columns and rows of a tile, or rows of a strip.
    tile: Option<[usize; 2]>,
    strip: usize,
    photometric: u32,
    samples: usize,
}

impl Tiff {
    fn of(numbers: Numbers, size: [usize; 2]) -> Self {
        Self {
            numbers,
            size,
            big: false,
            deflated: false,
            tile: None,
            strip: size[1],
            photometric: 1,
            samples: 1,
        }
    }

    fn short(&self, value: usize) -> [u8; 2] {
        let value = u16::try_from(value).unwrap();
        if self.big {
            value.to_be_bytes()
        } else {
            value.to_le_bytes()
        }
    }

    fn long(&self, value: usize) -> [u8; 4] {
        let value = u32::try_from(value).unwrap();
        if self.big {
            value.to_be_bytes()
        } else {
            value.to_le_bytes()
        }
    }

    fn bits(&self) -> usize {
        match self.numbers {
            Numbers::U(bits) | Numbers::I(bits) | Numbers::F(bits) => usize::from(bits),
        }
    }

    /// A number as the file has it.
    fn number(&self, value: i32) -> Vec<u8> {
        let mut bytes = match self.numbers {
            Numbers::F(64) => f64::from(value).to_le_bytes().to_vec(),
            Numbers::F(_) => (value as f32).to_le_bytes().to_vec(),
            _ => i64::from(value).to_le_bytes()[..self.bits() / 8].to_vec(),
        };
        if self.big {
            bytes.reverse();
        }
        bytes
    }

    /// Numbers in strips or tiles.
    fn parts(&self, data: &[u8]) -> Vec<Vec<u8>> {
        let cell = self.bits() / 8 * self.samples;
        let [columns, rows] = self.size;
        let [width, height] = self.tile.unwrap_or([columns, self.strip]);
        let mut parts = Vec::new();
        for top in (0..rows).step_by(height) {
            for left in (0..columns).step_by(width) {
                let mut part = Vec::new();
                for row in top..top + height {
                    if row >= rows && self.tile.is_none() {
                        break;
                    }
                    for column in left..left + width {
                        let at = (row * columns + column) * cell;
                        let inside = row < rows && column < columns;
                        let padding = vec![0xee; cell];
                        part.extend(if inside {
                            &data[at..at + cell]
                        } else {
                            &padding
                        });
                    }
                }
                parts.push(self.packed(part));
            }
        }
        parts
    }

    fn packed(&self, part: Vec<u8>) -> Vec<u8> {
        if !self.deflated {
            return part;
        }
        let mut out = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        out.write_all(&part).unwrap();
        out.finish().unwrap()
    }

    fn header(&self) -> Vec<u8> {
        let magic = if self.big { b"MM" } else { b"II" };
        [&magic[..], &self.short(42), &self.long(8)].concat()
    }

    fn file(&self, data: &[u8]) -> Vec<u8> {
        [self.header(), self.page(data, 8, true)].concat()
    }

    /// A directory at `start` and the numbers behind it.
    fn page(&self, data: &[u8], start: usize, last: bool) -> Vec<u8> {
        let parts = self.parts(data);
        let format = match self.numbers {
            Numbers::U(_) => 1,
            Numbers::I(_) => 2,
            Numbers::F(_) => 3,
        };
        const ENTRIES: usize = 11;
        let directory = 2 + 12 * ENTRIES + 4;
        let lists = start + directory;
        let first = lists + 8 * parts.len();
        let places = parts.iter().scan(first, |at, part| {
            *at += part.len();
            Some(*at - part.len())
        });
        let places: Vec<usize> = places.collect();
        let lengths: Vec<usize> = parts.iter().map(Vec::len).collect();
        let end = first + lengths.iter().sum::<usize>();
        let (tag, sizes) = match self.tile {
            Some(tile) => (322, tile),
            None => (278, [self.strip, 1]),
        };
        let single = parts.len() == 1;
        let list = |values: &[usize], at: usize| if single { values[0] } else { at };
        let mut out = self.short(ENTRIES).to_vec();
        let mut entry = |tag: usize, count: usize, value: usize| {
            out.extend([&self.short(tag)[..], &self.short(4), &self.long(count)].concat());
            out.extend(self.long(value));
        };
        entry(256, 1, self.size[0]);
        entry(257, 1, self.size[1]);
        entry(258, 1, self.bits());
        entry(259, 1, if self.deflated { 8 } else { 1 });
        entry(262, 1, self.photometric as usize);
        let (starts, counts) = if self.tile.is_some() {
            (324, 325)
        } else {
            (273, 279)
        };
        if self.tile.is_none() {
            entry(starts, parts.len(), list(&places, lists));
        }
        entry(277, 1, self.samples);
        entry(tag, 1, sizes[0]);
        if self.tile.is_some() {
            entry(323, 1, sizes[1]);
            entry(starts, parts.len(), list(&places, lists));
            entry(counts, parts.len(), list(&lengths, lists + 4 * parts.len()));
        } else {
            entry(counts, parts.len(), list(&lengths, lists + 4 * parts.len()));
            // Resolution in no unit, so that there are as many entries as with tiles.
            entry(296, 1, 1);
        }
        entry(339, 1, format);
        out.extend(self.long(if last { 0 } else { end }));
        for value in places.iter().chain(&lengths) {
            out.extend(self.long(*value));
        }
        out.extend(parts.concat());
        out
    }
}

const KINDS: [Numbers; 10] = [
    Numbers::U(8),
    Numbers::U(16),
    Numbers::U(32),
    Numbers::U(64),
    Numbers::I(8),
    Numbers::I(16),
    Numbers::I(32),
    Numbers::I(64),
    Numbers::F(32),
    Numbers::F(64),
];

/// Numbers that each kind holds.
fn numbers(kind: Numbers, count: i32) -> Vec<i32> {
    let negative = i32::from(!matches!(kind, Numbers::U(_)));
    (0..count).map(|n| n * 37 % 101 - 50 * negative).collect()
}

/// Numbers of every kind, in strips and tiles, both byte orders, packed or not.
#[test]
fn tiff_pictures_of_every_kind() {
    for kind in KINDS {
        for (tile, strip) in [
            (None, 20),
            (None, 7),
            (Some([16, 16]), 20),
            (Some([48, 32]), 20),
        ] {
            for (big, deflated) in [(false, false), (true, false), (false, true), (true, true)] {
                let tiff = Tiff {
                    big,
                    deflated,
                    tile,
                    strip,
                    ..Tiff::of(kind, [41, 20])
                };
                let numbers = numbers(kind, 41 * 20);
                let data = numbers
                    .iter()
                    .flat_map(|n| tiff.number(*n))
                    .collect::<Vec<u8>>();
                let table = read(&bytes(tiff.file(&data)), ENOUGH).unwrap();
                assert_eq!(shape(&table), [20, 41], "{tiff:?}");
                let expected: Vec<f64> = numbers.into_iter().map(f64::from).collect();
                assert_eq!(values(&table), expected, "{tiff:?}");
                assert_eq!(table.source.format, Format::Tiff);
                assert_eq!(table.warnings, [], "{tiff:?}");
            }
        }
    }
}

#[test]
fn several_pictures_are_frames() {
    let kind = Numbers::U(16);
    let like = Tiff::of(kind, [5, 3]);
    let other = Tiff::of(kind, [2, 2]);
    let data = |tiff: &Tiff, first: i32, count: i32| -> Vec<u8> {
        (first..first + count)
            .flat_map(|n| tiff.number(n))
            .collect()
    };
    let mut file = like.header();
    for (index, (tiff, count)) in [(&like, 15), (&other, 4), (&like, 15)]
        .into_iter()
        .enumerate()
    {
        let first = i32::try_from(index).unwrap() * 100;
        let page = tiff.page(&data(tiff, first, count), file.len(), index == 2);
        file.extend(page);
    }
    let table = read(&bytes(file), ENOUGH).unwrap();
    let slices = table.slices.unwrap();
    assert_eq!(slices.frames.as_ref().unwrap().values, ["0", "1"]);
    assert_eq!(slices.grids[0].get(2, 4), 14.0);
    assert_eq!(slices.grids[1].get(0, 0), 200.0);
    let said = "1 picture is of another size or kind, not read";
    assert_eq!(table.warnings[0].text, said);
}

/// White is zero: numbers are read as brightness.
#[test]
fn bright_numbers_are_high_in_either_sense() {
    let mut tiff = Tiff::of(Numbers::U(8), [2, 1]);
    tiff.photometric = 0;
    let table = read(&bytes(tiff.file(&[0, 200])), ENOUGH).unwrap();
    assert_eq!(values(&table), [255.0, 55.0]);
}

#[test]
fn pictures_beyond_memory() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.tif");
    let numbers = numbers(Numbers::U(16), 120_000);
    let expected: Vec<f64> = numbers.iter().copied().map(f64::from).collect();
    for (deflated, fits) in [(false, true), (true, false)] {
        let tiff = Tiff {
            deflated,
            strip: 10,
            ..Tiff::of(Numbers::U(16), [400, 300])
        };
        let data: Vec<u8> = numbers.iter().flat_map(|n| tiff.number(*n)).collect();
        std::fs::write(&path, tiff.file(&data)).unwrap();
        match read(&Input::File(path.clone()), 100_000) {
            Ok(table) => {
                assert!(fits);
                assert_eq!(table.grid.bytes(), 0);
                assert_eq!(values(&table), expected);
            }
            Err(error) => {
                assert!(!fits, "{error}");
                assert_eq!(error.kind, LoadErrorKind::TooLarge, "{error}");
            }
        }
    }
    let file = png(
        png::ColorType::Grayscale,
        png::BitDepth::Eight,
        [400, 300],
        &vec![7; 120_000],
    );
    let error = read(&bytes(file), 100_000).unwrap_err();
    assert_eq!(error.kind, LoadErrorKind::TooLarge, "{error}");
    assert!(error.message.contains("about 120 kB"), "{error}");
}

#[test]
fn packed_pictures_and_pictures_from_a_pipe() {
    let folder = tempfile::tempdir().unwrap();
    let tiff = Tiff::of(Numbers::U(8), [3, 2]);
    let data = [1, 2, 3, 4, 5, 6];
    let pictures = [
        png(
            png::ColorType::Grayscale,
            png::BitDepth::Eight,
            [3, 2],
            &data,
        ),
        tiff.file(&data),
    ];
    for picture in pictures {
        let path = folder.path().join("a.gz");
        let out = std::fs::File::create(&path).unwrap();
        let mut out = flate2::write::GzEncoder::new(out, flate2::Compression::fast());
        out.write_all(&picture).unwrap();
        out.finish().unwrap();
        let table = read(&Input::File(path), ENOUGH).unwrap();
        assert_eq!(values(&table), [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
    }
}
