//! Every option of the contract: what it accepts, what it does, what it refuses.

use std::collections::BTreeSet;

use serde_json::{Value as Json, json};

use crate::run::{Folder, at};
use crate::words::options_of_help;

/// A matrix with labels on both sides, a header and a missing value.
const MATRIX: &str = "city,2001,2002,2004\nBerlin,1,2,3\nRome,4,,6\n";
/// A tidy table.
const TIDY: &str = "a,b,c\n0,0,1\n1,0,2\n0,1,3\n1,1,4\n";
/// Semicolons and decimal commas.
const COMMAS: &str = "1,5;2,5\n3,5;4,5\n";

/// A tidy table of two years.
const YEARS: &str =
    "a,b,year,v\n0,0,1990,1\n1,0,1990,2\n0,1,1990,3\n1,1,1990,4\n0,0,1980,5\n1,1,1980,9\n";

const FIRST_YEAR: &str = "[[5.0, null], [null, 9.0]]";
const SECOND_YEAR: &str = "[[1.0, 2.0], [3.0, 4.0]]";

/// What is given, where the description shows it, and how.
const ACCEPTED: &[(&str, &str, &str)] = &[
    ("m.csv --size 400x300", "/size", "[400, 300]"),
    ("m.csv --size 400.4X300", "/size", "[400, 300]"),
    ("m.csv --scale 2", "/size", "[1800, 1200]"),
    ("m.csv --scale 0.5", "/size", "[450, 300]"),
    ("m.csv --theme light", "/size", "[900, 600]"),
    ("m.csv --theme dark", "/size", "[900, 600]"),
    ("m.csv --painter cpu", "/size", "[900, 600]"),
    ("m.csv --painter gpu", "/size", "[900, 600]"),
    ("m.csv --memory 8G", "/source/rows", "2"),
    ("m.csv --memory 500M", "/source/rows", "2"),
    ("m.csv --memory 1.5GiB", "/source/rows", "2"),
    ("m.csv --memory 100000000", "/source/rows", "2"),
    ("m.csv --vram 256mb", "/source/rows", "2"),
    ("m.csv --layout auto", "/source/layout", "\"matrix\""),
    ("t.csv --layout auto", "/source/layout", "\"tidy\""),
    ("t.csv --layout matrix", "/source/layout", "\"matrix\""),
    ("t.csv --layout tidy", "/source/layout", "\"tidy\""),
    (
        "t.csv --layout tidy --x b --y a --z c",
        "/plots/0/x/title",
        "\"b\"",
    ),
    (
        "t.csv --layout tidy --x 2 --y 1 --z 3",
        "/plots/0/y/title",
        "\"a\"",
    ),
    ("m.csv --header yes", "/source/header", "true"),
    ("m.csv --header no", "/source/header", "false"),
    ("m.csv --index city", "/source/index", "\"city\""),
    ("m.csv --index 1", "/source/index", "\"city\""),
    (
        "t.csv --layout matrix --index none",
        "/source/index",
        "null",
    ),
    ("c.csv --delimiter ;", "/source/columns", "2"),
    ("c.csv --delimiter semicolon", "/source/delimiter", "\";\""),
    ("m.csv --delimiter comma", "/source/delimiter", "\",\""),
    ("tab.tsv --delimiter tab", "/source/delimiter", "\"\\t\""),
    ("s.txt --delimiter space", "/source/delimiter", "\" \""),
    ("p.txt --delimiter |", "/source/delimiter", "\"|\""),
    ("c.csv --decimal ,", "/plots/0/layers/0/max", "4.5"),
    ("m.csv --decimal .", "/plots/0/layers/0/max", "6.0"),
    ("m.csv --colormap magma", "/plots/0/layers/0/max", "6.0"),
    ("m.csv --colormap magma_r", "/plots/0/layers/0/max", "6.0"),
    ("m.csv --colormap RdBu", "/plots/0/layers/0/max", "6.0"),
    ("m.csv --norm linear", "/colorbars/0/range", "[1.0, 6.0]"),
    ("m.csv --norm log", "/colorbars/0/range", "[1.0, 6.0]"),
    ("m.csv --norm symlog", "/colorbars/0/range", "[1.0, 6.0]"),
    (
        "m.csv --norm symlog:0.1",
        "/colorbars/0/range",
        "[1.0, 6.0]",
    ),
    ("m.csv --norm power:0.5", "/colorbars/0/range", "[1.0, 6.0]"),
    ("m.csv --norm quantile", "/colorbars/0/range", "[1.0, 6.0]"),
    ("m.csv --range 0,10", "/colorbars/0/range", "[0.0, 10.0]"),
    ("m.csv --range -1e3,-1", "/plots/0/layers/0/min", "-1000.0"),
    ("m.csv --range 2,", "/colorbars/0/range", "[2.0, 6.0]"),
    ("m.csv --range ,4", "/colorbars/0/range", "[1.0, 4.0]"),
    (
        "m.csv --hide-columns 2001,2002",
        "/plots/0/layers/0/columns",
        "1",
    ),
    ("m.csv --hide-rows Rome", "/plots/0/layers/0/rows", "1"),
    ("y.csv --facet year", "/plots/0/layers/0/z", FIRST_YEAR),
    ("y.csv --facet 3", "/plots/1/layers/0/z", SECOND_YEAR),
    ("y.csv --facet year", "/colorbars/0/range", "[1.0, 9.0]"),
    ("y.csv --frames year", "/plots/0/layers/0/z", FIRST_YEAR),
    (
        "y.csv --frames year --range ,8",
        "/colorbars/0/range",
        "[1.0, 8.0]",
    ),
    (
        "y.csv --frames year --frame 1990",
        "/plots/0/layers/0/z",
        SECOND_YEAR,
    ),
    (
        "y.csv --frames YEAR --frame 2",
        "/plots/0/layers/0/z",
        SECOND_YEAR,
    ),
    ("m.csv --midpoint 1", "/colorbars/0/range", "[-4.0, 6.0]"),
    ("m.csv --midpoint -1", "/colorbars/0/range", "[-8.0, 6.0]"),
    ("m.csv --robust", "/plots/0/layers/0/missing", "1"),
    ("m.csv --classes 3", "/colorbars/0/range", "[1.0, 6.0]"),
    ("m.csv --classes 0,2,8", "/colorbars/0/range", "[0.0, 8.0]"),
    (
        "m.csv --classes -5,0,5",
        "/colorbars/0/range",
        "[-5.0, 5.0]",
    ),
    ("m.csv --missing red", "/plots/0/layers/0/missing", "1"),
    ("m.csv --missing #123456", "/plots/0/layers/0/missing", "1"),
    (
        "m.csv --missing transparent",
        "/plots/0/layers/0/missing",
        "1",
    ),
    ("m.csv --under #f00", "/plots/0/layers/0/min", "1.0"),
    ("m.csv --over rgb(1,2,3)", "/plots/0/layers/0/max", "6.0"),
    ("m.csv --xscale linear", "/plots/0/x/scale", "\"linear\""),
    ("m.csv --xscale log", "/plots/0/x/scale", "\"log\""),
    ("m.csv --xscale date", "/plots/0/x/scale", "\"date\""),
    (
        "m.csv --xscale category",
        "/plots/0/x/categories",
        "[\"2001\", \"2002\", \"2004\"]",
    ),
    (
        "m.csv --yscale category",
        "/plots/0/y/categories",
        "[\"Berlin\", \"Rome\"]",
    ),
    ("m.csv --yscale linear", "/plots/0/y/scale", "\"linear\""),
    ("t.csv --yscale date", "/plots/0/y/scale", "\"date\""),
    ("l.csv --yscale log", "/plots/0/y/scale", "\"log\""),
    ("m.csv --origin upper", "/plots/0/y/range", "[1.5, -0.5]"),
    ("m.csv --origin lower", "/plots/0/y/range", "[-0.5, 1.5]"),
    ("m.csv --aspect auto", "/plots/0/y/range", "[1.5, -0.5]"),
    ("m.csv --aspect equal", "/plots/0/y/range", "[1.5, -0.5]"),
    ("m.csv --xside top", "/plots/0/x/side", "\"top\""),
    ("m.csv --xside bottom", "/plots/0/x/side", "\"bottom\""),
    ("m.csv --yside right", "/plots/0/y/side", "\"right\""),
    ("m.csv --yside left", "/plots/0/y/side", "\"left\""),
    ("m.csv --gap 0", "/plots/0/layers/0/columns", "3"),
    ("m.csv --gap 2.5", "/plots/0/layers/0/columns", "3"),
    (
        "m.csv --text",
        "/plots/0/layers/0/cell_text/0",
        "[\"1\", \"2\", \"3\"]",
    ),
    (
        "--text m.csv",
        "/plots/0/layers/0/cell_text/0",
        "[\"1\", \"2\", \"3\"]",
    ),
    (
        "--text .1f m.csv",
        "/plots/0/layers/0/cell_text/0",
        "[\"1.0\", \"2.0\", \"3.0\"]",
    ),
    (
        "--text=.2f m.csv",
        "/plots/0/layers/0/cell_text/1",
        "[\"4.00\", null, \"6.00\"]",
    ),
    (
        "m.csv --text .0%",
        "/plots/0/layers/0/cell_text/0",
        "[\"100%\", \"200%\", \"300%\"]",
    ),
    ("m.csv --title Weather", "/size", "[900, 600]"),
    ("m.csv --xlabel Width", "/plots/0/x/title", "\"Width\""),
    (
        "m.csv --ylabel --Height",
        "/plots/0/y/title",
        "\"--Height\"",
    ),
    ("m.csv --zlabel Heat", "/colorbars/0/title", "\"Heat\""),
    (
        "m.csv --reduce mean",
        "/plots/0/layers/0/reduce",
        "\"mean\"",
    ),
    ("m.csv --reduce min", "/plots/0/layers/0/reduce", "\"min\""),
    ("m.csv --reduce max", "/plots/0/layers/0/reduce", "\"max\""),
    (
        "m.csv --reduce extreme",
        "/plots/0/layers/0/reduce",
        "\"extreme\"",
    ),
    ("m.csv --reduce sum", "/plots/0/layers/0/reduce", "\"sum\""),
    ("m.csv --reduce count", "/colorbars/0/range", "[0.5, 1.5]"),
    (
        "m.csv --reduce nearest",
        "/plots/0/layers/0/reduce",
        "\"nearest\"",
    ),
    ("m.csv --probe 1,1", "/probes/0/text", "null"),
    ("m.csv --probe -5,-5 --probe 1e9,1", "/probes/1/z", "null"),
    ("m.csv -o out.png", "/source/file", "\"m.csv\""),
    ("m.csv --export out.png", "/source/rows", "2"),
];

/// Wrong values of options.
const REFUSED: &[&str] = &[
    "--export out",
    "--export out.jpg",
    "--export out.png.txt",
    "-o -",
    "--size 900",
    "--size 0x0",
    "--size 0.5x10",
    "--size -9x9",
    "--size axb",
    "--size infxinf",
    "--size NaNx1",
    "--size 900x600x3",
    "--size 1e9x1e9",
    "--size 100000x100000",
    "--scale 0",
    "--scale -1",
    "--scale inf",
    "--scale NaN",
    "--scale two",
    "--scale 1e300",
    "--theme blue",
    "--painter printer",
    "--memory 0",
    "--memory all",
    "--memory 8 X",
    "--memory -1G",
    "--vram 1.5.5G",
    "--vram 12Q",
    "--layout spiral",
    "--layout points",
    "--x nothing",
    "--y nothing",
    "--z 99",
    "--header maybe",
    "--index nothing",
    "--index 0",
    "--delimiter ab",
    "--delimiter é",
    "--delimiter \"",
    "--decimal ;",
    "--colormap virdis",
    "--colormap _r",
    "--norm cubic",
    "--norm log:2",
    "--norm power",
    "--norm power:0",
    "--norm power:-1",
    "--norm power:x",
    "--norm symlog:0",
    "--norm symlog:-1",
    "--range 5",
    "--range 2,1",
    "--range 1,1",
    "--range a,b",
    "--range ,",
    "--range a,",
    "--range ,inf",
    "--facet nothing",
    "--facet 2 --frames 2",
    "--facet 2 --x 2",
    "--facet 2 --layout matrix",
    "--frames 9",
    "--frames 2 --y 2",
    "--frame 1",
    "--range NaN,1",
    "--range -inf,1",
    "--range 1,2,3",
    "--midpoint middle",
    "--midpoint inf",
    "--classes 0",
    "--classes -3",
    "--classes 1.5",
    "--classes 3,2,1",
    "--classes 1,1",
    "--classes many",
    "--classes 1,NaN",
    "--classes 99999999999",
    "--missing nocolour",
    "--under #12",
    "--over rgb(1)",
    "--xscale cubic",
    "--yscale LOG",
    "--origin left",
    "--aspect square",
    "--xside left",
    "--yside top",
    "--gap -1",
    "--gap wide",
    "--gap inf",
    "--text=two",
    "--reduce median",
    "--probe 1",
    "--probe a,b",
    "--probe NaN,1",
    "--robust=yes",
    "--describe=yes",
];

fn tables() -> Folder {
    let folder = Folder::new();
    folder
        .write("m.csv", MATRIX)
        .write("t.csv", TIDY)
        .write("c.csv", COMMAS)
        .write("y.csv", YEARS)
        .write("tab.tsv", "1\t2\n3\t4\n")
        .write("s.txt", "1 2\n3 4\n")
        .write("p.txt", "1|2\n3|4\n")
        .write("l.csv", ",1,2\n1,1,2\n10,3,4\n100,5,6\n");
    folder
}

#[test]
fn every_option_does_what_it_says() {
    let folder = tables();
    for (arguments, pointer, expected) in ACCEPTED {
        let run = folder.cellsius(&format!("{arguments} --describe"));
        let expected: Json = serde_json::from_str(expected).unwrap();
        assert_eq!(at(&run.ok().silent().json(), pointer), &expected, "{run}");
    }
}

#[test]
fn every_wrong_value_is_refused_in_one_line() {
    let folder = tables();
    for arguments in REFUSED {
        let run = folder.cellsius(&format!("m.csv --describe {arguments}"));
        let line = run.fails(2);
        assert!(
            line.contains("expected") || line.contains("unexpected"),
            "{line}"
        );
        assert_eq!(folder.names(), tables().names(), "{arguments}");
    }
}

#[test]
fn the_tables_above_know_every_option() {
    let named = |lists: Vec<&str>| -> BTreeSet<String> {
        let words = lists.into_iter().flat_map(str::split_whitespace);
        words
            .filter(|word| word.starts_with("--"))
            .map(|word| word.split('=').next().unwrap_or(word).to_owned())
            .collect()
    };
    let accepted = named(ACCEPTED.iter().map(|(arguments, ..)| *arguments).collect());
    let refused = named(REFUSED.to_vec());
    let free_text = [
        "--title",
        "--xlabel",
        "--ylabel",
        "--zlabel",
        "--hide-columns",
        "--hide-rows",
    ];
    for option in options_of_help() {
        if ["--help", "--version"].contains(&option.as_str()) {
            continue;
        }
        let described = option == "--describe";
        assert!(
            described || accepted.contains(&option),
            "{option} is never accepted"
        );
        let free = free_text.contains(&option.as_str());
        assert!(free || refused.contains(&option), "{option} never refuses");
    }
}

#[test]
fn wrong_usage_is_one_line_and_status_2() {
    let folder = tables();
    let check = |arguments: &str, part: &str| {
        let run = folder.cellsius(arguments);
        let line = run.fails(2);
        assert!(line.contains(part), "{arguments}: {line}");
    };
    check("m.csv t.csv -o out.png", "found 2 files, expected one");
    check("-o out.png", "found 0 files, expected one");
    check("--describe", "found 0 files, expected one");
    check("m.csv t.csv --describe", "found 2 files, expected one");
    check("m.csv --probe 1,1", "--probe");
    check("m.csv --probe 1,1 -o out.png", "--describe");
    check("m.csv -o", "--export");
    check("m.csv --sice 3x3 -o out.png", "--size");
    check("m.csv --nonsense", "--nonsense");
    check("m.csv -q", "-q");
    check("m.csv --size 3x3 --size 4x4 -o out.png", "--size");
    assert_eq!(folder.names(), tables().names());
}

#[test]
fn help_and_version_go_to_standard_output() {
    let folder = Folder::new();
    for option in ["--help", "-h"] {
        let run = folder.cellsius(option);
        run.ok().silent();
        assert!(run.out.contains("Usage: cellsius"), "{run}");
        assert!(
            run.out.lines().all(|line| line.chars().count() <= 100),
            "{run}"
        );
    }
    let run = folder.cellsius("--version");
    run.ok().silent();
    assert_eq!(run.out, format!("cellsius {}\n", env!("CARGO_PKG_VERSION")));
}

#[cfg(unix)]
#[test]
fn words_that_are_not_utf_8_are_wrong_usage_but_such_files_open() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let folder = Folder::new();
    let name = OsStr::from_bytes(b"t\xe9st.csv");
    if std::fs::write(folder.path("").join(name), "1,2\n3,4\n").is_err() {
        eprintln!("skipped: this file system wants UTF-8 names");
        return;
    }
    let options = ["--describe", "--title"].map(OsStr::new);
    folder.run(&[name, options[0]]).ok().silent();
    folder.run(&[name, options[0], options[1], name]).fails(2);
}

#[test]
fn choices_of_scales_that_do_not_fit_are_left_aside_with_a_warning() {
    let folder = tables();
    for scale in ["log", "date"] {
        let run = folder.cellsius(&format!("m.csv --describe --yscale {scale}"));
        assert!(
            run.ok()
                .err
                .starts_with("m.csv: warning: the y labels are words"),
            "{run}"
        );
        assert_eq!(at(&run.json(), "/plots/0/y/scale"), &json!("category"));
    }
    let run = folder.cellsius("t.csv --describe --layout tidy --xscale log");
    assert!(
        run.ok().err.starts_with("t.csv: warning: 2 columns") && run.err.contains("log x axis"),
        "{run}"
    );
    let run = folder.cellsius("t.csv --describe --norm log");
    run.ok().silent();
    folder.write("zero.csv", "0,1\n-2,3\n");
    let run = folder.cellsius("zero.csv --describe --norm log");
    assert!(
        run.ok()
            .err
            .starts_with("zero.csv: warning: 2 values at zero or below"),
        "{run}"
    );
}
