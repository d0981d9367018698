//! Properties: whatever the bytes and the settings, a table that fits together, or one clear line.

#![expect(clippy::unwrap_used, reason = "helpers of tests may fail loudly")]

#[path = "common/random.rs"]
mod random;

use std::io::Write;

use cellsius::figure::{IndexColumn, Layout, ReadSettings};
use cellsius::load::{Input, Progress, load};

use random::Random;

fn bytes(bytes: &[u8]) -> Input {
    Input::Bytes {
        name: "t.csv".to_owned(),
        bytes: bytes.to_vec(),
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

/// Random input, under random settings: a table that fits together, or one line.
#[test]
fn random_bytes_are_a_table_or_one_line() {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for _ in 0..10_000 {
        let edits = random.below(60);
        try_edited(&[], edits, &mut random);
    }
}

/// Tables with a few bytes changed, some gzipped and cut off.
#[test]
fn mutated_tables_are_a_table_or_one_line() {
    let mut random = Random(0x2545_f491_4f6c_dd1d);
    let seeds: [&[u8]; 11] = [
        b"nation,gold,silver\nKorea,24,13\nChina,10,15\n",
        b"x,y,z\n0,0,1\n1,0,2\n0,1,3\n1,1,4\n",
        b"y\\x,0,1.5,3\n0,1,2\n1,3,4\n5\n",
        b"\"a\" \"b\"\n\"r\" 1 2\n\"s\" 3 4\n",
        b"t;v\n2024-01-01T10:00+02:00;1,5\n2024-01-02;2,5\n",
        b"# c\r\n,1,2\r\n3,4,5\r\n\r\n6,7,8\r\n",
        b"\xff\xfea\0,\0b\0\n\x001\0,\x002\0\n\0",
        b"true,false\nfalse,NA\n",
        b"id,name,a,b\n1,Ann,5,6\n2,Bob,7,8\n",
        b",3,1,2\n10,31,11,21\n5,32,12,22\n",
        b"id,r,m,v,w\n1,N,a,5,1\n2,S,a,6,2\n3,N,b,7,3\n4,S,b,8,4\n",
    ];
    for _ in 0..10_000 {
        let edits = 1 + random.below(6);
        try_edited(seeds[random.below(seeds.len())], edits, &mut random);
    }
}

fn try_edited(seed: &[u8], edits: usize, random: &mut Random) {
    let alphabet = b",,,;;\t\t|  \n\n\n\r\"#0123456789..--eENaAinfxy\\'\xff\xc3\xa9\0T:Z+";
    let mut input = seed.to_vec();
    for _ in 0..edits {
        let byte = alphabet[random.below(alphabet.len())];
        let at = random.below(input.len() + 1);
        match random.below(4) {
            0 if at < input.len() => drop(input.remove(at)),
            1 if at < input.len() => input[at] = byte,
            _ => input.insert(at, byte),
        }
    }
    if random.below(50) == 0 {
        input = gzip(&input);
        input.truncate(1 + random.below(input.len() + 20));
    }
    check_sound(&input, &random_settings(random));
}

fn random_settings(random: &mut Random) -> ReadSettings {
    let column = |random: &mut Random| ["1", "2", "x", "a", "9"][random.below(5)].to_owned();
    let some = |random: &mut Random| (random.below(6) == 0).then(|| column(random));
    ReadSettings {
        layout: [Layout::Auto, Layout::Auto, Layout::Matrix, Layout::Tidy][random.below(4)],
        x: some(random),
        y: some(random),
        z: some(random),
        header: [None, None, Some(true), Some(false)][random.below(4)],
        index: match random.below(6) {
            0 => IndexColumn::None,
            1 => IndexColumn::Column(["1", "2", "a"][random.below(3)].to_owned()),
            _ => IndexColumn::Auto,
        },
        delimiter: [None, None, None, Some(','), Some(' '), Some(';')][random.below(6)],
        facet: None,
        frames: None,
        decimal: [None, None, Some(','), Some('.')][random.below(4)],
    }
}

fn check_sound(input: &[u8], settings: &ReadSettings) {
    match load(&bytes(input), settings, &Progress::new()) {
        Ok(table) => {
            let (rows, columns) = (table.grid.rows(), table.grid.columns());
            assert!(
                rows > 0 && columns > 0,
                "{:?}",
                String::from_utf8_lossy(input)
            );
            assert_eq!(
                (table.x.positions.count(), table.y.positions.count()),
                (columns, rows)
            );
            assert_eq!((table.source.columns, table.source.rows), (columns, rows));
            for warning in &table.warnings {
                assert!(
                    !warning.text.is_empty() && !warning.text.chars().any(char::is_control),
                    "{warning:?}"
                );
                assert!(
                    warning.place.line != Some(0) && warning.place.column != Some(0),
                    "{warning:?}"
                );
            }
        }
        Err(error) => {
            let line = error.to_string();
            assert!(
                !error.message.is_empty() && !line.chars().any(char::is_control),
                "{line:?}"
            );
            assert_ne!(error.place.line, Some(0));
        }
    }
}
