//! Written pictures, read back to count their pixels.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value as Json;

use crate::run::numbers;

/// Red, green and blue.
pub(crate) type Rgb = [u8; 3];

/// Behind cells, light theme.
pub(crate) const PLOT: Rgb = [0xEA, 0xED, 0xF1];
/// The first and the last colour of viridis.
pub(crate) const VIRIDIS: [Rgb; 2] = [[0x44, 0x01, 0x54], [0xFD, 0xE7, 0x25]];

/// A picture file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Png {
    pub(crate) width: usize,
    pub(crate) height: usize,
    pixels: Vec<Rgb>,
}

/// A part of a picture in px.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Area {
    pub(crate) x: usize,
    pub(crate) y: usize,
    pub(crate) w: usize,
    pub(crate) h: usize,
}

impl Png {
    /// Reads a picture of eight bits a channel, all of it opaque.
    pub(crate) fn open(path: &Path) -> Self {
        let file = std::io::BufReader::new(std::fs::File::open(path).unwrap());
        let mut reader = ::png::Decoder::new(file).read_info().unwrap();
        let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut bytes).unwrap();
        assert_eq!(info.bit_depth, ::png::BitDepth::Eight);
        assert_eq!(info.color_type, ::png::ColorType::Rgb);
        Self {
            width: info.width as usize,
            height: info.height as usize,
            pixels: bytes
                .chunks_exact(3)
                .map(|rgb| [rgb[0], rgb[1], rgb[2]])
                .collect(),
        }
    }

    pub(crate) fn pixel(&self, x: usize, y: usize) -> Rgb {
        self.pixels[y * self.width + x]
    }

    /// How often each colour stands in an area.
    pub(crate) fn count(&self, area: Area) -> BTreeMap<Rgb, usize> {
        let mut counts = BTreeMap::new();
        for y in area.y..area.y + area.h {
            for x in area.x..area.x + area.w {
                *counts.entry(self.pixel(x, y)).or_default() += 1;
            }
        }
        counts
    }

    /// How often one colour stands in an area.
    pub(crate) fn count_of(&self, area: Area, color: Rgb) -> usize {
        self.count(area).get(&color).copied().unwrap_or(0)
    }
}

impl Area {
    /// The cells' area of a described picture.
    pub(crate) fn of_plot(described: &Json) -> Self {
        Self::at(described, "/plots/0/rect")
    }

    /// The area at a JSON pointer.
    pub(crate) fn at(described: &Json, pointer: &str) -> Self {
        let rect: Vec<usize> = numbers(described, pointer)
            .into_iter()
            .map(|side| format!("{side}").parse().unwrap())
            .collect();
        let [x, y, w, h] = rect.try_into().unwrap();
        Self { x, y, w, h }
    }

    pub(crate) fn pixels(self) -> usize {
        self.w * self.h
    }
}
