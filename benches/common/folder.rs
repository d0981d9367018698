//! Where the files lie that are read.

use std::path::{Path, PathBuf};

/// `CELLSIUS_BENCH_DATA` names a folder that already holds them, such as the one that the
/// measuring scripts fill; otherwise they are made in `target/bench-data`.
pub(crate) fn folder() -> PathBuf {
    if let Some(folder) = std::env::var_os("CELLSIUS_BENCH_DATA") {
        return folder.into();
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("../bench-data");
    std::fs::create_dir_all(&folder).unwrap();
    folder.canonicalize().unwrap()
}
