//! A table as a file of numbers alone would give it.

use cellsius::figure::{Layout, Side, Source, Table};
use cellsius::grid::Grid;

pub(crate) fn table(name: &str, grid: Grid, x: Side, y: Side) -> Table {
    Table {
        name: name.to_owned(),
        source: Source {
            file: name.to_owned(),
            format: cellsius::figure::Format::Csv,
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
