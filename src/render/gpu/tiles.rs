//! Tiles of grids on the GPU: what is there, what is uploaded, and what is drawn until it is.

use crate::color::KeySpace;
use crate::grid::{Grid, GridWatch, in_bands, processors};

use super::atlas::{ABSENT, Atlas, SLABS};
use super::fill::{fill, is_quick, used};
use super::maker::Maker;
use super::needed::{Needed, WantedCells};
use super::slots::Slots;
use super::tiling::{AxisTiles, Level, TILE_BYTES, TILE_CELLS};

/// How much memory tiles may take, and how much of it may be filled at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TileLimits {
    /// Bytes of textures that hold tiles, at most. What cannot be held at once is drawn from
    /// values gathered for the picture, which come on top and are never more than its pixels.
    pub budget_bytes: u64,
    /// Bytes of tiles uploaded for one frame, about: a tile, and what stands in for tiles that are
    /// still missing, always are. Without a bound every frame is exact at once.
    pub upload_bytes: Option<u64>,
    /// Threads that make tiles beside the frame, which never waits for a file then. Without any,
    /// tiles are made while it waits.
    pub threads: usize,
}

/// Uploaded for a frame of a window: 64 tiles, keys made within some ms.
const WINDOW_UPLOAD_BYTES: u64 = 16 << 20;

/// Threads that make tiles for a window at most; more would only wait for memory or a file.
const MOST_THREADS: usize = 4;

impl TileLimits {
    /// The limits for pictures: any amount for one frame.
    ///
    /// No interface tells how much memory an adapter has, so its kind decides: 1 GiB on a card of
    /// its own, 512 MiB where the processor's memory is shared, or the kind is not known, 256 MiB
    /// where the adapter is a program.
    #[must_use]
    pub fn for_pictures(adapter: &wgpu::Adapter) -> Self {
        let mebibytes = match adapter.get_info().device_type {
            wgpu::DeviceType::DiscreteGpu => 1024,
            wgpu::DeviceType::IntegratedGpu
            | wgpu::DeviceType::VirtualGpu
            | wgpu::DeviceType::Other => 512,
            wgpu::DeviceType::Cpu => 256,
        };
        Self {
            budget_bytes: mebibytes << 20,
            upload_bytes: None,
            threads: 0,
        }
    }

    /// The limits for a window: the same memory, 16 MiB uploaded for one frame, tiles made beside it.
    #[must_use]
    pub fn for_window(adapter: &wgpu::Adapter) -> Self {
        Self {
            upload_bytes: Some(WINDOW_UPLOAD_BYTES),
            threads: processors().min(MOST_THREADS),
            ..Self::for_pictures(adapter)
        }
    }
}

/// What tiles take, and whether the last frame had those it needed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TileUse {
    /// Bytes of textures that hold tiles.
    pub bytes: u64,
    /// What they may take.
    pub budget_bytes: u64,
    /// Tiles held.
    pub resident: usize,
    /// Tiles that the last frame needed and had to draw from a coarser level. If there are any, it
    /// should be painted again.
    pub missing: usize,
    /// Drawings of the last frame whose tiles do not fit the budget all at once, or would hold much
    /// more than is seen. They are exact.
    pub gathered: usize,
}

/// The device, and the way to it.
#[derive(Clone, Copy)]
pub(super) struct Gpu<'a> {
    pub(super) device: &'a wgpu::Device,
    pub(super) queue: &'a wgpu::Queue,
}

/// What leads the shader from a pixel to its key.
pub(super) struct Tiled {
    /// For each pixel column seen four numbers: the page column and the offset within the tile, and
    /// the same for the coarser level; then for each pixel row.
    pub(super) tables: Vec<u32>,
    /// Where the tiles lie, row by row; then those of the coarser level.
    pub(super) pages: Vec<u32>,
    /// Columns and rows of pages.
    pub(super) size: [u32; 2],
    /// Columns and rows of the coarser level's pages.
    pub(super) coarse_size: [u32; 2],
}

/// Tiles and the textures that hold them.
pub(super) struct TileCache {
    limits: TileLimits,
    atlas: Atlas,
    slots: Slots<TileKey>,
    maker: Maker<TileKey>,
    sources: Vec<Known>,
    next_source: u64,
    /// Bytes that may still be uploaded for this frame.
    allowance: u64,
    missing: usize,
    gathered: usize,
    /// Bytes uploaded so far.
    pub(super) bytes_uploaded: u64,
}

/// A grid whose cells were uploaded as keys of one space. Other keys are other tiles.
#[derive(Debug)]
struct Known {
    number: u64,
    grid: u64,
    space: KeySpace,
    watch: GridWatch,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct TileKey {
    source: u64,
    coarse: bool,
    tile: [u32; 2],
}

impl TileKey {
    fn new(source: u64, level: &Level, tile: [u32; 2]) -> Self {
        Self {
            source,
            coarse: level.is_coarse(),
            tile,
        }
    }
}

/// Tiles that hold more than so many cells for each pixel seen are not worth their memory: a
/// picture then needs a few cells of each.
const CELLS_PER_PIXEL: usize = 16;
/// But so many tiles are always worth it.
const FEW_TILES: usize = 64;
/// More grids than the plots of one figure have.
const MANY_SOURCES: usize = 64;
/// Tiles made at a time.
const BATCH: usize = 16;
/// So many tiles of a grid in memory are made sooner than other threads could be asked.
const FEW_HERE: usize = 8;

impl TileCache {
    pub(super) fn new(device: &wgpu::Device, limits: TileLimits) -> Self {
        Self {
            limits,
            atlas: Atlas::new(device, limits.budget_bytes),
            slots: Slots::default(),
            maker: Maker::new(limits.threads),
            sources: Vec::new(),
            next_source: 0,
            allowance: 0,
            missing: 0,
            gathered: 0,
            bytes_uploaded: 0,
        }
    }

    /// Other limits. Everything is uploaded again if it is not only the bytes of one frame.
    pub(super) fn set_limits(&mut self, device: &wgpu::Device, limits: TileLimits) {
        let known = self.limits;
        if (limits.budget_bytes, limits.threads) != (known.budget_bytes, known.threads) {
            let bytes_uploaded = self.bytes_uploaded;
            *self = Self::new(device, limits);
            self.bytes_uploaded = bytes_uploaded;
        }
        self.limits = limits;
    }

    /// Frees the tiles of grids that are gone, and textures that hold nothing.
    pub(super) fn begin_frame(&mut self) {
        self.slots.begin_frame();
        self.maker.begin_frame();
        self.forget_sources();
        while let Some(before) = self.atlas.before_last() {
            if !self.slots.shrink(before) {
                break;
            }
            self.atlas.drop_last();
        }
        self.allowance = self
            .limits
            .upload_bytes
            .map_or(u64::MAX, |bytes| bytes.max(TILE_BYTES));
        self.missing = 0;
        self.gathered = 0;
    }

    /// Frees the tiles of grids that are gone, and forgets grids without tiles where they are many.
    fn forget_sources(&mut self) {
        let (before, slots) = (self.sources.len(), &self.slots);
        self.sources.retain(|known| {
            let has_tiles = || slots.any(|key| key.source == known.number);
            !known.watch.is_gone() && (before <= MANY_SOURCES || has_tiles())
        });
        if self.sources.len() < before {
            let sources = &self.sources;
            self.slots
                .retain(|key| sources.iter().any(|known| known.number == key.source));
        }
    }

    pub(super) fn usage(&self) -> TileUse {
        TileUse {
            bytes: self.atlas.bytes(),
            budget_bytes: self.limits.budget_bytes,
            resident: self.slots.held(),
            missing: self.missing,
            gathered: self.gathered,
        }
    }

    /// The textures of the atlas.
    pub(super) fn views(&self) -> [&wgpu::TextureView; SLABS] {
        self.atlas.views()
    }

    /// Where the cells lie, as many as may be uploaded now. `None` if tiles are no way to draw them:
    /// they do not fit, or hold far more cells than are seen.
    pub(super) fn get(&mut self, gpu: Gpu<'_>, wanted: &WantedCells<'_>) -> Option<Tiled> {
        let cells = [wanted.grid.columns(), wanted.grid.rows()];
        let fine = Needed::new(Level::fine(cells), wanted);
        let source = self.source(wanted);
        let pixels = wanted.columns.len().saturating_mul(wanted.rows.len());
        let worth = (pixels.saturating_mul(CELLS_PER_PIXEL) / TILE_CELLS).max(FEW_TILES);
        if fine.count() > worth || !self.fits(source, &[&fine]) {
            self.gathered += 1;
            return None;
        }
        let absent = self.touch(source, &fine);
        let coarse = Level::coarse(cells);
        let elsewhere = self.is_made_elsewhere(wanted.grid, &fine, absent.len(), coarse.is_some());
        let coarse = coarse
            .filter(|_| elsewhere || absent.len() as u64 * TILE_BYTES > self.allowance)
            .map(|level| Needed::new(level, wanted));
        if let Some(coarse) = &coarse {
            if !self.fits(source, &[&fine, coarse]) {
                self.gathered += 1;
                return None;
            }
            let absent = self.touch(source, coarse);
            if self.is_made_elsewhere(wanted.grid, coarse, absent.len(), false) {
                self.upload_made(gpu, wanted, (source, coarse.level), &absent)?;
            } else {
                self.upload(gpu, wanted, (source, coarse.level), &absent)?;
            }
        }
        if elsewhere {
            self.missing += self.upload_made(gpu, wanted, (source, fine.level), &absent)?;
        } else {
            let now = match &coarse {
                None => absent.len(),
                Some(_) => usize::try_from(self.allowance / TILE_BYTES)
                    .unwrap_or(usize::MAX)
                    .max(1),
            };
            let (now, later) = absent.split_at(now.min(absent.len()));
            self.upload(gpu, wanted, (source, fine.level), now)?;
            self.missing += later.len();
        }
        Some(self.tiled(source, &fine, coarse.as_ref()))
    }

    /// True if so many tiles are left to other threads: those that have to be read from a file, and
    /// many where there is a coarser level to show.
    fn is_made_elsewhere(
        &self,
        grid: &Grid,
        needed: &Needed,
        absent: usize,
        has_coarser: bool,
    ) -> bool {
        let many = has_coarser && absent > FEW_HERE;
        self.maker.works() && absent > 0 && (many || !is_quick(grid, &needed.level))
    }

    /// The number under which a grid's tiles are known.
    fn source(&mut self, wanted: &WantedCells<'_>) -> u64 {
        let same = |known: &&Known| known.grid == wanted.grid.id() && known.space == wanted.space;
        if let Some(known) = self.sources.iter().find(same) {
            return known.number;
        }
        self.next_source += 1;
        self.sources.push(Known {
            number: self.next_source,
            grid: wanted.grid.id(),
            space: wanted.space,
            watch: wanted.grid.watch(),
        });
        self.next_source
    }

    /// True if there is room for these tiles beside the others that the frame uses.
    fn fits(&self, source: u64, needed: &[&Needed]) -> bool {
        let count: usize = needed.iter().map(|needed| needed.count()).sum();
        if count > self.atlas.most_slots() {
            return false;
        }
        let shared = needed.iter().flat_map(|needed| {
            let pairs = needed.pairs.iter();
            pairs.map(move |pair| TileKey::new(source, &needed.level, pair.tile))
        });
        let shared = shared.filter(|key| self.slots.is_in_frame(key)).count();
        count - shared + self.slots.used_in_frame() <= self.atlas.most_slots()
    }

    /// Marks tiles as used by this frame; those that are not there.
    fn touch(&mut self, source: u64, needed: &Needed) -> Vec<[u32; 2]> {
        let tiles = needed.pairs.iter().map(|pair| pair.tile);
        let is_absent = |tile: &[u32; 2]| {
            let key = TileKey::new(source, &needed.level, *tile);
            self.slots.touch(&key).is_none()
        };
        tiles.filter(is_absent).collect()
    }

    /// Uploads tiles that are not there. `None` if the device had no memory for them after all.
    fn upload(
        &mut self,
        gpu: Gpu<'_>,
        wanted: &WantedCells<'_>,
        (source, level): (u64, Level),
        tiles: &[[u32; 2]],
    ) -> Option<()> {
        let mut keys = Vec::new();
        for batch in tiles.chunks(BATCH) {
            keys.resize(batch.len() * TILE_CELLS, 0);
            in_bands(&mut keys, TILE_CELLS, processors(), |first, part| {
                for (keys, tile) in part.chunks_exact_mut(TILE_CELLS).zip(&batch[first..]) {
                    fill(keys, wanted.grid, wanted.space, (&level, *tile));
                }
            });
            for (keys, tile) in keys.chunks_exact(TILE_CELLS).zip(batch) {
                self.put(gpu, (source, level), *tile, keys)?;
            }
            if tiles.len() > BATCH {
                // What was handed over waits in memory until it is sent.
                gpu.queue.submit([]);
                // A lost device is found out when the frame is painted.
                let _ = gpu.device.poll(wgpu::PollType::Poll);
            }
        }
        Some(())
    }

    /// Uploads tiles that other threads have made, as many as may be, and has the others made.
    /// Answers how many are still missing; `None` if the device had no memory for them after all.
    fn upload_made(
        &mut self,
        gpu: Gpu<'_>,
        wanted: &WantedCells<'_>,
        (source, level): (u64, Level),
        tiles: &[[u32; 2]],
    ) -> Option<usize> {
        let mut missing = 0;
        for &tile in tiles {
            let key = TileKey::new(source, &level, tile);
            let made = (self.allowance > 0).then(|| self.maker.take(&key));
            if let Some(keys) = made.flatten() {
                self.put(gpu, (source, level), tile, &keys)?;
                continue;
            }
            missing += 1;
            self.maker.want(key, || {
                let (grid, space) = (wanted.grid.clone(), wanted.space);
                Box::new(move || {
                    let mut keys = vec![0; TILE_CELLS];
                    fill(&mut keys, &grid, space, (&level, tile));
                    keys
                })
            });
        }
        Some(missing)
    }

    /// Uploads the keys of a tile.
    fn put(
        &mut self,
        gpu: Gpu<'_>,
        (source, level): (u64, Level),
        tile: [u32; 2],
        keys: &[u32],
    ) -> Option<()> {
        let slot = self.slot(gpu.device, TileKey::new(source, &level, tile))?;
        let keys = keys.get(..used(&level, tile)).unwrap_or_default();
        self.atlas.write(gpu.queue, slot, keys);
        let bytes = keys.len() as u64 * 4;
        self.bytes_uploaded += bytes;
        self.allowance = self.allowance.saturating_sub(bytes);
        Some(())
    }

    /// A slot for a tile; the atlas grows before a tile is given up for it.
    fn slot(&mut self, device: &wgpu::Device, key: TileKey) -> Option<u32> {
        if !self.slots.has_free() {
            let more = self.atlas.grow(device);
            self.slots.grow(more);
        }
        self.slots.take(key)
    }

    fn tiled(&mut self, source: u64, fine: &Needed, coarse: Option<&Needed>) -> Tiled {
        let mut pages = Vec::new();
        self.add_pages(&mut pages, source, fine);
        if let Some(coarse) = coarse {
            self.add_pages(&mut pages, source, coarse);
        }
        let axis = |axis: fn(&Needed) -> &AxisTiles| {
            let pixels = axis(fine).pixels.iter();
            let coarse = coarse.map(|coarse| axis(coarse).pixels.as_slice());
            let coarse = move |place: usize| coarse.and_then(|pixels| pixels.get(place).copied());
            pixels.enumerate().flat_map(move |(place, [page, offset])| {
                let [coarse_page, coarse_offset] = coarse(place).unwrap_or_default();
                [*page, *offset, coarse_page, coarse_offset]
            })
        };
        let columns = axis(|needed| &needed.columns);
        let tables = columns.chain(axis(|needed| &needed.rows)).collect();
        Tiled {
            tables,
            pages,
            size: fine.size(),
            coarse_size: coarse.map_or([0, 0], Needed::size),
        }
    }

    fn add_pages(&mut self, pages: &mut Vec<u32>, source: u64, needed: &Needed) {
        let first = pages.len();
        pages.resize(first + needed.count(), ABSENT);
        for pair in &needed.pairs {
            let key = TileKey::new(source, &needed.level, pair.tile);
            let slot = self.slots.touch(&key);
            if let (Some(slot), Some(page)) = (slot, pages.get_mut(first + pair.page)) {
                *page = self.atlas.entry(slot);
            }
        }
    }
}
