//! Both painters paint what a frame says, and the same.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test's helpers fail by panicking"
)]

#[path = "painters/scenes.rs"]
mod scenes;
#[path = "common/skipped.rs"]
mod skipped;

use std::sync::Arc;

use cellsius::color::Rgba;
use cellsius::grid::{Grid, NO_CELL};
use cellsius::render::cpu::{self, CpuPainter};
use cellsius::render::gpu::{self, GpuPainter};
use cellsius::render::{Picture, Placement, Typesetter, fonts, shapes};
use cellsius::view::{Anchor, Cells, Frame, Mark, Ruler};

use scenes::{cells, frame, levels, noise, rect, scenes, text, translucent_levels};
use skipped::skipped;

/// A GPU painter; where there is none the reason is printed, or a failure where one is demanded.
fn gpu_painter() -> Option<GpuPainter> {
    GpuPainter::headless().map_or_else(skipped, Some)
}

/// Panics where two pictures differ by more than `tolerance` levels.
fn check_same(name: &str, found: &Picture, expected: &Picture, tolerance: u8) {
    assert_eq!(
        [found.width, found.height],
        [expected.width, expected.height],
        "{name}: size"
    );
    let width = found.width as usize;
    let pixels = found.pixels.chunks(4).zip(expected.pixels.chunks(4));
    let differs = |a: &[u8], b: &[u8]| a.iter().zip(b).any(|(a, b)| a.abs_diff(*b) > tolerance);
    let wrong: Vec<(usize, &[u8], &[u8])> = pixels
        .enumerate()
        .filter(|(_, (a, b))| differs(a, b))
        .map(|(place, (a, b))| (place, a, b))
        .collect();
    if let Some((place, a, b)) = wrong.first() {
        panic!(
            "{name}: {} pixels differ by more than {tolerance}; the first at {}, {}: found {a:?}, expected {b:?}",
            wrong.len(),
            place % width,
            place / width
        );
    }
}

#[test]
fn painters_agree() {
    let Some(mut gpu) = gpu_painter() else { return };
    let mut cpu = CpuPainter::new();
    for scene in scenes() {
        let expected = cpu.paint(&scene.frame);
        let found = gpu.paint(&scene.frame).unwrap();
        check_same(scene.name, &found, &expected, scene.tolerance);
    }
}

#[test]
fn threads_change_nothing() {
    let large = cells(
        rect(0, 0, 700, 600),
        &noise(450, 333),
        translucent_levels([0.0, 1.0]),
    );
    let mut frames: Vec<(&str, Frame)> = scenes().into_iter().map(|s| (s.name, s.frame)).collect();
    frames.push(("large", frame([700, 600], vec![Mark::Cells(large)])));
    let mut alone = CpuPainter::with_threads(1);
    for threads in [2, 3, 16] {
        let mut many = CpuPainter::with_threads(threads);
        for (name, frame) in &frames {
            check_same(name, &many.paint(frame), &alone.paint(frame), 0);
        }
    }
}

/// The cells of a frame painted pixel by pixel with nothing but the words of `view::Cells`.
fn by_definition(frame: &Frame) -> Picture {
    let mut picture = Picture::new(frame.canvas.width_px, frame.canvas.height_px);
    for y in 0..picture.height {
        for x in 0..picture.width {
            let mut color = Rgba::TRANSPARENT;
            for item in &frame.items {
                if !item.clip.contains([f64::from(x), f64::from(y)]) {
                    continue;
                }
                let above = match &item.mark {
                    Mark::Rect { rect, fill } if rect.contains([x.into(), y.into()]) => *fill,
                    Mark::Cells(cells) => cell_color(cells, x, y),
                    _ => Rgba::TRANSPARENT,
                };
                color = above.over(color);
            }
            let start = ((y * picture.width + x) * 4) as usize;
            picture.pixels[start..start + 4].copy_from_slice(&color.0);
        }
    }
    picture
}

fn cell_color(cells: &Cells, x: u32, y: u32) -> Rgba {
    let inside = cells.rect.contains([x.into(), y.into()]);
    let place = |px: u32, from: u32, table: &[u32]| {
        let cell = *table.get((px.checked_sub(from)?) as usize)?;
        (cell != NO_CELL).then_some(cell as usize)
    };
    let column = place(x, cells.rect.x, &cells.columns);
    let row = place(y, cells.rect.y, &cells.rows);
    let (true, Some(column), Some(row)) = (inside, column, row) else {
        return Rgba::TRANSPARENT;
    };
    let key = cells.key_space.key(cells.source.get(row, column));
    let keys = cells.levels.keys(cells.key_space);
    let level = keys.iter().filter(|threshold| **threshold <= key).count();
    cells.levels.colors()[level]
}

#[test]
fn cells_are_painted_by_definition() {
    let mut cpu = CpuPainter::new();
    for scene in scenes().into_iter().filter(|scene| scene.tolerance == 0) {
        let translucent = scene
            .frame
            .items
            .iter()
            .skip(1)
            .any(|item| match &item.mark {
                Mark::Cells(cells) => cells
                    .levels
                    .colors()
                    .iter()
                    .any(|c| ![0, 255].contains(&c.0[3])),
                Mark::Rect { fill, .. } => fill.0[3] != 255,
                _ => false,
            });
        // Premultiplied bytes are rounded once more.
        let tolerance = u8::from(translucent);
        let found = cpu.paint(&scene.frame);
        check_same(scene.name, &found, &by_definition(&scene.frame), tolerance);
    }
}

/// Bytes uploaded for painting `after` once `before` has been painted.
fn bytes_for(painter: &mut GpuPainter, before: &Frame, after: &Frame) -> u64 {
    painter.paint(before).unwrap();
    let already = painter.cell_bytes_uploaded();
    assert!(already > 0, "nothing was uploaded");
    painter.paint(after).unwrap();
    painter.cell_bytes_uploaded() - already
}

#[test]
fn only_new_values_are_uploaded() {
    let Some(mut painter) = gpu_painter() else {
        return;
    };
    let area = rect(0, 0, 50, 40);
    let opaque = || levels([0.0, 1.0], Rgba::BLACK);
    let picture = |cells: Cells| frame([60, 60], vec![Mark::Cells(cells)]);
    let mut check = |name: &str, grid: &Grid, change: &dyn Fn(&mut Cells), expected: u64| {
        let before = cells(area, grid, opaque());
        let mut after = before.clone();
        change(&mut after);
        let bytes = bytes_for(&mut painter, &picture(before), &picture(after));
        assert_eq!(bytes, expected, "{name}");
    };
    let colors = |cells: &mut Cells| cells.levels = translucent_levels([0.3, 0.4]);
    let view = |cells: &mut Cells| {
        cells.columns = cells.columns.iter().map(|column| column / 2).collect();
        cells.rect.y += 3;
    };
    check("the same again", &noise(30, 30), &|_| {}, 0);
    check("other colours", &noise(30, 30), &colors, 0);
    check("another view", &noise(30, 30), &view, 0);
    check(
        "other colours of a huge grid",
        &noise(100_000, 2),
        &colors,
        0,
    );
    check(
        "another grid",
        &noise(30, 30),
        &|cells| {
            cells.source = cellsius::grid::CellSource::Grid(noise(10, 10));
            cells.columns = vec![1; 50].into();
            cells.rows = vec![1; 40].into();
        },
        10 * 10 * 4,
    );
}

#[test]
fn pictures_larger_than_a_texture_are_painted_in_tiles() {
    let Some(mut gpu) = gpu_painter() else { return };
    let grid = noise(4, 5000);
    let area = rect(7, 3, 8990, 30);
    let marks = vec![
        Mark::Cells(cells(area, &grid, levels([0.0, 1.0], Rgba::BLACK))),
        text(
            [4096.0, 20.0],
            Anchor::CENTER,
            0.0,
            "over the seam of two tiles",
        ),
    ];
    let frame = frame([9000, 40], marks);
    let expected = CpuPainter::new().paint(&frame);
    check_same("tiles", &gpu.paint(&frame).unwrap(), &expected, 1);
}

/// egui's output for a frame placed in a window with a screen scale.
fn in_window(
    frame: &Frame,
    placement: Placement,
    cells: cellsius::render::CellsCallback,
) -> (egui::TexturesDelta, Vec<egui::ClippedPrimitive>) {
    let context = egui::Context::default();
    context.set_fonts(fonts());
    let mut input = egui::RawInput::default();
    let viewport = input.viewports.entry(egui::ViewportId::ROOT).or_default();
    viewport.native_pixels_per_point = Some(placement.px_per_point);
    context.begin_pass(input);
    let shapes = shapes(frame, &context, placement, cells);
    let mut output = context.end_pass();
    let primitives = context.tessellate(shapes, placement.px_per_point);
    (std::mem::take(&mut output.textures_delta), primitives)
}

/// Cells and rectangles lie on the same whole px in a window, whatever its scale.
#[test]
fn windows_show_the_same_pixels() {
    let mut cpu = CpuPainter::new();
    let mut gpu = gpu_painter();
    for scene in scenes().into_iter().filter(|scene| scene.tolerance == 0) {
        for px_per_point in [1.0, 1.25, 1.5, 2.0, 3.3] {
            let whole = cpu.paint(&scene.frame);
            let [left, top] = [31_u32, 17];
            let placement = Placement {
                origin_px: [left as f32 + 0.2, top as f32 - 0.3],
                px_per_point,
            };
            let size = [whole.width + left + 9, whole.height + top + 9];
            let mut expected = Picture::new(size[0], size[1]);
            for y in 0..whole.height {
                for x in 0..whole.width {
                    let start = (((y + top) * size[0] + x + left) * 4) as usize;
                    expected.pixels[start..start + 4].copy_from_slice(&whole.pixel(x, y));
                }
            }
            let (mut textures, primitives) = in_window(&scene.frame, placement, cpu::cells);
            let mut found = Picture::new(size[0], size[1]);
            CpuPainter::new().paint_primitives(&textures, &primitives, px_per_point, &mut found);
            textures.clear();
            let name = format!("{} at {px_per_point}", scene.name);
            check_same(&name, &found, &expected, 0);
            if let Some(gpu) = &mut gpu {
                let found = painted_on_texture(gpu, &scene.frame, placement, size);
                check_same(&format!("{name}, gpu"), &found, &expected, 0);
            }
        }
    }
}

/// What the GPU paints of a window.
fn painted_on_texture(
    painter: &mut GpuPainter,
    frame: &Frame,
    placement: Placement,
    size: [u32; 2],
) -> Picture {
    let (mut textures, primitives) = in_window(frame, placement, gpu::cells);
    let picture = painter.paint_to_picture(&textures, &primitives, size, placement.px_per_point);
    textures.clear();
    picture.unwrap()
}

/// The box around everything that is not paper: left, top, right, bottom.
fn ink(picture: &Picture) -> [u32; 4] {
    let paper = picture.pixel(0, 0);
    let mut ink = [u32::MAX, u32::MAX, 0, 0];
    for y in 0..picture.height {
        for x in 0..picture.width {
            if picture.pixel(x, y) != paper {
                ink = [
                    ink[0].min(x),
                    ink[1].min(y),
                    ink[2].max(x + 1),
                    ink[3].max(y + 1),
                ];
            }
        }
    }
    ink
}

#[test]
fn text_stands_in_the_box_that_was_measured() {
    let ruler = Typesetter::headless();
    let mut painter = CpuPainter::with_typesetter(ruler.clone());
    let mut check = |words: &str, anchor: Anchor, angle: f64, turn: fn([f64; 2]) -> [f64; 4]| {
        let [width, height] = ruler.size_px(words, 13.0);
        let [left, top] = [-anchor.0[0] * width, -anchor.0[1] * height];
        let corners = [[left, top], [left + width, top + height]].map(turn);
        let at = [150.0, 150.0];
        let frame = frame([300, 300], vec![text(at, anchor, angle, words)]);
        let found = ink(&painter.paint(&frame)).map(f64::from);
        let low = |axis: usize| at[axis] + corners[0][axis].min(corners[1][axis]) - 1.5;
        let high = |axis: usize| at[axis] + corners[0][axis].max(corners[1][axis]) + 1.5;
        let name = format!("{words:?} {anchor:?} {angle}: {found:?}");
        assert!(found[0] >= low(0) && found[1] >= low(1), "{name}");
        assert!(found[2] <= high(0) && found[3] <= high(1), "{name}");
        assert!(found[2] - found[0] > 3.0, "{name}: nothing painted");
    };
    for words in ["0.25", "Quantile gj", "two\nlines", "a\n\nb"] {
        for anchor in [
            Anchor::CENTER,
            Anchor::TOP,
            Anchor::LEFT,
            Anchor::RIGHT,
            Anchor::BOTTOM,
        ] {
            check(words, anchor, 0.0, |[x, y]| [x, y, 0.0, 0.0]);
            check(words, anchor, 90.0, |[x, y]| [-y, x, 0.0, 0.0]);
            check(words, anchor, -90.0, |[x, y]| [y, -x, 0.0, 0.0]);
        }
    }
}

/// Upright text begins on whole px: a fraction moves it by a pixel or not at all.
#[test]
fn upright_text_is_crisp() {
    let mut painter = CpuPainter::new();
    let mut check = |angle: f64| {
        let mut paint = |x: f64, y: f64| {
            let marks = vec![text([x, y], Anchor([0.0, 0.0]), angle, "0.25 Hill")];
            painter.paint(&frame([160, 160], marks))
        };
        let expected = paint(80.0, 80.0);
        for shift in [-0.4, 0.1, 0.4] {
            let name = format!("{angle} by {shift}");
            check_same(&name, &paint(80.0 + shift, 80.0 - shift), &expected, 0);
        }
    };
    check(0.0);
    check(90.0);
    check(-90.0);
}

#[test]
fn signs_have_glyphs() {
    let context = egui::Context::default();
    context.set_fonts(fonts());
    let mut output = context.run_ui(egui::RawInput::default(), |_| {});
    output.textures_delta.clear();
    let font = egui::FontId::proportional(12.0);
    let signs = "0123456789+-.,:;%()[]/ abcxyzABCXYZ ÄÖÜßéñçøåŁőŞ ΑΩαβγμωσ АЯжщя −×±·÷≤≥≠≈∞√ ⁰¹²³⁴⁵⁶⁷⁸⁹⁻ \
                 ₀₁₂₉ µ°′″‰ –—…•„“”‘’«» ←↑→↓ ▲▼ €£¥";
    for sign in signs.chars().filter(|sign| !sign.is_whitespace()) {
        let found = context.fonts_mut(|fonts| fonts.has_glyph(&font, sign));
        assert!(found, "no glyph for {sign:?}");
    }
}

/// Cloned levels at another address, and the same address after a change, are told apart.
#[test]
fn new_levels_are_seen() {
    let Some(mut gpu) = gpu_painter() else { return };
    let mut cpu = CpuPainter::new();
    let grid = noise(5, 5);
    for round in 0..200 {
        // Each is dropped before the next is made, so addresses come again.
        let levels = levels([0.0, 0.1 + f64::from(round) / 100.0], Rgba::BLACK);
        let cells = cells(rect(0, 0, 5, 5), &grid, Arc::clone(&levels));
        let frame = frame([5, 5], vec![Mark::Cells(cells)]);
        let name = format!("round {round}");
        check_same(&name, &gpu.paint(&frame).unwrap(), &cpu.paint(&frame), 0);
    }
}
