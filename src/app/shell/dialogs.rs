//! The desktop's own file dialogs, where there are any.

use std::future::Future;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rfd::{AsyncFileDialog, FileHandle};
use winit::window::Window;

use crate::app::state::Command;
use crate::load::Input;

use super::jobs::Jobs;

/// Nobody closes a dialog so quickly: there was none.
const NOBODY: Duration = Duration::from_millis(400);

/// Asks which file to open.
pub(super) fn open_file(jobs: &Jobs, window: &Window) {
    let asked = AsyncFileDialog::new()
        .set_title("Open a table or figure")
        .set_parent(window)
        .add_filter(
            "Tables and figures",
            &[
                "csv", "tsv", "txt", "tab", "dat", "csv.gz", "tsv.gz", "gz", "zst", "json", "npy",
                "npz", "png", "tif", "tiff",
            ],
        )
        .add_filter("All files", &["*"])
        .pick_files();
    ask(
        jobs,
        asked,
        "no file portal here: type a path or drop a file",
        |files| Command::Open(paths(&files).map(Input::File).collect()),
    );
}

/// Asks where to save a picture.
pub(super) fn save_path(jobs: &Jobs, window: &Window, suggested: &Path) {
    let name = suggested.file_name().unwrap_or_default().to_string_lossy();
    let mut dialog = AsyncFileDialog::new()
        .set_title("Save the picture")
        .set_parent(window)
        .set_file_name(name)
        .add_filter("PNG picture", &["png"])
        .add_filter("Plotly figure", &["json"]);
    if let Some(folder) = folder_of(suggested) {
        dialog = dialog.set_directory(folder);
    }
    ask(
        jobs,
        dialog.save_file(),
        "no file portal here: type a path",
        |file| Command::SavePathPicked(file.path().to_owned()),
    );
}

/// Waits for a dialog on another thread. A closed dialog says nothing.
fn ask<T: 'static>(
    jobs: &Jobs,
    dialog: impl Future<Output = Option<T>> + Send + 'static,
    absent: &'static str,
    command: impl FnOnce(T) -> Command + Send + 'static,
) {
    jobs.start("dialog", move || {
        let started = Instant::now();
        match pollster::block_on(dialog) {
            Some(answer) => Some(command(answer)),
            None if started.elapsed() < NOBODY => Some(Command::Failure(absent.to_owned())),
            None => None,
        }
    });
}

fn paths(files: &[FileHandle]) -> impl Iterator<Item = PathBuf> {
    files.iter().map(|file| file.path().to_owned())
}

/// The folder of a path, if there is one.
fn folder_of(path: &Path) -> Option<PathBuf> {
    let path = std::path::absolute(path).ok()?;
    let folder = path.parent()?.to_owned();
    folder.is_dir().then_some(folder)
}
