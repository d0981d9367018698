//! Any bytes called a table, under any way of reading: a table that fits together or one line, and
//! never a panic. Numbers are those that `str::parse` reads.
#![no_main]

use cellsius::figure::{IndexColumn, Layout, ReadSettings, Table};
use cellsius::load::{Input, Progress, load};
use libfuzzer_sys::fuzz_target;

/// More than any file of a fuzzer's size should need.
const MEMORY: u64 = 64 << 20;

fuzz_target!(|bytes: &[u8]| {
    // The first byte chooses: how to read, or one number to compare.
    let Some((&choice, bytes)) = bytes.split_first() else {
        return;
    };
    if choice >= 0xc0 {
        one_number(bytes);
    } else if let Some(table) = read(bytes, &settings(choice)) {
        check(&table);
    }
});

fn read(bytes: &[u8], settings: &ReadSettings) -> Option<Table> {
    let input = Input::Bytes {
        name: "f.csv".to_owned(),
        bytes: bytes.to_vec(),
    };
    match load(&input, settings, &Progress::within(MEMORY)) {
        Ok(table) => Some(table),
        Err(error) => {
            let line = error.to_string();
            assert!(!line.chars().any(char::is_control), "{line:?}");
            None
        }
    }
}

fn settings(choice: u8) -> ReadSettings {
    let pick = |shift: u8| usize::from(choice >> shift & 3);
    ReadSettings {
        layout: [Layout::Auto, Layout::Auto, Layout::Matrix, Layout::Tidy][pick(0)],
        header: [None, None, Some(true), Some(false)][pick(2)],
        delimiter: [None, Some(','), Some(';')][pick(4).min(2)],
        index: if choice & 0x30 == 0x30 {
            IndexColumn::None
        } else {
            IndexColumn::Auto
        },
        ..ReadSettings::default()
    }
}

fn check(table: &Table) {
    let (rows, columns) = (table.grid.rows(), table.grid.columns());
    assert!(rows > 0 && columns > 0);
    assert_eq!(table.x.positions.count(), columns);
    assert_eq!(table.y.positions.count(), rows);
    let stats = table.grid.stats();
    if rows * columns > 1 << 16 {
        return;
    }
    let cells: Vec<f64> = (0..rows)
        .flat_map(|row| (0..columns).map(move |column| (row, column)))
        .map(|(row, column)| table.grid.get(row, column))
        .collect();
    let finite = || cells.iter().copied().filter(|cell| cell.is_finite());
    let extent = finite()
        .map(|cell| [cell; 2])
        .reduce(|[low, high], [a, b]| [low.min(a), high.max(b)]);
    assert_eq!(stats.extent, extent);
}

/// A field of digits among others, read as a float.
fn one_number(bytes: &[u8]) {
    const SIGNS: &[u8; 16] = b"0123456789.-+eE5";
    let field: String = bytes
        .iter()
        .map(|byte| char::from(SIGNS[usize::from(byte & 15)]))
        .collect();
    let Ok(expected) = field.parse::<f64>() else {
        return;
    };
    let settings = ReadSettings {
        layout: Layout::Matrix,
        header: Some(false),
        index: IndexColumn::None,
        delimiter: Some(','),
        decimal: Some('.'),
        ..ReadSettings::default()
    };
    let text = format!("0.5,{field},1\n2.5,-3.5,1\n");
    let table = read(text.as_bytes(), &settings).expect("numbers make a table");
    let found = table.grid.get(0, 1);
    assert!(
        found == expected || expected.is_infinite() && found.is_nan(),
        "{field} is read as {found}, not as {expected}"
    );
}
