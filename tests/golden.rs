//! Scenes as they were looked at once, painted by every painter.
#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests stop at what cannot be"
)]

#[path = "scenes/png_file.rs"]
mod png_file;
mod scenes;

use std::path::{Path, PathBuf};

use cellsius::render::cpu::CpuPainter;
use cellsius::render::gpu::GpuPainter;
use cellsius::render::{Picture, Typesetter};
use cellsius::view::{Frame, Mark};
use scenes::{Scene, bare_scenes, scenes};

/// Text is antialiased by code that is chosen by the processor: one level of 255 a channel.
const TEXT_LEVELS: u8 = 1;

fn tolerance(frame: &Frame) -> u8 {
    let is_text = |mark: &Mark| matches!(mark, Mark::Text { .. } | Mark::Path { .. });
    let has_text = frame.items.iter().any(|item| is_text(&item.mark));
    if has_text { TEXT_LEVELS } else { 0 }
}

/// Pixels that differ by more than so many levels in a channel.
fn different(a: &Picture, b: &Picture, levels: u8) -> Vec<usize> {
    let pixels = a.pixels.chunks_exact(4).zip(b.pixels.chunks_exact(4));
    let off = |(a, b): (&[u8], &[u8])| a.iter().zip(b).any(|(a, b)| a.abs_diff(*b) > levels);
    pixels
        .enumerate()
        .filter_map(|(index, pair)| off(pair).then_some(index))
        .collect()
}

fn below(folder: &str, file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join(folder)
        .join(file)
}

/// What went wrong with one scene, if anything did.
fn check_golden(scene: &Scene, typesetter: &Typesetter) -> Option<String> {
    let frame = scene.frame(typesetter);
    let picture = CpuPainter::with_typesetter(typesetter.clone()).paint(&frame);
    let golden = below("tests/golden", &format!("{}.png", scene.name));
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        png_file::write(&golden, &picture);
        return None;
    }
    let Some(expected) = png_file::read(&golden) else {
        if std::env::var_os("CI").is_some() {
            return Some(format!("{}: there is no golden picture", scene.name));
        }
        png_file::write(&golden, &picture);
        eprintln!("{}: made a first golden picture, look at it", scene.name);
        return None;
    };
    let size = |picture: &Picture| [picture.width, picture.height];
    if size(&picture) != size(&expected) {
        return Some(format!("{}: {:?} px", scene.name, size(&picture)));
    }
    let levels = tolerance(&frame);
    let wrong = different(&picture, &expected, levels);
    if wrong.is_empty() {
        return None;
    }
    let actual = below("target/golden", &format!("{}.actual.png", scene.name));
    let diff = below("target/golden", &format!("{}.diff.png", scene.name));
    png_file::write(&actual, &picture);
    png_file::write(&diff, &marked(&picture, &wrong));
    let counts = [0, 1, 4, 16, 64].map(|levels| different(&picture, &expected, levels).len());
    Some(format!(
        "{}: {} pixels differ by more than {levels} levels (by more than 0, 1, 4, 16, 64: {counts:?}); see {} and {}",
        scene.name,
        wrong.len(),
        actual.display(),
        diff.display()
    ))
}

/// The picture, pale, with the wrong pixels in red.
fn marked(picture: &Picture, wrong: &[usize]) -> Picture {
    let mut marked = picture.clone();
    for byte in &mut marked.pixels {
        *byte = 191 + *byte / 4;
    }
    for &index in wrong {
        marked.pixels[index * 4..index * 4 + 4].copy_from_slice(&[220, 0, 0, 255]);
    }
    marked
}

#[test]
fn scenes_look_as_they_did() {
    let typesetter = Typesetter::headless();
    let broken: Vec<String> = scenes()
        .iter()
        .filter_map(|scene| check_golden(scene, &typesetter))
        .collect();
    assert!(
        broken.is_empty(),
        "{}\nIf this is meant to be, look at the pictures and run\n    UPDATE_GOLDEN=1 cargo test --test golden",
        broken.join("\n")
    );
}

#[test]
fn every_golden_has_its_scene() {
    let names: Vec<String> = scenes()
        .iter()
        .map(|scene| format!("{}.png", scene.name))
        .collect();
    let files = std::fs::read_dir(below("tests/golden", "")).expect("there are goldens");
    for file in files.flatten() {
        let name = file.file_name().to_string_lossy().into_owned();
        assert!(names.contains(&name), "{name} belongs to no scene");
    }
}

/// The GPU's painter; without an adapter `None`, unless one is demanded.
fn gpu() -> Option<GpuPainter> {
    match GpuPainter::headless() {
        Ok(painter) => Some(painter),
        Err(error) if std::env::var_os("CELLSIUS_REQUIRE_GPU").is_none() => {
            eprintln!("skipped: {error}");
            None
        }
        Err(error) => panic!("CELLSIUS_REQUIRE_GPU is set, but {error}"),
    }
}

#[test]
fn both_painters_paint_the_same() {
    let typesetter = Typesetter::headless();
    let Some(painter) = gpu() else {
        return;
    };
    let mut gpu = painter.with_typesetter(typesetter.clone());
    let mut cpu = CpuPainter::with_typesetter(typesetter.clone());
    for scene in scenes() {
        let frame = scene.frame(&typesetter);
        let theirs = gpu.paint(&frame).expect("the adapter paints");
        let wrong = different(&cpu.paint(&frame), &theirs, tolerance(&frame));
        assert!(
            wrong.is_empty(),
            "{}: {} pixels differ",
            scene.name,
            wrong.len()
        );
    }
}

#[test]
fn bare_scenes_hold_no_words() {
    let typesetter = Typesetter::headless();
    for scene in bare_scenes() {
        assert_eq!(tolerance(&scene.frame(&typesetter)), 0, "{}", scene.name);
    }
}
