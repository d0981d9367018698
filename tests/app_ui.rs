//! The window's panels, menus, pointer and keys, driven without a window.
//!
//! With the name of a folder in `CELLSIUS_SHOTS`, pictures of the window are written there.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that does not find what it needs has failed"
)]

mod app_harness;

use app_harness::Window;
use cellsius::app::state::{Command, Effect, ExportStage, ThemeChoice, Toggle};
use cellsius::app::ui::{ENTRIES, EXAMPLES, Menu};
use cellsius::color::NormKind;
use cellsius::view::Theme;
use egui::{Event, Key, Modifiers, PointerButton, Pos2, pos2};

fn example(name: &str) -> Window {
    Window::with_example(1280.0, 800.0, 1.0, name)
}

fn view(window: &Window) -> Vec<[f64; 2]> {
    window.document().viewport.ranges.clone()
}

fn range(window: &Window) -> [f64; 2] {
    window.painted.as_ref().unwrap().frame.colorbars[0].range
}

fn near(found: &[[f64; 2]], expected: &[[f64; 2]]) {
    for (found, expected) in found.iter().flatten().zip(expected.iter().flatten()) {
        assert!((found - expected).abs() < 1e-6, "{found} for {expected}");
    }
}

#[test]
fn every_example_opens_without_an_error() {
    let mut window = Window::new(1000.0, 700.0, 1.0);
    for example in EXAMPLES {
        window.open_example(example.name);
        assert!(window.document().error.is_none(), "{}", example.name);
        assert!(window.painted.is_some(), "{}", example.name);
    }
    assert_eq!(window.state.documents.len(), EXAMPLES.len());
}

#[test]
fn the_tooltip_says_what_lies_under_the_pointer() {
    let mut window = example("numbers.csv");
    let values = ["1", "20", "30", "20", "1", "60", "30", "60", "1"];
    for (index, value) in values.into_iter().enumerate() {
        let (row, column) = (index / 3, index % 3);
        let third = |index: usize| (index as f64 + 0.5) / 3.0;
        let at = window.in_plot(third(column), third(row));
        // In the very pass in which the pointer arrives.
        window.move_to(at);
        let painted = window.painted.clone().unwrap();
        let lines = painted.tooltip.unwrap().lines;
        assert_eq!(lines[0], format!("x: {column}"));
        assert_eq!(lines[1], format!("y: {row}"));
        assert_eq!(lines[2], format!("z: {value}"));
        assert!(window.sees(&lines.join("\n")));
        let said = format!("{column}, {row}: {value}");
        assert!(painted.status.contains(&said), "{:?}", painted.status);
    }
    window.move_to(pos2(1200.0, 400.0));
    assert!(window.painted.clone().unwrap().tooltip.is_none());
}

#[test]
fn over_several_cells_tooltip_and_status_bar_say_the_same() {
    let row = |row: usize| {
        let values = (0..500).map(|column| ((row * column) % 97).to_string());
        values.collect::<Vec<_>>().join(",")
    };
    let text: Vec<String> = (0..500).map(row).collect();
    let mut window = Window::new(420.0, 260.0, 1.0);
    window.open_text("large.csv", &text.join("\n"));
    window.apply(Command::Toggle(Toggle::Panel));
    window.settle();
    window.move_to(window.in_plot(0.63, 0.41));
    let painted = window.painted.clone().unwrap();
    let lines = painted.tooltip.unwrap().lines;
    let (rule, value) = lines[2].split_once(": ").unwrap();
    assert_eq!(rule, "z (mean)");
    assert!(lines[3].starts_with("cells: "), "{lines:?}");
    let said = |text: &String| text.ends_with(&format!(": {value}"));
    assert!(painted.status.iter().any(said), "{:?}", painted.status);
    let rule = |text: &String| text.starts_with("1 px = ") && text.ends_with("cells, mean");
    assert!(painted.status.iter().any(rule), "{:?}", painted.status);
}

#[test]
fn the_tooltip_is_never_cut_and_never_over_the_pointer() {
    for (width, height, scale) in [
        (1280.0, 800.0, 1.0),
        (700.0, 420.0, 2.0),
        (360.0, 240.0, 1.5),
    ] {
        let mut window = Window::with_example(width, height, scale, "volcano.csv");
        for step in 0..25 {
            let (x, y) = (
                f64::from(step % 5) / 4.1 + 0.01,
                f64::from(step / 5) / 4.1 + 0.01,
            );
            let at = window.in_plot(x, y);
            window.move_to(at);
            let painted = window.painted.clone().unwrap();
            let [left, top, w, h] = painted.tooltip.unwrap().rect_px;
            let (right, bottom) = (f64::from(width * scale), f64::from(height * scale));
            assert!(left >= 0.0 && top >= 0.0 && left + w <= right && top + h <= bottom);
            let [px, py] = painted.pointer_px.unwrap();
            let over = px >= left && px <= left + w && py >= top && py <= top + h;
            assert!(!over, "at {x}, {y} of {width} x {height}");
        }
    }
}

#[test]
fn every_action_stands_in_its_menu() {
    let mut window = example("commits.csv");
    let menus = [
        ("File", Menu::File),
        ("Edit", Menu::Edit),
        ("View", Menu::View),
        ("Data", Menu::Data),
        ("Colour", Menu::Colour),
        ("Help", Menu::Help),
    ];
    for (title, menu) in menus {
        // The bar's "Colour" comes before the panel's.
        let bar = window.texts.iter().find(|(text, _)| text == title);
        let at = bar.unwrap().1.center();
        window.click(at, PointerButton::Primary);
        for entry in ENTRIES.iter().filter(|entry| entry.menu == Some(menu)) {
            assert!(window.sees(entry.text), "{} in {title}", entry.text);
        }
        window.key(Key::Escape, Modifiers::NONE);
        window.settle();
    }
}

#[test]
fn no_key_means_two_things() {
    let mut keys = Vec::new();
    for entry in ENTRIES {
        for key in entry.keys {
            assert!(!keys.contains(key), "{key:?} of {:?}", entry.action);
            keys.push(*key);
        }
    }
}

#[test]
fn every_action_does_no_harm() {
    for name in ["", "numbers.csv"] {
        let mut window = Window::new(900.0, 600.0, 1.0);
        if !name.is_empty() {
            window.open_example(name);
        }
        for entry in ENTRIES {
            for key in entry.keys {
                window.key(key.logical_key, key.modifiers);
                window.settle();
            }
        }
    }
}

#[test]
fn menu_items_do_what_they_say() {
    let mut window = example("volcano.csv");
    window.click_text("File");
    window.click_text("Save picture…");
    assert!(window.state.export.is_some());
    assert!(window.sees("Browse…"));
    window.key(Key::Escape, Modifiers::NONE);
    window.settle();
    assert!(window.state.export.is_none());
    window.click_text("View");
    window.click_text("Zoom in");
    assert!(window.document().history.can_go_back());
}

#[test]
fn the_wheel_zooms_at_the_pointer_and_back() {
    let mut window = example("volcano.csv");
    let whole = view(&window);
    let at = window.in_plot(0.25, 0.75);
    window.move_to(at);
    let before = window.painted.clone().unwrap().tooltip.unwrap().lines;
    window.wheel(3.0);
    window.pass();
    let zoomed = view(&window);
    let length = |range: [f64; 2]| (range[1] - range[0]).abs();
    assert!((length(whole[0]) / length(zoomed[0]) - 1.728).abs() < 1e-6);
    let after = window.painted.clone().unwrap().tooltip.unwrap().lines;
    assert_eq!(before, after, "the same cell stays under the pointer");
    window.wheel(-3.0);
    near(&view(&window), &whole);
    // A burst of the wheel is one step back.
    window.wheel(1.0);
    window.wheel(1.0);
    window.wait(2.0);
    window.key(Key::Backspace, Modifiers::NONE);
    near(&view(&window), &whole);
}

#[test]
fn the_wheel_zooms_one_axis() {
    let check = |modifiers: Modifiers, place: [f64; 2], moves: [bool; 2]| {
        let mut window = example("volcano.csv");
        let whole = view(&window);
        window.move_to(window.in_plot(place[0], place[1]));
        window.hold(modifiers);
        window.wheel(1.0);
        let changed = [0, 1].map(|axis: usize| view(&window)[axis] != whole[axis]);
        assert_eq!(changed, moves, "{modifiers:?} at {place:?}");
    };
    check(Modifiers::NONE, [0.5, 0.5], [true, true]);
    check(Modifiers::CTRL, [0.5, 0.5], [true, true]);
    check(Modifiers::ALT, [0.5, 0.5], [true, false]);
    check(Modifiers::SHIFT, [0.5, 0.5], [false, true]);
    check(Modifiers::NONE, [0.5, 1.02], [true, false]);
    check(Modifiers::NONE, [-0.02, 0.5], [false, true]);
}

#[test]
fn drags_pan_and_a_double_click_fits() {
    for button in [PointerButton::Primary, PointerButton::Middle] {
        let mut window = example("volcano.csv");
        let whole = view(&window);
        let (from, to) = (window.in_plot(0.5, 0.5), window.in_plot(0.6, 0.5));
        window.drag(from, to, button);
        let moved = view(&window);
        assert!(
            (moved[0][0] - (whole[0][0] - 6.1)).abs() < 0.05,
            "{moved:?}"
        );
        assert!((moved[1][0] - whole[1][0]).abs() < 0.2);
        window.key(Key::Z, Modifiers::COMMAND);
        near(&view(&window), &whole);
        window.key(Key::Z, Modifiers::COMMAND | Modifiers::SHIFT);
        near(&view(&window), &moved);
        let at = window.in_plot(0.5, 0.5);
        window.move_to(at);
        for _ in 0..2 {
            window.button(PointerButton::Primary, true);
            window.button(PointerButton::Primary, false);
        }
        window.settle();
        assert_eq!(view(&window), whole);
    }
}

#[test]
fn dragging_an_axis_moves_along_it() {
    let mut window = example("volcano.csv");
    let whole = view(&window);
    let (from, to) = (window.in_plot(0.5, 1.02), window.in_plot(0.6, 0.7));
    window.drag(from, to, PointerButton::Primary);
    assert!((view(&window)[0][0] - (whole[0][0] - 6.1)).abs() < 0.05);
    assert_eq!(view(&window)[1], whole[1]);
}

#[test]
fn boxes_zoom() {
    let check = |button: PointerButton, modifiers: Modifiers, to: [f64; 2], x: bool, y: bool| {
        let mut window = example("volcano.csv");
        let whole = view(&window);
        let (from, to_at) = (window.in_plot(0.25, 0.25), window.in_plot(to[0], to[1]));
        window.hold(modifiers);
        window.drag(from, to_at, button);
        let length = |range: [f64; 2]| (range[1] - range[0]).abs();
        let share = |axis: usize| length(view(&window)[axis]) / length(whole[axis]);
        for (axis, zooms) in [x, y].into_iter().enumerate() {
            let expected = if zooms { to[axis] - 0.25 } else { 1.0 };
            let found = share(axis);
            assert!(
                (found - expected).abs() < 0.01,
                "{button:?} {to:?}: {found} on {axis}"
            );
        }
    };
    check(
        PointerButton::Secondary,
        Modifiers::NONE,
        [0.75, 0.5],
        true,
        true,
    );
    check(
        PointerButton::Primary,
        Modifiers::CTRL,
        [0.5, 0.75],
        true,
        true,
    );
    check(
        PointerButton::Secondary,
        Modifiers::NONE,
        [0.75, 0.252],
        true,
        false,
    );
    check(
        PointerButton::Secondary,
        Modifiers::NONE,
        [0.252, 0.75],
        false,
        true,
    );
    check(
        PointerButton::Secondary,
        Modifiers::NONE,
        [0.252, 0.252],
        false,
        false,
    );
}

#[test]
fn the_colour_bar_is_dragged() {
    let check = |from: f64, to: f64, expected: [f64; 2]| {
        let mut window = example("numbers.csv");
        let (from, to) = (window.on_bar(from), window.on_bar(to));
        window.drag(from, to, PointerButton::Primary);
        let [low, high] = range(&window);
        let near = |a: f64, b: f64| (a - b).abs() < 0.5;
        assert!(
            near(low, expected[0]) && near(high, expected[1]),
            "{low} {high} {expected:?}"
        );
        window.key(Key::Z, Modifiers::COMMAND);
        window.settle();
        assert_eq!(range(&window), [1.0, 60.0], "one drag is one step");
    };
    check(0.95, 0.45, [1.0, 30.5]);
    check(0.05, 0.55, [30.5, 60.0]);
    check(0.5, 0.6, [6.9, 65.9]);
}

#[test]
fn the_colour_bar_takes_wheel_and_double_click() {
    let mut window = example("numbers.csv");
    let at = window.on_bar(0.5);
    window.move_to(at);
    window.wheel(1.0);
    window.settle();
    let [low, high] = range(&window);
    assert!(((high - low) - 59.0 / 1.2).abs() < 0.2, "{low} {high}");
    window.wheel(-2.0);
    window.settle();
    let [low, high] = range(&window);
    assert!(((high - low) - 59.0 * 1.2).abs() < 0.3, "{low} {high}");
    for _ in 0..2 {
        window.button(PointerButton::Primary, true);
        window.button(PointerButton::Primary, false);
    }
    window.settle();
    assert_eq!(range(&window), [1.0, 60.0]);
    near(&view(&window), &[[-0.5, 2.5], [2.5, -0.5]]);
}

#[test]
fn the_context_menu_is_about_its_cell() {
    let mut window = example("numbers.csv");
    let at = window.in_plot(0.5, 0.2);
    window.click(at, PointerButton::Secondary);
    assert!(window.sees("Copy value  20"));
    window.click_text("Range starts here");
    assert_eq!(range(&window), [20.0, 60.0]);
    window.click(at, PointerButton::Secondary);
    window.click_text("Copy value  20");
    let copied = |effect: &Effect| matches!(effect, Effect::CopyText(text) if text == "20");
    assert!(window.effects.iter().any(copied));
}

#[test]
fn keys_work_unless_a_text_is_typed() {
    let mut window = example("volcano.csv");
    window.key(Key::I, Modifiers::NONE);
    assert_eq!(
        window.document().settings.show.colormap.as_deref(),
        Some("viridis_r")
    );
    window.key(Key::L, Modifiers::NONE);
    assert_eq!(window.document().settings.show.norm, NormKind::Log);
    window.key(Key::B, Modifiers::COMMAND);
    assert!(!window.state.shown.panel);
    window.key(Key::B, Modifiers::COMMAND);
    window.settle();
    window.key(Key::L, Modifiers::NONE);
    window.settle();
    window.click_text("smooth");
    window.key(Key::I, Modifiers::NONE);
    window.type_text("5");
    let show = &window.document().settings.show;
    assert_eq!(
        show.colormap.as_deref(),
        Some("viridis_r"),
        "a letter typed is no command"
    );
    assert_eq!(
        show.classes.as_ref().map(ToString::to_string).as_deref(),
        Some("5")
    );
}

#[test]
fn a_typed_range_is_checked_in_place() {
    let mut window = example("numbers.csv");
    let low = window.texts.iter().find(|(text, _)| text == "1");
    assert!(low.is_some());
    window.click(
        pos2(1180.0, window.find("High").unwrap().y),
        PointerButton::Primary,
    );
    window.type_text("x");
    assert!(window.sees("is not a number"));
    assert_eq!(range(&window), [1.0, 60.0]);
    window.key(Key::Backspace, Modifiers::NONE);
    window.type_text("0.5");
    assert!(window.sees("it must lie above 1"));
    for _ in 0..3 {
        window.key(Key::Backspace, Modifiers::NONE);
    }
    window.type_text("1e3");
    window.settle();
    assert_eq!(range(&window), [1.0, 1000.0]);
    assert!(!window.sees("must lie"));
}

#[test]
fn colour_maps_are_searched() {
    let mut window = example("numbers.csv");
    window.click_text("viridis");
    assert!(window.sees("Sequential") && window.sees("cividis"));
    window.type_text("infer");
    assert!(window.sees("inferno") && !window.sees("cividis"));
    window.shot("colormaps");
    window.key(Key::Enter, Modifiers::NONE);
    window.settle();
    assert_eq!(
        window.document().settings.show.colormap.as_deref(),
        Some("inferno")
    );
    window.key(Key::Z, Modifiers::COMMAND);
    window.settle();
    assert_eq!(window.document().settings.show.colormap, None);
    assert!(window.sees("viridis"), "the map of tables");
}

#[test]
fn dropped_and_pasted_tables_are_opened() {
    let mut window = Window::new(900.0, 600.0, 1.0);
    window.event(Event::Paste("a,b\n1,2\n3,4\n".to_owned()));
    window.settle();
    assert_eq!(window.document().name, "clipboard");
    assert!(window.painted.is_some());
    window.click_text("File");
    window.click_text("Paste table");
    assert!(matches!(
        window.effects.last(),
        Some(Effect::PasteFromClipboard)
    ));
}

#[test]
fn files_are_dropped_on_the_window() {
    let mut window = Window::new(900.0, 600.0, 1.0);
    window.hovering = 2;
    window.settle();
    assert!(window.sees("Drop to open 2 files"));
    window.hovering = 0;
    window.dropped = ["/nowhere/a.csv", "/nowhere/b.csv"]
        .map(Into::into)
        .to_vec();
    window.settle();
    assert_eq!(window.state.documents.len(), 2);
    assert!(window.sees("This file could not be opened"));
    let files = window.state.recent.files.len();
    window.click_text("Forget this file");
    assert_eq!(window.state.recent.files.len(), files - 1);
    assert_eq!(window.state.documents.len(), 1);
}

#[test]
fn a_load_shows_how_far_it_is_and_can_be_stopped() {
    let mut window = Window::new(900.0, 600.0, 1.0);
    let input = cellsius::load::Input::File("/nowhere/large.csv".into());
    window.state.apply(Command::Open(vec![input]));
    window.settle();
    assert!(window.sees("Reading large.csv"));
    window.shot("loading");
    let second = std::time::Duration::from_secs(1);
    assert!(window.repaint_delay > second, "{:?}", window.repaint_delay);
    let loading = window.document().loading.clone().unwrap();
    let commands = window.click_text("Cancel");
    assert!(
        matches!(commands.as_slice(), [Command::CancelLoad]),
        "{commands:?}"
    );
    assert!(loading.progress.is_cancelled());
    assert!(window.document().loading.is_none());
    assert!(window.sees("Reading was cancelled"));
}

#[test]
fn sums_are_held_while_they_are_dragged() {
    let mut window = example("volcano.csv");
    let mut show = window.document().settings.show.clone();
    show.reduction = cellsius::grid::Reduction::Sum;
    let show = Box::new(show);
    window.apply(Command::Show {
        show,
        gesture: None,
    });
    window.settle();
    let (from, to) = (window.in_plot(0.5, 0.5), window.in_plot(0.3, 0.3));
    let commands = window.drag(from, to, PointerButton::Primary);
    let freeze = commands
        .iter()
        .position(|c| matches!(c, Command::Freeze(_)));
    let thaw = commands.iter().position(|c| matches!(c, Command::Thaw));
    assert!(freeze.unwrap() < thaw.unwrap(), "{commands:?}");
    let figure = window.document().figure.clone().unwrap();
    let range = figure.color_scales[0].range;
    assert_eq!(range, cellsius::figure::ColorRange::OfPicture);
}

#[test]
fn the_side_panel_changes_the_picture_at_once() {
    let mut window = example("medals.csv");
    window.click_text("Linear");
    window.click_text("Log");
    assert_eq!(window.document().settings.show.norm, NormKind::Log);
    window.click_text("Robust");
    assert!(window.document().settings.show.robust);
    window.click_text("Reversed");
    assert_eq!(
        window.document().settings.show.colormap.as_deref(),
        Some("viridis_r")
    );
    window.click_text("Bottom");
    window.click_text("Top");
    let top = cellsius::figure::AxisSide::Top;
    assert_eq!(window.painted.clone().unwrap().frame.plots[0].x.side, top);
    for _ in 0..4 {
        window.key(Key::Z, Modifiers::COMMAND);
    }
    let fresh = cellsius::figure::ShowSettings::default();
    assert_eq!(window.document().settings.show, fresh);
}

#[test]
fn a_label_of_the_file_can_be_left_out_and_comes_back() {
    let mut window = Window::with_example(1280.0, 1200.0, 1.0, "flights.csv");
    let label = |window: &Window| {
        window.painted.as_ref().unwrap().frame.plots[0]
            .x
            .title
            .clone()
    };
    assert_eq!(label(&window), "month");
    let at = window.find("X label").unwrap();
    let none = window
        .texts
        .iter()
        .find(|(text, rect)| text == "None" && (rect.center().y - at.y).abs() < 30.0);
    let none = none.unwrap().1.center();
    window.click(none, PointerButton::Primary);
    window.shot("words");
    assert_eq!(label(&window), "");
    window.key(Key::Z, Modifiers::COMMAND);
    window.settle();
    assert_eq!(label(&window), "month");
}

#[test]
fn saving_takes_the_typed_path() {
    let mut window = example("numbers.csv");
    window.key(Key::S, Modifiers::COMMAND | Modifiers::SHIFT);
    window.settle();
    window.key(Key::A, Modifiers::COMMAND);
    window.type_text("/tmp/picture.png");
    window.key(Key::Enter, Modifiers::NONE);
    window.settle();
    let request = window.effects.iter().find_map(|effect| match effect {
        Effect::Export(request) => Some(request.clone()),
        _ => None,
    });
    let request = request.unwrap();
    assert_eq!(request.path.to_str(), Some("/tmp/picture.png"));
    assert_eq!((request.theme, request.transparent), (Theme::Light, false));
    let canvas = window.painted.as_ref().unwrap().frame.canvas;
    let size = [f64::from(canvas.width_px), f64::from(canvas.height_px)];
    assert_eq!(request.size_pt, size, "as large as on screen");
    assert_eq!(
        window.state.export.as_ref().unwrap().stage,
        ExportStage::Saving
    );
}

#[test]
fn bad_files_say_why_and_odd_ones_are_listed() {
    let mut window = Window::new(900.0, 600.0, 1.0);
    window.open_text("broken.csv", "");
    assert!(window.sees("broken.csv: found an empty file"));
    window.open_text("odd.csv", "a,b\n1,2\n3,x,5\n4\n");
    assert!(window.sees("3 warnings"));
    window.key(Key::W, Modifiers::NONE);
    window.settle();
    assert!(window.sees("not a number"));
}

#[test]
fn data_colours_are_the_same_in_the_dark() {
    let mut colors = Vec::new();
    for choice in [Theme::Light, Theme::Dark] {
        let mut window = example("numbers.csv");
        window.apply(Command::Theme(ThemeChoice::Always(choice)));
        window.settle();
        let paper = window.painted.as_ref().unwrap().frame.canvas.theme;
        assert_eq!(paper, choice);
        let picture = window.picture();
        for (x, y) in [(0.1, 0.1), (0.5, 0.1), (0.9, 0.5)] {
            let Pos2 { x, y } = window.in_plot(x, y);
            colors.push(picture.pixel(x as u32, y as u32));
        }
    }
    assert_eq!(colors[..3], colors[3..]);
    assert_ne!(colors[0], colors[1]);
}

#[test]
fn tiny_and_odd_windows_do_no_harm() {
    for (width, height) in [
        (1.0, 1.0),
        (50.0, 50.0),
        (30.0, 900.0),
        (1600.0, 20.0),
        (210.0, 300.0),
    ] {
        for scale in [1.0, 2.5] {
            let mut window = Window::new(width, height, scale);
            window.settle();
            window.open_example("commits.csv");
            window.open_example("volcano.csv");
            window.move_to(pos2(width / 2.0, height / 2.0));
            window.wheel(2.0);
            window.apply(Command::OpenExport {
                size_pt: [100.0, 100.0],
            });
            window.settle();
            window.apply(Command::Dismiss);
            for toggle in [Toggle::Keys, Toggle::Warnings, Toggle::About] {
                window.apply(Command::Toggle(toggle));
                window.settle();
            }
            window.open_text("broken.csv", "");
            window.picture();
        }
    }
}

#[test]
fn a_still_window_asks_for_nothing() {
    let mut window = example("volcano.csv");
    window.move_to(window.in_plot(0.5, 0.5));
    window.wait(5.0);
    window.settle();
    assert!(
        window.repaint_delay > std::time::Duration::from_secs(1),
        "{:?}",
        window.repaint_delay
    );
}

#[test]
fn shots() {
    if std::env::var_os("CELLSIUS_SHOTS").is_none() {
        return;
    }
    for dark in [false, true] {
        for scale in [1.0, 2.0] {
            let tag = format!("{}{scale}", if dark { "dark" } else { "light" });
            let mut window = Window::new(1280.0, 800.0, scale);
            window.dark = dark;
            window.settle();
            window.shot(&format!("welcome-{tag}"));
            window.open_example("volcano.csv");
            window.move_to(window.in_plot(0.4, 0.4));
            window.pass();
            window.shot(&format!("volcano-{tag}"));
            if scale == 1.0 {
                more_shots(&mut window, &tag);
            }
        }
    }
}

fn more_shots(window: &mut Window, tag: &str) {
    window.move_to(pos2(700.0, 790.0));
    for example in EXAMPLES {
        window.open_example(example.name);
        window.shot(&format!("{}-{tag}", example.name.trim_end_matches(".csv")));
    }
    let at = window.in_plot(0.95, 0.95);
    window.move_to(at);
    window.shot(&format!("corner-{tag}"));
    window.click(at, PointerButton::Secondary);
    window.shot(&format!("context-{tag}"));
    window.key(Key::Escape, Modifiers::NONE);
    window.settle();
    for (index, x) in [22.0, 62.0, 104.0, 148.0, 196.0, 248.0]
        .into_iter()
        .enumerate()
    {
        window.click(pos2(x, 14.0), PointerButton::Primary);
        window.shot(&format!("menu{index}-{tag}"));
        window.key(Key::Escape, Modifiers::NONE);
        window.settle();
    }
    window.apply(Command::OpenExport {
        size_pt: [900.0, 600.0],
    });
    window.settle();
    window.shot(&format!("export-{tag}"));
    window.apply(Command::Dismiss);
    for (toggle, name) in [(Toggle::Keys, "keys"), (Toggle::About, "about")] {
        window.apply(Command::Toggle(toggle));
        window.settle();
        window.shot(&format!("{name}-{tag}"));
        window.apply(Command::Dismiss);
    }
    narrow_shots(tag);
    window.open_text("broken.csv", "");
    window.shot(&format!("error-{tag}"));
    window.open_text("odd.csv", "a,b\n1,2\n3,x,5\n4\n");
    window.apply(Command::Toggle(Toggle::Warnings));
    window.settle();
    window.shot(&format!("warnings-{tag}"));
}

/// A large table in a small window, and the panel's lower end.
fn narrow_shots(tag: &str) {
    let mut text = String::new();
    for row in 0..1500 {
        let values: Vec<String> = (0..1500)
            .map(|column| format!("{}", (row * column) % 997))
            .collect();
        text.push_str(&values.join(","));
        text.push('\n');
    }
    let mut window = Window::new(760.0, 480.0, 1.0);
    window.dark = tag.starts_with("dark");
    window.open_text(
        "a rather long name of a large table from somewhere.csv",
        &text,
    );
    let at = window.in_plot(0.9, 0.9);
    window.move_to(at);
    window.shot(&format!("large-{tag}"));
    window.move_to(pos2(650.0, 300.0));
    window.wheel(-60.0);
    for _ in 0..20 {
        window.pass();
    }
    window.shot(&format!("panel-end-{tag}"));
}
