//! Saving a picture: what its commands do.

use std::path::PathBuf;
use std::sync::Arc;

use super::{Effect, ExportFailure, ExportForm, ExportRequest, ExportStage, Notice, State};
use crate::view::Theme;

type Effects = Vec<Effect>;

/// Saving a picture.
impl State {
    pub(super) fn open_export(&mut self, [width, height]: [f64; 2]) -> Effects {
        let Some(document) = self.active().filter(|document| document.figure.is_some()) else {
            return Effects::new();
        };
        let suggested = match document.path() {
            Some(path) => path.with_extension("png"),
            None => PathBuf::from(&document.name).with_extension("png"),
        };
        self.export = Some(ExportForm {
            path: suggested.to_string_lossy().into_owned(),
            width_pt: width.round().max(1.0),
            height_pt: height.round().max(1.0),
            scale: 2.0,
            theme: Theme::Light,
            transparent: false,
            stage: ExportStage::Editing,
        });
        Effects::new()
    }

    pub(super) fn edit_export(&mut self, mut form: ExportForm) -> Effects {
        if let Some(open) = &mut self.export
            && open.stage != ExportStage::Saving
        {
            form.stage = ExportStage::Editing;
            *open = form;
        }
        Effects::new()
    }

    pub(super) fn pick_save_path(&mut self) -> Effects {
        let suggested = self.export.as_ref().map(|form| PathBuf::from(&form.path));
        suggested
            .map(|suggested| Effect::PickSavePath { suggested })
            .into_iter()
            .collect()
    }

    pub(super) fn save_path_picked(&mut self, path: PathBuf) -> Effects {
        if let Some(form) = &mut self.export {
            form.path = path.to_string_lossy().into_owned();
            form.stage = ExportStage::Editing;
        }
        Effects::new()
    }

    pub(super) fn start_export(&mut self) -> Effects {
        let Some(document) = self.documents.get(self.active) else {
            return Effects::new();
        };
        let figure = document.thawed.as_ref().or(document.figure.as_ref());
        let (Some(form), Some(figure)) = (&mut self.export, figure) else {
            return Effects::new();
        };
        if form.stage == ExportStage::Saving {
            return Effects::new();
        }
        if let Some(problem) = form.problem() {
            form.stage = ExportStage::Failed(problem);
            return Effects::new();
        }
        let replace = form.stage == ExportStage::AskReplace;
        form.stage = ExportStage::Saving;
        vec![Effect::Export(Box::new(ExportRequest {
            path: PathBuf::from(form.path.trim()),
            replace,
            size_pt: [form.width_pt, form.height_pt],
            scale: form.scale,
            theme: form.theme,
            transparent: form.transparent,
            figure: Arc::clone(figure),
            viewport: document.viewport.clone(),
            source: document.path(),
        }))]
    }

    pub(super) fn exported(&mut self, path: PathBuf, result: Result<(), ExportFailure>) -> Effects {
        match (result, &mut self.export) {
            (Ok(()), _) => {
                self.export = None;
                self.notice = Some(Notice::done(format!("Saved {}", path.display())));
            }
            (Err(ExportFailure::Exists), Some(form)) => form.stage = ExportStage::AskReplace,
            (Err(ExportFailure::Failed(why)), Some(form)) => form.stage = ExportStage::Failed(why),
            (Err(failure), None) => {
                let why = match failure {
                    ExportFailure::Exists => "there is a file of this name already".to_owned(),
                    ExportFailure::Failed(why) => why,
                };
                self.notice = Some(Notice::failed(format!("{}: {why}", path.display())));
            }
        }
        Effects::new()
    }
}
