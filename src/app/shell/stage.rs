//! Frames for the window: quick ones at once, slow ones on another thread while the older stays.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use crate::app::state::{Document, DocumentId, State};
use crate::app::ui::{Stage, Staged};
use crate::figure::Figure;
use crate::grid::Cancelled;
use crate::render::gpu::TileUse;
use crate::render::{CellsCallback, Typesetter};
use crate::view::{Canvas, Frame, Viewport, frame_or_cancel, preview};

use super::wake::{Wake, Waker};

/// A frame made within this time never leaves the frame thread. After a slow frame the next may be
/// slow too: it gets a third of it, so that a change of colours (whose values are kept) is still
/// seen at once.
const AT_ONCE: Duration = Duration::from_millis(20);

/// A frame that is no longer wanted may still be finished within this time: what it finds out makes
/// the previews better while the user drags.
const SUPERSEDED: Duration = Duration::from_millis(100);

/// Makes frames and keeps the latest of each document.
pub(super) struct FrameStage {
    latest: HashMap<DocumentId, Latest>,
    /// The last preview, and of which document.
    preview: Option<(DocumentId, Key, Arc<Frame>)>,
    job: Option<Job>,
    done: Receiver<Done>,
    sender: Sender<Done>,
    waker: Waker,
    at_once: Duration,
    /// How the window's painter takes cells.
    pub(super) cells: CellsCallback,
    /// Who paints, for the status bar.
    pub(super) note: String,
    /// What cells take on the GPU, by the last picture.
    pub(super) tiles: Option<TileUse>,
}

/// What a frame was made of. The figure is kept, so that its address stays its own.
#[derive(Clone)]
struct Key {
    figure: Arc<Figure>,
    viewport: Viewport,
    canvas: Canvas,
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.figure, &other.figure)
            && self.viewport == other.viewport
            && self.canvas == other.canvas
    }
}

struct Latest {
    key: Key,
    frame: Arc<Frame>,
    slow: bool,
}

/// A frame that is being made on another thread.
struct Job {
    document: DocumentId,
    key: Key,
    stop: Arc<Stop>,
}

/// When to give a frame up.
struct Stop {
    started: Instant,
    now: AtomicBool,
    superseded: AtomicBool,
}

/// The end of a job.
struct Done {
    document: DocumentId,
    key: Key,
    stop: Arc<Stop>,
    frame: Result<Frame, Cancelled>,
}

impl Stop {
    fn new() -> Self {
        Self {
            started: Instant::now(),
            now: AtomicBool::new(false),
            superseded: AtomicBool::new(false),
        }
    }

    fn is_due(&self) -> bool {
        self.now.load(Ordering::Relaxed)
            || self.superseded.load(Ordering::Relaxed) && self.started.elapsed() > SUPERSEDED
    }
}

impl FrameStage {
    /// An empty stage.
    pub(super) fn new(waker: Waker, cells: CellsCallback, note: String) -> Self {
        let (sender, done) = channel();
        Self {
            latest: HashMap::new(),
            preview: None,
            job: None,
            done,
            sender,
            waker,
            at_once: AT_ONCE,
            cells,
            note,
            tiles: None,
        }
    }

    /// Did the last picture lack tiles?
    pub(super) fn is_sharpening(&self) -> bool {
        self.tiles.is_some_and(|tiles| tiles.missing > 0)
    }

    /// Forgets documents that are closed.
    pub(super) fn keep_open(&mut self, state: &State) {
        self.latest.retain(|id, _| state.document(*id).is_some());
        self.preview
            .take_if(|(id, ..)| state.document(*id).is_none());
        if let Some(job) = &self.job
            && state.document(job.document).is_none()
        {
            job.stop.now.store(true, Ordering::Relaxed);
        }
    }

    /// Takes what other threads have finished.
    fn collect(&mut self) {
        while let Ok(done) = self.done.try_recv() {
            if let Some(job) = &self.job
                && Arc::ptr_eq(&job.stop, &done.stop)
            {
                self.job = None;
            }
            // A frame of a closed document, or one given up.
            if done.stop.now.load(Ordering::Relaxed) {
                continue;
            }
            if let Ok(frame) = done.frame {
                let latest = Latest {
                    key: done.key,
                    frame: Arc::new(frame),
                    slow: done.stop.started.elapsed() > self.at_once,
                };
                self.latest.insert(done.document, latest);
            }
        }
    }

    /// Tries to make a frame in the time that is left before the eye would notice.
    fn at_once(
        &mut self,
        context: &egui::Context,
        id: DocumentId,
        key: &Key,
    ) -> Option<Arc<Frame>> {
        let slow = self.latest.get(&id).is_some_and(|latest| latest.slow);
        let limit = if slow { self.at_once / 3 } else { self.at_once };
        // Reading a file may take any time.
        let limit = if key.is_in_memory() {
            limit
        } else {
            Duration::ZERO
        };
        let started = Instant::now();
        let frame = key.make(context, &|| started.elapsed() >= limit).ok()?;
        let frame = Arc::new(frame);
        let latest = Latest {
            key: key.clone(),
            frame: Arc::clone(&frame),
            slow: false,
        };
        self.latest.insert(id, latest);
        Some(frame)
    }

    /// Has a frame made on another thread, one at a time. One that is being made of fewer rows of the
    /// same view is finished first: else none would be while rows arrive.
    fn later(&mut self, context: &egui::Context, document: &Document, key: Key) {
        let id = document.id;
        if let Some(job) = &self.job {
            if job.document == id {
                // Its end repaints, which asks again.
                let grown = document.part.is_some() && job.key.is_seen_like(&key);
                let superseded = job.key != key && !grown;
                job.stop.superseded.store(superseded, Ordering::Relaxed);
                return;
            }
            job.stop.now.store(true, Ordering::Relaxed);
        }
        let stop = Arc::new(Stop::new());
        let (thread_key, thread_stop) = (key.clone(), Arc::clone(&stop));
        let (context, sender, waker) = (context.clone(), self.sender.clone(), self.waker.clone());
        let work = move || {
            let frame = thread_key.make(&context, &|| thread_stop.is_due());
            let done = Done {
                document: id,
                key: thread_key,
                stop: thread_stop,
                frame,
            };
            // Without a receiver the window is closed.
            let _ = sender.send(done);
            waker.wake(Wake::Repaint);
        };
        let thread = std::thread::Builder::new().name("frame".to_owned());
        if thread.spawn(work).is_ok() {
            self.job = Some(Job {
                document: id,
                key,
                stop,
            });
        }
    }

    /// What is shown while a frame is being made: of rows that arrive the frame before, else a preview.
    fn meanwhile(&mut self, context: &egui::Context, document: &Document, key: Key) -> Staged {
        let id = document.id;
        if let Some(latest) = self.latest.get_mut(&id) {
            latest.slow = true;
            if document.part.is_some() && latest.key.is_seen_like(&key) {
                return Staged {
                    frame: Arc::clone(&latest.frame),
                    stale: true,
                    preview: false,
                };
            }
        }
        let known = self.preview.take();
        let known = known.filter(|(document, known, _)| (*document, known) == (id, &key));
        let frame = known.map_or_else(|| Arc::new(key.preview(context)), |(.., frame)| frame);
        self.preview = Some((id, key, Arc::clone(&frame)));
        Staged {
            frame,
            stale: true,
            preview: true,
        }
    }

    fn stop_job_of(&mut self, id: DocumentId) {
        if let Some(job) = self.job.take_if(|job| job.document == id) {
            job.stop.now.store(true, Ordering::Relaxed);
        }
    }
}

impl Key {
    /// Do both show everything, or the same, on the same canvas?
    fn is_seen_like(&self, other: &Self) -> bool {
        let whole = |key: &Self| key.viewport == Viewport::whole(&key.figure);
        let same = self.viewport == other.viewport || whole(self) && whole(other);
        same && self.canvas == other.canvas
    }

    fn is_in_memory(&self) -> bool {
        let layers = self.figure.plots.iter().flat_map(|plot| &plot.layers);
        let mut heatmaps = layers.filter_map(|layer| layer.heatmap());
        heatmaps.all(|heatmap| heatmap.grid.is_in_memory())
    }

    fn preview(&self, context: &egui::Context) -> Frame {
        let ruler = Typesetter::for_context(context);
        preview(&self.figure, &self.viewport, self.canvas, &ruler)
    }

    fn make(
        &self,
        context: &egui::Context,
        cancel: &(dyn Fn() -> bool + Sync),
    ) -> Result<Frame, Cancelled> {
        let ruler = Typesetter::for_context(context);
        frame_or_cancel(&self.figure, &self.viewport, self.canvas, &ruler, cancel)
    }
}

impl Stage for FrameStage {
    fn frame(
        &mut self,
        context: &egui::Context,
        document: &Document,
        canvas: Canvas,
    ) -> Option<Staged> {
        let key = Key {
            figure: Arc::clone(document.figure.as_ref()?),
            viewport: document.viewport.clone(),
            canvas,
        };
        self.collect();
        let latest = self.latest.get(&document.id);
        let known = latest.filter(|latest| latest.key == key);
        let slow = latest.is_some_and(|latest| latest.slow);
        // While a slow frame is being made, trying another at once would only hold it up.
        let wait = self
            .job
            .as_ref()
            .is_some_and(|job| job.document == document.id && (slow || job.key == key));
        let fresh = match known {
            Some(latest) => Some(Arc::clone(&latest.frame)),
            None if wait => None,
            None => self.at_once(context, document.id, &key),
        };
        if let Some(frame) = fresh {
            self.stop_job_of(document.id);
            self.preview = None;
            return Some(Staged {
                frame,
                stale: false,
                preview: false,
            });
        }
        self.later(context, document, key.clone());
        Some(self.meanwhile(context, document, key))
    }

    fn cells(&self) -> CellsCallback {
        self.cells
    }

    fn painter_note(&self) -> String {
        let mebibytes = |bytes: u64| bytes.div_ceil(1 << 20);
        match self.tiles {
            Some(tiles) if tiles.bytes > 0 => {
                let (used, budget) = (mebibytes(tiles.bytes), mebibytes(tiles.budget_bytes));
                format!("{}, {used} of {budget} MiB", self.note)
            }
            _ => self.note.clone(),
        }
    }

    fn sharpens(&self) -> bool {
        self.is_sharpening()
    }
}

#[cfg(test)]
mod tests;
