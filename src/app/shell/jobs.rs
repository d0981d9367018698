//! Work for other threads: reading files, saving pictures, asking for files.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

use crate::app::state::{Arrival, Command, ExportFailure, ExportRequest, LoadRequest, LoadResult};
use crate::export::{ExportError, PictureOptions, is_same_file, save};
use crate::figure::{Content, Place, Settings};
use crate::grid::Grid;
use crate::load::{LoadError, LoadErrorKind, open};
use crate::render::{PainterChoice, Typesetter};
use crate::view::{Frame, Mark, PxRect};

use super::error::{one_line, panic_text};
use super::wake::{Wake, Waker};

/// How often it is looked what has been read so far.
const GLANCE: Duration = Duration::from_millis(15);

/// Starts threads and remembers those that must not be cut off.
pub(super) struct Jobs {
    waker: Waker,
    saving: Vec<JoinHandle<()>>,
}

impl Jobs {
    /// No job yet.
    pub(super) fn new(waker: Waker) -> Self {
        Self {
            waker,
            saving: Vec::new(),
        }
    }

    /// Runs `work` on a thread and tells the state what it answers. Where no thread can be had,
    /// here and now.
    pub(super) fn start(
        &self,
        name: &str,
        work: impl FnOnce() -> Option<Command> + Send + 'static,
    ) -> Option<JoinHandle<()>> {
        let waker = self.waker.clone();
        let answer = move || {
            if let Some(command) = work() {
                waker.wake(Wake::Command(command));
            }
        };
        let thread = Builder::new().name(name.to_owned()).spawn(answer);
        if thread.is_err() {
            let text = format!("the system gave no thread for this: {name}");
            self.waker.wake(Wake::Command(Command::Failure(text)));
        }
        thread.ok()
    }

    /// Reads a file. Its progress can be cancelled from any thread.
    pub(super) fn load(&self, job: LoadRequest) {
        let (document, progress) = (job.document, Arc::clone(&job.progress));
        let under_way = job.parts.then(|| self.watch(&job));
        let started = self.start("load", move || {
            let settings = job.settings.clone();
            let loaded = loaded(job);
            // Nothing that comes later may overtake the whole.
            drop(under_way);
            if let Ok(content) = &loaded.result {
                prepare(content, &settings);
            }
            Some(Command::Loaded(loaded))
        });
        if started.is_none() {
            let error = broken("", "the system gave no thread to read in");
            let result = LoadResult {
                document,
                progress,
                result: Err(error),
            };
            self.waker.wake(Wake::Command(Command::Loaded(result)));
        }
    }

    /// Hands on what has been read so far, until what is answered is dropped.
    fn watch(&self, job: &LoadRequest) -> Sender<()> {
        let (under_way, ended) = channel();
        let (document, progress) = (job.document, Arc::clone(&job.progress));
        let (settings, waker) = (job.settings.clone(), self.waker.clone());
        self.start("parts", move || {
            let mut seen = 0;
            while ended.recv_timeout(GLANCE) == Err(RecvTimeoutError::Timeout) {
                let Some(part) = progress.partial().filter(|part| part.revision != seen) else {
                    continue;
                };
                seen = part.revision;
                let arrival = Arrival {
                    document,
                    progress: Arc::clone(&progress),
                    table: part.table,
                };
                make_ready(&Content::Table(Arc::clone(&arrival.table)), &settings);
                waker.wake(Wake::Command(Command::Arrived(arrival)));
            }
            None
        });
        under_way
    }

    /// Saves a picture.
    pub(super) fn export(&mut self, request: Box<ExportRequest>) {
        self.saving.retain(|thread| !thread.is_finished());
        let thread = self.start("save", move || {
            let path = request.path.clone();
            let saved = catch_unwind(AssertUnwindSafe(|| export(&request)));
            let result = saved
                .unwrap_or_else(|panic| Err(ExportFailure::Failed(panic_text(panic.as_ref()))));
            Some(Command::Exported { path, result })
        });
        self.saving.extend(thread);
    }

    /// Waits for pictures that are being saved.
    pub(super) fn finish(&mut self) {
        for thread in self.saving.drain(..) {
            // A thread that panicked has saved nothing; nobody is left to tell.
            let _ = thread.join();
        }
    }
}

/// Makes what takes long and is made once for a grid, so that no frame waits for it: statistics, a
/// few cells of what stays in a file, and whatever the settings ask for now, quantiles (for robust ranges and the quantile norm) on a
/// thread of their own.
fn prepare(content: &Content, settings: &Settings) {
    make_ready(content, settings);
    let grids: Vec<Grid> = content.grids().into_iter().cloned().collect();
    for grid in &grids {
        grid.prepare_overview();
        let _ = grid.stats();
    }
    // Without a thread they are made when they are asked for.
    let _later = Builder::new().name("quantiles".to_owned()).spawn(move || {
        for grid in grids {
            let _ = grid.permilles();
        }
    });
}

/// Makes the figure that the frame thread is going to make: its grids remember what took long.
fn make_ready(content: &Content, settings: &Settings) {
    let made = || drop(content.figure(settings));
    // What panics here does so again where the figure is made, and is told there.
    let _ = catch_unwind(AssertUnwindSafe(made));
}

/// Reads a file, whatever happens.
fn loaded(job: LoadRequest) -> LoadResult {
    let read = || open(&job.input, &job.settings.read, &job.progress);
    let result = catch_unwind(AssertUnwindSafe(read))
        .unwrap_or_else(|panic| Err(broken(&job.input.file(), &panic_text(panic.as_ref()))));
    job.answered(result)
}

/// The error of a reader that broke off, which is a mistake of this program.
fn broken(file: &str, reason: &str) -> LoadError {
    LoadError {
        file: file.to_owned(),
        place: Place::default(),
        message: format!("the reader broke off: {}", one_line(reason, 160)),
        kind: LoadErrorKind::Io,
    }
}

/// Saves a picture as asked.
fn export(request: &ExportRequest) -> Result<(), ExportFailure> {
    let path = &expanded(&request.path);
    if let Some(source) = &request.source
        && is_same_file(source, path)
    {
        let text = "this is the file that the picture was made from, expected another";
        return Err(ExportFailure::Failed(text.to_owned()));
    }
    if !request.replace && exists(path) {
        return Err(ExportFailure::Exists);
    }
    let options = PictureOptions {
        size_pt: request.size_pt,
        scale: request.scale,
        theme: request.theme,
        painter: PainterChoice::Cpu,
    };
    let write = || -> Result<(), ExportError> {
        let typesetter = Typesetter::headless();
        let mut frame = options.frame_set_by(&typesetter, &request.figure, &request.viewport)?;
        if request.transparent {
            remove_paper(&mut frame);
        }
        save(&request.figure, &frame, &options, path, &typesetter)
    };
    write().map_err(|error| ExportFailure::Failed(one_line(&error.to_string(), 240)))
}

/// Also true for a link that leads nowhere.
fn exists(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// Leaves out the first that covers the whole canvas: the paper.
fn remove_paper(frame: &mut Frame) {
    let canvas = frame.canvas;
    let whole = PxRect {
        x: 0,
        y: 0,
        w: canvas.width_px,
        h: canvas.height_px,
    };
    let covers = |mark: &Mark| matches!(mark, Mark::Rect { rect, .. } if *rect == whole);
    if let Some(paper) = frame.items.iter().position(|item| covers(&item.mark)) {
        frame.items.remove(paper);
    }
}

/// A typed path with the user's home folder written out.
pub(super) fn expanded(path: &Path) -> PathBuf {
    let home = || etcetera::home_dir().ok();
    match path.strip_prefix("~") {
        Ok(rest) if !exists(path) => home().map_or_else(|| path.to_owned(), |home| home.join(rest)),
        _ => path.to_owned(),
    }
}
