//! Values made for one picture on the GPU, as textures of keys.
//!
//! A plane is uploaded whole. Of one that is larger than a texture can be, and of grids that are not
//! drawn from tiles, only the rows and columns that the cell tables name are uploaded, which are no
//! more than the pixels seen: no limit of the device is ever met.

use crate::color::KeySpace;
use crate::grid::{CellSource, NO_CELL, in_bands, processors};

use super::atlas::{texture, write};

/// Textures of values, those least recently used first.
#[derive(Debug, Default)]
pub(super) struct ValueTextures {
    kept: Vec<Kept>,
    frame: u64,
    /// Bytes uploaded so far.
    pub(super) bytes_uploaded: u64,
}

#[derive(Debug)]
struct Kept {
    key: Key,
    view: wgpu::TextureView,
    bytes: u64,
    /// The last frame that used it.
    frame: u64,
}

#[derive(Clone, Debug, PartialEq)]
struct Key {
    source: u64,
    space: KeySpace,
    part: Part,
}

/// Which of a source's cells a texture holds.
#[derive(Clone, Debug, PartialEq)]
enum Part {
    Whole,
    /// Texture row `i` holds row `rows[i]` of the source; columns likewise.
    Named {
        columns: Vec<u32>,
        rows: Vec<u32>,
    },
}

/// Values on the GPU, with the tables that lead to them.
pub(super) struct Uploaded {
    pub(super) view: wgpu::TextureView,
    /// Columns and rows of the texture.
    pub(super) size: [u32; 2],
    /// For each pixel column seen a column of the texture, then for each pixel row a row.
    pub(super) tables: Vec<u32>,
}

/// What is to be uploaded, and for which pixels.
pub(super) struct Wanted<'a> {
    pub(super) source: &'a CellSource,
    pub(super) space: KeySpace,
    /// For each pixel column seen a column of the source.
    pub(super) columns: &'a [u32],
    /// For each pixel row seen a row of the source.
    pub(super) rows: &'a [u32],
}

/// Larger planes are uploaded in part: 64 MiB of keys.
const WHOLE_CELLS: usize = 1 << 24;
/// Textures that a frame does not use are given up beyond this many bytes, the least recently used
/// first.
const BUDGET_BYTES: u64 = 64 << 20;
/// Keys made and handed over at a time.
const BAND_CELLS: usize = 1 << 20;

impl ValueTextures {
    pub(super) fn begin_frame(&mut self) {
        self.frame += 1;
    }

    /// The texture that holds the values wanted; made and uploaded only if it is not kept.
    pub(super) fn get(
        &mut self,
        device: &wgpu::Device,
        queue: &wgpu::Queue,
        wanted: &Wanted<'_>,
    ) -> Uploaded {
        let source = wanted.source;
        let limit = device.limits().max_texture_dimension_2d as usize;
        let [columns, rows] = [source.columns(), source.rows()];
        let cells = columns.saturating_mul(rows);
        let is_plane = matches!(source, CellSource::Plane(_));
        let few = columns <= limit && rows <= limit && (1..=WHOLE_CELLS).contains(&cells);
        let whole = is_plane && few;
        let (part, size, tables) = if whole {
            let tables = [wanted.columns, wanted.rows].concat();
            (Part::Whole, [columns, rows], tables)
        } else {
            let (columns, mut tables) = named(wanted.columns);
            let (rows, row_table) = named(wanted.rows);
            tables.extend(row_table);
            let size = [columns.len(), rows.len()].map(|length| length.max(1));
            (Part::Named { columns, rows }, size, tables)
        };
        let size = size.map(|length| u32::try_from(length).unwrap_or(u32::MAX));
        let key = Key {
            source: source.id(),
            space: wanted.space,
            part,
        };
        let view = self.view(key, size, device, queue, source);
        Uploaded { view, size, tables }
    }

    fn view(
        &mut self,
        key: Key,
        size: [u32; 2],
        device: &wgpu::Device,
        queue: &wgpu::Queue,
        source: &CellSource,
    ) -> wgpu::TextureView {
        let place = self.kept.iter().position(|kept| kept.key == key);
        let mut kept = match place {
            Some(place) => self.kept.remove(place),
            None => {
                let bytes = u64::from(size[0]) * u64::from(size[1]) * 4;
                self.make_room(bytes);
                self.bytes_uploaded += bytes;
                let texture = upload(device, queue, source, &key, size);
                let view = texture.create_view(&wgpu::TextureViewDescriptor::default());
                Kept {
                    key,
                    view,
                    bytes,
                    frame: 0,
                }
            }
        };
        kept.frame = self.frame;
        let view = kept.view.clone();
        self.kept.push(kept);
        view
    }

    /// Gives up textures that this frame does not use until `bytes` more are within the budget.
    fn make_room(&mut self, bytes: u64) {
        let mut total = bytes + self.kept.iter().map(|kept| kept.bytes).sum::<u64>();
        let frame = self.frame;
        self.kept.retain(|kept| {
            let keep = total <= BUDGET_BYTES || kept.frame == frame;
            if !keep {
                total -= kept.bytes;
            }
            keep
        });
    }
}

/// The cells that a table names, without repetitions that follow each other, and the table with
/// their places instead.
fn named(table: &[u32]) -> (Vec<u32>, Vec<u32>) {
    let mut cells = Vec::new();
    let mut places = Vec::with_capacity(table.len());
    for &cell in table {
        if cell == NO_CELL {
            places.push(NO_CELL);
            continue;
        }
        if cells.last() != Some(&cell) {
            cells.push(cell);
        }
        places.push(u32::try_from(cells.len() - 1).unwrap_or(NO_CELL));
    }
    (cells, places)
}

fn upload(
    device: &wgpu::Device,
    queue: &wgpu::Queue,
    source: &CellSource,
    key: &Key,
    [columns, rows]: [u32; 2],
) -> wgpu::Texture {
    let texture = texture(device, columns, rows, 1);
    let width = columns as usize;
    let band = (BAND_CELLS / width.max(1)).max(1);
    let mut keys = vec![0; band.min(rows as usize) * width];
    for first in (0..rows as usize).step_by(band) {
        let height = band.min(rows as usize - first);
        let keys = keys.get_mut(..height * width).unwrap_or_default();
        fill(keys, width, first, source, key);
        let [first, height] = [first, height].map(|rows| u32::try_from(rows).unwrap_or(0));
        let origin = wgpu::Origin3d {
            x: 0,
            y: first,
            z: 0,
        };
        write(queue, &texture, origin, [columns, height], keys);
    }
    texture
}

/// Fills whole texture rows from row `first` on, on all processors.
fn fill(keys: &mut [u32], width: usize, first: usize, source: &CellSource, key: &Key) {
    let threads = match keys.len() {
        ..65_536 => 1,
        _ => processors(),
    };
    in_bands(keys, width, threads, |row, keys| {
        let mut scratch = Vec::new();
        for (row, keys) in (first + row..).zip(keys.chunks_exact_mut(width.max(1))) {
            fill_row(keys, row, source, key, &mut scratch);
        }
    });
}

fn fill_row(keys: &mut [u32], row: usize, source: &CellSource, key: &Key, scratch: &mut Vec<f64>) {
    match &key.part {
        Part::Whole if row < source.rows() => {
            for (out, value) in keys.iter_mut().zip(source.row(row, scratch)) {
                *out = key.space.key(*value);
            }
        }
        Part::Whole => keys.fill(0),
        Part::Named { columns, rows } => {
            let row = rows.get(row).map_or(NO_CELL, |row| *row) as usize;
            named_keys(keys, columns, row, (source, key.space), scratch);
        }
    }
}

/// A row is read at once unless it has so many times more cells than are named.
const SPARSE: usize = 4;

/// The keys of the columns named, in one row.
fn named_keys(
    keys: &mut [u32],
    columns: &[u32],
    row: usize,
    (source, space): (&CellSource, KeySpace),
    scratch: &mut Vec<f64>,
) {
    let (Some(first), Some(last)) = (columns.iter().min(), columns.iter().max()) else {
        return;
    };
    let part = *first as usize..*last as usize + 1;
    let places = keys.iter_mut().zip(columns);
    if part.len() <= SPARSE * columns.len() {
        let values = source.row_part(row, part, scratch);
        for (out, column) in places {
            let value = values.get((column - first) as usize);
            *out = space.key(value.copied().unwrap_or(f64::NAN));
        }
    } else {
        for (out, column) in places {
            *out = space.key(source.get(row, *column as usize));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_name_each_run_once() {
        let check = |table: &[u32], cells: &[u32], places: &[u32]| {
            assert_eq!(named(table), (cells.to_vec(), places.to_vec()), "{table:?}");
        };
        let gap = NO_CELL;
        check(&[], &[], &[]);
        check(&[gap, gap], &[], &[gap, gap]);
        check(&[7, 7, 9], &[7, 9], &[0, 0, 1]);
        check(&[9, gap, 9, 3, 3], &[9, 3], &[0, gap, 0, 1, 1]);
        // A cell that comes back is named again.
        check(&[1, 2, 1], &[1, 2, 1], &[0, 1, 2]);
    }
}
