//! Files of numbers that are no text: by their first bytes, whatever they are called.

use serde_json::json;

use crate::npy::header;
use crate::run::{Folder, at, numbers};
use crate::zip::zip;

/// Whole numbers from 0 on, in C order.
fn counted(shape: &str, count: i16) -> Vec<u8> {
    let numbers: Vec<u8> = (0..count).flat_map(i16::to_be_bytes).collect();
    [header(">i2", false, shape, 1), numbers].concat()
}

/// The same as 0 to 5 in two rows, in Fortran order.
fn in_fortran_order() -> Vec<u8> {
    let numbers = [0_i16, 3, 1, 4, 2, 5].map(i16::to_le_bytes).concat();
    [header("<i2", true, "(2, 3)", 1), numbers].concat()
}

#[test]
fn an_array_is_described_and_drawn() {
    let folder = Folder::new();
    folder
        .write("a.npy", counted("(2, 3)", 6))
        .write("called.csv", in_fortran_order());
    for file in ["a.npy", "called.csv"] {
        let told = folder.describe(file);
        let source = at(&told, "/source");
        for (name, value) in [
            ("file", json!(file)),
            ("format", json!("npy")),
            ("layout", json!("matrix")),
            ("delimiter", json!(null)),
            ("encoding", json!(null)),
            ("header", json!(null)),
            ("rows", json!(2)),
            ("columns", json!(3)),
            ("warnings", json!([])),
        ] {
            assert_eq!(source[name], value, "{name} of {file}");
        }
        let z = at(&told, "/plots/0/layers/0/z");
        assert_eq!(z, &json!([[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]]), "{file}");
        // The first row is at the top, as in any matrix.
        assert_eq!(numbers(&told, "/plots/0/y/range"), [1.5, -0.5]);
    }
    let piped = folder.piped("- --describe", &in_fortran_order());
    let z = at(&piped.ok().silent().json(), "/plots/0/layers/0/z").clone();
    assert_eq!(z, json!([[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]]));
    folder.cellsius("a.npy -o a.png").ok().silent();
    folder.cellsius("called.csv -o b.png").ok().silent();
    let picture = folder.read("a.png");
    assert_eq!(crate::png::Png::open(&folder.path("a.png")).width, 900);
    folder.write("m.csv", "0,1,2\n3,4,5\n");
    folder.cellsius("m.csv -o c.png").ok().silent();
    assert!(picture == folder.read("b.png") && picture == folder.read("c.png"));
}

#[test]
fn a_third_axis_is_frames() {
    let folder = Folder::with("a.npy", counted("(3, 2, 2)", 12));
    let z = |arguments: &str| at(&folder.describe(arguments), "/plots/0/layers/0/z").clone();
    assert_eq!(z("a.npy"), json!([[0.0, 1.0], [2.0, 3.0]]));
    // By name: arrays count from 0.
    assert_eq!(z("a.npy --frame 2"), json!([[8.0, 9.0], [10.0, 11.0]]));
    assert_eq!(z("a.npy --frame 0"), json!([[0.0, 1.0], [2.0, 3.0]]));
}

#[test]
fn an_array_beyond_memory_is_drawn_from_its_file() {
    let folder = Folder::with("a.npy", counted("(150, 200)", 30_000));
    let run = |arguments: &str| {
        folder.cellsius(arguments).ok().silent();
        folder.read("a.png")
    };
    assert!(run("a.npy -o a.png") == run("a.npy -o a.png --memory 1000"));
}

#[test]
fn a_damaged_array_is_one_line() {
    let folder = Folder::new();
    folder
        .write(
            "cut.npy",
            [header("<f8", false, "(9, 9)", 1), vec![0; 8]].concat(),
        )
        .write(
            "complex.npy",
            [header("<c8", false, "(1, 1)", 1), vec![0; 8]].concat(),
        );
    for (file, said) in [
        (
            "cut.npy",
            "found 8 bytes of numbers, expected 648 for an array of shape (9, 9)",
        ),
        (
            "complex.npy",
            "found a NumPy array of <c8 (complex numbers)",
        ),
    ] {
        let run = folder.cellsius(&format!("{file} -o out.png"));
        let line = run.fails(1);
        assert!(line.starts_with(&format!("{file}: {said}")), "{line}");
    }
    let whole = folder.write("a.npy", counted("(2, 2)", 4));
    let run = whole.cellsius("a.npy --layout tidy --describe");
    assert!(run.fails(2).contains("--layout tidy"), "{run}");
}

#[test]
fn an_array_of_an_archive_is_chosen() {
    let (first, second) = (counted("(2, 3)", 6), counted("(1, 2)", 2));
    let files = [("first.npy", &first[..]), ("second.npy", &second)];
    let folder = Folder::with("a.npz", zip(&files, true));
    let run = folder.cellsius("a.npz --describe");
    let warning = "a.npz: warning: the archive also holds second; --z NAME chooses an array\n";
    assert_eq!(run.ok().err, warning);
    assert_eq!(at(&run.json(), "/source/format"), &json!("npz"));
    assert_eq!(at(&run.json(), "/plots/0/layers/0/rows"), &json!(2));
    let told = folder.describe("a.npz --z second");
    assert_eq!(at(&told, "/plots/0/layers/0/z"), &json!([[0.0, 1.0]]));
    assert_eq!(at(&told, "/colorbars/0/title"), &json!("second"));
    assert!(
        folder
            .cellsius("a.npz --z third -o b.png")
            .fails(2)
            .contains("expected one of first, second")
    );
}

/// A written picture is in colour; a grey one is numbers.
#[test]
fn a_picture_is_numbers_if_it_is_grey() {
    let folder = Folder::with("m.csv", "0,1,2\n3,4,5\n");
    folder.cellsius("m.csv -o colour.png --size 300x200").ok();
    let run = folder.cellsius("colour.png --describe");
    assert!(run.fails(1).contains("a PNG picture in colour"), "{run}");
    let mut bytes = Vec::new();
    let mut encoder = ::png::Encoder::new(&mut bytes, 3, 2);
    encoder.set_color(::png::ColorType::Grayscale);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&[0, 1, 2, 3, 4, 5]).unwrap();
    writer.finish().unwrap();
    folder.write("grey", &bytes);
    let told = folder.describe("grey");
    assert_eq!(at(&told, "/source/format"), &json!("png"));
    let z = json!([[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]]);
    assert_eq!(at(&told, "/plots/0/layers/0/z"), &z);
    folder.cellsius("grey -o a.png").ok().silent();
    folder.cellsius("m.csv -o b.png").ok().silent();
    assert!(folder.read("a.png") == folder.read("b.png"));
    let run = folder.cellsius("grey -o grey");
    assert!(run.fails(2).contains("grey"), "{run}");
}
