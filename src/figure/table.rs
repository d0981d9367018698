//! What was read: labels, positions and a numeric body. Never a table of strings.

use std::sync::Arc;

use crate::axis::Positions;
use crate::grid::Grid;

/// A table as it was read under [`super::ReadSettings`].
#[derive(Clone, Debug)]
pub struct Table {
    /// The file's name without folders, for the window's title and a layer's name.
    pub name: String,
    /// How it was read, as shown in the status bar and by `--describe`.
    pub source: Source,
    /// The values; row 0 is the table's first row, or the lowest y of tidy data.
    pub grid: Grid,
    /// Columns of the grid.
    pub x: Side,
    /// Rows of the grid.
    pub y: Side,
    /// What the values are (the value column of tidy data).
    pub z_name: Option<String>,
    /// The rows of tidy data parted by further columns; `None`: they all are in `grid`, which else
    /// is the first of them.
    pub slices: Option<Arc<Slices>>,
    /// What was not as it should be; each kind once, with count and first place.
    pub warnings: Vec<Warning>,
}

impl Table {
    /// The table of a grid that was read from a file of numbers alone, or made without one.
    #[must_use]
    pub fn of_grid(name: &str, grid: Grid, x: Side, y: Side) -> Self {
        Self {
            name: name.to_owned(),
            source: Source {
                file: name.to_owned(),
                format: Format::Csv,
                layout: Layout::Matrix,
                delimiter: ',',
                decimal: '.',
                header: false,
                index: None,
                rows: grid.rows(),
                columns: grid.columns(),
                column_names: Vec::new(),
                encoding: "UTF-8",
            },
            grid,
            x,
            y,
            z_name: None,
            slices: None,
            warnings: Vec::new(),
        }
    }
}

/// Grids of the same shape, one for each value of one or two further columns of tidy data.
#[derive(Clone, Debug)]
pub struct Slices {
    /// The column whose values are played through one after the other.
    pub frames: Option<SliceColumn>,
    /// The column whose values stand side by side.
    pub facets: Option<SliceColumn>,
    /// The grids: those of the first frame, one for each facet; then those of the next.
    pub grids: Vec<Grid>,
}

impl Slices {
    /// Number of frames, at least 1.
    #[must_use]
    pub fn frame_count(&self) -> usize {
        count(self.frames.as_ref())
    }

    /// Number of facets, at least 1.
    #[must_use]
    pub fn facet_count(&self) -> usize {
        count(self.facets.as_ref())
    }

    /// The grid of a frame and a facet.
    #[must_use]
    pub fn grid(&self, frame: usize, facet: usize) -> Option<&Grid> {
        let facets = self.facet_count();
        let index = frame.checked_mul(facets)?.checked_add(facet)?;
        self.grids.as_slice().get(index).filter(|_| facet < facets)
    }
}

fn count(column: Option<&SliceColumn>) -> usize {
    column.map_or(1, |column| column.values.len().max(1))
}

/// A column of tidy data whose values part its rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SliceColumn {
    /// The column's name; its number from 1 where the file has none.
    pub name: String,
    /// Its distinct values as written: numbers ascending, others in the order of appearance.
    pub values: Vec<String>,
}

/// One side of a table: the header row (columns) or the label column (rows).
#[derive(Clone, Debug, PartialEq)]
pub struct Side {
    /// The side's name, where the file gives one; the axis's title.
    pub name: Option<String>,
    /// What kind of positions the file gives.
    pub kind: SideKind,
    /// Where the cells lie.
    pub positions: Positions,
    /// The positions as written in the file, one for each centre or edge; empty where the file
    /// names none. A category axis forced upon numbers shows these.
    pub labels: Arc<[String]>,
    /// True if the values grow upwards by convention (a numeric y of tidy data).
    pub grows_upwards: bool,
}

/// What the labels of a side are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SideKind {
    /// None were given: the index counts from 0.
    Index,
    /// Numbers on a real axis.
    Number,
    /// Dates, as milliseconds since 1970 UTC.
    Date,
    /// Text.
    Category,
}

/// How a file was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// The file as named on the command line; `-` for standard input.
    pub file: String,
    /// What kind of file it is.
    pub format: Format,
    /// The layout that was found or asked for; never `Auto`.
    pub layout: Layout,
    /// Between fields of text.
    pub delimiter: char,
    /// Before decimals.
    pub decimal: char,
    /// True if the first row was read as a header.
    pub header: bool,
    /// The label column's name (empty if its header is empty), `None` without a label column.
    pub index: Option<String>,
    /// Rows of the grid.
    pub rows: usize,
    /// Columns of the grid.
    pub columns: usize,
    /// Names of the file's columns, for choosing x, y and z; empty without a header. Of an archive
    /// of arrays the names of those that can be chosen as z.
    pub column_names: Vec<String>,
    /// The character encoding ("UTF-8", "UTF-16LE", "windows-1252", ...); empty if it is no text.
    pub encoding: &'static str,
}

/// Kinds of files that hold tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Text with delimiters.
    Csv,
    /// An array of NumPy.
    Npy,
    /// An archive of NumPy's arrays.
    Npz,
    /// A grey picture.
    Png,
    /// Grey pictures.
    Tiff,
    /// Columns.
    Parquet,
}

impl Format {
    /// As it is usually called, in small letters.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Npy => "npy",
            Self::Npz => "npz",
            Self::Png => "png",
            Self::Tiff => "tiff",
            Self::Parquet => "parquet",
        }
    }

    /// Does it hold columns with names, of numbers and labels? Else it is one grid of numbers.
    #[must_use]
    pub fn has_columns(self) -> bool {
        matches!(self, Self::Csv | Self::Parquet)
    }
}

/// How a table's fields become a grid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Layout {
    /// Guess, and say what was guessed.
    #[default]
    Auto,
    /// Rows are y, columns are x.
    Matrix,
    /// Each row is one cell: its x, its y, its value.
    Tidy,
    /// Each row is a point to be binned.
    Points,
}

/// Something in the input that was not as it should be, and what was done about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// What it was and what was done, with its count.
    pub text: String,
    /// Where it was met first.
    pub place: Place,
}

/// A place in a file, as exact as is known; lines and columns (fields) count from 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The line.
    pub line: Option<u64>,
    /// The field within the line.
    pub column: Option<u64>,
}

impl std::fmt::Display for Place {
    /// `:LINE:COLUMN`, as far as known; nothing for the whole file.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
            if let Some(column) = self.column {
                write!(f, ":{column}")?;
            }
        }
        Ok(())
    }
}
