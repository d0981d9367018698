//! The window's state, without a window: tabs, views, undo, loads, saving.
#![expect(
    clippy::unwrap_used,
    reason = "a test that does not find what it needs has failed"
)]

use std::path::PathBuf;

use cellsius::app::state::{
    AxisView, Command, Effect, ExportFailure, ExportStage, MAX_ZOOM_OUT, MIN_ZOOM, Navigation,
    Reach, RecentChange, RecentFiles, State, ThemeChoice, Toggle,
};
use cellsius::axis::Scale;
use cellsius::color::NormKind;
use cellsius::figure::{AxisId, ColorRange, Layout, Origin, ReadSettings, Settings, ShowSettings};
use cellsius::grid::Reduction;
use cellsius::load::{Input, LoadErrorKind, open};
use cellsius::view::Theme;

const TABLE: &str = "1,2,3,4\n5,6,7,8\n9,10,11,12\n";

fn bytes(text: &str) -> Input {
    Input::Bytes {
        name: "table.csv".to_owned(),
        bytes: text.as_bytes().to_vec(),
    }
}

/// Carries out the loads among effects; gives back the others.
fn carry_out(state: &mut State, effects: Vec<Effect>) -> Vec<Effect> {
    let mut rest = Vec::new();
    for effect in effects {
        match effect {
            Effect::Load(request) => {
                let result = open(&request.input, &request.settings.read, &request.progress);
                let done = request.answered(result);
                let more = state.apply(Command::Loaded(done));
                rest.extend(carry_out(state, more));
            }
            other => rest.push(other),
        }
    }
    rest
}

fn run(state: &mut State, command: Command) -> Vec<Effect> {
    let effects = state.apply(command);
    carry_out(state, effects)
}

fn opened(text: &str) -> State {
    let mut state = State::new(Settings::default());
    run(&mut state, Command::Open(vec![bytes(text)]));
    assert!(state.active().unwrap().figure.is_some());
    state
}

fn view(state: &State) -> Vec<[f64; 2]> {
    state.active().unwrap().viewport.ranges.clone()
}

fn show_of(state: &State) -> ShowSettings {
    state.active().unwrap().settings.show.clone()
}

fn change(state: &mut State, gesture: Option<u64>, edit: impl FnOnce(&mut ShowSettings)) {
    let mut show = show_of(state);
    edit(&mut show);
    let show = Box::new(show);
    run(state, Command::Show { show, gesture });
}

fn navigation_of(reach: Reach, navigation: Navigation, gesture: Option<u64>) -> Command {
    Command::Navigate {
        reach,
        navigation,
        gesture,
    }
}

fn navigate(state: &mut State, navigation: Navigation) {
    run(state, navigation_of(Reach::Everything, navigation, None));
}

fn zoom(at: [f64; 2], factor: [f64; 2]) -> Navigation {
    Navigation::Zoom { at, factor }
}

fn close(a: f64, b: f64, whole: f64) -> bool {
    (a - b).abs() <= 1e-9 * whole.abs().max(1e-300)
}

#[test]
fn views_move_as_asked() {
    // 4 columns, 3 rows; y runs from 2.5 at the bottom to -0.5 at the top.
    let check = |navigation: Navigation, x: [f64; 2], y: [f64; 2]| {
        let mut state = opened(TABLE);
        assert_eq!(view(&state), [[-0.5, 3.5], [2.5, -0.5]]);
        navigate(&mut state, navigation);
        let [found_x, found_y] = view(&state).try_into().unwrap();
        for (found, expected) in [(found_x, x), (found_y, y)] {
            for (found, expected) in found.into_iter().zip(expected) {
                assert!(
                    close(found, expected, 4.0),
                    "{navigation:?}: {found} for {expected}"
                );
            }
        }
    };
    check(zoom([0.0, 0.0], [2.0, 2.0]), [-0.5, 1.5], [1.0, -0.5]);
    check(zoom([1.0, 1.0], [2.0, 2.0]), [1.5, 3.5], [2.5, 1.0]);
    check(zoom([0.5, 0.5], [4.0, 1.0]), [1.0, 2.0], [2.5, -0.5]);
    check(zoom([0.5, 0.5], [1.0, 3.0]), [-0.5, 3.5], [1.5, 0.5]);
    check(Navigation::Pan([0.25, 0.0]), [-1.5, 2.5], [2.5, -0.5]);
    check(Navigation::Pan([0.0, 1.0 / 3.0]), [-0.5, 3.5], [1.5, -1.5]);
    check(Navigation::Fit, [-0.5, 3.5], [2.5, -0.5]);
    let from_box = Navigation::Box {
        x: Some([0.75, 0.25]),
        y: Some([0.0, 1.0 / 3.0]),
    };
    check(from_box, [0.5, 2.5], [0.5, -0.5]);
    let flat = Navigation::Box {
        x: None,
        y: Some([0.5, 1.0]),
    };
    check(flat, [-0.5, 3.5], [2.5, 1.0]);
    // Nonsense changes nothing.
    for at in [f64::NAN, f64::INFINITY] {
        check(zoom([at; 2], [2.0; 2]), [-0.5, 3.5], [2.5, -0.5]);
        check(zoom([0.5; 2], [at; 2]), [-0.5, 3.5], [2.5, -0.5]);
        check(Navigation::Pan([at; 2]), [-0.5, 3.5], [2.5, -0.5]);
        let nothing = Navigation::Box {
            x: Some([at, 0.5]),
            y: None,
        };
        check(nothing, [-0.5, 3.5], [2.5, -0.5]);
    }
    check(zoom([0.5; 2], [-1.0, 0.0]), [-0.5, 3.5], [2.5, -0.5]);
}

#[test]
fn one_cell_per_pixel_shows_as_many_cells_as_pixels() {
    let mut state = opened(TABLE);
    let plot_px = [2, 1];
    navigate(
        &mut state,
        Navigation::CellPerPixel {
            at: [0.0, 0.0],
            plot_px,
        },
    );
    let [x, y] = view(&state).try_into().unwrap();
    assert!(
        close(x[1] - x[0], 2.0, 4.0) && close(x[0], -0.5, 4.0),
        "{x:?}"
    );
    assert!(
        close(y[0] - y[1], 1.0, 3.0) && close(y[1], -0.5, 3.0),
        "{y:?}"
    );
}

#[test]
fn a_fit_of_one_axis_leaves_the_other() {
    let mut state = opened(TABLE);
    navigate(&mut state, zoom([0.2, 0.2], [2.0, 2.0]));
    let before = view(&state);
    run(
        &mut state,
        navigation_of(Reach::Axis(AxisId(0)), Navigation::Fit, None),
    );
    assert_eq!(view(&state), [[-0.5, 3.5], before[1]]);
    run(
        &mut state,
        navigation_of(Reach::Axis(AxisId(1)), Navigation::Fit, None),
    );
    assert_eq!(view(&state), [[-0.5, 3.5], [2.5, -0.5]]);
}

/// A small generator of numbers, the same on every run (Marsaglia 2003, xorshift).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }
}

#[test]
fn zooming_in_and_out_comes_back() {
    let mut numbers = Numbers(0x9E37_79B9_7F4A_7C15);
    let axes = [
        (Scale::Linear, [0.0, 10.0]),
        (Scale::Linear, [10.0, -3.0]),
        (Scale::Linear, [1e9, 1e9 + 1.0]),
        (Scale::Log, [1e-9, 1e12]),
        (Scale::Date, [1.6e12, 1.7e12]),
        (Scale::Category, [99.5, -0.5]),
    ];
    for (scale, whole) in axes {
        for _ in 0..300 {
            let view = AxisView::new(scale, whole, whole).unwrap();
            let (at, factor) = (numbers.next(), 1.0 + numbers.next() * 50.0);
            let there = view.zoomed(at, factor);
            let back = there.zoomed(at, 1.0 / factor).data();
            let length = scale.scale_from_data(whole[1]) - scale.scale_from_data(whole[0]);
            for (end, expected) in back.into_iter().zip(whole) {
                let (end, expected) = (scale.scale_from_data(end), scale.scale_from_data(expected));
                let slack = expected.abs() * 1e-15 * factor / length.abs();
                assert!(
                    (end - expected).abs() <= (1e-9 + slack) * length.abs(),
                    "{scale:?} {whole:?} at {at} by {factor}: {back:?}"
                );
            }
        }
    }
}

#[test]
fn what_lies_under_the_pointer_stays_there() {
    let mut numbers = Numbers(7);
    for scale in [Scale::Linear, Scale::Log] {
        let whole = [1.0, 1e4];
        let mut view = AxisView::new(scale, whole, whole).unwrap();
        for _ in 0..200 {
            let (at, factor) = (numbers.next(), 0.3 + numbers.next() * 3.0);
            let value = |view: &AxisView| {
                let [from, to] = view.data().map(|end| scale.scale_from_data(end));
                from + (to - from) * at
            };
            let before = value(&view);
            let next = view.zoomed(at, factor);
            let [from, to] = next.data().map(|end| scale.scale_from_data(end));
            assert!((value(&next) - before).abs() <= 1e-9 * (to - from).abs().max(1.0));
            view = next;
        }
    }
}

#[test]
fn zoom_has_its_limits() {
    for scale in [Scale::Linear, Scale::Log] {
        let whole = [1.0, 1000.0];
        let length = |range: [f64; 2]| {
            (scale.scale_from_data(range[1]) - scale.scale_from_data(range[0])).abs()
        };
        let mut view = AxisView::new(scale, whole, whole).unwrap();
        for _ in 0..100 {
            view = view.zoomed(0.3, 10.0);
        }
        let least = length(view.data()) / length(whole);
        assert!(
            (MIN_ZOOM * 0.9..MIN_ZOOM * 10.0).contains(&least),
            "{least}"
        );
        for _ in 0..100 {
            view = view.zoomed(0.7, 0.1);
        }
        let most = length(view.data()) / length(whole);
        assert!((1.0..=MAX_ZOOM_OUT * 1.000_001).contains(&most), "{most}");
    }
}

#[test]
fn some_data_always_stay_in_view() {
    let mut state = opened(TABLE);
    for _ in 0..50 {
        navigate(&mut state, Navigation::Pan([0.3, -0.3]));
    }
    let [x, y] = view(&state).try_into().unwrap();
    assert!(x[0] < 3.5 && x[1] > -0.5, "{x:?}");
    assert!(y[1] < 2.5 && y[0] > -0.5, "{y:?}");
}

#[test]
fn extreme_axes_can_be_zoomed() {
    for whole in [
        [-1e308, 1e308],
        [0.0, 5e-324],
        [1e300, 1.1e300],
        [-1.0, 1.0],
    ] {
        let Some(mut view) = AxisView::new(Scale::Linear, whole, whole) else {
            continue;
        };
        for step in 0..200 {
            view = view.zoomed(0.5, if step % 3 == 0 { 0.2 } else { 3.0 });
            view = view.panned(0.1).boxed([0.1, 0.9]);
            let [from, to] = view.data();
            assert!(
                from.is_finite() && to.is_finite() && from != to,
                "{whole:?}"
            );
        }
    }
}

#[test]
fn back_and_forward_walk_through_views() {
    let mut state = opened(TABLE);
    let mut views = vec![view(&state)];
    for at in [0.1, 0.5, 0.9] {
        navigate(&mut state, zoom([at; 2], [2.0; 2]));
        views.push(view(&state));
    }
    for expected in views.iter().rev().skip(1) {
        assert!(state.active().unwrap().history.can_go_back());
        run(&mut state, Command::Back);
        assert_eq!(view(&state), *expected);
    }
    assert!(!state.active().unwrap().history.can_go_back());
    run(&mut state, Command::Back);
    assert_eq!(view(&state), views[0]);
    for expected in &views[1..] {
        run(&mut state, Command::Forward);
        assert_eq!(view(&state), *expected);
    }
    // A new way forgets the old one.
    run(&mut state, Command::Back);
    navigate(&mut state, Navigation::Pan([0.1, 0.0]));
    assert!(!state.active().unwrap().history.can_go_forward());
}

#[test]
fn undo_and_redo_bring_settings_and_views_back() {
    let mut state = opened(TABLE);
    let start = (show_of(&state), view(&state));
    change(&mut state, None, |show| {
        show.colormap = Some("magma".to_owned())
    });
    navigate(&mut state, zoom([0.5; 2], [2.0; 2]));
    change(&mut state, None, |show| show.norm = NormKind::Log);
    let end = (show_of(&state), view(&state));
    for _ in 0..3 {
        run(&mut state, Command::Undo);
    }
    assert_eq!((show_of(&state), view(&state)), start);
    assert!(!state.active().unwrap().history.can_undo());
    for _ in 0..3 {
        run(&mut state, Command::Redo);
    }
    assert_eq!((show_of(&state), view(&state)), end);
    assert!(!state.active().unwrap().history.can_redo());
}

#[test]
fn a_gesture_is_one_step() {
    let mut state = opened(TABLE);
    let start = (show_of(&state), view(&state));
    for _ in 0..10 {
        let step = navigation_of(Reach::Everything, zoom([0.5; 2], [1.1; 2]), Some(1));
        run(&mut state, step);
    }
    for step in 0..10 {
        change(&mut state, Some(2), |show| {
            show.range = Some([0.0, f64::from(step) + 1.0])
        });
    }
    run(&mut state, Command::Undo);
    assert_eq!(show_of(&state), start.0);
    assert_ne!(view(&state), start.1);
    run(&mut state, Command::Undo);
    assert_eq!(view(&state), start.1);
    assert!(!state.active().unwrap().history.can_undo());
}

#[test]
fn undo_survives_anything() {
    // Random commands, then undo to the start: as at the start.
    let mut numbers = Numbers(42);
    for _ in 0..20 {
        let mut state = opened(TABLE);
        let start = (show_of(&state), view(&state));
        let mut undone = 0;
        for _ in 0..30 {
            match (numbers.next() * 7.0) as u32 {
                0 => navigate(
                    &mut state,
                    zoom([numbers.next(); 2], [1.0 + numbers.next(); 2]),
                ),
                1 => navigate(&mut state, Navigation::Pan([numbers.next() - 0.5; 2])),
                2 => change(&mut state, None, |show| show.xscale = Some(Scale::Category)),
                3 => change(&mut state, None, |show| show.origin = Some(Origin::Lower)),
                4 => change(&mut state, None, |show| show.origin = None),
                5 => drop(run(&mut state, Command::Back)),
                _ => drop(run(&mut state, Command::Forward)),
            }
        }
        while state.active().unwrap().history.can_undo() {
            run(&mut state, Command::Undo);
            undone += 1;
            assert!(undone < 1000);
        }
        assert_eq!((show_of(&state), view(&state)), start);
    }
}

#[test]
fn the_view_stays_where_axes_stay() {
    let mut state = opened(TABLE);
    navigate(&mut state, zoom([0.0; 2], [2.0; 2]));
    let [x, y] = view(&state).try_into().unwrap();
    change(&mut state, None, |show| {
        show.colormap = Some("plasma".to_owned())
    });
    assert_eq!(view(&state), [x, y]);
    // Turned round: the same rows, the other way up.
    change(&mut state, None, |show| show.origin = Some(Origin::Lower));
    assert_eq!(view(&state), [x, [y[1], y[0]]]);
    // Another scale: the whole of it.
    change(&mut state, None, |show| show.xscale = Some(Scale::Category));
    assert_eq!(view(&state), [[-0.5, 3.5], [y[1], y[0]]]);
    let kept = view(&state);
    run(&mut state, Command::Reload);
    assert_eq!(view(&state), kept);
}

#[test]
fn sums_hold_their_colours_while_dragging() {
    let mut state = opened(TABLE);
    change(&mut state, None, |show| show.reduction = Reduction::Sum);
    let range = |state: &State| {
        let figure = state.active().unwrap().figure.clone().unwrap();
        figure.color_scales[0].range
    };
    assert_eq!(range(&state), ColorRange::OfPicture);
    run(&mut state, Command::Freeze(vec![[0.0, 5.0]]));
    assert_eq!(range(&state), ColorRange::Known([0.0, 5.0]));
    run(&mut state, Command::Freeze(vec![[0.0, 9.0]]));
    navigate(&mut state, Navigation::Pan([0.1, 0.0]));
    assert_eq!(range(&state), ColorRange::Known([0.0, 5.0]));
    run(&mut state, Command::Thaw);
    assert_eq!(range(&state), ColorRange::OfPicture);
    run(&mut state, Command::Thaw);
    assert_eq!(range(&state), ColorRange::OfPicture);
}

#[test]
fn tabs_open_close_and_turn() {
    let mut state = State::new(Settings::default());
    let tables = vec![
        bytes("1,2\n3,4\n"),
        bytes("5,6\n7,8\n"),
        bytes("9,1\n2,3\n"),
    ];
    run(&mut state, Command::Open(tables));
    assert_eq!((state.documents.len(), state.active), (3, 2));
    run(&mut state, Command::Step(1));
    assert_eq!(state.active, 0);
    run(&mut state, Command::Step(-1));
    assert_eq!(state.active, 2);
    run(&mut state, Command::Select(1));
    run(&mut state, Command::Select(9));
    assert_eq!(state.active, 1);
    let shown = state.active().unwrap().id;
    // A tab before the shown one is closed: the same stays shown.
    let first = state.documents[0].id;
    run(&mut state, Command::Close(Some(first)));
    assert_eq!(state.active().unwrap().id, shown);
    run(&mut state, Command::Close(Some(first)));
    assert_eq!(state.documents.len(), 2);
    run(&mut state, Command::Close(None));
    run(&mut state, Command::Close(None));
    assert!(state.documents.is_empty() && state.active().is_none());
    for command in [
        Command::Close(None),
        Command::Step(1),
        Command::Reload,
        Command::Undo,
    ] {
        assert!(run(&mut state, command).is_empty());
    }
}

#[test]
fn late_and_stopped_loads_do_no_harm() {
    let mut state = State::new(Settings::default());
    let effects = state.apply(Command::Open(vec![bytes(TABLE)]));
    let [Effect::Load(first)] = effects.as_slice() else {
        panic!("{effects:?}");
    };
    // Reloaded before the first answer: the first is stopped and its answer dropped.
    let again = state.apply(Command::Reload);
    assert!(first.progress.is_cancelled());
    assert!(matches!(again[0], Effect::CancelLoad(id) if id == first.document));
    let fresh = cellsius::load::Progress::new();
    let late = first
        .clone()
        .answered(open(&first.input, &first.settings.read, &fresh));
    state.apply(Command::Loaded(late));
    assert!(state.active().unwrap().figure.is_none());
    assert!(state.active().unwrap().loading.is_some());
    carry_out(&mut state, again);
    assert!(state.active().unwrap().figure.is_some());
    // Cancelled while a table is shown: it stays, without an error.
    let reload = state.apply(Command::Reload);
    state.apply(Command::CancelLoad);
    carry_out(&mut state, reload);
    assert!(state.active().unwrap().error.is_none());
    assert!(state.active().unwrap().figure.is_some());
    // Cancelled at first: said.
    let open = state.apply(Command::Open(vec![bytes(TABLE)]));
    state.apply(Command::CancelLoad);
    carry_out(&mut state, open);
    let error = state.active().unwrap().error.clone().unwrap();
    assert_eq!(error.kind, LoadErrorKind::Cancelled);
}

#[test]
fn a_bad_file_says_so_and_an_older_table_stays() {
    let mut state = State::new(Settings::default());
    run(&mut state, Command::Open(vec![bytes("")]));
    assert!(state.active().unwrap().error.is_some());
    let mut state = opened(TABLE);
    let read = ReadSettings {
        layout: Layout::Tidy,
        x: Some("nowhere".to_owned()),
        ..ReadSettings::default()
    };
    run(&mut state, Command::Read(Box::new(read)));
    assert!(state.active().unwrap().error.is_some());
    assert!(state.active().unwrap().figure.is_some());
    // Undo reads as before.
    run(&mut state, Command::Undo);
    assert!(state.active().unwrap().error.is_none());
    assert_eq!(
        state.active().unwrap().settings.read,
        ReadSettings::default()
    );
}

#[test]
fn opened_files_are_remembered() {
    let mut state = State::new(Settings::default());
    let path = PathBuf::from("/data/a.csv");
    let effects = state.apply(Command::Open(vec![Input::File(path.clone())]));
    let add = |effect: &Effect| matches!(effect, Effect::SaveRecent(RecentChange::Add(known)) if *known == path);
    assert!(effects.iter().any(add));
    assert_eq!(state.recent.files, [path]);
    let pasted = state.apply(Command::Pasted("1,2\n3,4\n".to_owned()));
    assert!(
        !pasted
            .iter()
            .any(|effect| matches!(effect, Effect::SaveRecent(_)))
    );
    assert_eq!(state.active().unwrap().name, "clipboard");
    state.apply(Command::Pasted("  \n".to_owned()));
    assert!(state.notice.as_ref().unwrap().failed);
}

#[test]
fn recent_files_keep_what_others_added() {
    let path = |name: &str| PathBuf::from(name);
    let mut list = RecentFiles {
        files: vec![path("b"), path("a")],
    };
    let check = |list: &RecentFiles, expected: &[&str]| {
        let expected: Vec<PathBuf> = expected.iter().map(PathBuf::from).collect();
        assert_eq!(list.files, expected);
    };
    list.change(&RecentChange::Add(path("c")));
    check(&list, &["c", "b", "a"]);
    list.change(&RecentChange::Add(path("a")));
    check(&list, &["a", "c", "b"]);
    list.change(&RecentChange::Remove(path("c")));
    check(&list, &["a", "b"]);
    for number in 0..100 {
        list.change(&RecentChange::Add(path(&number.to_string())));
    }
    assert_eq!(list.files.len(), RecentFiles::LIMIT);
    assert_eq!(list.files[0], path("99"));
    list.change(&RecentChange::Clear);
    check(&list, &[]);
}

#[test]
fn a_picture_is_saved_as_asked_and_replaces_only_when_told() {
    let mut state = opened(TABLE);
    run(
        &mut state,
        Command::OpenExport {
            size_pt: [640.4, 480.0],
        },
    );
    let form = state.export.clone().unwrap();
    assert_eq!(
        (form.path.as_str(), form.size_px()),
        ("table.png", [1280, 960])
    );
    assert_eq!((form.theme, form.transparent), (Theme::Light, false));
    let request = |effects: Vec<Effect>| match effects.into_iter().next() {
        Some(Effect::Export(request)) => *request,
        other => panic!("{other:?}"),
    };
    let first = request(state.apply(Command::Export));
    assert!(!first.replace);
    assert!(
        state.apply(Command::Export).is_empty(),
        "only once at a time"
    );
    let path = PathBuf::from("table.png");
    let answer = |result| Command::Exported {
        path: path.clone(),
        result,
    };
    state.apply(answer(Err(ExportFailure::Exists)));
    assert_eq!(state.export.clone().unwrap().stage, ExportStage::AskReplace);
    let second = request(state.apply(Command::Export));
    assert!(second.replace);
    state.apply(answer(Err(ExportFailure::Failed("no room".to_owned()))));
    let failed = ExportStage::Failed("no room".to_owned());
    assert_eq!(state.export.clone().unwrap().stage, failed);
    let third = request(state.apply(Command::Export));
    assert!(!third.replace, "a question is asked each time");
    state.apply(answer(Ok(())));
    assert!(state.export.is_none());
    assert!(state.notice.clone().unwrap().text.contains("table.png"));
}

#[test]
fn a_picture_that_cannot_be_made_is_refused() {
    let check = |path: &str, width: f64, part: &str| {
        let mut state = opened(TABLE);
        run(
            &mut state,
            Command::OpenExport {
                size_pt: [100.0, 100.0],
            },
        );
        let mut form = state.export.clone().unwrap();
        form.path = path.to_owned();
        form.width_pt = width;
        state.apply(Command::EditExport(Box::new(form)));
        assert!(state.apply(Command::Export).is_empty());
        match state.export.unwrap().stage {
            ExportStage::Failed(why) => assert!(why.contains(part), "{why}"),
            other => panic!("{other:?}"),
        }
    };
    check("", 100.0, "name");
    check("a.svg", 100.0, "png");
    check("a", 100.0, "png");
    check("a.png", 1e9, "too large");
}

#[test]
fn dismiss_closes_the_topmost() {
    let mut state = opened(TABLE);
    run(&mut state, Command::Toggle(Toggle::Warnings));
    run(
        &mut state,
        Command::OpenExport {
            size_pt: [100.0, 100.0],
        },
    );
    run(&mut state, Command::Toggle(Toggle::Keys));
    let open = |state: &State| {
        (
            state.shown.keys,
            state.export.is_some(),
            state.shown.warnings,
        )
    };
    assert_eq!(open(&state), (true, true, true));
    for expected in [
        (false, true, true),
        (false, false, true),
        (false, false, false),
    ] {
        run(&mut state, Command::Dismiss);
        assert_eq!(open(&state), expected);
    }
}

#[test]
fn the_theme_is_what_was_chosen() {
    let mut state = State::new(Settings::default());
    assert_eq!(state.theme, ThemeChoice::System);
    state.apply(Command::Theme(ThemeChoice::Always(Theme::Dark)));
    assert_eq!(state.theme, ThemeChoice::Always(Theme::Dark));
}
