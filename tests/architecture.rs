//! The rooms of ARCHITECTURE.md, checked against the sources.
#![expect(
    clippy::expect_used,
    reason = "a test that cannot read the sources should say so"
)]

use std::path::{Path, PathBuf};

/// Each room with the rooms that it may know. What is not named here is above it, or beside it.
const ROOMS: &[(&str, &[&str])] = &[
    ("grid", &[]),
    ("axis", &[]),
    ("color", &[]),
    ("figure", &["grid", "axis", "color"]),
    ("view", &["figure", "grid", "axis", "color"]),
    ("plotly", &["figure", "grid", "axis", "color"]),
    ("load", &["plotly", "figure", "grid", "axis", "color"]),
    ("render", &["view", "figure", "grid", "axis", "color"]),
    (
        "export",
        &[
            "render", "load", "plotly", "view", "figure", "grid", "axis", "color",
        ],
    ),
    (
        "app",
        &[
            "export", "render", "load", "plotly", "view", "figure", "grid", "axis", "color",
        ],
    ),
    (
        "cli",
        &[
            "app", "export", "render", "load", "plotly", "view", "figure", "grid", "axis", "color",
        ],
    ),
];

/// Crates from elsewhere with the places (rooms or files) that may use them.
const CRATES: &[(&str, &[&str])] = &[
    ("wgpu", &["render", "app"]),
    ("egui_wgpu", &["render", "app"]),
    ("bytemuck", &["render", "app"]),
    ("pollster", &["render", "app"]),
    ("egui", &["render", "app"]),
    ("epaint", &["render", "app"]),
    ("read_fonts", &["render/face.rs"]),
    ("winit", &["app"]),
    ("egui_winit", &["app"]),
    ("softbuffer", &["app"]),
    ("rfd", &["app"]),
    ("csv", &["load"]),
    ("encoding_rs", &["load"]),
    ("flate2", &["load"]),
    ("memchr", &["load"]),
    ("ruzstd", &["load"]),
    ("chrono", &["axis/calendar.rs", "load"]),
    ("png", &["export", "load/png_file.rs"]),
    ("tiff", &["load/tiff_file.rs"]),
    ("parquet", &["load/parquet_file.rs"]),
    ("bytes", &["load/parquet_file.rs"]),
    ("clap", &["cli"]),
];

/// From `view` down nothing touches the world outside.
const PURE: &[&str] = &["grid", "axis", "color", "figure", "view", "plotly"];
const IMPURE: &[&str] = &[
    "std::fs",
    "std::io",
    "std::net",
    "std::process",
    "std::time",
    "std::env",
    "Instant::now",
    "SystemTime",
    "print!",
    "println!",
    "eprint!",
    "eprintln!",
];

const MOST_LINES: usize = 500;
const LARGEST_GOLDEN: u64 = 8 * 1024;

struct Source {
    /// Below `src`, with forward slashes.
    path: String,
    /// Without comments.
    code: String,
    lines: usize,
}

impl Source {
    fn room(&self) -> &str {
        self.path.split('/').next().unwrap_or_default()
    }
}

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn files_below(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            files_below(&path, found);
        } else {
            found.push(path);
        }
    }
    found.sort();
}

fn sources() -> Vec<Source> {
    let root = here("src");
    let mut paths = Vec::new();
    files_below(&root, &mut paths);
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).expect("sources are text");
        let below = path.strip_prefix(&root).expect("it was found there");
        Source {
            path: below.to_string_lossy().replace('\\', "/"),
            code: text.lines().map(without_comment).collect::<String>(),
            lines: text.lines().count(),
        }
    };
    let is_rust = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "rs");
    let sources: Vec<Source> = paths.into_iter().filter(is_rust).map(read).collect();
    assert!(sources.len() > 20, "the sources were not found");
    sources
}

/// Good enough for paths: `//` within a string only hides the rest of that string.
fn without_comment(line: &str) -> String {
    let code = line.split("//").next().unwrap_or_default();
    format!("{code}\n")
}

/// The names that follow `before` in code, each of a list in braces too.
fn names_after<'a>(code: &'a str, before: &str) -> Vec<&'a str> {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let mut names = Vec::new();
    for (at, _) in code.match_indices(before) {
        if code[..at].ends_with(is_name) {
            continue;
        }
        let rest = &code[at + before.len()..];
        match rest.strip_prefix('{') {
            Some(list) => names.extend(first_names(list)),
            None => names.extend(rest.split(|c| !is_name(c)).next()),
        }
    }
    names
}

/// The first name of each entry of a list like `a::{b, c}, d::e}`.
fn first_names(list: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let (mut depth, mut start) = (0_i32, 0);
    for (at, letter) in list.char_indices() {
        match letter {
            '{' => depth += 1,
            ',' | '}' if depth == 0 => {
                names.extend(list[start..at].split("::").next().map(str::trim));
                if letter == '}' {
                    break;
                }
                start = at + 1;
            }
            '}' => depth -= 1,
            _ => {}
        }
    }
    names
}

/// True if code names a crate at the start of a path, or imports it.
fn uses_crate(code: &str, name: &str) -> bool {
    let starts_path = |at: usize| {
        let before = code[..at].chars().next_back();
        before.is_none_or(|c| !(c.is_alphanumeric() || c == '_' || c == ':' || c == '"'))
    };
    code.match_indices(name).any(|(at, _)| {
        let after = &code[at + name.len()..];
        let imported = code[..at].ends_with("use ") && after.starts_with([';', ' ']);
        starts_path(at) && (after.starts_with("::") || imported)
    })
}

fn report(broken: &[String]) {
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn a_room_knows_only_the_rooms_below_it() {
    let mut broken = Vec::new();
    for source in sources() {
        let Some((_, below)) = ROOMS.iter().find(|(room, _)| *room == source.room()) else {
            let top = ["lib.rs", "main.rs"].contains(&source.path.as_str());
            assert!(top, "src/{} lies in no known room", source.path);
            continue;
        };
        for name in names_after(&source.code, "crate::") {
            let is_room = ROOMS.iter().any(|(room, _)| *room == name);
            if is_room && name != source.room() && !below.contains(&name) {
                broken.push(format!("src/{} knows crate::{name}", source.path));
            }
        }
    }
    report(&broken);
}

#[test]
fn crates_stay_in_their_rooms() {
    let mut broken = Vec::new();
    for source in sources() {
        for (name, places) in CRATES {
            let allowed = places
                .iter()
                .any(|place| *place == source.room() || *place == source.path);
            if !allowed && uses_crate(&source.code, name) {
                broken.push(format!("src/{} uses {name}", source.path));
            }
        }
    }
    report(&broken);
}

/// A crate that Cargo.toml brings in has its place in the table above, or is for everyone.
#[test]
fn every_crate_has_its_place() {
    const EVERYWHERE: &[&str] = &["libm", "serde", "serde_json", "thiserror", "etcetera"];
    let manifest = std::fs::read_to_string(here("Cargo.toml")).expect("there is a Cargo.toml");
    let mut of_program = false;
    for line in manifest.lines() {
        if line.starts_with('[') {
            of_program = line.ends_with("dependencies]") && !line.contains("dev-");
            continue;
        }
        let Some((name, _)) = line.split_once('=').filter(|_| of_program) else {
            continue;
        };
        let name = name.trim().replace('-', "_");
        let known = EVERYWHERE.contains(&name.as_str())
            || CRATES.iter().any(|(known, _)| *known == name)
            || name.starts_with('#');
        assert!(known, "no rule says where {name} may be used");
    }
}

#[test]
fn pure_rooms_touch_nothing_outside() {
    let mut broken = Vec::new();
    for source in sources() {
        if !PURE.contains(&source.room()) {
            continue;
        }
        for word in IMPURE {
            if source.code.contains(word) {
                broken.push(format!("src/{} says {word}", source.path));
            }
        }
    }
    report(&broken);
}

#[test]
fn painters_do_not_know_each_other() {
    let mut broken = Vec::new();
    for source in sources() {
        for (one, other) in [("render/cpu", "gpu"), ("render/gpu", "cpu")] {
            if !source.path.starts_with(one) {
                continue;
            }
            let paths = ["super::", "crate::render::", "super::super::"];
            let known = paths
                .iter()
                .flat_map(|before| names_after(&source.code, before))
                .any(|name| name == other);
            if known || source.code.contains(&format!("{other}::")) {
                broken.push(format!("src/{} knows render::{other}", source.path));
            }
        }
    }
    report(&broken);
}

#[test]
fn files_are_about_one_thing() {
    let too_long = |source: &Source| source.lines > MOST_LINES;
    let long = |source: Source| format!("src/{}: {} lines", source.path, source.lines);
    let broken: Vec<String> = sources().into_iter().filter(too_long).map(long).collect();
    report(&broken);
}

#[test]
fn goldens_are_small() {
    let mut paths = Vec::new();
    files_below(&here("tests/golden"), &mut paths);
    for path in paths {
        let size = std::fs::metadata(&path).expect("it was found").len();
        let ending = path.extension().is_some_and(|ending| ending == "png");
        assert!(ending, "{} is no picture", path.display());
        assert!(
            size <= LARGEST_GOLDEN,
            "{}: {size} bytes, at most {LARGEST_GOLDEN}",
            path.display()
        );
    }
}

/// The rules above find what they look for.
#[test]
fn broken_rules_are_found() {
    let check = |code: &str, expected: &[&str]| {
        assert_eq!(names_after(code, "crate::"), expected, "{code}");
    };
    check("use crate::view::Frame;", &["view"]);
    check(
        "use crate::{axis::Scale, grid::{Grid, Plane}, color};",
        &["axis", "grid", "color"],
    );
    check("fn f(x: &crate::load::Table) {}", &["load"]);
    check("use mycrate::view;", &[]);
    assert_eq!(without_comment("a // crate::view"), "a \n");
    assert!(uses_crate("use csv;", "csv") && uses_crate("let a = csv::Reader;", "csv"));
    assert!(uses_crate("use egui::Ui;", "egui") && !uses_crate("use egui_wgpu::A;", "egui"));
    assert!(!uses_crate("load::csv::Reader", "csv"));
}
