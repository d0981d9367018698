//! A small well-formed file of each format, made byte by byte.

use std::io::Write;

use crate::npy::header;
use crate::zip::zip;

/// A file by name, with the numbers 0 to 11 in 3 rows of 4.
pub(crate) struct Sample {
    pub(crate) name: &'static str,
    pub(crate) bytes: Vec<u8>,
    /// Any shorter file of it is an error, not another table.
    pub(crate) ends_itself: bool,
}

pub(crate) const ROWS: usize = 3;
pub(crate) const COLUMNS: usize = 4;

pub(crate) fn all() -> Vec<Sample> {
    let text = csv();
    let sample = |name, bytes, ends_itself| Sample {
        name,
        bytes,
        ends_itself,
    };
    vec![
        sample("t.csv", text.clone(), false),
        sample("t.csv.gz", gzip(&text), true),
        sample("t.csv.zst", zstd(&text), true),
        sample(
            "f8.npy",
            npy("<f8", false, &f64_cells(f64::to_le_bytes)),
            true,
        ),
        sample(
            "f8-big.npy",
            npy(">f8", true, &f64_cells(f64::to_be_bytes)),
            true,
        ),
        sample(
            "u1.npy",
            npy("|u1", false, &(0..12).collect::<Vec<u8>>()),
            true,
        ),
        sample("stored.npz", npz(false), true),
        sample("deflated.npz", npz(true), true),
        sample("8.png", png(png::BitDepth::Eight), true),
        sample("16.png", png(png::BitDepth::Sixteen), true),
        sample("little.tiff", tiff(false), true),
        sample("big.tiff", tiff(true), true),
    ]
}

fn csv() -> Vec<u8> {
    let rows = (0..ROWS).map(|row| {
        let cells = (0..COLUMNS).map(|column| (row * COLUMNS + column).to_string());
        cells.collect::<Vec<_>>().join(",") + "\n"
    });
    rows.collect::<String>().into_bytes()
}

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

/// A frame of one raw block, its length declared in one byte.
fn zstd(bytes: &[u8]) -> Vec<u8> {
    let length = u8::try_from(bytes.len()).unwrap();
    let header = (u32::from(length) << 3 | 1).to_le_bytes();
    let frame = [0x28, 0xb5, 0x2f, 0xfd, 0x20, length];
    [&frame, &header[..3], bytes].concat()
}

fn f64_cells(bytes: fn(f64) -> [u8; 8]) -> Vec<u8> {
    (0..12).flat_map(|cell| bytes(f64::from(cell))).collect()
}

/// A NumPy file, version 1.0; for Fortran order the cells come as they are, too.
pub(crate) fn npy(descr: &str, fortran: bool, cells: &[u8]) -> Vec<u8> {
    npy_of_shape(descr, fortran, "(3, 4)", cells)
}

/// The same with any words for the shape.
pub(crate) fn npy_of_shape(descr: &str, fortran: bool, shape: &str, cells: &[u8]) -> Vec<u8> {
    [&header(descr, fortran, shape, 1), cells].concat()
}

fn npz(deflated: bool) -> Vec<u8> {
    let array = npy("<f8", false, &f64_cells(f64::to_le_bytes));
    zip(&[("a.npy", &array)], deflated)
}

fn png(depth: png::BitDepth) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, COLUMNS as u32, ROWS as u32);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(depth);
    let cells: Vec<u8> = match depth {
        png::BitDepth::Sixteen => (0..12_u16).flat_map(u16::to_be_bytes).collect(),
        _ => (0..12).collect(),
    };
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&cells).unwrap();
    writer.finish().unwrap();
    out
}

/// Where the width and the height of [`tiff`] stand.
pub(crate) const TIFF_SIZE: [usize; 2] = [18, 30];

/// One strip of 16-bit numbers after the directory.
fn tiff(big: bool) -> Vec<u8> {
    let short = |value: u16| {
        if big {
            value.to_be_bytes()
        } else {
            value.to_le_bytes()
        }
    };
    let long = |value: u32| {
        if big {
            value.to_be_bytes()
        } else {
            value.to_le_bytes()
        }
    };
    const ENTRIES: u16 = 9;
    let data = 8 + 2 + 12 * u32::from(ENTRIES) + 4;
    let mut out = if big { b"MM".to_vec() } else { b"II".to_vec() };
    out.extend(short(42));
    out.extend(long(8));
    out.extend(short(ENTRIES));
    // Width, height, bits, compression (none), black is zero, strip, samples, rows, bytes.
    let entries = [
        (256, COLUMNS as u32),
        (257, ROWS as u32),
        (258, 16),
        (259, 1),
        (262, 1),
        (273, data),
        (277, 1),
        (278, ROWS as u32),
        (279, 24),
    ];
    for (tag, value) in entries {
        out.extend(short(tag));
        let is_short = matches!(tag, 258 | 259 | 262 | 277);
        out.extend(short(if is_short { 3 } else { 4 }));
        out.extend(long(1));
        if is_short {
            out.extend(short(value as u16));
            out.extend([0, 0]);
        } else {
            out.extend(long(value));
        }
    }
    out.extend(long(0));
    out.extend((0..12).flat_map(short));
    out
}
