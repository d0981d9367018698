//! Files opened lately: a list of paths.
//!
//! The list on disk is shared by every running window, so a change is applied to what the file
//! says at that moment, never to what a window remembers.

use std::path::{Path, PathBuf};

/// Files opened lately, the latest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecentFiles {
    /// Absolute paths where they could be had.
    pub files: Vec<PathBuf>,
}

/// A change of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecentChange {
    /// Puts a file at the front. The shell makes the path absolute.
    Add(PathBuf),
    /// Takes a file off the list.
    Remove(PathBuf),
    /// Empties the list.
    Clear,
}

impl RecentFiles {
    /// So many are kept.
    pub const LIMIT: usize = 20;

    /// Applies a change.
    pub fn change(&mut self, change: &RecentChange) {
        match change {
            RecentChange::Add(path) => {
                self.remove(path);
                self.files.insert(0, path.clone());
                self.files.truncate(Self::LIMIT);
            }
            RecentChange::Remove(path) => self.remove(path),
            RecentChange::Clear => self.files.clear(),
        }
    }

    fn remove(&mut self, path: &Path) {
        self.files.retain(|known| known != path);
    }
}
