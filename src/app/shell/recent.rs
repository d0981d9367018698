//! The list of recently opened files on disk, shared by every window of the user.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Sender, channel};
use std::thread::{Builder, JoinHandle};

use etcetera::BaseStrategy;
use serde::{Deserialize, Serialize};

use crate::app::state::{Command, RecentChange, RecentFiles};

use super::wake::{Wake, Waker};

/// A longer file is not ours.
const LONGEST_FILE: u64 = 1 << 20;

/// The list as JSON, which has no words for names that are not Unicode.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Stored {
    files: Vec<String>,
}

/// Changes the list on a thread of its own, one change after the other.
pub(super) struct RecentWriter {
    changes: Sender<RecentChange>,
    thread: JoinHandle<()>,
}

impl RecentWriter {
    /// A writer that tells how the list stands after each change; `None` where there is no place
    /// for a list. A list that cannot be kept is not worth a word.
    pub(super) fn start(waker: Waker) -> Option<Self> {
        let place = place()?;
        let (changes, receiver) = channel();
        let work = move || {
            for asked in receiver {
                if let Ok(recent) = change(&place, &asked) {
                    waker.wake(Wake::Command(Command::RecentKnown(recent)));
                }
            }
        };
        let thread = Builder::new().name("recent".to_owned()).spawn(work).ok()?;
        Some(Self { changes, thread })
    }

    /// Has the list changed.
    pub(super) fn change(&self, change: RecentChange) {
        // The thread lives as long as this does.
        let _ = self.changes.send(change);
    }

    /// Waits until every change is on disk.
    pub(super) fn finish(self) {
        drop(self.changes);
        // A thread that panicked has nothing more to write.
        let _ = self.thread.join();
    }
}

/// Where the list is kept; `None` on a system without a home folder.
pub(super) fn place() -> Option<PathBuf> {
    let folders = etcetera::choose_base_strategy().ok()?;
    Some(folders.config_dir().join("cellsius").join("recent.json"))
}

/// The list as it stands; empty if there is none or the file is broken.
pub(super) fn read(place: &Path) -> RecentFiles {
    let length = fs::metadata(place).map_or(0, |meta| meta.len());
    if length == 0 || length > LONGEST_FILE {
        return RecentFiles::default();
    }
    let text = fs::read_to_string(place).unwrap_or_default();
    let stored: Stored = serde_json::from_str(&text).unwrap_or_default();
    let files = stored.files.into_iter().filter(|path| !path.is_empty());
    RecentFiles {
        files: files.take(RecentFiles::LIMIT).map(PathBuf::from).collect(),
    }
}

/// Changes the list on disk, whole or not at all, and answers how it stands then.
///
/// # Errors
/// If the list cannot be written; the older one stays.
fn change(place: &Path, change: &RecentChange) -> io::Result<RecentFiles> {
    let mut recent = read(place);
    recent.change(&absolute(change));
    let named = recent.files.iter().filter_map(|path| path.to_str());
    let stored = Stored {
        files: named.map(str::to_owned).collect(),
    };
    let text = serde_json::to_vec_pretty(&stored)?;
    let folder = place.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let draft = folder.join(format!(".recent.{}.tmp", std::process::id()));
    let written = fs::write(&draft, text).and_then(|()| fs::rename(&draft, place));
    if written.is_err() {
        // A draft that cannot be removed either does no harm.
        let _ = fs::remove_file(&draft);
    }
    written.map(|()| recent)
}

/// The same change with a path that means the same from any folder.
fn absolute(change: &RecentChange) -> RecentChange {
    let whole = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    match change {
        RecentChange::Add(path) => RecentChange::Add(whole(path)),
        RecentChange::Remove(path) => RecentChange::Remove(whole(path)),
        RecentChange::Clear => RecentChange::Clear,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_remembered_in_order() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("new").join("recent.json");
        let check = |step: RecentChange, expected: &[&str]| {
            let expected: Vec<PathBuf> = expected.iter().map(PathBuf::from).collect();
            assert_eq!(change(&place, &step).unwrap().files, expected, "{step:?}");
            assert_eq!(read(&place).files, expected, "{step:?}");
        };
        check(RecentChange::Add("/b.csv".into()), &["/b.csv"]);
        check(
            RecentChange::Add("/ä \"c\".csv".into()),
            &["/ä \"c\".csv", "/b.csv"],
        );
        check(
            RecentChange::Add("/b.csv".into()),
            &["/b.csv", "/ä \"c\".csv"],
        );
        check(RecentChange::Remove("/b.csv".into()), &["/ä \"c\".csv"]);
        check(RecentChange::Clear, &[]);
        let left: Vec<_> = fs::read_dir(place.parent().unwrap()).unwrap().collect();
        assert_eq!(left.len(), 1, "no draft is left");
    }

    #[test]
    fn broken_lists_are_empty_and_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("recent.json");
        for content in ["", "{", "[1, 2]", "{\"files\": 3}"] {
            fs::write(&place, content).unwrap();
            assert_eq!(read(&place), RecentFiles::default(), "{content}");
        }
        assert_eq!(read(folder.path()), RecentFiles::default());
        let added = change(&place, &RecentChange::Add("/a".into())).unwrap();
        assert_eq!(added.files, [PathBuf::from("/a")]);
        assert!(change(&place.join("under a file"), &RecentChange::Clear).is_err());
    }
}
