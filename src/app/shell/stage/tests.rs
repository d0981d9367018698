//! Frames at once, frames from elsewhere, and what is shown meanwhile.

use std::ops::Range;
use std::thread::ThreadId;

use super::*;
use crate::app::shell::wake::Waker;
use crate::app::state::{Command, Effect, Navigation, Part, Reach};
use crate::figure::{Content, Settings, Table};
use crate::grid::{Block, Cells, Grid, Store};
use crate::load::{Input, open};
use crate::render::{cpu, fonts};
use crate::view::Theme;

const CANVAS: Canvas = Canvas {
    width_px: 160,
    height_px: 120,
    px_per_pt: 1.0,
    theme: Theme::Light,
};

/// A state with one document of `side` x `side` cells.
fn state(side: u32) -> State {
    state_of(side, |content| content)
}

/// The same, where something else takes the place of what was read.
fn state_of(side: u32, instead: impl Fn(Content) -> Content) -> State {
    let line = |row: u32| {
        let cells: Vec<String> = (0..side).map(|column| (row * column).to_string()).collect();
        cells.join(",")
    };
    let lines: Vec<String> = (0..side).map(line).collect();
    let input = Input::Bytes {
        name: "t".to_owned(),
        bytes: lines.join("\n").into_bytes(),
    };
    let mut state = State::new(Settings::default());
    for effect in state.apply(Command::Open(vec![input])) {
        let Effect::Load(request) = effect else {
            continue;
        };
        let result = open(&request.input, &request.settings.read, &request.progress);
        state.apply(Command::Loaded(request.answered(result.map(&instead))));
    }
    assert!(state.active().unwrap().figure.is_some());
    state
}

fn context() -> egui::Context {
    let context = egui::Context::default();
    context.set_fonts(fonts());
    let mut output = context.run_ui(egui::RawInput::default(), |_| ());
    output.textures_delta.clear();
    context
}

fn zoom(state: &mut State) {
    let at = [0.5, 0.5];
    let zoom = Navigation::Zoom {
        at,
        factor: [1.1, 1.1],
    };
    state.apply(Command::Navigate {
        reach: Reach::Everything,
        navigation: zoom,
        gesture: None,
    });
}

#[test]
fn a_frame_is_made_once() {
    let (sender, _receiver) = channel();
    let mut stage = FrameStage::new(Waker::Channel(sender), cpu::cells, String::new());
    stage.at_once = Duration::from_secs(60);
    let (context, mut state) = (context(), state(4));
    let mut ask = |state: &State, canvas: Canvas| {
        let staged = stage
            .frame(&context, state.active().unwrap(), canvas)
            .unwrap();
        assert!(!staged.stale);
        staged.frame
    };
    let first = ask(&state, CANVAS);
    assert!(Arc::ptr_eq(&first, &ask(&state, CANVAS)));
    let wider = Canvas {
        width_px: 161,
        ..CANVAS
    };
    assert!(!Arc::ptr_eq(&first, &ask(&state, wider)));
    let before = ask(&state, CANVAS);
    zoom(&mut state);
    assert!(!Arc::ptr_eq(&before, &ask(&state, CANVAS)));
}

/// A stage that makes no frame at once, and what it says when one is made elsewhere.
fn slow_stage() -> (FrameStage, Receiver<Wake>) {
    let (sender, receiver) = channel();
    let mut stage = FrameStage::new(Waker::Channel(sender), cpu::cells, String::new());
    stage.at_once = Duration::ZERO;
    (stage, receiver)
}

const PATIENCE: Duration = Duration::from_secs(60);

fn x_range(staged: &Staged) -> [f64; 2] {
    staged.frame.plots.first().unwrap().x.range
}

#[test]
fn slow_frames_are_made_elsewhere_behind_a_preview() {
    let (mut stage, receiver) = slow_stage();
    let (context, mut state) = (context(), state(400));
    let mut ask = |state: &State| {
        let document = state.active().unwrap();
        stage.frame(&context, document, CANVAS).unwrap()
    };
    let wanted = |state: &State| *state.active().unwrap().viewport.ranges.first().unwrap();
    let first = ask(&state);
    assert!(first.stale && first.preview, "never a blank");
    receiver.recv_timeout(PATIENCE).unwrap();
    let exact = ask(&state);
    assert!(!exact.stale && !exact.preview);

    zoom(&mut state);
    let moved = ask(&state);
    assert!(moved.stale && moved.preview);
    assert_eq!(x_range(&moved), wanted(&state), "it moves at once");
    let again = ask(&state);
    let once = Arc::ptr_eq(&again.frame, &moved.frame);
    assert!(
        once || !again.stale,
        "made once, until there is the exact one"
    );
    receiver.recv_timeout(PATIENCE).unwrap();
    let newer = ask(&state);
    assert!(!newer.stale && !newer.preview);
    assert_eq!(x_range(&newer), wanted(&state));

    // Closed while it is being made: nothing is left of it.
    zoom(&mut state);
    ask(&state);
    state.apply(Command::Close(None));
    stage.keep_open(&state);
    receiver.recv_timeout(PATIENCE).unwrap();
    stage.collect();
    assert!(stage.latest.is_empty() && stage.preview.is_none() && stage.job.is_none());
}

/// Cells that the frame thread must not ask for.
#[derive(Debug)]
struct Elsewhere(Grid, ThreadId);

impl Store for Elsewhere {
    fn rows(&self) -> usize {
        self.0.rows()
    }

    fn columns(&self) -> usize {
        self.0.columns()
    }

    fn read(&self, rows: Range<usize>, columns: Range<usize>) -> Cells {
        assert_ne!(std::thread::current().id(), self.1, "a frame waits");
        let mut values = Vec::new();
        self.0
            .visit(rows, columns, &mut |_, run| run.append_f64(&mut values));
        Cells::F64(values)
    }

    fn trouble(&self) -> Option<String> {
        None
    }
}

#[test]
fn the_frame_thread_reads_no_file() {
    let here = std::thread::current().id();
    let stored = |content| match content {
        Content::Table(table) => {
            let mut table = Table::clone(&table);
            let store = Elsewhere(table.grid.clone(), here);
            let grid = Grid::from_blocks(0, vec![Block::stored(Arc::new(store))]);
            let ready = || {
                grid.prepare_overview();
                let _ = grid.stats();
            };
            std::thread::scope(|scope| scope.spawn(ready).join().unwrap());
            table.grid = grid;
            Content::Table(Arc::new(table))
        }
        figure => figure,
    };
    let (sender, receiver) = channel();
    let mut stage = FrameStage::new(Waker::Channel(sender), cpu::cells, String::new());
    stage.at_once = Duration::from_secs(60);
    let (context, mut state) = (context(), state_of(400, stored));
    for _ in 0..3 {
        let document = state.active().unwrap();
        let first = stage.frame(&context, document, CANVAS).unwrap();
        assert!(first.stale && first.preview);
        receiver.recv_timeout(PATIENCE).unwrap();
        let exact = stage.frame(&context, document, CANVAS).unwrap();
        assert!(!exact.stale);
        zoom(&mut state);
    }
}

#[test]
fn the_newest_view_wins() {
    let (mut stage, receiver) = slow_stage();
    let (context, mut state) = (context(), state(400));
    let document = |state: &State| state.active().unwrap().clone();
    stage.frame(&context, &document(&state), CANVAS).unwrap();
    let stop = Arc::clone(&stage.job.as_ref().unwrap().stop);
    assert!(!stop.superseded.load(Ordering::Relaxed));
    zoom(&mut state);
    stage.frame(&context, &document(&state), CANVAS).unwrap();
    // Unless it has ended in the meantime.
    let running = stage.job.as_ref();
    let running = running.is_some_and(|job| Arc::ptr_eq(&job.stop, &stop));
    assert_eq!(stop.superseded.load(Ordering::Relaxed), running);
    // Whatever becomes of the first, the second is made.
    loop {
        receiver.recv_timeout(PATIENCE).unwrap();
        let staged = stage.frame(&context, &document(&state), CANVAS).unwrap();
        let wanted = *state.active().unwrap().viewport.ranges.first().unwrap();
        assert_eq!(x_range(&staged), wanted);
        if !staged.stale {
            break;
        }
    }
}

#[test]
fn while_rows_arrive_pictures_of_them_are_finished() {
    let (mut stage, receiver) = slow_stage();
    let (context, mut grown) = (context(), Vec::new());
    for side in [400, 410, 420] {
        let mut document = state(side).active().unwrap().clone();
        document.id = DocumentId(7);
        document.part = Some(Part { rows: None });
        grown.push(document);
    }
    let [first, second, third] = grown.as_slice() else {
        panic!("three of them");
    };
    assert!(stage.frame(&context, first, CANVAS).unwrap().preview);
    let stop = Arc::clone(&stage.job.as_ref().unwrap().stop);
    let mut ask = |document: &Document| stage.frame(&context, document, CANVAS).unwrap();
    for document in [second, third] {
        ask(document);
        assert!(!stop.superseded.load(Ordering::Relaxed));
    }
    // The first is whole by then, or a later one: it is shown until the newest is.
    loop {
        receiver.recv_timeout(PATIENCE).unwrap();
        let staged = ask(third);
        assert!(!staged.preview, "what is shown is exact");
        if !staged.stale {
            assert_eq!(x_range(&staged), [-0.5, 419.5]);
            break;
        }
    }
}
