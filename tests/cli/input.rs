//! Where tables come from: files, standard input, gzip, encodings; `FILE:LINE:COLUMN` of warnings.

use std::io::Write;

use serde_json::json;

use crate::run::{Folder, at};

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

const TABLE: &[u8] = b"city,a,b\nBerlin,1,2\nRome,3,4\n";

#[test]
fn standard_input_gzip_and_utf_16_say_the_same_as_a_file() {
    let folder = Folder::with("m.csv", TABLE);
    let utf16: Vec<u8> = std::iter::once('\u{feff}')
        .chain(TABLE.iter().map(|&byte| char::from(byte)))
        .flat_map(|c| u16::try_from(u32::from(c)).unwrap().to_le_bytes())
        .collect();
    let crlf = String::from_utf8(TABLE.to_vec())
        .unwrap()
        .replace('\n', "\r\n");
    folder
        .write("m.csv.gz", gzip(TABLE))
        .write("u.csv", &utf16)
        .write("u.gz", gzip(&utf16))
        .write("bom.csv", [b"\xef\xbb\xbf".as_slice(), TABLE].concat())
        .write("crlf.csv", crlf);
    let plain = folder.describe("m.csv");
    let check = |told: serde_json::Value| {
        for pointer in [
            "/plots/0/x",
            "/plots/0/y",
            "/plots/0/layers/0/z",
            "/colorbars",
        ] {
            assert_eq!(at(&told, pointer), at(&plain, pointer), "{told}");
        }
    };
    for file in ["m.csv.gz", "u.csv", "u.gz", "bom.csv", "crlf.csv"] {
        check(folder.describe(file));
    }
    for bytes in [TABLE.to_vec(), gzip(TABLE), utf16] {
        let run = folder.piped("- --describe", &bytes);
        run.ok().silent();
        assert_eq!(at(&run.json(), "/source/file"), &json!("-"));
        check(run.json());
    }
    folder.piped("- -o out.png", TABLE).ok().silent();
    folder.cellsius("m.csv -o file.png").ok().silent();
    assert!(folder.read("out.png") == folder.read("file.png"));
}

#[test]
fn warnings_are_one_line_each_with_their_first_place() {
    let folder = Folder::new();
    let check = |bytes: &[u8], expected: &[&str]| {
        folder.write("m.csv", bytes);
        let run = folder.cellsius("m.csv -o out.png --size 200x150");
        let lines: Vec<&str> = run.ok().err.lines().collect();
        assert_eq!(lines.len(), expected.len(), "{run}");
        for (line, expected) in lines.iter().zip(expected) {
            let (place, text) = expected.split_once(" … ").unwrap();
            let start = format!("{place}: warning: ");
            assert!(
                line.starts_with(&start) && line.contains(text),
                "{line} is not {expected}"
            );
        }
    };
    check(b"1,2\n3,4\n", &[]);
    check(b"a,b,c\nx,1,2\ny,3\nz,4\n", &["m.csv:3 … 2 rows"]);
    check(b"a,b,c\nx,1,2\ny,what,4\nz,5,that\n", &["m.csv:3:2 … 2 "]);
    check(b"n\xe4me,b\nx,1\ny,2\n", &["m.csv:1 … Windows-1252"]);
    check(
        b"x,y,z\n0,0,1\n1,0,2\n0,1,3\n1,1,4\n1,1,6\n",
        &["m.csv:6 … mean"],
    );
    let run = folder.piped("- --describe", b"a,b,c\nx,1,2\ny,3\n");
    assert!(run.ok().err.starts_with("-:3: warning: "), "{run}");
}

#[test]
fn damaged_gzip_is_one_line() {
    let folder = Folder::new();
    let whole = gzip(&b"1,2,3\n".repeat(5000));
    folder
        .write("cut.gz", &whole[..whole.len() / 2])
        .write("head.gz", &whole[..6])
        .write("nothing.gz", gzip(b""))
        .write("zipped.gz", gzip(&gzip(b"1,2\n3,4\n")));
    for file in ["cut.gz", "head.gz", "nothing.gz", "zipped.gz"] {
        let run = folder.cellsius(&format!("{file} -o out.png"));
        assert!(run.fails(1).starts_with(&format!("{file}: ")), "{run}");
    }
}
