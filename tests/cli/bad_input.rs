//! Input that is no table, or hardly one: one line or a picture, never a panic.

use serde_json::json;

use crate::png::{Area, PLOT, VIRIDIS};
use crate::run::{Folder, at, numbers};

/// Bytes that look random and are the same on every run.
fn noise(count: usize) -> Vec<u8> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    (0..count)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state.to_le_bytes()[3]
        })
        .collect()
}

#[test]
fn what_is_no_table_is_one_line() {
    let folder = Folder::new();
    let check = |bytes: &[u8], place: &str, part: &str| {
        folder.write("bad.csv", bytes);
        for how in ["-o out.png", "--describe"] {
            let run = folder.cellsius(&format!("bad.csv {how}"));
            let line = run.fails(1);
            let start = format!("bad.csv{place}: ");
            assert!(
                line.starts_with(&start) && line.contains(part),
                "{line} is not {start}{part}"
            );
            assert!(line.contains("expected"), "{line}");
        }
        assert_eq!(folder.names(), ["bad.csv"]);
    };
    check(b"", "", "found an empty file");
    check(b"\n\n\n", "", "found");
    check(b"\xef\xbb\xbf", "", "found");
    check(b"a,b,c\n", ":1", "found a header and no rows below it");
    check(b"a,b,c\nd,e,f\n", ":2:2", "found no numbers");
    check(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01", "", "PNG");
    check(b"PK\x03\x04\x14\0\0\0\x08\0", "", "found");
    check(b"%PDF-1.7\n%\xe2\xe3\n1 0 obj\n", "", "PDF");
    check(&noise(5000), "", "found a binary file");
    check(b"1,2,\x003\n4,5,6\n", "", "found a binary file");
    check(
        b"name,b\nx,1\n\"abc,1\n2,3\n",
        ":3",
        "quote that is never closed",
    );
}

#[test]
fn a_table_beyond_the_memory_allowed_is_one_line() {
    let folder = Folder::new();
    let row = "0.25,".repeat(99) + "0.5\n";
    folder.write("wide.csv", row.repeat(1000).as_bytes());
    let run = folder.cellsius("wide.csv --describe --memory 200k");
    let line = run.fails(1);
    // 100 000 floats, of which 250 rows fit.
    for part in [
        "wide.csv: found a table that needs about",
        "(--memory): the first 250 rows",
    ] {
        assert!(line.contains(part), "{line}");
    }
    folder.cellsius("wide.csv --describe --memory 2M").json();
}

#[test]
fn files_that_cannot_be_read_are_one_line() {
    let folder = Folder::new();
    std::fs::create_dir(folder.path("sub")).unwrap();
    let check = |file: &str, part: &str| {
        let run = folder.cellsius(&format!("{file} --describe"));
        let line = run.fails(1);
        assert!(
            line.starts_with(&format!("{file}: ")) && line.contains(part),
            "{line}"
        );
    };
    check("none.csv", "found no such file");
    check("none/none.csv", "found no such file");
    check("sub", "found a folder, expected a file");
    check(".", "found a folder");
    let run = folder.piped("- --describe", b"");
    assert!(run.fails(1).starts_with("-: found"), "{run}");
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_is_one_line() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::with("secret.csv", "1,2\n");
    let path = folder.path("secret.csv");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).unwrap();
    if std::fs::read(&path).is_ok() {
        eprintln!("skipped: this user may read everything");
        return;
    }
    let run = folder.cellsius("secret.csv -o out.png");
    assert!(run.fails(1).contains("permission"), "{run}");
}

/// Cells, missing ones, the colour range, and how many colours the plot has.
struct Expected {
    z: serde_json::Value,
    missing: usize,
    range: [f64; 2],
    colors: usize,
}

fn check(table: &str, expected: &Expected) {
    let folder = Folder::with("m.csv", table);
    let (png, described) = folder.picture("m.csv --size 300x200");
    let layer = |name: &str| at(&described, &format!("/plots/0/layers/0/{name}"));
    assert_eq!(layer("z"), &expected.z, "{table}");
    assert_eq!(layer("missing"), &json!(expected.missing), "{table}");
    let range = [layer("min").as_f64(), layer("max").as_f64()].map(Option::unwrap);
    assert_eq!(range, expected.range, "{table}");
    let area = Area::of_plot(&described);
    let counts = png.count(area);
    assert_eq!(counts.len(), expected.colors, "{table}: {counts:?}");
    let blank = counts.get(&PLOT).copied().unwrap_or(0);
    assert_eq!(blank > 0, expected.missing > 0, "{table}: {counts:?}");
    for pointer in [
        "/plots/0/x/range",
        "/plots/0/y/range",
        "/plots/0/layers/0/x_edges",
    ] {
        let finite = numbers(&described, pointer)
            .iter()
            .all(|number| number.is_finite());
        assert!(finite, "{table}: {pointer}");
    }
}

#[test]
fn odd_tables_give_pictures() {
    let expect = |table: &str, z: serde_json::Value, missing, range, colors| {
        check(
            table,
            &Expected {
                z,
                missing,
                range,
                colors,
            },
        );
    };
    expect("5\n", json!([[5.0]]), 0, [4.5, 5.5], 1);
    expect("5", json!([[5.0]]), 0, [4.5, 5.5], 1);
    expect("1,2,3\n", json!([[1.0, 2.0, 3.0]]), 0, [1.0, 3.0], 3);
    expect("1\n2\n3\n", json!([[1.0], [2.0], [3.0]]), 0, [1.0, 3.0], 3);
    expect(
        "2,2\n2,2\n",
        json!([[2.0, 2.0], [2.0, 2.0]]),
        0,
        [1.5, 2.5],
        1,
    );
    expect(
        "0,0\n0,0\n",
        json!([[0.0, 0.0], [0.0, 0.0]]),
        0,
        [-0.5, 0.5],
        1,
    );
    expect(
        "NA,NA\nNA,NA\n",
        json!([[null, null], [null, null]]),
        4,
        [0.0, 1.0],
        1,
    );
    expect(
        "1,NA\nnan,4\n",
        json!([[1.0, null], [null, 4.0]]),
        2,
        [1.0, 4.0],
        3,
    );
    let infinite = json!([["Infinity", "-Infinity"], [1.0, 2.0]]);
    expect("inf,-inf\n1,2\n", infinite, 0, [1.0, 2.0], 2);
    let infinite = json!([["Infinity", "-Infinity"], ["Infinity", "Infinity"]]);
    expect("inf,-inf\ninf,inf\n", infinite, 0, [0.0, 1.0], 2);
    let huge = json!([[1e308, -1e308], [0.0, 5e307]]);
    expect("1e308,-1e308\n0,5e307\n", huge, 0, [-1e308, 1e308], 4);
    let tiny = json!([[5e-324, 0.0], [1e-323, 5e-324]]);
    expect("5e-324,0\n1e-323,5e-324\n", tiny, 0, [0.0, 1e-323], 3);
    let close = json!([[1e9, 1_000_000_001.0], [999_999_999.0, 1e9]]);
    expect(
        "1000000000,1000000001\n999999999,1000000000\n",
        close,
        0,
        [999_999_999.0, 1_000_000_001.0],
        3,
    );
}

#[test]
fn a_ragged_table_is_filled_up_and_said_so() {
    let folder = Folder::with("m.csv", "1,2,3\n4,5\n6,7,8\n");
    let run = folder.cellsius("m.csv --describe");
    assert!(run.ok().err.starts_with("m.csv:2: warning: "), "{run}");
    assert_eq!(run.err.lines().count(), 1, "{run}");
    let z = json!([[1.0, 2.0, 3.0], [4.0, 5.0, null], [6.0, 7.0, 8.0]]);
    assert_eq!(at(&run.json(), "/plots/0/layers/0/z"), &z);
}

#[test]
fn two_thousand_labels_fit_on_any_picture() {
    let header: Vec<String> = (0..2000)
        .map(|n| format!("a rather long label {n}"))
        .collect();
    let row =
        |name: &str, value: usize| format!("{name},{}\n", vec![value.to_string(); 2000].join(","));
    let table = format!(
        ",{}\n{}{}",
        header.join(","),
        row("first", 1),
        row("second", 2)
    );
    let folder = Folder::with("m.csv", table);
    for size in ["900x600", "200x150", "40x40", "3000x400"] {
        let (png, described) = folder.picture(&format!("m.csv --size {size}"));
        let area = Area::of_plot(&described);
        assert_eq!(at(&described, "/plots/0/layers/0/columns"), &json!(2000));
        assert_eq!(png.count(area).len(), 2, "{size}");
        let half = png.count_of(area, VIRIDIS[1]) * 2;
        assert!(half.abs_diff(area.pixels()) <= area.w, "{size} {area:?}");
        let ticks = at(&described, "/plots/0/x/ticks").as_array().unwrap();
        assert!(ticks.len() < area.w, "{size}: {} ticks", ticks.len());
    }
}

#[test]
fn a_field_of_a_million_letters_is_a_label_like_any_other() {
    let folder = Folder::with("m.csv", format!("a,{}\nx,1\ny,2\n", "b".repeat(1_000_000)));
    let (png, described) = folder.picture("m.csv --text --probe 300,100");
    assert!(Area::of_plot(&described).w > 100);
    assert_eq!(png.width, 900);
    let folder = Folder::with("m.csv", format!("1,{}\n3,4\n", "9".repeat(1_000_000)));
    folder.cellsius("m.csv -o out.png").ok();
}

#[test]
fn an_unclosed_quote_is_one_line_with_its_place() {
    let folder = Folder::with("m.csv", "\"abc,1\n2,3\n");
    let run = folder.cellsius("m.csv -o out.png");
    assert_eq!(
        run.fails(1),
        "m.csv:1: found a quote that is never closed, expected a closing \""
    );
}

#[test]
fn names_with_line_breaks_stay_on_one_line() {
    let folder = Folder::new();
    let run = folder.run(&["no\nsuch\rfile\t\u{1b}[31m.csv", "-o", "out.png"]);
    run.fails(1);
    let run = folder.run(&["m.csv", "-o", "no\nsuch\u{7}/out.png"]);
    run.fails(1);
    let run = folder.run(&["m.csv", "--norm", "no\nsuch\u{7}"]);
    run.fails(2);
}
