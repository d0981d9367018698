//! Tables larger than the sample that guesses are made from.

use cellsius::figure::{Layout, ReadSettings, SideKind, Table};
use cellsius::grid::Value;
use cellsius::load::{Input, LoadError, LoadErrorKind, Progress, load};

fn bytes(bytes: &[u8]) -> Input {
    Input::Bytes {
        name: "t.csv".to_owned(),
        bytes: bytes.to_vec(),
    }
}

fn read(input: &[u8]) -> Result<Table, LoadError> {
    load(&bytes(input), &ReadSettings::default(), &Progress::new())
}

#[test]
fn large_shapes() {
    let header: Vec<String> = (0..2000).map(|column| format!("label{column}")).collect();
    let row = vec!["1"; 2000].join(",");
    let table = read(format!("name,{}\nr,{row}\ns,{row}\n", header.join(",")).as_bytes()).unwrap();
    assert_eq!(
        (
            table.grid.rows(),
            table.grid.columns(),
            table.warnings.len()
        ),
        (2, 2000, 0)
    );

    // A numeric first column, in order only among the first rows: it is a column of values.
    let mut text = "a,b,c\n".to_owned();
    for row in 0..1000 {
        text += &format!("{},{row},5\n", if row < 500 { row } else { 0 });
    }
    let table = read(text.as_bytes()).unwrap();
    assert_eq!(
        (table.grid.rows(), table.grid.columns(), table.y.kind),
        (1000, 3, SideKind::Index)
    );
    assert_eq!(
        (table.grid.value(499, 0), table.grid.value(500, 0)),
        (Value::Float(499.0), Value::Float(0.0))
    );

    // The first decimal comma stands far behind the sample.
    let text = format!("k;v\n{}z;1,5\ny;1.5\n", "a;1\n".repeat(500));
    let table = read(text.as_bytes()).unwrap();
    assert_eq!((table.source.decimal, table.grid.get(500, 0)), (',', 1.5));
    assert_eq!(
        (table.grid.value(501, 0), table.warnings.len()),
        (Value::Missing, 1)
    );

    // Tidy data whose x stays the same throughout the sample.
    let mut text = "x,y,z\n".to_owned();
    for cell in 0..250_000 {
        text += &format!("{},{},{cell}\n", cell / 500, cell % 500);
    }
    let table = read(text.as_bytes()).unwrap();
    assert_eq!(
        (table.source.layout, table.grid.rows(), table.grid.columns()),
        (Layout::Tidy, 500, 500)
    );
    assert_eq!(table.grid.get(3, 7), 3503.0);

    // Triangular: every row longer than the one before.
    let text: String = (1..=600)
        .map(|width| vec!["1"; width].join(",") + "\n")
        .collect();
    let table = read(text.as_bytes()).unwrap();
    assert_eq!((table.grid.rows(), table.grid.columns()), (600, 600));
    assert_eq!(table.grid.stats().finite, 180_300);
}

#[test]
fn padding_has_a_limit() {
    let mut text = "1,2\n".repeat(60_000);
    text += &"3,".repeat(60_000);
    text += "\n";
    let error = read(text.as_bytes()).unwrap_err();
    assert_eq!(error.kind, LoadErrorKind::NotATable);
    assert!(
        error
            .message
            .starts_with("found rows of very different lengths"),
        "{error}"
    );

    let mut text = "x,y,z\n".to_owned();
    for row in 0..20_000 {
        text += &format!("{row}.5,{row}.25,1\n");
    }
    let settings = ReadSettings {
        layout: Layout::Tidy,
        ..ReadSettings::default()
    };
    let error = load(&bytes(text.as_bytes()), &settings, &Progress::new()).unwrap_err();
    assert_eq!(error.kind, LoadErrorKind::Unsupported);
}
