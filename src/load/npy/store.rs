//! Arrays that are larger than memory: their cells stay in the file.

use std::fs::File;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::array::Array;
use crate::grid::{Cells, Store};
use crate::load::error::clean;

/// Rows of one frame of an array in a file.
#[derive(Debug)]
pub(super) struct FileStore {
    pub(super) file: Arc<File>,
    pub(super) array: Array,
    pub(super) frame: usize,
    pub(super) rows: Range<usize>,
    /// The first thing that went wrong, of all frames.
    pub(super) trouble: Arc<OnceLock<String>>,
}

impl Store for FileStore {
    fn rows(&self) -> usize {
        self.rows.len()
    }

    fn columns(&self) -> usize {
        self.array.columns
    }

    fn read(&self, rows: Range<usize>, columns: Range<usize>) -> Cells {
        let cells = rows.len() * columns.len();
        let frames = self.frame..self.frame + 1;
        let rows = self.rows.start + rows.start..self.rows.start + rows.end;
        let read = self.array.read(self.file.as_ref(), frames, rows, columns);
        let error = match read {
            Ok((mut frames, _)) => match frames.pop() {
                Some(cells) => return cells,
                None => "nothing was read".to_owned(),
            },
            Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
                "it is shorter than when it was opened".to_owned()
            }
            Err(error) => clean(&error.to_string(), 120),
        };
        self.trouble
            .get_or_init(|| format!("the file can no longer be read as it was: {error}"));
        Cells::F64(vec![f64::NAN; cells])
    }

    fn trouble(&self) -> Option<String> {
        self.trouble.get().cloned()
    }
}
