//! Figures with choices of their own in the window: playing, lists of rows and columns, several
//! plots, their settings.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that does not find what it needs has failed"
)]

mod app_harness;

use std::sync::Arc;

use app_harness::Window;
use cellsius::app::state::{Command, Effect, Navigation, Reach};
use cellsius::color::Rgba;
use cellsius::figure::{
    Animation, AxisAnchor, AxisId, ColorScaleId, Content, Figure, FigureFile, Font, Layer, Mirror,
    Overflow, PageAxis, Plot, ReadSettings, Settings, Typeface, build,
};
use cellsius::grid::Grid;
use cellsius::load::{Input, Progress, load};
use egui::{Key, Modifiers, PointerButton};

const MEDALS: &str = "nation,gold,silver,bronze\nKorea,24,13,11\nChina,10,15,8\nCanada,9,12,12\n";

fn figure_of(text: &str) -> Figure {
    let input = Input::Bytes {
        name: "t".to_owned(),
        bytes: text.as_bytes().to_vec(),
    };
    let table = load(&input, &ReadSettings::default(), &Progress::new()).unwrap();
    build(&table, &Settings::default())
}

fn content(base: Figure, frames: Vec<Figure>) -> Content {
    Content::Figure(Arc::new(FigureFile {
        file: "figure.json".to_owned(),
        name: "figure.json".to_owned(),
        base: Arc::new(base),
        frames: frames.into_iter().map(Arc::new).collect(),
        warnings: Vec::new(),
    }))
}

/// Opens what has been read already.
fn open_content(window: &mut Window, content: &Content) {
    let input = Input::Bytes {
        name: "figure.json".to_owned(),
        bytes: Vec::new(),
    };
    for effect in window.state.apply(Command::Open(vec![input])) {
        if let Effect::Load(request) = effect {
            let loaded = request.answered(Ok(content.clone()));
            window.state.apply(Command::Loaded(loaded));
        }
    }
    window.settle();
}

fn opened(content: Content) -> Window {
    let mut window = Window::new(1280.0, 800.0, 1.0);
    open_content(&mut window, &content);
    window
}

/// Four states; the cells of state n all have the value n.
fn played() -> Content {
    let animation = Arc::new(Animation {
        names: ["1952", "1957", "1962", "1967"].map(str::to_owned).to_vec(),
        prefix: "year=".to_owned(),
        frame_ms: 500.0,
    });
    let state = |value: f64| {
        let mut figure = figure_of(MEDALS);
        figure.animation = Some(Arc::clone(&animation));
        if let Layer::Heatmap(heatmap) = &mut figure.plots[0].layers[0] {
            heatmap.grid = Grid::new(3, 3, vec![value; 9]).unwrap();
        }
        figure
    };
    content(state(0.0), (0..4).map(|n| state(f64::from(n))).collect())
}

fn frame(window: &Window) -> Option<usize> {
    window.document().settings.show.frame
}

/// The value in the first cell of the frame that is painted.
fn painted_value(window: &Window) -> f64 {
    let frame = &window.painted.as_ref().unwrap().frame;
    let heatmap = frame.plots[0].layers[0].heatmap().unwrap();
    heatmap.heatmap.grid.get(0, 0)
}

#[test]
fn a_figure_plays_and_rests() {
    let mut window = opened(played());
    window.shot("player");
    assert!(window.sees("year=1952"));
    assert_eq!((frame(&window), painted_value(&window)), (None, 0.0));
    window.key(Key::Space, Modifiers::NONE);
    assert!(window.document().playing);
    for (state, name) in [(1, "year=1957"), (2, "year=1962"), (3, "year=1967")] {
        window.pass();
        window.wait(0.3);
        assert_ne!(frame(&window), Some(state), "not yet");
        // It says when it wants to go on.
        assert!(window.repaint_delay.as_secs_f64() < 0.5);
        window.wait(0.3);
        window.pass();
        assert_eq!(frame(&window), Some(state));
        assert_eq!(
            painted_value(&window),
            f64::from(u32::try_from(state).unwrap())
        );
        assert!(window.sees(name), "{name}");
    }
    window.wait(0.6);
    window.settle();
    assert!(!window.document().playing, "at its end it stops");
    assert_eq!(frame(&window), Some(3));
    window.wait(1.0);
    window.settle();
    assert_eq!(window.repaint_delay, std::time::Duration::MAX, "it rests");
    assert!(!window.document().history.can_undo(), "playing is no edit");
    // At its end it begins again.
    window.key(Key::Space, Modifiers::NONE);
    assert_eq!(frame(&window), Some(0));
    window.key(Key::Space, Modifiers::NONE);
    assert!(!window.document().playing);
}

#[test]
fn keys_and_slider_choose_a_state() {
    let mut window = opened(played());
    window.key(Key::ArrowLeft, Modifiers::NONE);
    assert_eq!(frame(&window), None);
    window.key(Key::ArrowRight, Modifiers::NONE);
    window.key(Key::ArrowRight, Modifiers::NONE);
    assert_eq!(frame(&window), Some(2));
    window.settle();
    let name = window.find("year=1962").unwrap();
    // The slider reaches from the button to the name.
    window.click(egui::pos2(60.0, name.y), PointerButton::Primary);
    assert_eq!(frame(&window), Some(0));
    assert!(window.sees("year=1952"));
    // Settings and their undo leave it where it is.
    window.key(Key::ArrowRight, Modifiers::NONE);
    window.key(Key::I, Modifiers::NONE);
    window.key(Key::ArrowRight, Modifiers::NONE);
    window.key(Key::Z, Modifiers::COMMAND);
    assert_eq!(frame(&window), Some(2));
    assert_eq!(window.document().settings.show.colormap, None);
}

#[test]
fn a_table_has_no_player() {
    let mut window = Window::with_example(1280.0, 800.0, 1.0, "medals.csv");
    window.key(Key::Space, Modifiers::NONE);
    window.key(Key::ArrowRight, Modifiers::NONE);
    assert_eq!(frame(&window), None);
    assert!(!window.document().playing);
}

fn hidden(window: &Window) -> [Vec<String>; 2] {
    let show = &window.document().settings.show;
    [&show.hidden_columns, &show.hidden_rows].map(|names| names.iter().cloned().collect())
}

fn columns(window: &Window) -> Vec<String> {
    let frame = &window.painted.as_ref().unwrap().frame;
    frame.plots[0].x.categories.to_vec()
}

/// Clicks on a text in the side panel, not on the same word beside an axis.
fn click_in_panel(window: &mut Window, text: &str) {
    let in_panel = |(known, rect): &&(String, egui::Rect)| known == text && rect.left() > 960.0;
    let at = window.texts.iter().find(in_panel).unwrap().1.center();
    window.click(at, PointerButton::Primary);
}

#[test]
fn columns_are_chosen_from_a_list() {
    chooses_columns(opened(content(figure_of(MEDALS), Vec::new())));
}

fn chooses_columns(mut window: Window) {
    window.click_text("Rows and columns");
    assert!(window.sees("all 3"));
    window.shot("checklist");
    click_in_panel(&mut window, "silver");
    assert_eq!(hidden(&window), [vec!["silver".to_owned()], vec![]]);
    assert_eq!(columns(&window), ["gold", "bronze"]);
    assert!(window.sees("2 of 3") && window.sees("hidden: 1 column"));
    window.key(Key::Z, Modifiers::COMMAND);
    window.settle();
    assert_eq!(columns(&window), ["gold", "silver", "bronze"]);
    // The first list is that of the columns.
    let invert: Vec<_> = window
        .texts
        .iter()
        .filter(|(text, _)| text == "Invert")
        .collect();
    let at = invert[0].1.center();
    click_in_panel(&mut window, "gold");
    window.click(at, PointerButton::Primary);
    assert_eq!(columns(&window), ["gold"]);
}

#[test]
fn a_search_narrows_what_buttons_change() {
    let text: Vec<String> = (0..40).map(|row| format!("name {row},{row},1")).collect();
    let mut window = Window::new(1280.0, 800.0, 1.0);
    window.open_text("names.csv", &format!("who,a,b\n{}\n", text.join("\n")));
    window.click_text("Rows and columns");
    window.click_text("Search rows");
    window.type_text("name 3");
    let none: Vec<_> = window
        .texts
        .iter()
        .filter(|(text, _)| text == "None")
        .collect();
    let below = window.find("Rows").unwrap().y;
    let at = none
        .iter()
        .map(|(_, rect)| rect.center())
        .find(|at| at.y > below);
    window.click(at.unwrap(), PointerButton::Primary);
    let [columns, rows] = hidden(&window);
    assert!(columns.is_empty());
    // Those with a 3 in their number.
    assert_eq!(rows.len(), 13, "{rows:?}");
    assert!(window.sees("hidden: 13 rows"));
}

/// 100 000 labels: only those in sight are laid out.
#[test]
fn long_lists_stay_quick() {
    let text: Vec<String> = (0..100_000)
        .map(|row| format!("name {row},{row}"))
        .collect();
    let mut window = Window::new(1280.0, 800.0, 1.0);
    window.open_text("names.csv", &format!("who,value\n{}\n", text.join("\n")));
    window.click_text("Rows and columns");
    window.settle();
    let listed = window
        .texts
        .iter()
        .filter(|(text, _)| text.starts_with("name "))
        .count();
    assert!((5..400).contains(&listed), "{listed} in sight");
    let started = std::time::Instant::now();
    for _ in 0..10 {
        window.stage.frames = 0;
        window.pass();
    }
    let spent = started.elapsed();
    assert!(spent.as_secs() < 10, "{spent:?} for ten passes");
}

fn page_axis(name: &str, domain: [f64; 2], anchor: usize) -> PageAxis {
    let font = Font {
        size: 12.0,
        color: Rgba::BLACK,
        face: Typeface::OpenSans,
    };
    PageAxis {
        name: name.to_owned(),
        domain,
        anchor: AxisAnchor::Axis(AxisId(anchor)),
        overlaying: None,
        visible: true,
        auto_margin: false,
        title_font: font.clone(),
        title_standoff: None,
        labels: true,
        label_font: font,
        label_angle: None,
        auto_angles: vec![0.0],
        labels_inside: false,
        label_overflow: Overflow::Allow,
        label_side: None,
        label_standoff: 0.0,
        shift: 0.0,
        label_shift: 0.0,
        marks: None,
        minor_marks: None,
        line: None,
        mirror: Mirror::None,
        grid: None,
        minor_grid: None,
        zero_line: None,
        zero_line_above: false,
        below_traces: false,
        dividers: None,
        fixed: false,
        ratio: None,
        constrain_domain: false,
        constrain_toward: 0.5,
        matches: None,
    }
}

/// Two plots side by side with the axes x, y, x2, y2.
fn two_plots(edit: impl Fn(usize, &mut PageAxis)) -> Figure {
    let mut figure = figure_of(MEDALS);
    let axes = figure.axes.clone();
    figure.axes.extend(axes);
    let second = figure.plots[0].layers.clone();
    figure.plots.push(Plot {
        x: AxisId(2),
        y: AxisId(3),
        equal_aspect: false,
        place: None,
        layers: second,
    });
    let domains = [[0.0, 0.45], [0.0, 1.0], [0.55, 1.0], [0.0, 1.0]];
    let names = ["x", "y", "x2", "y2"];
    for (index, axis) in figure.axes.iter_mut().enumerate() {
        let mut page = page_axis(names[index], domains[index], index ^ 1);
        edit(index, &mut page);
        axis.page = Some(Arc::new(page));
    }
    figure
}

fn view(window: &Window) -> Vec<[f64; 2]> {
    window.document().viewport.ranges.clone()
}

/// Which axes moved when the second plot was zoomed.
fn moved(edit: impl Fn(usize, &mut PageAxis), reach: Reach) -> Vec<usize> {
    let mut window = opened(content(two_plots(edit), Vec::new()));
    let before = view(&window);
    window.apply(Command::Navigate {
        reach,
        navigation: Navigation::Zoom {
            at: [0.5; 2],
            factor: [2.0; 2],
        },
        gesture: None,
    });
    let after = view(&window);
    let differs = |index: &usize| before[*index] != after[*index];
    (0..before.len()).filter(differs).collect()
}

#[test]
fn movements_reach_the_axes_that_they_are_about() {
    let plain = |_: usize, _: &mut PageAxis| {};
    assert_eq!(moved(plain, Reach::Everything), [0, 1, 2, 3]);
    assert_eq!(moved(plain, Reach::Plot(1)), [2, 3]);
    assert_eq!(moved(plain, Reach::Axis(AxisId(2))), [2]);
    assert_eq!(moved(plain, Reach::Plot(7)), [] as [usize; 0]);
    let fixed = |index: usize, page: &mut PageAxis| page.fixed = index == 3;
    assert_eq!(moved(fixed, Reach::Plot(1)), [2]);
    let matching = |index: usize, page: &mut PageAxis| {
        page.matches = (index == 2).then_some(AxisId(0));
    };
    assert_eq!(moved(matching, Reach::Plot(1)), [0, 2, 3]);
    assert_eq!(moved(matching, Reach::Axis(AxisId(0))), [0, 2]);
    // A plot over another moves with it; its axes also by themselves.
    let over = |index: usize, page: &mut PageAxis| {
        page.overlaying = (index >= 2).then_some(AxisId(index & 1));
    };
    assert_eq!(moved(over, Reach::Plot(0)), [0, 1, 2, 3]);
    assert_eq!(moved(over, Reach::Axis(AxisId(3))), [3]);
}

#[test]
fn axes_that_match_move_once() {
    let matching = |index: usize, page: &mut PageAxis| {
        page.matches = (index >= 2).then_some(AxisId(index & 1));
    };
    let mut window = opened(content(two_plots(matching), Vec::new()));
    window.apply(Command::Navigate {
        reach: Reach::Everything,
        navigation: Navigation::Zoom {
            at: [0.5; 2],
            factor: [2.0; 2],
        },
        gesture: None,
    });
    let [x, _, x2, _] = view(&window).try_into().unwrap();
    assert_eq!(x, x2);
    assert!(
        (x[1] - x[0] - 1.5).abs() < 1e-9,
        "half of three columns: {x:?}"
    );
}

#[test]
fn the_panel_starts_with_the_figures_own() {
    let mut figure = figure_of(MEDALS);
    figure.title = Some("Medals of the winter".to_owned());
    figure.color_scales[0].colormap = cellsius::color::Colormap::named("magma").unwrap();
    let mut window = Window::new(1280.0, 1400.0, 1.0);
    open_content(&mut window, &content(figure, Vec::new()));
    assert!(window.sees("The figure’s own"));
    assert!(window.sees("A figure says itself how it is read"));
    assert!(window.sees("figure · 3 × 3"));
    let map = |window: &Window| {
        let figure = window.document().figure.clone().unwrap();
        figure.color_scales[0].colormap.name().to_owned()
    };
    window.key(Key::I, Modifiers::NONE);
    assert_eq!(map(&window), "magma_r");
    window.key(Key::I, Modifiers::NONE);
    assert_eq!(map(&window), "magma");
    window.key(Key::Z, Modifiers::COMMAND);
    assert_eq!(map(&window), "magma_r");
    window.key(Key::R, Modifiers::NONE);
    assert_eq!(map(&window), "magma");
    window.key(Key::Y, Modifiers::NONE);
    let figure = window.document().figure.clone().unwrap();
    assert_eq!(figure.axes[1].range, [-0.5, 2.5]);
}

#[test]
fn the_pointer_moves_a_figure_like_a_table() {
    let mut window = opened(content(figure_of(MEDALS), Vec::new()));
    window.move_to(window.in_plot(0.5, 0.5));
    window.wheel(1.0);
    let [x, y] = view(&window).try_into().unwrap();
    assert!((x[1] - x[0] - 3.0 / 1.2).abs() < 1e-9 && (y[0] - y[1] - 3.0 / 1.2).abs() < 1e-9);
    window.wait(2.0);
    window.hold(Modifiers::ALT);
    window.wheel(-1.0);
    window.hold(Modifiers::NONE);
    let [x, _] = view(&window).try_into().unwrap();
    assert!((x[1] - x[0] - 3.0).abs() < 1e-9, "{x:?}");
    let (from, to) = (window.in_plot(0.5, 0.5), window.in_plot(0.6, 0.5));
    window.drag(from, to, PointerButton::Primary);
    let [x, _] = view(&window).try_into().unwrap();
    assert!((x[0] + 0.8).abs() < 1e-2, "{x:?}");
    window.key(Key::Home, Modifiers::NONE);
    assert_eq!(view(&window), [[-0.5, 2.5], [2.5, -0.5]]);
}

#[test]
fn a_figure_has_a_crosshair_only_if_asked() {
    let mut window = opened(content(figure_of(MEDALS), Vec::new()));
    assert!(!window.state.has_crosshair());
    window.key(Key::H, Modifiers::NONE);
    assert!(window.state.has_crosshair() && window.state.shown.crosshair);
    window.open_text("medals.csv", MEDALS);
    assert!(window.state.has_crosshair());
    window.key(Key::H, Modifiers::NONE);
    assert!(!window.state.has_crosshair() && window.state.shown.crosshair_on_figures);
}

#[test]
fn each_colour_bar_moves_its_own_range() {
    let mut figure = figure_of(MEDALS);
    let mut second = figure.plots[0].layers[0].heatmap().unwrap().clone();
    second.color = ColorScaleId(1);
    figure.plots[0].layers.push(Layer::Heatmap(second));
    figure.color_scales.push(figure.color_scales[0].clone());
    let mut window = opened(content(figure, Vec::new()));
    let bars = |window: &Window| -> Vec<[f64; 2]> {
        let frame = &window.painted.as_ref().unwrap().frame;
        frame.colorbars.iter().map(|bar| bar.range).collect()
    };
    assert_eq!(bars(&window), [[8.0, 24.0]; 2]);
    let (from, to) = (window.on_bar_of(1, 0.95), window.on_bar_of(1, 0.7));
    window.drag(from, to, PointerButton::Primary);
    let [first, second] = bars(&window).try_into().unwrap();
    assert_eq!(first, [8.0, 24.0]);
    assert!(
        second[0] == 8.0 && (second[1] - 20.0).abs() < 0.1,
        "{second:?}"
    );
    let at = window.on_bar_of(1, 0.5);
    window.move_to(at);
    for _ in 0..2 {
        window.button(PointerButton::Primary, true);
        window.button(PointerButton::Primary, false);
    }
    window.settle();
    assert_eq!(bars(&window), [[8.0, 24.0]; 2]);
    assert!(window.document().settings.show.ranges.is_empty());
    // With one bar the range is that of the panel's fields.
    let mut window = opened(content(figure_of(MEDALS), Vec::new()));
    let (from, to) = (window.on_bar(0.95), window.on_bar(0.7));
    window.drag(from, to, PointerButton::Primary);
    assert!(window.document().settings.show.range.is_some());
}

/// Two plots side by side, as Plotly writes them.
const BESIDE: &str = r#"{"data": [
    {"type": "heatmap", "z": [[1, 2], [3, 4]], "name": "left", "hoverinfo": "all"},
    {"type": "heatmap", "z": [[5, 6], [7, 8]], "xaxis": "x2", "yaxis": "y2", "showscale": false}
], "layout": {
    "xaxis": {"domain": [0, 0.4]}, "xaxis2": {"domain": [0.6, 1], "anchor": "y2"},
    "yaxis2": {"anchor": "x2"}
}}"#;

fn read(text: &str) -> Window {
    let mut window = Window::new(1280.0, 800.0, 1.0);
    window.open_text("figure.json", text);
    assert!(
        window.document().error.is_none(),
        "{:?}",
        window.document().error
    );
    window
}

/// The visible ranges of a plot's axes.
fn ranges(window: &Window, plot: usize) -> [[f64; 2]; 2] {
    let plot = &window.painted.as_ref().unwrap().frame.plots[plot];
    [plot.x.range, plot.y.range]
}

#[test]
fn the_plot_under_the_pointer_moves_alone() {
    let mut window = read(BESIDE);
    let whole = [[-0.5, 1.5], [-0.5, 1.5]];
    assert_eq!((ranges(&window, 0), ranges(&window, 1)), (whole, whole));
    window.move_to(window.in_plot_of(1, 0.25, 0.25));
    let tooltip = window.painted.clone().unwrap().tooltip.unwrap();
    assert_eq!(tooltip.lines, ["x: 0", "y: 1", "z: 7"]);
    window.wheel(1.0);
    window.settle();
    assert_eq!(ranges(&window, 0), whole);
    let zoomed = ranges(&window, 1);
    assert!(zoomed[0][1] < 1.5 && zoomed[1][0] > -0.5, "{zoomed:?}");

    let (from, to) = (
        window.in_plot_of(0, 0.5, 0.5),
        window.in_plot_of(0, 0.75, 0.5),
    );
    window.drag(from, to, PointerButton::Primary);
    assert_eq!(ranges(&window, 1), zoomed);
    let panned = ranges(&window, 0);
    assert!(
        (panned[0][0] + 1.0).abs() < 0.02 && panned[1] == whole[1],
        "{panned:?}"
    );

    // The labels of an axis are that axis.
    window.wait(2.0);
    window.move_to(window.in_plot_of(1, 0.5, 1.03));
    window.wheel(-1.0);
    window.settle();
    let after = ranges(&window, 1);
    assert!(after[0] != zoomed[0] && after[1] == zoomed[1], "{after:?}");
    assert_eq!(ranges(&window, 0), panned);

    window.wait(2.0);
    window.move_to(window.in_plot_of(1, 0.5, 0.5));
    for _ in 0..2 {
        window.button(PointerButton::Primary, true);
        window.button(PointerButton::Primary, false);
    }
    window.settle();
    assert_eq!((ranges(&window, 0), ranges(&window, 1)), (panned, whole));
    window.key(Key::Home, Modifiers::NONE);
    window.settle();
    assert_eq!(ranges(&window, 0), whole);
}

#[test]
fn a_pages_tooltip_stands_beside_its_cell() {
    let mut window = read(BESIDE);
    for (x, y) in [(0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)] {
        window.move_to(window.in_plot_of(0, x, y));
        let painted = window.painted.clone().unwrap();
        let tooltip = painted.tooltip.unwrap();
        assert_eq!(tooltip.name, "left");
        let [left, top, _, height] = tooltip.rect_px;
        let rect = painted.frame.plots[0].rect;
        let cell_end = f64::from(painted.origin_px[0])
            + f64::from(rect.x)
            + f64::from(rect.w) * if x < 0.5 { 0.5 } else { 1.0 };
        assert!(
            (left - cell_end - 6.0).abs() < 1.5,
            "an arrow's length: {left}, {cell_end}"
        );
        let middle = f64::from(painted.origin_px[1]) + f64::from(rect.y) + f64::from(rect.h) * y;
        assert!((top + height / 2.0 - middle).abs() < 2.0);
    }
    window.shot("page-label");
}

#[test]
fn what_lies_under_the_pointer_stays_there_where_units_are_tied() {
    for constrain in ["range", "domain"] {
        let mut window = read(&format!(
            r#"{{"data": [{{"type": "heatmap", "z": [[1, 2, 3, 4, 5, 6], [2, 3, 4, 5, 6, 7]]}}],
            "layout": {{"yaxis": {{"scaleanchor": "x", "constrain": "{constrain}"}},
            "xaxis": {{"constrain": "{constrain}"}}}}}}"#
        ));
        let data = |window: &Window| {
            let painted = window.painted.as_ref().unwrap();
            let [x, y] = painted.pointer_px.unwrap();
            let plot = &painted.frame.plots[0];
            let at = [
                x - f64::from(painted.origin_px[0]),
                y - f64::from(painted.origin_px[1]),
            ];
            [plot.x.data_from_px(at[0]), plot.y.data_from_px(at[1])]
        };
        let (from, to) = (window.in_plot(0.5, 0.5), window.in_plot(0.55, 0.52));
        window.move_to(from);
        let before = data(&window);
        window.button(PointerButton::Primary, true);
        for step in 1..=5_u8 {
            window.move_to(from + (to - from) * (f32::from(step) / 5.0));
        }
        window.pass();
        let after = data(&window);
        for (before, after) in before.into_iter().zip(after) {
            assert!(
                (before - after).abs() < 0.03,
                "{constrain}: {before} became {after}"
            );
        }
        window.button(PointerButton::Primary, false);
        // One unit is as long on y as on x.
        let plot = window.painted.as_ref().unwrap().frame.plots[0].clone();
        let unit = |axis: &cellsius::view::AxisFrame| {
            (axis.px_from_data(1.0) - axis.px_from_data(0.0)).abs()
        };
        assert!(
            (unit(&plot.x) / unit(&plot.y) - 1.0).abs() < 0.02,
            "{constrain}"
        );
    }
}

#[test]
fn an_axis_that_is_fixed_stays() {
    let mut window = read(
        r#"{"data": [{"type": "heatmap", "z": [[1, 2], [3, 4]]}],
        "layout": {"xaxis": {"fixedrange": true}}}"#,
    );
    window.move_to(window.in_plot(0.5, 0.5));
    window.wheel(2.0);
    window.settle();
    let [x, y] = ranges(&window, 0);
    assert_eq!(x, [-0.5, 1.5]);
    assert!(y[1] - y[0] < 1.9);
}

#[test]
fn a_figure_can_be_pasted() {
    let mut window = Window::new(1280.0, 800.0, 1.0);
    window.event(egui::Event::Paste(BESIDE.to_owned()));
    window.settle();
    assert!(window.document().is_figure());
    assert!(window.sees("figure · 2 plots · 2 heatmaps"));
}
