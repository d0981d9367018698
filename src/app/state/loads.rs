//! Reading: how it begins, what arrives on the way, how it ends.

use std::sync::Arc;

use super::apply::Effects;
use super::{
    Arrival, Document, DocumentId, Effect, LoadRequest, LoadResult, Loading, Notice, Part, State,
};
use crate::figure::{Content, Layout, Place, Table};
use crate::load::{LoadError, LoadErrorKind, Progress};

impl State {
    pub(super) fn reload(&mut self) -> Effects {
        let Some(document) = self.active() else {
            return Effects::new();
        };
        if !document.can_reload() {
            self.notice = Some(Notice::failed("standard input cannot be read twice"));
            return Effects::new();
        }
        let id = document.id;
        self.start_load(id)
    }

    /// Begins to read; a load that is under way ends.
    pub(super) fn start_load(&mut self, id: DocumentId) -> Effects {
        let memory = self.memory_left();
        let Some(document) = self.document_mut(id) else {
            return Effects::new();
        };
        let mut effects = Effects::new();
        document.error = None;
        if let Some(before) = document.loading.take() {
            before.progress.cancel();
            effects.push(Effect::CancelLoad(id));
        }
        let progress = Arc::new(memory.map_or_else(Progress::new, Progress::within));
        document.loading = Some(Loading {
            progress: Arc::clone(&progress),
        });
        effects.push(Effect::Load(LoadRequest {
            document: id,
            input: document.input.clone(),
            settings: Box::new(document.settings.clone()),
            parts: !document.is_whole(),
            progress,
        }));
        effects
    }

    /// Shows what has been read so far, where nothing whole is shown.
    pub(super) fn arrived(&mut self, arrival: Arrival) -> Effects {
        let Some(document) = self.document_mut(arrival.document) else {
            return Effects::new();
        };
        if document.is_whole() || !document.awaits(&arrival.progress) {
            return Effects::new();
        }
        document.error = None;
        let rows = rows_of(&arrival.table);
        document.take(Content::Table(arrival.table));
        document.part = Some(Part { rows });
        Effects::new()
    }

    pub(super) fn loaded(&mut self, done: LoadResult) -> Effects {
        let Some(document) = self.document_mut(done.document) else {
            return Effects::new();
        };
        if !document.awaits(&done.progress) {
            return Effects::new();
        }
        document.loading = None;
        if document.makes_room_for(&done.result) {
            return self.start_load(done.document);
        }
        match done.result {
            Ok(content) => {
                document.error = None;
                document.take(content);
                document.part = None;
                document.name_sides();
            }
            Err(error) => document.stopped(error),
        }
        Effects::new()
    }

    /// What the limit leaves beside everything that is open; `None` without a limit.
    fn memory_left(&self) -> Option<u64> {
        let contents = self
            .documents
            .iter()
            .filter_map(|open| open.content.as_ref());
        let held: u64 = contents.map(Content::bytes).sum();
        self.memory.map(|memory| memory.saturating_sub(held))
    }

    /// Ends the load of the shown tab, without waiting for its thread.
    pub(super) fn cancel_load(&mut self) -> Effects {
        let Some(document) = self.documents.get_mut(self.active) else {
            return Effects::new();
        };
        let Some(loading) = document.loading.take() else {
            return Effects::new();
        };
        loading.progress.cancel();
        document.stopped(LoadError {
            file: document.input.file(),
            place: Place::default(),
            message: "reading was cancelled".to_owned(),
            kind: LoadErrorKind::Cancelled,
        });
        vec![Effect::CancelLoad(document.id)]
    }
}

impl Document {
    /// Is this the load that is under way, not one before it?
    fn awaits(&self, progress: &Arc<Progress>) -> bool {
        let loading = self.loading.as_ref();
        loading.is_some_and(|loading| Arc::ptr_eq(&loading.progress, progress))
    }

    /// What is shown and what it was to be replaced with do not fit beside each other: then the old
    /// one goes, and the new one has its place.
    fn makes_room_for(&mut self, result: &Result<Content, LoadError>) -> bool {
        let too_large = |error: &LoadError| error.kind == LoadErrorKind::TooLarge;
        let makes_room = self.is_whole() && result.as_ref().err().is_some_and(too_large);
        if makes_room {
            self.let_go();
        }
        makes_room
    }

    /// A load has ended before its end. What is whole stays without a word if the user wanted it so.
    fn stopped(&mut self, error: LoadError) {
        if error.kind != LoadErrorKind::Cancelled || !self.is_whole() {
            self.error = Some(error);
        }
        if self.part.is_some() {
            self.name_sides();
        }
    }
}

/// The rows of a part, where the rows of the grid are those of the file.
fn rows_of(table: &Table) -> Option<usize> {
    (table.source.layout == Layout::Matrix).then(|| table.grid.rows())
}
