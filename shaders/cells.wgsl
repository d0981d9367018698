// Colours cells by looking up and comparing whole numbers.
//
// What this file relies on, because the shading language promises no more:
// - Values arrive as order-preserving u32 keys (`color::KeySpace`). There is no floating-point value
//   to be NaN, infinite, or compared; missing values are the lowest key.
// - No index leaves its buffer or texture: every one is clamped or checked before it is used, also
//   where the tables hold nonsense.
// - Colours are bytes looked up and passed on untouched: premultiplied on the CPU, written to a
//   `*8Unorm` target, blended in gamma space like everything else.

/// Laid out as `render::gpu::CellsUniform`; a test compares the two.
struct CellsUniform {
    /// The first pixel seen, on the target.
    corner: vec2<u32>,
    /// Columns and rows of pixels seen: lengths of the two tables.
    size: vec2<u32>,
    /// Columns and rows of `values`, or of the page table.
    source: vec2<u32>,
    /// Columns and rows of the coarser level's page table, which follows the other.
    coarse: vec2<u32>,
    /// Number of thresholds in `levels`; one more colour follows them.
    thresholds: u32,
    padding: u32,
}

/// In a table: no cell here.
const NO_CELL: u32 = 0xffffffffu;
/// The key of a missing value.
const MISSING: u32 = 0u;
/// Texels of a tile's slot a side.
const SLOT_SIDE: u32 = 256u;
/// An entry of the page table: above this bit the number of the texture, below it that of the slot.
const SLAB_SHIFT: u32 = 28u;
/// An entry of the page table: no tile here.
const ABSENT: u32 = 0xffffffffu;

@group(0) @binding(0) var<uniform> cells: CellsUniform;
/// For each pixel column seen a column of `values`, then for each pixel row seen a row. Or four
/// numbers for each, where values are tiles: the column of the page table and the offset among the
/// tile's keys, then the same for the coarser level.
@group(0) @binding(1) var<storage, read> tables: array<u32>;
/// Ascending thresholds as keys, then a colour for each interval: premultiplied, red lowest.
@group(0) @binding(2) var<storage, read> levels: array<u32>;
/// Keys made for this picture.
@group(1) @binding(0) var values: texture_2d<u32>;

/// Where tiles lie, row by row.
@group(1) @binding(1) var<storage, read> pages: array<u32>;
/// Keys in tiles; slots go across, then down, then to the next layer.
@group(1) @binding(2) var slab_0: texture_2d_array<u32>;
@group(1) @binding(3) var slab_1: texture_2d_array<u32>;
@group(1) @binding(4) var slab_2: texture_2d_array<u32>;
@group(1) @binding(5) var slab_3: texture_2d_array<u32>;

/// One triangle over the whole target; the scissor leaves the cells' pixels.
@vertex
fn cover(@builtin(vertex_index) index: u32) -> @builtin(position) vec4<f32> {
    let corner = vec2<f32>(f32((index & 1u) * 4u), f32((index & 2u) * 2u));
    return vec4<f32>(corner - 1.0, 0.0, 1.0);
}

fn table(index: u32) -> u32 {
    return tables[min(index, arrayLength(&tables) - 1u)];
}

fn level(index: u32) -> u32 {
    return levels[min(index, arrayLength(&levels) - 1u)];
}

/// The number of thresholds at or below `key`.
fn interval(key: u32) -> u32 {
    var low = 0u;
    var high = cells.thresholds;
    while low < high {
        let middle = low + (high - low) / 2u;
        if level(middle) <= key {
            low = middle + 1u;
        } else {
            high = middle;
        }
    }
    return low;
}

/// The pixel's place among those seen.
fn place(position: vec4<f32>) -> vec2<u32> {
    // Pixel centres lie at halves; what is cut off makes the pixel's number.
    let pixel = vec2<u32>(position.xy);
    return min(max(pixel, cells.corner) - cells.corner, cells.size - 1u);
}

fn color(key: u32) -> vec4<f32> {
    return unpack4x8unorm(level(cells.thresholds + interval(key)));
}

/// Cells of a texture made for this picture.
@fragment
fn picture(@builtin(position) position: vec4<f32>) -> @location(0) vec4<f32> {
    let place = place(position);
    let column = table(place.x);
    let row = table(cells.size.x + place.y);
    if column == NO_CELL || row == NO_CELL {
        discard;
    }
    var key = MISSING;
    if column < cells.source.x && row < cells.source.y {
        key = textureLoad(values, vec2<u32>(column, row), 0).r;
    }
    return color(key);
}

/// The key at an offset in a slot.
fn slot_key(slab: texture_2d_array<u32>, slot: u32, offset: u32) -> u32 {
    let across = max(textureDimensions(slab).x / SLOT_SIDE, 1u);
    let down = max(textureDimensions(slab).y / SLOT_SIDE, 1u);
    let corner = vec2<u32>(slot % across, slot / across % down) * SLOT_SIDE;
    let texel = corner + vec2<u32>(offset % SLOT_SIDE, offset / SLOT_SIDE);
    let last = textureDimensions(slab) - 1u;
    let layer = min(slot / (across * down), textureNumLayers(slab) - 1u);
    return textureLoad(slab, min(texel, last), layer, 0).r;
}

fn page(index: u32) -> u32 {
    return pages[min(index, arrayLength(&pages) - 1u)];
}

/// The key at an offset in the tile of a page.
fn page_key(entry: u32, offset: u32) -> u32 {
    let slot = entry & ((1u << SLAB_SHIFT) - 1u);
    switch entry >> SLAB_SHIFT {
        case 0u: { return slot_key(slab_0, slot, offset); }
        case 1u: { return slot_key(slab_1, slot, offset); }
        case 2u: { return slot_key(slab_2, slot, offset); }
        case 3u: { return slot_key(slab_3, slot, offset); }
        default: { return MISSING; }
    }
}

/// Cells of a grid in tiles. Where a tile is not there, the coarser level's cell is shown.
@fragment
fn tiles(@builtin(position) position: vec4<f32>) -> @location(0) vec4<f32> {
    let place = place(position);
    let column = place.x * 4u;
    let row = (cells.size.x + place.y) * 4u;
    let at = vec2<u32>(table(column), table(row));
    if at.x == NO_CELL || at.y == NO_CELL {
        discard;
    }
    var key = MISSING;
    if at.x < cells.source.x && at.y < cells.source.y {
        let entry = page(at.y * cells.source.x + at.x);
        if entry != ABSENT {
            key = page_key(entry, table(column + 1u) + table(row + 1u));
        } else {
            let at = vec2<u32>(table(column + 2u), table(row + 2u));
            if at.x < cells.coarse.x && at.y < cells.coarse.y {
                let first = cells.source.x * cells.source.y;
                let entry = page(first + at.y * cells.coarse.x + at.x);
                key = page_key(entry, table(column + 3u) + table(row + 3u));
            }
        }
    }
    return color(key);
}
