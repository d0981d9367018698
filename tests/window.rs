//! The real program in a real window, on a screen of its own: what it paints is what the file says.
#![cfg(target_os = "linux")]
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot drive the window should say so"
)]

#[path = "window/desk.rs"]
mod desk;
#[expect(dead_code, reason = "other tests of the window use the rest")]
#[path = "window/program.rs"]
mod program;

#[path = "common/skipped.rs"]
mod skipped;

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::Value;

use desk::{Desk, Image};
use program::{PATIENCE, Program, command};
use skipped::skipped;

/// A table whose values are told apart by their colours and by their digits.
const TABLE: &str = "\
row,a,b,c,d
first,12.5,-3.25,40.125,7
second,0.0625,88.75,-21.5,63
third,31,55.5,19.875,97.25
";
const ROWS: usize = 3;
const COLUMNS: usize = 4;

/// The value of a cell as written in [`TABLE`].
fn written(row: usize, column: usize) -> &'static str {
    let line = TABLE.lines().nth(row + 1).unwrap();
    line.split(',').nth(column + 1).unwrap()
}

/// A screen; where there is none the reason is printed, or a failure where one is demanded.
fn desk() -> Option<Desk> {
    Desk::open().map_or_else(skipped, Some)
}

fn table(folder: &Path) {
    fs::write(folder.join("table.csv"), TABLE).unwrap();
}

fn numbers<const N: usize>(value: &Value) -> [f64; N] {
    let numbers: Vec<f64> = value
        .as_array()
        .unwrap_or_else(|| panic!("no list: {value}"))
        .iter()
        .map(|number| number.as_f64().unwrap())
        .collect();
    numbers.try_into().unwrap()
}

/// The cells' area of the painted plot, in px of the window.
fn plot(frame: &Value) -> [f64; 4] {
    numbers(&frame["plots"][0]["rect"])
}

/// A place in a cell of the whole table: `within` goes from the cell's left top to its right bottom.
fn place([x, y, w, h]: [f64; 4], row: usize, column: usize, within: [f64; 2]) -> [f64; 2] {
    [
        x + w * (column as f64 + within[0]) / COLUMNS as f64,
        y + h * (row as f64 + within[1]) / ROWS as f64,
    ]
}

fn is_loaded(frame: &Value) -> bool {
    frame["document"] == "table.csv"
        && frame["loading"] == false
        && frame["stale"] == false
        && frame["plots"][0]["rect"].is_array()
}

/// True if the tooltip says this value.
fn says(frame: &Value, value: &str) -> bool {
    let lines = frame["tooltip"]["lines"].as_array();
    lines.is_some_and(|lines| {
        lines.iter().filter_map(Value::as_str).any(|line| {
            line.split_whitespace()
                .any(|word| word.replace('\u{2212}', "-") == value)
        })
    })
}

/// The data under the pointer on an axis, by the painted ranges.
fn under_pointer(frame: &Value) -> [f64; 2] {
    let [x, y, w, h] = plot(frame);
    let [at_x, at_y]: [f64; 2] = numbers(&frame["pointer"]);
    let [left, right]: [f64; 2] = numbers(&frame["plots"][0]["x"]["range"]);
    let [bottom, top]: [f64; 2] = numbers(&frame["plots"][0]["y"]["range"]);
    [
        left + (right - left) * (at_x - x) / w,
        top + (bottom - top) * (at_y - y) / h,
    ]
}

/// Takes screenshots until `is_it` is content: the server may be a moment behind.
fn look(desk: &Desk, what: &str, is_it: impl Fn(&Image) -> bool) -> Image {
    let started = Instant::now();
    loop {
        let image = desk.screenshot();
        if is_it(&image) {
            return image;
        }
        assert!(started.elapsed() < PATIENCE, "never seen on screen: {what}");
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// One run through everything, with this painter.
fn drive(painter: &str, expected: &str) {
    let Some(desk) = desk() else { return };
    let folder = tempfile::tempdir().unwrap();
    table(folder.path());
    let variables = [("CELLSIUS_PAINTER", painter)];
    let mut program = Program::start(&desk, folder.path(), &variables, &["table.csv"]);
    desk.point_at([1279.0, 899.0]);
    let frame = program.wait_for("the table", is_loaded);
    let note = frame["painter"].as_str().unwrap_or_default().to_owned();
    if !note.starts_with(expected) {
        skipped::<()>(format!("the window is not painted by the GPU: {note}"));
        return;
    }
    let corner = program.take_focus();
    let mut scene = Scene {
        desk: &desk,
        program: &mut program,
        corner,
        folder: folder.path(),
    };
    let cells = scene.sees_cells();
    scene.finds_values();
    scene.zooms_at_the_pointer();
    scene.saves_what_it_shows(&cells);
    scene.copies_and_pastes();
    scene.sleeps_when_idle();
    desk.xdotool(&["key", "ctrl+q"]);
    let status = program.wait_for_end();
    assert!(status.success(), "{status}: {}", program.errors());
    assert!(
        !program.errors().contains("panicked"),
        "{}",
        program.errors()
    );
}

/// A window with the table open.
struct Scene<'a, 'b> {
    desk: &'a Desk,
    program: &'a mut Program<'b>,
    /// The window's place on the screen.
    corner: [f64; 2],
    folder: &'a Path,
}

/// Places in a cell at which its colour is compared.
const WITHIN: [[f64; 2]; 5] = [[0.5, 0.5], [0.1, 0.1], [0.9, 0.1], [0.1, 0.9], [0.9, 0.9]];

/// The colour of each cell; the same all over the cell.
fn cell_colors(image: &Image, plot: [f64; 4]) -> Vec<[u8; 3]> {
    let mut colors = Vec::new();
    for row in 0..ROWS {
        for column in 0..COLUMNS {
            let color = image.at(place(plot, row, column, WITHIN[0]));
            for within in WITHIN {
                let found = image.at(place(plot, row, column, within));
                assert_eq!(found, color, "row {row}, column {column}, at {within:?}");
            }
            colors.push(color);
        }
    }
    colors
}

impl Scene<'_, '_> {
    /// A place of the window on the screen.
    fn on_screen(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        [x + self.corner[0], y + self.corner[1]]
    }

    fn plot_on_screen(&self, frame: &Value) -> [f64; 4] {
        let [x, y, w, h] = plot(frame);
        let [x, y] = self.on_screen([x, y]);
        [x, y, w, h]
    }

    fn hover(&mut self, row: usize, column: usize) -> Value {
        let frame = self.program.wait_for("the table", is_loaded);
        let at = place(plot(&frame), row, column, [0.5, 0.5]);
        self.desk.point_at(self.on_screen(at));
        let value = written(row, column);
        self.program
            .wait_for(&format!("a tooltip with {value}"), |frame| {
                says(frame, value)
            })
    }

    fn points_elsewhere(&mut self) {
        self.desk.point_at([1279.0, 899.0]);
        self.program
            .wait_for("a pointer elsewhere", |frame| frame["pointer"].is_null());
    }

    /// Each cell has one colour, and no two the same.
    fn sees_cells(&mut self) -> Vec<[u8; 3]> {
        self.points_elsewhere();
        let frame = self.program.wait_for_rest();
        let plot = self.plot_on_screen(&frame);
        let image = look(self.desk, "the cells", |image| {
            image.at(place(plot, 0, 0, [0.5, 0.5])) != image.at(place(plot, 1, 1, [0.5, 0.5]))
        });
        let colors = cell_colors(&image, plot);
        let mut different = colors.clone();
        different.sort_unstable();
        different.dedup();
        assert_eq!(different.len(), ROWS * COLUMNS, "{colors:?}");
        colors
    }

    /// The tooltip says what the file says, and stands on the screen.
    fn finds_values(&mut self) {
        let before = self.desk.screenshot();
        for (row, column) in [(0, 0), (1, 2), (2, 3), (0, 1), (1, 1)] {
            let frame = self.hover(row, column);
            let [x, y, w, h] = numbers(&frame["tooltip"]["rect"]);
            let [x, y] = self.on_screen([x, y]);
            look(self.desk, "the tooltip", |image| {
                let (differing, all) = image.differing(&before, [x, y, w, h]);
                differing * 2 > all
            });
        }
        let frame = self.hover(1, 1);
        let plot = self.plot_on_screen(&frame);
        let [x, y] = place(plot, 0, 3, [0.7, 0.2]);
        let (differing, all) = self
            .desk
            .screenshot()
            .differing(&before, [x, y, 20.0, 20.0]);
        assert_eq!(
            (differing, all),
            (0, 400),
            "far from the pointer nothing changes"
        );
    }

    /// The wheel zooms, and what lies under the pointer stays there.
    fn zooms_at_the_pointer(&mut self) {
        let before = self.hover(1, 2);
        let range = |frame: &Value| numbers::<2>(&frame["plots"][0]["x"]["range"]);
        let whole = range(&before);
        self.desk.xdotool(&["click", "4"]);
        let width = |[from, to]: [f64; 2]| (to - from).abs();
        self.program.wait_for("a zoomed view", |frame| {
            is_loaded(frame) && width(range(frame)) < width(whole) * 0.98
        });
        let zoomed = self.program.wait_for_rest();
        assert!(says(&zoomed, written(1, 2)), "{zoomed}");
        for (was, is) in under_pointer(&before)
            .into_iter()
            .zip(under_pointer(&zoomed))
        {
            assert!(
                (was - is).abs() < 1e-6,
                "{was} became {is} under the pointer"
            );
        }
        self.desk.xdotool(&["key", "Home"]);
        self.program.wait_for("the whole view", |frame| {
            is_loaded(frame) && (width(range(frame)) - width(whole)).abs() < 1e-9
        });
    }

    /// The saved picture's cells have the colours seen on the screen.
    fn saves_what_it_shows(&mut self, cells: &[[u8; 3]]) {
        let path = self.folder.join("saved.png");
        let frame = self.program.wait_for_rest();
        let scale = frame["scale"].as_f64().unwrap();
        let [_, _, width, height] = numbers(&frame["canvas"]);
        self.desk.xdotool(&["key", "ctrl+shift+s"]);
        self.program
            .wait_for("the dialog", |frame| !frame["saving"].is_null());
        self.program.wait_for_rest();
        self.desk.xdotool(&["key", "ctrl+a"]);
        self.desk
            .xdotool(&["type", "--delay", "20", path.to_str().unwrap()]);
        self.program.wait_for_rest();
        self.desk.xdotool(&["key", "Return"]);
        let frame = self
            .program
            .wait_for("the end of saving", |frame| frame["saving"].is_null());
        let notice = frame["notice"].as_str().unwrap_or_default();
        assert!(notice.contains("saved.png"), "{frame}");

        let saved = Image::of_png(&fs::read(&path).unwrap());
        // How large the dialog makes pictures is its own choice; where the cells then lie, the
        // program says itself.
        let pixels = f64::from(saved.width) / (width / scale);
        let size = format!("{}x{}", (width / scale).round(), (height / scale).round());
        let output = command(self.folder)
            .args(["table.csv", "--describe", "--size", &size])
            .args(["--scale", &format!("{}", pixels.round())])
            .output()
            .unwrap();
        let described: Value = serde_json::from_slice(&output.stdout).unwrap();
        let [w, h]: [f64; 2] = numbers(&described["size"]);
        assert_eq!([w, h], [saved.width, saved.height].map(f64::from));
        assert_eq!(cell_colors(&saved, plot(&described)), cells);
    }

    /// A value goes to the clipboard and comes back as a table of one cell, in a tab of its own.
    fn copies_and_pastes(&mut self) {
        self.hover(1, 1);
        self.desk.xdotool(&["key", "ctrl+c"]);
        self.program.wait_for_rest();
        self.desk.xdotool(&["key", "ctrl+v"]);
        let value = written(1, 1);
        self.program.wait_for("a second tab", |frame| {
            frame["documents"] == 2 && frame["document"] != "table.csv" && says(frame, value)
        });
        self.desk.xdotool(&["key", "ctrl+w"]);
        self.program.wait_for("the first tab", |frame| {
            frame["documents"] == 1 && is_loaded(frame)
        });
    }

    /// Nothing happens, nothing is painted: less than 50 ms of processor in 5 s.
    fn sleeps_when_idle(&mut self) {
        self.points_elsewhere();
        self.program.wait_for_rest();
        let (frames, before) = (self.program.frames(), self.program.processor_ms());
        std::thread::sleep(Duration::from_secs(5));
        let spent = self.program.processor_ms() - before;
        assert_eq!(self.program.frames(), frames, "painted while idle");
        assert!(spent < 50, "{spent} ms of processor in 5 s of nothing");
    }
}

#[test]
fn the_gpu_paints_what_the_file_says() {
    drive("gpu", "GPU");
}

#[test]
fn the_cpu_paints_what_the_file_says() {
    drive("cpu", "CPU");
}

#[test]
fn the_cpu_takes_over_from_a_gpu_that_is_lost() {
    let Some(desk) = desk() else { return };
    let folder = tempfile::tempdir().unwrap();
    table(folder.path());
    let variables = [("CELLSIUS_PAINTER", "gpu"), ("CELLSIUS_GPU_PICTURES", "6")];
    let mut program = Program::start(&desk, folder.path(), &variables, &["table.csv"]);
    program.wait_for("the table", is_loaded);
    let corner = program.take_focus();
    let mut scene = Scene {
        desk: &desk,
        program: &mut program,
        corner,
        folder: folder.path(),
    };
    // The pointer is moved until the GPU has painted its last.
    scene.finds_values();
    scene.sees_cells();
    let frame = program.wait_for_rest();
    let painter = frame["painter"].as_str().unwrap_or_default();
    assert!(painter.starts_with("CPU"), "{frame}");
    let errors = program.errors();
    assert!(!errors.contains("panicked"), "{errors}");
}

/// The table as a figure that Plotly might have written.
fn figure() -> String {
    let names =
        |line: &str| -> Vec<String> { line.split(',').skip(1).map(str::to_owned).collect() };
    let mut lines = TABLE.lines();
    let columns = names(lines.next().unwrap());
    let rows: Vec<&str> = lines
        .clone()
        .map(|line| line.split(',').next().unwrap())
        .collect();
    let values = |line: &str| -> Vec<f64> {
        line.split(',')
            .skip(1)
            .map(|value| value.parse().unwrap())
            .collect()
    };
    let z: Vec<Vec<f64>> = lines.map(values).collect();
    serde_json::json!({
        "data": [{ "type": "heatmap", "x": columns, "y": rows, "z": z }],
        "layout": { "yaxis": { "autorange": "reversed" } },
    })
    .to_string()
}

#[test]
fn a_figure_is_told_of_in_its_own_words() {
    let Some(desk) = desk() else { return };
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("figure.json"), figure()).unwrap();
    let mut program = Program::start(&desk, folder.path(), &[], &["figure.json"]);
    desk.point_at([1279.0, 899.0]);
    let is_open = |frame: &Value| {
        frame["document"] == "figure.json" && frame["loading"] == false && frame["stale"] == false
    };
    program.wait_for("the figure", is_open);
    let [left, top] = program.take_focus();
    let frame = program.wait_for_rest();
    let cells = plot(&frame);
    for (row, column, name, label) in [
        (0, 0, "first", "a"),
        (1, 2, "second", "c"),
        (2, 3, "third", "d"),
    ] {
        let [x, y] = place(cells, row, column, [0.5, 0.5]);
        desk.point_at([x + left, y + top]);
        let value = written(row, column);
        let frame = program.wait_for(value, |frame| says(frame, value));
        let lines = frame["tooltip"]["lines"].as_array().unwrap();
        let value = value.replace('-', "\u{2212}");
        let expected = [
            format!("x: {label}"),
            format!("y: {name}"),
            format!("z: {value}"),
        ];
        assert_eq!(*lines, expected);
        // Plotly's dark grey, from the box's corner on.
        let [x, y, _, _] = numbers(&frame["tooltip"]["rect"]);
        let corner = [x + left + 2.5, y + top + 2.5];
        look(&desk, "the tooltip's box", |image| {
            image.at(corner) == [0x44; 3]
        });
    }
    desk.xdotool(&["key", "ctrl+q"]);
    assert!(program.wait_for_end().success(), "{}", program.errors());
}

#[test]
fn an_empty_window_waits_for_files() {
    let Some(desk) = desk() else { return };
    let folder = tempfile::tempdir().unwrap();
    let mut program = Program::start(&desk, folder.path(), &[], &[]);
    let frame = program.wait_for("an empty window", |frame| frame["documents"] == 0);
    assert!(frame["plots"].as_array().unwrap().is_empty(), "{frame}");
    let [x, y] = program.take_focus();
    let [width, height] = numbers(&frame["size"]);
    // More than a blank: words are on it.
    look(&desk, "words", |image| image.colors() > 8);
    let [right, bottom] = [x + width - 2.0, y + height - 2.0];
    let image = desk.screenshot();
    assert_ne!(image.at([right, bottom]), [0, 0, 0], "painted to its edge");
    // Nobody offers a file dialog here, and it says so.
    desk.xdotool(&["key", "ctrl+o"]);
    program.wait_for("a word about the dialog", |frame| {
        frame["notice"]
            .as_str()
            .is_some_and(|notice| notice.contains("portal"))
    });
    desk.xdotool(&["key", "ctrl+q"]);
    assert!(program.wait_for_end().success(), "{}", program.errors());
}

#[test]
fn a_dense_screen_gets_twice_the_pixels() {
    let Some(desk) = desk() else { return };
    let folder = tempfile::tempdir().unwrap();
    table(folder.path());
    let variables = [("WINIT_X11_SCALE_FACTOR", "2"), ("CELLSIUS_PAINTER", "cpu")];
    let mut program = Program::start(&desk, folder.path(), &variables, &["table.csv"]);
    desk.point_at([1279.0, 899.0]);
    program.wait_for("the table", is_loaded);
    let [x, y] = program.take_focus();
    let frame = program.wait_for_rest();
    assert_eq!(frame["scale"], 2.0);
    let [width, height] = numbers(&frame["size"]);
    assert!(
        width <= 1280.0 && height <= 900.0,
        "it fits the screen: {frame}"
    );
    let [left, top] = place(plot(&frame), 1, 1, [0.5, 0.5]);
    desk.point_at([left + x, top + y]);
    program.wait_for("a tooltip", |frame| says(frame, written(1, 1)));
}

/// The program ends with exit code 1 and one line that names `-o`.
fn check_refused(display: Option<&str>) {
    let folder = tempfile::tempdir().unwrap();
    table(folder.path());
    let mut command = command(folder.path());
    if let Some(display) = display {
        command.env("DISPLAY", display);
    }
    let output = command.arg("table.csv").output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{display:?}: {said}");
    assert_eq!(said.lines().count(), 1, "{display:?}: {said}");
    assert!(said.contains("-o OUT.png"), "{display:?}: {said}");
    assert!(output.stdout.is_empty(), "{display:?}");
}

#[test]
fn without_a_display_one_line_names_the_way_out() {
    check_refused(None);
    check_refused(Some(""));
    check_refused(Some(":9999"));
    check_refused(Some("nonsense"));
}
