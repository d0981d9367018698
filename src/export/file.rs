//! Files written whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Writes `bytes` to `path`: into a temporary file beside it that takes its place when whole, so
/// that an older file is replaced whole or not at all. What is no ordinary file (a device, a pipe)
/// is written to directly.
pub(super) fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // Through links, so that the file is replaced and the link stays.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if let Ok(found) = fs::metadata(&target) {
        if found.is_dir() {
            return Err(io::Error::new(
                io::ErrorKind::IsADirectory,
                "found a folder, expected a file",
            ));
        }
        if !found.is_file() {
            return OpenOptions::new()
                .write(true)
                .open(&target)?
                .write_all(bytes);
        }
    }
    let folder = target.parent().filter(|folder| *folder != Path::new(""));
    if let Some(missing) = folder.filter(|folder| !folder.exists()) {
        return Err(io::Error::new(
            io::ErrorKind::NotFound,
            format!(
                "found no folder {:?}, expected one that exists",
                missing.display().to_string()
            ),
        ));
    }
    let (temporary, file) = create_beside(&target)?;
    let written = fill(file, bytes).and_then(|()| fs::rename(&temporary, &target));
    if written.is_err() {
        // The first error is the one to report.
        let _already_failing = fs::remove_file(&temporary);
    }
    written
}

fn fill(mut file: File, bytes: &[u8]) -> io::Result<()> {
    file.write_all(bytes)?;
    file.sync_all()
}

/// A new file in the same folder: renaming works only within one file system.
fn create_beside(target: &Path) -> io::Result<(PathBuf, File)> {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let folder = target.parent().map(Path::to_owned).unwrap_or_default();
    for attempt in 0..1000_u32 {
        let path = folder.join(format!(".{name}.{}-{attempt}.tmp", std::process::id()));
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(file) => return Ok((path, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::new(
        io::ErrorKind::AlreadyExists,
        "no free name for a temporary file",
    ))
}

/// True if both paths lead to the same existing file, through links of either kind.
#[must_use]
pub fn is_same_file(a: &Path, b: &Path) -> bool {
    match (fs::canonicalize(a), fs::canonicalize(b)) {
        (Ok(a), Ok(b)) => a == b || is_hard_link(&a, &b),
        _ => false,
    }
}

#[cfg(unix)]
fn is_hard_link(a: &Path, b: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (fs::metadata(a), fs::metadata(b)) {
        (Ok(a), Ok(b)) => a.is_file() && a.dev() == b.dev() && a.ino() == b.ino(),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_hard_link(_a: &Path, _b: &Path) -> bool {
    false
}
