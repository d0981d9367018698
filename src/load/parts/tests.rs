//! Rows read in pieces on several threads are those that the `csv` crate reads one by one.

use super::super::random::Random;
use super::super::records::Records;
use super::super::words::Place as _;
use super::super::{cells, header, input, sniff, table};
use super::*;
use crate::figure::{ReadSettings, Table};

/// What a reader makes of a text: the table, or what it says.
type Outcome = Result<(Table, u64, Option<u64>), String>;

fn outcome(bytes: &[u8], read: impl Fn(Text<'_>, &Guess, &Input) -> Result<Made, Stop>) -> Outcome {
    let input = Input::Bytes {
        name: "t".to_owned(),
        bytes: bytes.to_vec(),
    };
    let progress = Progress::new();
    let work = || {
        let raw = input::Raw::open(&input, &progress)?;
        let text = input::text(raw, &progress, None)?;
        let guess = sniff::guess(&text, &ReadSettings::default())?;
        let Made(parts, names, first_line, fell_back) = read(text, &guess, &input)?;
        let table = table(&input, &guess, Layout::Matrix, parts, names, "UTF-8");
        Ok((table, first_line, fell_back))
    };
    work().map_err(|stop: Stop| format!("{stop:?}"))
}

struct Made(cells::Parts, Vec<String>, u64, Option<u64>);

/// Record by record, by the `csv` crate.
fn one_by_one(bytes: &[u8]) -> Outcome {
    outcome(bytes, |text, guess, _| {
        let progress = Progress::new();
        let mut records = Records::new(text, guess.delimiter, &progress);
        let names = header(&mut records, guess)?;
        let head = names.clone().map(|(names, line)| Header { names, line });
        let mut matrix = Matrix::new(guess, head);
        let mut first_line = 0;
        while records.advance()? {
            if first_line == 0 {
                first_line = records.line();
            }
            matrix.rows.record(&records)?;
        }
        let names = names.map(|(names, _)| names).unwrap_or_default();
        Ok(Made(
            matrix.finish()?,
            names,
            first_line,
            records.fell_back(),
        ))
    })
}

fn in_pieces(bytes: &[u8], size: usize, threads: usize) -> Outcome {
    outcome(bytes, |text, guess, input| {
        let read = read_pieces(text, guess, input, &Progress::new(), (size, threads))?;
        let first_line = read.matrix.rows.first_line();
        Ok(Made(
            read.matrix.finish()?,
            read.names,
            first_line,
            read.fell_back,
        ))
    })
}

/// All that can be seen of an outcome.
fn seen(outcome: &Outcome) -> String {
    let (table, first_line, fell_back) = match outcome {
        Ok(read) => read,
        Err(stop) => return stop.clone(),
    };
    let grid = &table.grid;
    let cells: Vec<_> = (0..grid.rows())
        .flat_map(|row| (0..grid.columns()).map(move |column| (row, column)))
        .map(|(row, column)| {
            let value = grid.value(row, column);
            // Whole numbers as such, whatever holds them; minus zero and all digits told apart.
            (
                format!("{value:?}").replace(".0)", ")"),
                value.to_f64().to_bits(),
            )
        })
        .map(|(text, bits)| {
            let text = text.replace("Float", "").replace("Int", "");
            format!("{text}{bits:x}")
        })
        .collect();
    format!(
        "{:?} {:?} {:?} {:?} {first_line} {fell_back:?} {}",
        table.source,
        table.x,
        table.y,
        table.warnings,
        cells.join(" ")
    )
}

fn check(bytes: &[u8], sizes: &[usize]) {
    let expected = seen(&one_by_one(bytes));
    for &size in sizes {
        for threads in [1, 3] {
            let found = seen(&in_pieces(bytes, size, threads));
            let text = String::from_utf8_lossy(bytes);
            assert_eq!(
                found, expected,
                "pieces of {size}, {threads} threads: {text:?}"
            );
        }
    }
}

#[test]
fn odd_tables_are_read_alike_wherever_they_are_cut() {
    for text in [
        "1,2\n3,4\n",
        "a,b\n1,2\n\n\n3,4\n",
        "x,a,b\nr,1,2\ns,3,4\nt\nu,5,6\nv\n",
        "1\n\n2\n\n\n3\n\n",
        "1\n\n2\n3,4\n\n5\n",
        "\"a\nb\",c\n1,2\n\"3\",\"4\"\n",
        "l,a\n\"x\n\"\"y\"\"\",1\nz\"q\",2\n\"k\"w,3\n",
        "a,b\n1,\"2\n3,4\n",
        "a;b\n1;2\n3;4\n5,5;6\n7;8,25\n",
        "a;b\n1;2\n3;4\n5.5;6\n7,5;8\n",
        "a;b\n1;2\n,;4\n3.;4\n1,5;8\n",
        "a b  c\n 1   2 3\n4 5\t6 \n",
        "9007199254740993,1\n9223372036854775807,-9223372036854775808\n0.5,2\n",
        "1,2,3\n4\n5,6,7,8,9\n,,\n-0,+1,1e400\n",
        "1, 2, NA\n 3,nan,-\ninf,-inf,1e-400\n",
        "a,b\r\n1,2\r3,4\r\n\r\n5,6",
        "a\tb\n1\t\n\t2\n",
        "true,false\nfalse,1\n",
        "1,2\nx,y\nw,3\n",
        "1-2\n-3--4\n",
    ] {
        check(text.as_bytes(), &[1, 2, 3, 5, 8, 13, 64, 1000]);
    }
    check(b"n,a\n\xe9,1\n\xfc,2\n", &[1, 4, 9]);
}

#[test]
fn random_tables_are_read_alike_wherever_they_are_cut() {
    let mut random = Random(0x2545_f491_4f6c_dd1d);
    let mut below = move |limit: usize| random.below(limit);
    const FIELDS: [&str; 24] = [
        "1",
        "-2.5",
        "",
        "0",
        "12345678901234567890",
        "9007199254740993",
        "1e3",
        "-0",
        "NA",
        "x",
        "\"q\"",
        "\"a\nb\"",
        "\"1\"",
        "\"c\"\"d\"",
        "u\"v\"",
        " 3",
        "4 ",
        "0.1234567890123456789",
        "255",
        "256",
        "-32768",
        "-1.25e3",
        "1.5e-7",
        "3,5",
    ];
    for _ in 0..800 {
        let delimiter = [",", ";", "\t"][below(3)];
        let end = ["\n", "\n", "\r\n", "\r"][below(4)];
        let common = 1 + below(24);
        let width = 1 + below(4);
        let mut text = String::new();
        for _ in 0..1 + below(14) {
            let ragged = below(9) == 0;
            let width = if ragged { below(6) } else { width };
            let fields: Vec<&str> = (0..width)
                .map(|_| {
                    FIELDS[if below(40) == 0 {
                        below(24)
                    } else {
                        below(common)
                    }]
                })
                .filter(|field| *field != "3,5" || delimiter != ",")
                .collect();
            text += &fields.join(delimiter);
            text += end;
        }
        check(text.as_bytes(), &[1 + below(20), 1 + below(200)]);
    }
}
