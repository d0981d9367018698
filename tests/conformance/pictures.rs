//! Pixels of PNG files.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

/// Pixels of a picture: red, green, blue.
pub(crate) struct Pixels {
    pub(crate) width: usize,
    pub(crate) height: usize,
    rgb: Vec<[u8; 3]>,
}

impl Pixels {
    /// `None` where there is no such file.
    pub(crate) fn read(path: &Path) -> Option<Self> {
        let file = BufReader::new(File::open(path).ok()?);
        let mut decoder = png::Decoder::new(file);
        decoder.set_transformations(png::Transformations::normalize_to_color8());
        let mut reader = decoder.read_info().expect("the file is a PNG");
        let mut bytes = vec![0; reader.output_buffer_size().expect("the picture fits")];
        let info = reader.next_frame(&mut bytes).expect("the file is whole");
        let step = info.color_type.samples();
        let over_white = |pixel: &[u8]| match *pixel {
            [grey] => [grey; 3],
            [grey, _] => [grey; 3],
            [red, green, blue] => [red, green, blue],
            [red, green, blue, alpha] => [red, green, blue].map(|channel| {
                let alpha = u32::from(alpha);
                let mixed = (u32::from(channel) * alpha + 255 * (255 - alpha) + 127) / 255;
                u8::try_from(mixed).unwrap_or(u8::MAX)
            }),
            _ => [0; 3],
        };
        Some(Self {
            width: info.width as usize,
            height: info.height as usize,
            rgb: bytes.chunks_exact(step).map(over_white).collect(),
        })
    }

    /// The pixel that holds this place.
    pub(crate) fn at(&self, [x, y]: [f64; 2]) -> Option<[u8; 3]> {
        if !(x >= 0.0 && y >= 0.0) {
            return None;
        }
        let (column, row) = (x as usize, y as usize);
        if column >= self.width {
            return None;
        }
        self.rgb.get(row * self.width + column).copied()
    }
}

/// The largest difference of two colours' channels.
pub(crate) fn difference(a: [u8; 3], b: [u8; 3]) -> u8 {
    a.iter()
        .zip(b)
        .map(|(a, b)| a.abs_diff(b))
        .max()
        .unwrap_or(0)
}

/// `#rrggbbaa` laid over white.
pub(crate) fn hex(text: &str) -> Option<[u8; 3]> {
    let digits = text.strip_prefix('#')?;
    let byte = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
    let alpha = u32::from(if digits.len() == 8 { byte(6)? } else { 255 });
    let over = |channel: u8| {
        u8::try_from((u32::from(channel) * alpha + 255 * (255 - alpha) + 127) / 255).ok()
    };
    Some([over(byte(0)?)?, over(byte(2)?)?, over(byte(4)?)?])
}
