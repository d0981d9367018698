//! Reads a table, and writes what was made of it as one line.

use cellsius::axis::Positions;
use cellsius::figure::{Layout, ReadSettings, Side, SideKind, Source, Table};
use cellsius::grid::Value;
use cellsius::load::{Input, LoadError, Progress, load};

pub(crate) fn read(bytes: &[u8], settings: &ReadSettings) -> Result<Table, LoadError> {
    let input = Input::Bytes {
        name: "t.csv".to_owned(),
        bytes: bytes.to_vec(),
    };
    load(&input, settings, &Progress::new())
}

/// `layout delimiter … | x | y | grid | warnings`, see the functions below.
pub(crate) fn render(table: &Table) -> String {
    let source = &table.source;
    let head = head(source);
    assert_eq!(
        (source.rows, source.columns),
        (table.grid.rows(), table.grid.columns())
    );
    assert_eq!(
        table.x.positions.count(),
        table.grid.columns(),
        "x of {head}"
    );
    assert_eq!(table.y.positions.count(), table.grid.rows(), "y of {head}");
    let mut out = format!("{head} | x {} | y {} | ", side(&table.x), side(&table.y));
    let cells = |row: usize| {
        let cells = (0..table.grid.columns()).map(|column| value(table.grid.value(row, column)));
        cells.collect::<Vec<_>>().join(" ")
    };
    let rows: Vec<String> = (0..table.grid.rows()).map(cells).collect();
    out += &rows.join(" / ");
    if let Some(name) = &table.z_name {
        out += &format!(" ({name})");
    }
    for warning in &table.warnings {
        out += &format!(" | !{} {}", warning.place, warning.text);
    }
    out
}

/// The layout, and what is not a plain comma, point, UTF-8 or header-less.
fn head(source: &Source) -> String {
    let mut head = match source.layout {
        Layout::Tidy => "tidy".to_owned(),
        Layout::Matrix => "matrix".to_owned(),
        other => format!("{other:?}"),
    };
    match source.delimiter {
        ',' => {}
        ' ' => head += " space",
        '\t' => head += " tab",
        other => head += &format!(" {other}"),
    }
    if source.decimal == ',' {
        head += " comma";
    }
    if source.header {
        head += " header";
    }
    if let Some(index) = &source.index {
        head += &format!(" index={index}");
    }
    if source.encoding != "UTF-8" {
        head += &format!(" {}", source.encoding);
    }
    head
}

fn value(value: Value) -> String {
    match value {
        Value::Missing => "_".to_owned(),
        Value::Int(int) => int.to_string(),
        Value::Float(float) => float.to_string(),
    }
}

/// `name: positions`: `0..3` an index, `1 2` centres, `[1 2]` edges, `"a" "b"` categories,
/// `@` before dates (as written); `^` where values grow upwards.
fn side(side: &Side) -> String {
    let name = side
        .name
        .as_ref()
        .map(|name| format!("{name}: "))
        .unwrap_or_default();
    let up = if side.grows_upwards { "^" } else { "" };
    let labels = side.labels.join(" ");
    let positions = match (&side.positions, side.kind) {
        (Positions::Steps(steps), SideKind::Index) => {
            assert_eq!((steps.start, steps.step), (0.0, 1.0));
            format!("0..{}", steps.count)
        }
        (Positions::Centres(centres), SideKind::Number) => {
            assert_eq!(side.labels.len(), centres.len());
            centres
                .iter()
                .map(f64::to_string)
                .collect::<Vec<_>>()
                .join(" ")
        }
        (Positions::Edges(edges), SideKind::Number) => {
            assert_eq!(side.labels.len(), edges.len());
            format!(
                "[{}]",
                edges
                    .iter()
                    .map(f64::to_string)
                    .collect::<Vec<_>>()
                    .join(" ")
            )
        }
        (Positions::Centres(_), SideKind::Date) => format!("@{labels}"),
        (Positions::Edges(_), SideKind::Date) => format!("@[{labels}]"),
        (Positions::Labels(given), SideKind::Category) => {
            assert_eq!(given, &side.labels);
            given
                .iter()
                .map(|label| format!("\"{label}\""))
                .collect::<Vec<_>>()
                .join(" ")
        }
        other => format!("{other:?}"),
    };
    format!("{name}{up}{positions}")
}
