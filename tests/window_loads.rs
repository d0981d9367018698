//! The real program in a real window while it reads: rows as they come, what is said of them, how a
//! load ends, and that memory returns.
#![cfg(target_os = "linux")]
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot drive the window should say so"
)]

#[expect(dead_code, reason = "the other tests of the window use the rest")]
#[path = "window/desk.rs"]
mod desk;
#[expect(dead_code, reason = "the other tests of the window use the rest")]
#[path = "window/program.rs"]
mod program;

#[path = "common/skipped.rs"]
mod skipped;

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::Value;

use desk::Desk;
use program::{PATIENCE, Program};
use skipped::skipped;

const COLUMNS: usize = 2000;

/// A screen, or `None` with the reason printed; where the tests must run, that fails.
fn desk() -> Option<Desk> {
    Desk::open().map_or_else(skipped, Some)
}

/// Rows of digits, about 14 kB each.
fn rows(range: std::ops::Range<usize>) -> String {
    let mut text = String::new();
    for row in range {
        for column in 0..COLUMNS {
            let end = if column + 1 == COLUMNS { "\n" } else { "," };
            text.push_str(&format!("{}{end}", 100_000 + row * 100 + column % 100));
        }
    }
    text
}

/// A pipe with a name, fed row by row.
struct Pipe {
    file: fs::File,
}

impl Pipe {
    /// The program must open the other end, which it does on a thread of its own.
    fn open(path: &Path) -> Self {
        Self {
            file: fs::File::options().write(true).open(path).unwrap(),
        }
    }

    fn feed(&mut self, range: std::ops::Range<usize>) {
        self.file.write_all(rows(range).as_bytes()).unwrap();
        self.file.flush().unwrap();
    }
}

fn make_pipe(folder: &Path) -> std::path::PathBuf {
    let path = folder.join("rows.csv");
    let made = Command::new("mkfifo").arg(&path).status().unwrap();
    assert!(made.success());
    path
}

/// The program with `rows.csv` of the folder.
fn start<'d>(desk: &'d Desk, folder: &Path) -> Program<'d> {
    Program::start(desk, folder, &[("CELLSIUS_PAINTER", "cpu")], &["rows.csv"])
}

fn y_range(frame: &Value) -> Option<[f64; 2]> {
    let range = frame["plots"][0]["y"]["range"].as_array()?;
    Some([range.first()?.as_f64()?, range.get(1)?.as_f64()?])
}

fn says(frame: &Value, part: &str) -> bool {
    let texts = frame["status"].as_array();
    texts.is_some_and(|texts| {
        texts
            .iter()
            .any(|text| text.as_str().is_some_and(|text| text.contains(part)))
    })
}

/// Keeps a picture of the screen in the folder in `CELLSIUS_SHOTS`, if there is one.
fn shot(desk: &Desk, name: &str) {
    if let Some(folder) = std::env::var_os("CELLSIUS_SHOTS") {
        let path = Path::new(&folder).join(format!("{name}.png"));
        let _ = Command::new("import")
            .args(["-window", "root"])
            .arg(path)
            .env("DISPLAY", desk.display())
            .status();
    }
}

#[test]
fn rows_are_seen_while_a_pipe_delivers_them() {
    let Some(desk) = desk() else { return };
    let folder = tempfile::tempdir().unwrap();
    let path = make_pipe(folder.path());
    let mut program = start(&desk, folder.path());
    let mut pipe = Pipe::open(&path);
    pipe.feed(0..40);
    let some = |frame: &Value| {
        frame["part"] == true && frame["loading"] == true && y_range(frame).is_some()
    };
    program.wait_for("the first rows", some);
    // All that have come, though the pipe keeps silent now; the last is not known to be whole.
    let first = program.wait_for("all of them", |frame| {
        some(frame) && frame["rows"].as_u64() >= Some(39) && frame["stale"] == false
    });
    let shown = first["rows"].as_u64().unwrap();
    assert!(shown <= 40, "{first}");
    assert_eq!(
        y_range(&first).unwrap()[0],
        shown as f64 - 0.5,
        "all of them"
    );
    assert!(says(&first, "loading, "), "{first}");
    shot(&desk, "pipe-first");
    // More.
    pipe.feed(40..120);
    let more = |frame: &Value| some(frame) && frame["rows"].as_u64() > Some(shown);
    program.wait_for("more rows", more);
    shot(&desk, "pipe-more");
    // Nothing more for a while: said, and nothing moves.
    program.wait_for("silence", |frame| says(frame, "waiting for data"));
    shot(&desk, "pipe-silent");
    pipe.feed(120..150);
    drop(pipe);
    let whole = program.wait_for("the end", |frame| {
        frame["loading"] == false && frame["stale"] == false
    });
    assert_eq!(
        (&whole["part"], whole["rows"].as_u64()),
        (&Value::Bool(false), Some(150))
    );
    assert_eq!(y_range(&whole), Some([149.5, -0.5]));
    assert!(!says(&whole, "loading"), "{whole}");
    shot(&desk, "pipe-whole");
}

#[test]
fn escape_ends_a_load_at_once_and_what_came_stays() {
    let Some(desk) = desk() else { return };
    let folder = tempfile::tempdir().unwrap();
    let path = make_pipe(folder.path());
    let mut program = start(&desk, folder.path());
    let mut pipe = Pipe::open(&path);
    pipe.feed(0..60);
    let frame = program.wait_for("rows", |frame| {
        frame["part"] == true && y_range(frame).is_some()
    });
    assert_eq!(frame["loading"], true);
    program.take_focus();
    // The pipe stays open: nobody waits for it.
    desk.xdotool(&["key", "Escape"]);
    let ended = program.wait_for("the end", |frame| frame["loading"] == false);
    assert_eq!(ended["part"], true, "{ended}");
    assert!(ended["rows"].as_u64() > Some(0), "{ended}");
    assert!(says(&ended, "rows only"), "{ended}");
    program.wait_for_rest();
    shot(&desk, "pipe-cancelled");
    desk.xdotool(&["key", "ctrl+q"]);
    assert!(program.wait_for_end().success(), "{}", program.errors());
}

#[test]
fn memory_returns_after_reloads_and_closed_tabs() {
    let Some(desk) = desk() else { return };
    let folder = tempfile::tempdir().unwrap();
    // 28 MB of text, 2 million cells.
    fs::write(folder.path().join("rows.csv"), rows(0..2000)).unwrap();
    let mut program = start(&desk, folder.path());
    let whole = |frame: &Value| {
        frame["loading"] == false && frame["stale"] == false && frame["rows"].as_u64() == Some(2000)
    };
    program.wait_for("the table", whole);
    program.take_focus();
    let reload = |program: &mut Program<'_>, cancel: bool| {
        let before = program.frames();
        desk.xdotool(&["key", "F5"]);
        if cancel {
            desk.xdotool(&["key", "Escape"]);
        }
        let started = Instant::now();
        while program.frames() < before + 2 && started.elapsed() < PATIENCE {
            std::thread::sleep(Duration::from_millis(10));
        }
        program.wait_for("it again", whole);
    };
    reload(&mut program, false);
    let settled = program.resident_mb();
    for round in 0..6 {
        reload(&mut program, round % 2 == 1);
    }
    let after = program.resident_mb();
    // A table is 16 MB; six that stay would be 100.
    assert!(after < settled + 40.0, "{settled} MB, then {after} MB");
    desk.xdotool(&["key", "ctrl+w"]);
    program.wait_for("no tab", |frame| frame["documents"] == 0);
    let closed = program.resident_mb();
    assert!(closed < after, "{after} MB, then {closed} MB");
    desk.xdotool(&["key", "ctrl+q"]);
    assert!(program.wait_for_end().success(), "{}", program.errors());
}
