//! Loads in the window's state: rows that arrive, loads that end early, what is kept of them.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that does not find what it needs has failed"
)]

#[expect(dead_code, reason = "the other tests of the window use the rest")]
mod app_harness;

use std::sync::Arc;

use app_harness::Window;
use cellsius::app::state::{
    Arrival, Command, Effect, LoadRequest, MOST_LABELS, Navigation, Part, Reach, State,
};
use cellsius::figure::{Content, Place, Settings};
use cellsius::grid::{Block, Cells, Grid, Store};
use cellsius::load::{Input, LoadError, LoadErrorKind, Progress, load, open};
use egui::{Key, Modifiers};

/// `rows` rows of four columns; the value of a cell is its place.
fn table(rows: usize) -> String {
    let row = |row: usize| {
        format!(
            "{},{},{},{}\n",
            row * 4,
            row * 4 + 1,
            row * 4 + 2,
            row * 4 + 3
        )
    };
    (0..rows).map(row).collect()
}

/// The same with labels.
fn labelled(rows: usize) -> String {
    let row = |row: usize| format!("r{row},{},{}\n", row * 2, row * 2 + 1);
    let rows: String = (0..rows).map(row).collect();
    format!("name,a,b\n{rows}")
}

fn bytes(text: &str) -> Input {
    Input::Bytes {
        name: "table.csv".to_owned(),
        bytes: text.as_bytes().to_vec(),
    }
}

fn request(effects: Vec<Effect>) -> LoadRequest {
    let request = effects.into_iter().find_map(|effect| match effect {
        Effect::Load(request) => Some(request),
        _ => None,
    });
    request.unwrap()
}

/// Begins to load a text.
fn begun(state: &mut State, text: &str) -> LoadRequest {
    request(state.apply(Command::Open(vec![bytes(text)])))
}

/// The beginning of a text arrives.
fn arrive(state: &mut State, request: &LoadRequest, text: &str) {
    let table = load(&bytes(text), &request.settings.read, &Progress::new()).unwrap();
    let effects = state.apply(Command::Arrived(Arrival {
        document: request.document,
        progress: Arc::clone(&request.progress),
        table: Arc::new(table),
    }));
    assert!(effects.is_empty());
}

fn finish(state: &mut State, request: LoadRequest) {
    let result = open(&request.input, &request.settings.read, &Progress::new());
    state.apply(Command::Loaded(request.answered(result)));
}

fn fail(state: &mut State, request: LoadRequest) {
    let error = LoadError {
        file: "table.csv".to_owned(),
        place: Place::default(),
        message: "cannot be read: it has shrunk".to_owned(),
        kind: LoadErrorKind::Io,
    };
    state.apply(Command::Loaded(request.answered(Err(error))));
}

fn view(state: &State) -> Vec<[f64; 2]> {
    state.active().unwrap().viewport.ranges.clone()
}

fn rows(state: &State) -> usize {
    let content = state.active().unwrap().content.clone().unwrap();
    content.table().unwrap().grid.rows()
}

fn zoom(state: &mut State) {
    state.apply(Command::Navigate {
        reach: Reach::Everything,
        navigation: Navigation::Zoom {
            at: [0.0, 0.0],
            factor: [2.0, 2.0],
        },
        gesture: None,
    });
}

#[test]
fn rows_are_shown_as_they_arrive() {
    let text = table(100);
    let mut state = State::new(Settings::default());
    let request = begun(&mut state, &text);
    assert!(request.parts);
    for count in [2, 10, 60] {
        arrive(&mut state, &request, &table(count));
        let document = state.active().unwrap();
        assert_eq!(rows(&state), count);
        assert_eq!(document.part, Some(Part { rows: Some(count) }));
        assert!(document.loading.is_some() && !document.is_whole());
        let end = count as f64 - 0.5;
        assert_eq!(view(&state), [[-0.5, 3.5], [end, -0.5]], "all of them");
    }
    finish(&mut state, request);
    let document = state.active().unwrap();
    assert!(document.is_whole() && document.loading.is_none());
    assert_eq!((rows(&state), document.part), (100, None));
    assert_eq!(view(&state), [[-0.5, 3.5], [99.5, -0.5]]);
}

#[test]
fn what_was_zoomed_stays_while_rows_arrive() {
    for (text, text_of) in [
        (table(100), table as fn(usize) -> String),
        (labelled(100), labelled),
    ] {
        let mut state = State::new(Settings::default());
        let request = begun(&mut state, &text);
        arrive(&mut state, &request, &text_of(10));
        zoom(&mut state);
        let zoomed = view(&state);
        assert_eq!(zoomed[1], [4.5, -0.5]);
        arrive(&mut state, &request, &text_of(50));
        assert_eq!(view(&state), zoomed);
        // Choices are kept, too.
        let mut show = state.active().unwrap().settings.show.clone();
        show.colormap = Some("magma".to_owned());
        let show = Box::new(show);
        let gesture = None;
        state.apply(Command::Show { show, gesture });
        finish(&mut state, request);
        assert_eq!(view(&state), zoomed);
        let settings = &state.active().unwrap().settings;
        assert_eq!(settings.show.colormap.as_deref(), Some("magma"));
        // The view before the zoom was everything: it still is.
        state.apply(Command::Back);
        assert_eq!(view(&state)[1], [99.5, -0.5]);
        while state.active().unwrap().history.can_undo() {
            state.apply(Command::Undo);
        }
        assert_eq!(view(&state)[1], [99.5, -0.5]);
    }
}

#[test]
fn a_load_that_ends_early_keeps_what_has_arrived_and_says_so() {
    let mut state = State::new(Settings::default());
    let request = begun(&mut state, &table(100));
    arrive(&mut state, &request, &table(10));
    fail(&mut state, request);
    let document = state.active().unwrap();
    assert_eq!(rows(&state), 10);
    assert_eq!(document.part, Some(Part { rows: Some(10) }));
    assert!(document.error.as_ref().unwrap().message.contains("shrunk"));

    // Cancelled: at once, whatever its thread does.
    let mut state = State::new(Settings::default());
    let request = begun(&mut state, &table(100));
    arrive(&mut state, &request, &table(10));
    let effects = state.apply(Command::CancelLoad);
    assert!(matches!(effects.as_slice(), [Effect::CancelLoad(_)]));
    assert!(request.progress.is_cancelled());
    let check = |state: &State| {
        let document = state.active().unwrap();
        assert!(document.loading.is_none() && !document.is_whole());
        let error = document.error.as_ref().unwrap();
        assert_eq!(error.kind, LoadErrorKind::Cancelled);
        assert_eq!(rows(state), 10);
    };
    check(&state);
    // Too late.
    arrive(&mut state, &request, &table(20));
    finish(&mut state, request);
    check(&state);
    // Read again: to its end.
    let again = request_again(&mut state);
    assert!(again.parts && state.active().unwrap().error.is_none());
    arrive(&mut state, &again, &table(3));
    assert_eq!(rows(&state), 3);
    finish(&mut state, again);
    assert!(state.active().unwrap().is_whole());
    assert!(state.active().unwrap().error.is_none());
    assert_eq!(rows(&state), 100);
}

fn request_again(state: &mut State) -> LoadRequest {
    request(state.apply(Command::Reload))
}

#[test]
fn a_whole_table_stays_until_it_is_read_again() {
    let mut state = State::new(Settings::default());
    let request = begun(&mut state, &table(100));
    finish(&mut state, request);
    let again = request_again(&mut state);
    assert!(!again.parts);
    arrive(&mut state, &again, &table(10));
    assert_eq!(rows(&state), 100);
    state.apply(Command::CancelLoad);
    let document = state.active().unwrap();
    assert!(document.is_whole() && document.error.is_none());
    assert_eq!(rows(&state), 100);
}

#[test]
fn what_can_be_left_out_is_listed_once_all_is_read() {
    let listed = |state: &State| {
        let labels = &state.active().unwrap().labels;
        [labels[0].len(), labels[1].len()]
    };
    let mut state = State::new(Settings::default());
    let request = begun(&mut state, &labelled(100));
    arrive(&mut state, &request, &labelled(10));
    assert_eq!(listed(&state), [0, 0]);
    state.apply(Command::CancelLoad);
    assert_eq!(listed(&state), [2, 10]);
    let again = request_again(&mut state);
    finish(&mut state, again);
    assert_eq!(listed(&state), [2, 100]);
    // A million names would hold up the window, and nobody would read them.
    let rows = MOST_LABELS + 1;
    let request = begun(&mut state, &table(rows));
    finish(&mut state, request);
    assert_eq!(listed(&state), [4, 0]);
    assert_eq!(state.active().unwrap().cells_along(), [4, rows]);
}

#[test]
fn nothing_of_a_closed_tab_is_held() {
    let mut state = State::new(Settings::default());
    let request = begun(&mut state, &table(100));
    arrive(&mut state, &request, &table(50));
    let held = match state.active().unwrap().content.clone() {
        Some(Content::Table(table)) => Arc::downgrade(&table),
        other => panic!("{other:?}"),
    };
    let figure = Arc::downgrade(state.active().unwrap().figure.as_ref().unwrap());
    assert!(held.upgrade().is_some());
    let effects = state.apply(Command::Close(None));
    assert!(matches!(effects.as_slice(), [Effect::CancelLoad(_)]));
    assert!(request.progress.is_cancelled());
    assert!(held.upgrade().is_none() && figure.upgrade().is_none());
    // Later arrivals find nobody.
    arrive(&mut state, &request, &table(60));
    finish(&mut state, request);
    assert!(state.documents.is_empty());
}

#[test]
fn what_is_open_counts_against_the_limit_and_makes_room_for_itself() {
    let mut state = State::new(Settings::default());
    state.memory = Some(10_000);
    let first = begun(&mut state, &table(100));
    assert_eq!(first.progress.memory(), 10_000);
    finish(&mut state, first);
    let held = state.active().unwrap().content.as_ref().unwrap().bytes();
    assert!(held > 0);
    let beside = begun(&mut state, &table(3));
    assert_eq!(beside.progress.memory(), 10_000 - held);
    finish(&mut state, beside);
    state.apply(Command::Close(None));

    // Read again, both do not fit: the old one goes.
    let again = request_again(&mut state);
    assert_eq!(again.progress.memory(), 10_000 - held);
    let too_large = LoadError {
        file: "table.csv".to_owned(),
        place: Place::default(),
        message: "needs more".to_owned(),
        kind: LoadErrorKind::TooLarge,
    };
    let answer = again.answered(Err(too_large.clone()));
    let alone = request(state.apply(Command::Loaded(answer)));
    assert_eq!(alone.progress.memory(), 10_000);
    let document = state.active().unwrap();
    assert!(alone.parts && document.content.is_none() && document.error.is_none());
    // Not even alone: said.
    state.apply(Command::Loaded(alone.answered(Err(too_large.clone()))));
    assert_eq!(state.active().unwrap().error, Some(too_large));
    assert!(state.active().unwrap().loading.is_none());
}

#[test]
fn only_the_latest_arrival_is_held() {
    let mut state = State::new(Settings::default());
    let request = begun(&mut state, &table(100));
    let mut held = Vec::new();
    for count in [2, 10, 60] {
        arrive(&mut state, &request, &table(count));
        let content = state.active().unwrap().content.clone().unwrap();
        held.push(Arc::downgrade(content.table().unwrap()));
    }
    let alive = |held: &[std::sync::Weak<_>]| {
        held.iter()
            .map(|table| table.upgrade().is_some())
            .collect::<Vec<_>>()
    };
    assert_eq!(alive(&held), [false, false, true]);
    finish(&mut state, request);
    assert_eq!(alive(&held), [false, false, false]);
}

#[test]
fn the_window_says_that_rows_arrive_and_that_they_are_not_all() {
    for (size, scale) in [
        ([1160.0, 780.0], 1.0),
        ([480.0, 360.0], 1.0),
        ([480.0, 360.0], 2.0),
    ] {
        let mut window = Window::new(size[0], size[1], scale);
        let name = format!("{}x{}@{scale}", size[0], size[1]);
        let request = begun(&mut window.state, &table(20_000));
        window.settle();
        assert!(window.sees("Reading table.csv"));
        window.shot(&format!("reading-{name}"));
        arrive(&mut window.state, &request, &table(12_345));
        window.settle();
        assert!(window.sees("loading, 12,345 rows"), "{:?}", window.texts);
        assert!(window.find("Cancel").is_some());
        let painted = window.painted.as_ref().unwrap();
        assert_eq!(painted.frame.plots[0].y.range, [12_344.5, -0.5]);
        no_overlap(&window);
        window.shot(&format!("arriving-{name}"));
        // Escape ends it, and the rows stay.
        window.key(Key::Escape, Modifiers::NONE);
        window.settle();
        assert!(request.progress.is_cancelled());
        assert!(
            window.sees("only its first 12,345 rows are shown"),
            "{:?}",
            window.texts
        );
        assert!(window.sees("first 12,345 rows only"), "{:?}", window.texts);
        no_overlap(&window);
        window.shot(&format!("cancelled-{name}"));
        window.click_text("Try again");
        assert!(window.document().error.is_none() && window.document().is_whole());
        assert!(!window.sees("12,345"));
    }
}

/// No two texts lie over each other.
fn no_overlap(window: &Window) {
    let said = window
        .texts
        .iter()
        .filter(|(text, _)| !text.trim().is_empty());
    let said: Vec<_> = said.collect();
    for (index, (text, rect)) in said.iter().enumerate() {
        for (other, beside) in &said[index + 1..] {
            let shared = rect.intersect(*beside);
            let lies_over = shared.is_positive() && shared.width() > 1.0 && shared.height() > 1.0;
            assert!(!lies_over, "{text:?} {rect:?} and {other:?} {beside:?}");
        }
    }
}

/// Cells in a file that has lost its end.
#[derive(Debug)]
struct CutOff;

impl Store for CutOff {
    fn rows(&self) -> usize {
        40
    }

    fn columns(&self) -> usize {
        4
    }

    fn read(&self, rows: std::ops::Range<usize>, columns: std::ops::Range<usize>) -> Cells {
        let cell = |row: usize| if row < 20 { row as f64 } else { f64::NAN };
        Cells::F64(
            rows.flat_map(|row| columns.clone().map(move |_| cell(row)))
                .collect(),
        )
    }

    fn trouble(&self) -> Option<String> {
        Some("the file has become shorter: its last cells are missing".to_owned())
    }
}

#[test]
fn cells_that_cannot_be_read_from_their_file_are_told_of() {
    let mut window = Window::new(1160.0, 780.0, 1.0);
    let request = begun(&mut window.state, &table(40));
    let mut read = load(&request.input, &request.settings.read, &Progress::new()).unwrap();
    read.grid = Grid::from_blocks(4, vec![Block::stored(Arc::new(CutOff))]);
    let content = Content::Table(Arc::new(read));
    window
        .state
        .apply(Command::Loaded(request.answered(Ok(content))));
    window.settle();
    assert!(window.sees("⚠ 1 warning"), "{:?}", window.texts);
    window.click_text("⚠ 1 warning");
    assert!(
        window.sees("the file has become shorter"),
        "{:?}",
        window.texts
    );
    window.shot("cut-off");
}
