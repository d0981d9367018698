//! Earlier settings and views: undo and redo, back and forward.

use super::Gesture;
use crate::figure::Settings;
use crate::view::Viewport;

/// What undo brings back.
#[derive(Clone, Debug, PartialEq)]
pub struct Snapshot {
    /// How the table was read and shown.
    pub settings: Settings,
    /// What of it was visible.
    pub viewport: Viewport,
}

/// Earlier and later states of one document.
#[derive(Clone, Debug, Default)]
pub struct History {
    edits: Steps<Snapshot>,
    views: Steps<Viewport>,
    gesture: Gesture,
}

/// Steps back and forth around the present, which is kept elsewhere.
#[derive(Clone, Debug)]
struct Steps<T> {
    past: Vec<T>,
    future: Vec<T>,
}

impl<T> Default for Steps<T> {
    fn default() -> Self {
        Self {
            past: Vec::new(),
            future: Vec::new(),
        }
    }
}

/// So many steps are remembered.
const LIMIT: usize = 256;

impl<T: PartialEq> Steps<T> {
    fn remember(&mut self, present: T) {
        self.future.clear();
        if self.past.last() != Some(&present) {
            self.past.push(present);
        }
        if self.past.len() > LIMIT {
            self.past.remove(0);
        }
    }

    fn back(&mut self, present: T) -> Option<T> {
        let step = self.past.pop()?;
        self.future.push(present);
        Some(step)
    }

    fn forward(&mut self, present: T) -> Option<T> {
        let step = self.future.pop()?;
        self.past.push(present);
        Some(step)
    }
}

impl History {
    /// Is there anything to undo?
    #[must_use]
    pub fn can_undo(&self) -> bool {
        !self.edits.past.is_empty()
    }

    /// Is there anything to redo?
    #[must_use]
    pub fn can_redo(&self) -> bool {
        !self.edits.future.is_empty()
    }

    /// Is there an earlier view?
    #[must_use]
    pub fn can_go_back(&self) -> bool {
        !self.views.past.is_empty()
    }

    /// Is there a later view?
    #[must_use]
    pub fn can_go_forward(&self) -> bool {
        !self.views.future.is_empty()
    }

    /// To be called with the present before it changes.
    pub(super) fn remember(&mut self, present: Snapshot, view_changes: bool, gesture: Gesture) {
        let same = gesture.is_some() && gesture == self.gesture;
        self.gesture = gesture;
        if same {
            return;
        }
        if view_changes {
            self.views.remember(present.viewport.clone());
        }
        self.edits.remember(present);
    }

    /// Moves every view that is remembered to a figure that has changed.
    pub(super) fn follow(&mut self, moved: impl Fn(&Viewport) -> Viewport) {
        let views = self.views.past.iter_mut().chain(&mut self.views.future);
        let steps = self.edits.past.iter_mut().chain(&mut self.edits.future);
        for view in views.chain(steps.map(|step| &mut step.viewport)) {
            *view = moved(view);
        }
    }

    pub(super) fn undo(&mut self, present: Snapshot) -> Option<Snapshot> {
        self.gesture = None;
        self.edits.back(present)
    }

    pub(super) fn redo(&mut self, present: Snapshot) -> Option<Snapshot> {
        self.gesture = None;
        self.edits.forward(present)
    }

    /// The earlier view. The step itself can be undone.
    pub(super) fn back(&mut self, present: Snapshot) -> Option<Viewport> {
        self.gesture = None;
        let view = self.views.back(present.viewport.clone())?;
        self.edits.remember(present);
        Some(view)
    }

    /// The later view.
    pub(super) fn forward(&mut self, present: Snapshot) -> Option<Viewport> {
        self.gesture = None;
        let view = self.views.forward(present.viewport.clone())?;
        self.edits.remember(present);
        Some(view)
    }
}
