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
    /// Columns and rows of `values`.
    source: vec2<u32>,
    /// Number of thresholds in `levels`; one more colour follows them.
    thresholds: u32,
    padding: u32,
}

/// In a table: no cell here.
const NO_CELL: u32 = 0xffffffffu;
/// The key of a missing value.
const MISSING: u32 = 0u;

@group(0) @binding(0) var<uniform> cells: CellsUniform;
/// For each pixel column seen a column of `values`, then for each pixel row seen a row.
@group(0) @binding(1) var<storage, read> tables: array<u32>;
/// Ascending thresholds as keys, then a colour for each interval: premultiplied, red lowest.
@group(0) @binding(2) var<storage, read> levels: array<u32>;
/// Keys.
@group(0) @binding(3) var values: texture_2d<u32>;

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

@fragment
fn color(@builtin(position) position: vec4<f32>) -> @location(0) vec4<f32> {
    // Pixel centres lie at halves; what is cut off makes the pixel's number.
    let pixel = vec2<u32>(position.xy);
    let place = min(max(pixel, cells.corner) - cells.corner, cells.size - 1u);
    let column = table(place.x);
    let row = table(cells.size.x + place.y);
    if column == NO_CELL || row == NO_CELL {
        discard;
    }
    var key = MISSING;
    if column < cells.source.x && row < cells.source.y {
        key = textureLoad(values, vec2<u32>(column, row), 0).r;
    }
    return unpack4x8unorm(level(cells.thresholds + interval(key)));
}
