//! Tables of every shape that a layout has to cope with.

use std::sync::Arc;

use cellsius::axis::Positions;
use cellsius::figure::{Side, SideKind, Table};
use cellsius::grid::Grid;

const DAY_MS: f64 = 86_400_000.0;

/// A table whose values are all different and small.
pub(crate) fn table(x: Side, y: Side) -> Table {
    let (columns, rows) = (x.positions.count(), y.positions.count());
    let values = (0..rows * columns).map(|i| (i % 977) as f64 * 0.37 - 40.0);
    with_values(x, y, values.collect())
}

pub(crate) fn with_values(x: Side, y: Side, values: Vec<f64>) -> Table {
    let (columns, rows) = (x.positions.count(), y.positions.count());
    let grid = Grid::new(rows, columns, values).expect("the values fill the shape");
    let mut table = Table::of_grid("table.csv", grid, x, y);
    table.source.header = true;
    table
}

fn side(kind: SideKind, positions: Positions) -> Side {
    Side {
        name: None,
        kind,
        positions,
        labels: Arc::default(),
        grows_upwards: false,
    }
}

pub(crate) fn index(count: usize) -> Side {
    side(SideKind::Index, Positions::index(count))
}

pub(crate) fn words(labels: Vec<String>) -> Side {
    let labels: Arc<[String]> = labels.into();
    Side {
        labels: Arc::clone(&labels),
        ..side(SideKind::Category, Positions::Labels(labels))
    }
}

pub(crate) fn numbers(centres: Vec<f64>) -> Side {
    side(SideKind::Number, Positions::Centres(centres.into()))
}

/// Decades with steps between them.
pub(crate) fn decades(from: i32, to: i32) -> Side {
    let centres = (from * 4..=to * 4).map(|quarter| libm::pow(10.0, f64::from(quarter) / 4.0));
    numbers(centres.collect())
}

pub(crate) fn dates(count: usize, step_days: f64) -> Side {
    let start = 19_723.0 * DAY_MS;
    let centres = (0..count).map(|i| start + i as f64 * step_days * DAY_MS);
    side(SideKind::Date, Positions::Centres(centres.collect()))
}

/// A side with a name, which becomes the axis's title.
pub(crate) fn named(name: &str, side: Side) -> Side {
    Side {
        name: Some(name.to_owned()),
        ..side
    }
}
