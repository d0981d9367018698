//! Any bytes that begin as an array file, or as another file of numbers, does: a table that fits
//! together or one line, no panic, and no more memory than was allowed.
#![no_main]

use cellsius::figure::{Content, ReadSettings};
use cellsius::load::{Input, Progress, open};
use libfuzzer_sys::fuzz_target;

/// More than any file of a fuzzer's size should need.
const MEMORY: u64 = 64 << 20;

/// How the bytes begin; the fuzzer's first byte chooses.
const BEGINNINGS: [&[u8]; 8] = [
    b"\x93NUMPY\x01\x00",
    b"\x93NUMPY\x02\x00",
    b"\x93NUMPY\x01\x00\x76\x00{'descr': '<f8', 'fortran_order': False, 'shape': (",
    b"PK\x03\x04",
    b"II\x2a\x00",
    b"MM\x00\x2a",
    b"\x89PNG\r\n\x1a\n",
    b"",
];

fuzz_target!(|bytes: &[u8]| {
    let Some((&choice, rest)) = bytes.split_first() else {
        return;
    };
    let beginning = BEGINNINGS[usize::from(choice) % BEGINNINGS.len()];
    let input = Input::Bytes {
        name: "f.npy".to_owned(),
        bytes: [beginning, rest].concat(),
    };
    match open(&input, &ReadSettings::default(), &Progress::within(MEMORY)) {
        Ok(Content::Table(table)) => {
            let (rows, columns) = (table.grid.rows(), table.grid.columns());
            assert!(rows > 0 && columns > 0);
            assert_eq!(table.x.positions.count(), columns);
            assert_eq!(table.y.positions.count(), rows);
            let _last = table.grid.value(rows - 1, columns - 1);
            if rows.saturating_mul(columns) <= 1 << 20 {
                let _made = table.grid.stats();
            }
        }
        Ok(Content::Figure(_)) => {}
        Err(error) => {
            let line = error.to_string();
            assert!(!line.chars().any(char::is_control), "{line:?}");
        }
    }
});
