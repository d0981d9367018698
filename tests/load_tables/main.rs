//! Tables as people write them, and how they are read: one line each way.

mod cases;
mod headers;
mod render;

use cellsius::axis::Positions;
use cellsius::figure::{IndexColumn, Layout, ReadSettings, SideKind};
use cellsius::load::{Input, Progress, load};

use render::{read, render};

#[track_caller]
pub(crate) fn check_with(text: &str, settings: &ReadSettings, expected: &str) {
    let got = match read(text.as_bytes(), settings) {
        Ok(table) => render(&table),
        Err(error) => format!("error {error}"),
    };
    assert_eq!(got, expected, "\n--- input\n{text}");
}

fn changed(change: impl Fn(&mut ReadSettings)) -> ReadSettings {
    let mut settings = ReadSettings::default();
    change(&mut settings);
    settings
}

#[test]
fn settings_decide() {
    let text = "y,1,2\n10,3,4\n20,5,6\n";
    check_with(
        text,
        &changed(|s| s.header = Some(false)),
        "matrix | x 0..3 | y 0..3 | _ 1 2 / 10 3 4 / 20 5 6 | !:1:1 1 cell is not a number, shown as missing: \"y\"",
    );
    check_with(
        text,
        &changed(|s| s.index = IndexColumn::None),
        "matrix header | x \"y\" \"1\" \"2\" | y 0..2 | 10 3 4 / 20 5 6",
    );
    check_with(
        text,
        &changed(|s| s.index = IndexColumn::Column("2".to_owned())),
        "matrix header index=2 | x \"y\" \"1\" | y 2: 4 6 | 10 3 / 20 5",
    );
    check_with(
        text,
        &changed(|s| s.layout = Layout::Tidy),
        "tidy header | x y: 10 20 | y 1: ^3 5 | 4 _ / _ 6 (2)",
    );
}

/// The warning about an open header is for those who did not say.
#[test]
fn a_header_that_is_asked_for_is_not_open() {
    let text = "DE,3,8\nFR,7,9\n";
    check_with(
        text,
        &changed(|s| s.header = Some(false)),
        "matrix index= | x 0..2 | y \"DE\" \"FR\" | 3 8 / 7 9",
    );
    check_with(
        text,
        &changed(|s| s.header = Some(true)),
        "matrix header index=DE | x 3 8 | y DE: \"FR\" | 7 9",
    );
}

/// Only the first 200 rows are looked at before the header is read.
#[test]
fn a_late_short_row_below_a_header_of_r_is_filled() {
    let rows: String = (0..300).map(|row| format!("r{row},1,2\n")).collect();
    let text = format!("a,b\n{rows}late,3\n");
    let table = read(text.as_bytes(), &ReadSettings::default()).expect("a table");
    assert_eq!(table.source.index.as_deref(), Some(""));
    assert_eq!([table.grid.rows(), table.grid.columns()], [301, 2]);
    assert_eq!(
        table
            .warnings
            .iter()
            .map(|warning| warning.text.as_str())
            .collect::<Vec<_>>(),
        ["1 row is shorter than 3 fields, filled with missing values"]
    );
}

/// Where tidy is asked for, a named column that counts is x, unless a lattice stands behind it.
#[test]
fn a_counter_with_a_name_may_be_x() {
    let tidy = changed(|s| s.layout = Layout::Tidy);
    check_with(
        "row,col,v,err\n1,1,5,0\n2,1,6,0\n3,1,7,0\n",
        &tidy,
        "tidy header | x row: 1 2 3 | y col: ^1 | 5 6 7 (v)",
    );
    check_with(
        "row,a,b,v\n1,1,1,5\n2,2,1,6\n3,1,2,7\n4,2,2,8\n",
        &tidy,
        "tidy header | x a: 1 2 | y b: ^1 2 | 5 6 / 7 8 (v)",
    );
}

#[test]
fn a_counter_stays_where_labels_are_asked_for() {
    let text = "id,name,a\n1,Ann,5\n2,Bob,6\n";
    check_with(
        text,
        &changed(|s| s.index = IndexColumn::Column("id".to_owned())),
        "matrix header index=id | x \"name\" \"a\" | y id: 1 2 | _ 5 / _ 6 | !:2:2 2 cells are not numbers, shown as missing; first: \"Ann\"",
    );
    check_with(
        text,
        &changed(|s| s.index = IndexColumn::Column("name".to_owned())),
        "matrix header index=name | x \"id\" \"a\" | y name: \"Ann\" \"Bob\" | 1 5 / 2 6",
    );
    check_with(
        text,
        &changed(|s| s.index = IndexColumn::None),
        "matrix header | x \"id\" \"name\" \"a\" | y 0..2 | 1 _ 5 / 2 _ 6 | !:2:2 2 cells are not numbers, shown as missing; first: \"Ann\"",
    );
}

#[test]
fn columns_are_named_or_counted() {
    let text = "v,row,col\n1,a,p\n2,b,p\n3,a,q\n4,b,q\n";
    check_with(
        text,
        &changed(|s| {
            (s.x, s.y, s.z) = (
                Some("col".to_owned()),
                Some("ROW".to_owned()),
                Some("1".to_owned()),
            )
        }),
        "tidy header | x col: \"p\" \"q\" | y row: \"a\" \"b\" | 1 3 / 2 4 (v)",
    );
    check_with(
        text,
        &changed(|s| s.z = Some("v".to_owned())),
        "tidy header | x row: \"a\" \"b\" | y col: \"p\" \"q\" | 1 2 / 3 4 (v)",
    );
    let text = "year,month,n\n1,a,5\n1,b,6\n2,a,7\n2,b,8\n";
    check_with(
        text,
        &changed(|s| s.layout = Layout::Matrix),
        "matrix header | x \"year\" \"month\" \"n\" | y 0..4 | 1 _ 5 / 1 _ 6 / 2 _ 7 / 2 _ 8 | !:2:2 4 cells are not numbers, shown as missing; first: \"a\"",
    );
    check_with(
        text,
        &changed(|s| s.index = IndexColumn::Column("month".to_owned())),
        "matrix header index=month | x \"year\" \"n\" | y month: \"a\" \"b\" \"a\" \"b\" | 1 5 / 1 6 / 2 7 / 2 8",
    );
}

#[test]
fn marks_and_headers_are_as_asked() {
    check_with(
        "1,2\n3,4\n",
        &changed(|s| s.header = Some(true)),
        "matrix header | x 1 2 | y 0..1 | 3 4",
    );
    check_with(
        "1 2,3 4\n5 6,7 8\n",
        &changed(|s| (s.delimiter, s.decimal) = (Some(' '), Some(','))),
        "matrix space comma | x 0..3 | y 0..2 | 1 2.3 4 / 5 6.7 8",
    );
    check_with(
        "a~b\nr~1\n",
        &changed(|s| s.delimiter = Some('~')),
        "matrix ~ header index=a | x \"b\" | y a: \"r\" | 1",
    );
    check_with(
        "0,0,1\n0,1,2\n1,0,3\n",
        &changed(|s| s.layout = Layout::Tidy),
        "tidy | x 0 1 | y ^0 1 | 1 3 / 2 _",
    );
}

#[test]
fn dates() {
    let rows = |labels: [&str; 2]| {
        let text = format!("t,v\n{},1\n{},2\n", labels[0], labels[1]);
        let table = read(text.as_bytes(), &ReadSettings::default()).expect("a table");
        let Positions::Centres(centres) = table.y.positions else {
            panic!("{:?}", table.y)
        };
        assert_eq!(table.y.kind, SideKind::Date);
        (
            centres.to_vec(),
            table
                .warnings
                .iter()
                .map(|warning| warning.text.clone())
                .collect::<Vec<_>>(),
        )
    };
    const DAY: f64 = 86_400_000.0;
    let hour = 3_600_000.0;
    assert_eq!(
        rows(["1970-01-02", "1970-01-03"]),
        (vec![DAY, 2.0 * DAY], vec![])
    );
    // One offset: as written. Several: UTC, and said.
    assert_eq!(
        rows(["1970-01-02T00:00:00+02:00", "1970-01-03T00:00:00+02:00"]),
        (vec![DAY, 2.0 * DAY], vec![])
    );
    assert_eq!(
        rows(["1970-01-02T00:00:00+02:00", "1970-01-03T00:00:00Z"]),
        (
            vec![DAY - 2.0 * hour, 2.0 * DAY],
            vec!["y: offsets from UTC differ, times are shown in UTC".to_owned()]
        )
    );
    assert_eq!(
        rows(["1970-01-02T00:00:00.123456789", "1970-01-03"]).1,
        ["y: 1 time is finer than a microsecond, digits beyond are lost"]
    );
}

type Example = (&'static str, Layout, [usize; 2], SideKind, SideKind);

const EXAMPLES: [Example; 8] = {
    use Layout::{Matrix, Tidy};
    use SideKind::{Category, Date, Index, Number};
    [
        ("numbers", Matrix, [3, 3], Index, Index),
        ("medals", Matrix, [3, 3], Category, Category),
        ("productivity", Matrix, [3, 5], Category, Category),
        ("gaps", Matrix, [3, 5], Category, Category),
        ("golden", Matrix, [4, 4], Number, Number),
        ("commits", Matrix, [7, 180], Date, Category),
        ("volcano", Matrix, [87, 61], Index, Index),
        ("flights", Tidy, [12, 12], Category, Number),
    ]
};

#[test]
fn examples() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/examples");
    for (name, layout, shape, x, y) in EXAMPLES {
        let input = Input::File(folder.join(name).with_extension("csv"));
        let table = load(&input, &ReadSettings::default(), &Progress::new()).expect(name);
        assert_eq!(table.source.layout, layout, "{name}");
        assert_eq!([table.grid.rows(), table.grid.columns()], shape, "{name}");
        assert_eq!((table.x.kind, table.y.kind), (x, y), "{name}");
        let edges = name == "golden";
        assert_eq!(
            matches!(table.x.positions, Positions::Edges(_)),
            edges,
            "{name}"
        );
        assert_eq!(
            matches!(table.y.positions, Positions::Edges(_)),
            edges,
            "{name}"
        );
        let warnings = if edges { 2 } else { 0 };
        assert_eq!(
            table.warnings.len(),
            warnings,
            "{name}: {:?}",
            table.warnings
        );
    }
}
