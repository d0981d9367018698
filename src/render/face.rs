//! One face of a font file: what signs it has and how it looks, without reading the rest of the file.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use read_fonts::tables::cmap::{Cmap, CmapIterLimits};
use read_fonts::types::GlyphId;
use read_fonts::{FontData as Bytes, FontRead, FontRef, TableProvider};

/// Larger character maps are broken: one of all of Unicode, sign by sign, has 13 MB.
const LARGEST_MAP: u64 = 16 << 20;

/// Faces of one collection that are looked at.
const MOST_FACES: u32 = 64;

/// One face of a font file.
pub(super) struct Face {
    pub(super) path: PathBuf,
    /// Within the file.
    pub(super) index: u32,
    pub(super) signs: Signs,
    /// How far it is from a regular upright face; 0: not at all.
    pub(super) unlikeness: u32,
    pub(super) kind: Kind,
}

/// Kinds of typefaces, by their names: the most suitable beside our font first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    NotoSans,
    Sans,
    Noto,
    Other,
    /// Serifs, fixed widths, and handwriting.
    Unlike,
    /// Made to have every sign, in coarse squares.
    Coarse,
}

impl Kind {
    pub(super) fn of(path: &Path) -> Self {
        let name = name_of(path);
        let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
        if has(&["unifont"]) {
            Self::Coarse
        } else if has(&["serif", "mono", "hand", "script"]) {
            Self::Unlike
        } else if has(&["notosans"]) {
            Self::NotoSans
        } else if has(&["sans"]) {
            Self::Sans
        } else if has(&["noto"]) {
            Self::Noto
        } else {
            Self::Other
        }
    }
}

/// Which signs a face has: ranges in order, both ends included.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Signs(Vec<[u32; 2]>);

impl Signs {
    /// From code points, most of them in order.
    pub(super) fn new(code_points: impl IntoIterator<Item = u32>) -> Self {
        let mut ranges: Vec<[u32; 2]> = Vec::new();
        for code_point in code_points {
            match ranges.last_mut() {
                Some([_, last]) if last.checked_add(1) == Some(code_point) => *last = code_point,
                _ => ranges.push([code_point; 2]),
            }
        }
        ranges.sort_unstable();
        Self(ranges)
    }

    pub(super) fn contain(&self, code_point: u32) -> bool {
        let after = self.0.partition_point(|[first, _]| *first <= code_point);
        let before = after.checked_sub(1).and_then(|at| self.0.get(at));
        before.is_some_and(|[_, last]| code_point <= *last)
    }

    /// How many of a script's signs are among them.
    pub(super) fn count_in(&self, script: &RangeInclusive<u32>) -> u32 {
        let common = |[first, last]: &[u32; 2]| {
            let (first, last) = (first.max(script.start()), last.min(script.end()));
            (last + 1).saturating_sub(*first)
        };
        self.0.iter().map(common).fold(0, u32::saturating_add)
    }
}

/// A file's name in lower case, without its ending.
pub(super) fn name_of(path: &Path) -> String {
    let name = path.file_stem().unwrap_or_default();
    name.to_string_lossy().to_lowercase()
}

/// The faces of a file, one for each character map; none if it is no font with outlines.
pub(super) fn faces_of(path: &Path) -> Vec<Face> {
    let Ok(mut file) = File::open(path) else {
        return Vec::new();
    };
    let mut faces = Vec::new();
    let mut maps = Vec::new();
    for (index, start) in (0..).zip(face_starts(&mut file).unwrap_or_default()) {
        let Some(tables) = Tables::read(&mut file, start) else {
            continue;
        };
        // Faces of a collection often share their map, and then differ in little else.
        if maps.contains(&tables.map) {
            continue;
        }
        maps.push(tables.map);
        if let Some(signs) = signs_of(&mut file, tables.map) {
            faces.push(Face {
                path: path.to_owned(),
                index,
                signs,
                unlikeness: tables.unlikeness(&mut file),
                kind: Kind::of(path),
            });
        }
    }
    faces
}

/// Where the faces of a font file begin: one, or several in a collection.
fn face_starts(file: &mut File) -> Option<Vec<u64>> {
    let header = read_at::<12>(file, 0)?;
    if !header.starts_with(b"ttcf") {
        return Some(vec![0]);
    }
    let [.., a, b, c, d] = header;
    let count = u32::from_be_bytes([a, b, c, d]).min(MOST_FACES);
    let start = |face: u32| {
        let offset = read_at::<4>(file, 12 + 4 * u64::from(face))?;
        Some(u64::from(u32::from_be_bytes(offset)))
    };
    (0..count).map(start).collect()
}

/// Where a table lies in its file, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Part {
    start: u64,
    length: u64,
}

/// The tables of a face that say what it is for.
#[derive(Clone, Copy, Debug)]
struct Tables {
    /// `cmap`: from code points to glyphs.
    map: Part,
    /// `OS/2`: weight, width, slant.
    style: Option<Part>,
}

impl Tables {
    /// `None` if it is no face, or has no outlines but only bitmaps.
    fn read(file: &mut File, start: u64) -> Option<Self> {
        let [a, b, c, d, high, low, ..] = read_at::<12>(file, start)?;
        if ![*b"\0\x01\0\0", *b"true", *b"OTTO"].contains(&[a, b, c, d]) {
            return None;
        }
        let (mut map, mut style, mut outlines) = (None, None, false);
        for table in 0..u64::from(u16::from_be_bytes([high, low])) {
            let record = read_at::<16>(file, start + 12 + 16 * table)?;
            let [a, b, c, d, ..] = record;
            let [.., s0, s1, s2, s3, l0, l1, l2, l3] = record;
            let part = Part {
                start: u32::from_be_bytes([s0, s1, s2, s3]).into(),
                length: u32::from_be_bytes([l0, l1, l2, l3]).into(),
            };
            match &[a, b, c, d] {
                b"cmap" => map = Some(part),
                b"OS/2" => style = Some(part),
                b"glyf" | b"CFF " | b"CFF2" => outlines = true,
                _ => {}
            }
        }
        let map = map.filter(|_| outlines)?;
        Some(Self { map, style })
    }

    /// How far the face is from regular weight (400), normal width (5) and standing upright, as
    /// OpenType's `OS/2` table tells.
    fn unlikeness(&self, file: &mut File) -> u32 {
        const UNKNOWN: u32 = 300;
        const ITALIC_OR_OBLIQUE: u16 = 1 | 1 << 9;
        let Some(bytes) = self.style.and_then(|part| read_at::<64>(file, part.start)) else {
            return UNKNOWN;
        };
        let [
            _,
            _,
            _,
            _,
            weight_high,
            weight_low,
            width_high,
            width_low,
            ..,
        ] = bytes;
        let [.., slant_high, slant_low] = bytes;
        let weight = u16::from_be_bytes([weight_high, weight_low]);
        let width = u16::from_be_bytes([width_high, width_low]);
        let slant = u16::from_be_bytes([slant_high, slant_low]);
        let slanted = slant & ITALIC_OR_OBLIQUE != 0;
        u32::from(weight.abs_diff(400))
            + 300 * u32::from(width.abs_diff(5))
            + 1000 * u32::from(slanted)
    }
}

/// True if a face in a file's bytes has the tables without which nothing can be set in it.
pub(super) fn is_whole(bytes: &[u8], index: u32) -> bool {
    FontRef::from_index(bytes, index).is_ok_and(|font| {
        let measures = font.head().is_ok() && font.hhea().is_ok() && font.maxp().is_ok();
        measures && font.hmtx().is_ok() && font.cmap().is_ok()
    })
}

fn signs_of(file: &mut File, map: Part) -> Option<Signs> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(map.start)).ok()?;
    let length = map.length.min(LARGEST_MAP);
    file.take(length).read_to_end(&mut bytes).ok()?;
    let map = Cmap::read(Bytes::new(&bytes)).ok()?;
    let (_, _, best) = map.best_subtable()?;
    let has_glyph = |(code_point, glyph)| (glyph != GlyphId::NOTDEF).then_some(code_point);
    // No honest map names more than all code points there are.
    let mapped = best
        .iter_with_limits(CmapIterLimits::default())
        .take(0x11_0000);
    Some(Signs::new(mapped.filter_map(has_glyph)))
}

fn read_at<const LENGTH: usize>(file: &mut File, start: u64) -> Option<[u8; LENGTH]> {
    let mut bytes = [0; LENGTH];
    file.seek(SeekFrom::Start(start)).ok()?;
    file.read_exact(&mut bytes).ok()?;
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_hold_what_they_were_made_from() {
        let signs = Signs::new([9, 3, 4, 5, 7, u32::MAX]);
        assert_eq!(signs, Signs(vec![[3, 5], [7, 7], [9, 9], [u32::MAX; 2]]));
        let held: Vec<u32> = (0..12).filter(|sign| signs.contain(*sign)).collect();
        assert_eq!(held, [3, 4, 5, 7, 9]);
        assert!(!Signs::default().contain(0));
        let check = |script, expected| assert_eq!(signs.count_in(&script), expected);
        check(0..=2, 0);
        check(4..=7, 3);
        check(0..=100, 5);
    }
}
