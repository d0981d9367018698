//! Parquet files as tables: with `--features parquet`.
#![cfg(feature = "parquet")]
#![expect(clippy::unwrap_used, reason = "helpers of tests may fail loudly")]

use std::sync::Arc;

use cellsius::axis::Positions;
use cellsius::figure::{Format, Layout, ReadSettings, SideKind, Table};
use cellsius::load::{Input, LoadError, LoadErrorKind, Progress, load};
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{
    ByteArray, ByteArrayType, DataType, DoubleType, FloatType, Int32Type, Int64Type,
};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::Type;

type Group<'a, 'b> = SerializedRowGroupWriter<'a, &'b mut Vec<u8>>;

fn column(name: &str, physical: Physical, logical: Option<LogicalType>) -> Arc<Type> {
    let builder = Type::primitive_type_builder(name, physical);
    let builder = builder.with_repetition(Repetition::OPTIONAL);
    Arc::new(builder.with_logical_type(logical).build().unwrap())
}

fn file(
    fields: Vec<Arc<Type>>,
    compression: Compression,
    fill: impl FnOnce(&mut Group<'_, '_>),
) -> Vec<u8> {
    let schema = Type::group_type_builder("table").with_fields(fields);
    let schema = Arc::new(schema.build().unwrap());
    let properties = WriterProperties::builder().set_compression(compression);
    let mut out = Vec::new();
    let properties = Arc::new(properties.build());
    let mut writer = SerializedFileWriter::new(&mut out, schema, properties).unwrap();
    let mut group = writer.next_row_group().unwrap();
    fill(&mut group);
    group.close().unwrap();
    writer.close().unwrap();
    out
}

/// Values of the next column; `None` is null.
fn write<T: DataType>(group: &mut Group<'_, '_>, values: &[Option<T::T>]) {
    let mut column = group.next_column().unwrap().unwrap();
    let levels: Vec<i16> = values.iter().map(|v| i16::from(v.is_some())).collect();
    let there: Vec<T::T> = values.iter().flatten().cloned().collect();
    column
        .typed::<T>()
        .write_batch(&there, Some(&levels), None)
        .unwrap();
    column.close().unwrap();
}

fn text(text: &str) -> Option<ByteArray> {
    Some(ByteArray::from(text.as_bytes().to_vec()))
}

fn read(bytes: &[u8]) -> Result<Table, LoadError> {
    let input = Input::Bytes {
        name: "t".to_owned(),
        bytes: bytes.to_vec(),
    };
    load(&input, &ReadSettings::default(), &Progress::new())
}

/// Names, floats of both widths and whole numbers.
fn wide(compression: Compression) -> Vec<u8> {
    let fields = vec![
        column("city", Physical::BYTE_ARRAY, Some(LogicalType::String)),
        column("a, \"b\"", Physical::DOUBLE, None),
        column("f", Physical::FLOAT, None),
        column("n", Physical::INT64, None),
    ];
    file(fields, compression, |group| {
        let names = ["Rome", "Bern, \"CH\"", "Oslo\nN"].map(text);
        write::<ByteArrayType>(group, &names);
        write::<DoubleType>(group, &[Some(0.1), Some(1e300), None]);
        write::<FloatType>(group, &[Some(0.1), Some(f32::NAN), Some(f32::INFINITY)]);
        write::<Int64Type>(group, &[Some(i64::MAX), Some(-5), Some(0)]);
    })
}

#[test]
fn a_wide_table() {
    for compression in [
        Compression::UNCOMPRESSED,
        Compression::SNAPPY,
        Compression::GZIP(parquet::basic::GzipLevel::default()),
    ] {
        let table = read(&wide(compression)).unwrap();
        assert_eq!(table.source.format, Format::Parquet);
        assert_eq!(table.source.layout, Layout::Matrix);
        assert_eq!(*table.x.labels, ["a, \"b\"", "f", "n"].map(str::to_owned));
        assert_eq!(table.y.labels[1], "Bern, \"CH\"");
        let grid = &table.grid;
        assert_eq!([grid.get(0, 0), grid.get(1, 0)], [0.1, 1e300]);
        assert_eq!(grid.get(0, 1), f64::from(0.1_f32));
        assert!(grid.get(2, 0).is_nan() && grid.get(1, 1).is_nan());
        assert_eq!(grid.get(2, 1), f64::INFINITY);
        assert_eq!([grid.get(1, 2), grid.get(2, 2)], [-5.0, 0.0]);
    }
}

#[test]
fn a_tidy_table_with_dates() {
    let fields = vec![
        column("day", Physical::INT32, Some(LogicalType::Date)),
        column("depth", Physical::INT32, None),
        column("warmth", Physical::DOUBLE, None),
    ];
    let bytes = file(fields, Compression::SNAPPY, |group| {
        let days = [0, 0, 1, 1, 2, 2].map(|day| Some(19_000 + day));
        write::<Int32Type>(group, &days);
        write::<Int32Type>(group, &[10, 20, 10, 20, 10, 20].map(Some));
        write::<DoubleType>(group, &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0].map(Some));
    });
    let table = read(&bytes).unwrap();
    assert_eq!(table.source.layout, Layout::Tidy);
    assert_eq!(table.x.kind, SideKind::Date);
    assert_eq!(table.y.kind, SideKind::Number);
    assert_eq!(table.z_name.as_deref(), Some("warmth"));
    assert_eq!(table.x.positions.count(), 3);
    let Positions::Centres(days) = &table.x.positions else {
        panic!("{:?}", table.x.positions);
    };
    assert_eq!(days[0], 19_000.0 * 86_400_000.0);
    assert_eq!(table.grid.get(1, 2), 6.0);
}

/// Cut or changed anywhere: a table or one line, and no panic.
#[test]
fn damaged_files_are_one_line() {
    let mut refused = 0;
    for compression in [Compression::UNCOMPRESSED, Compression::SNAPPY] {
        let whole = wide(compression);
        let mut files: Vec<Vec<u8>> = (4..whole.len()).map(|n| whole[..n].to_vec()).collect();
        for at in 4..whole.len() {
            for change in [0x01, 0x80, 0xff, 0x10] {
                let mut bytes = whole.clone();
                bytes[at] ^= change;
                files.push(bytes);
            }
        }
        for bytes in files {
            if let Err(error) = read(&bytes) {
                refused += 1;
                let line = error.to_string();
                assert!(
                    line.len() < 300 && !line.chars().any(char::is_control),
                    "{line:?}"
                );
            }
        }
    }
    assert!(refused > 1000, "{refused}");
}

#[test]
fn nested_columns_are_not_read() {
    let inner = column("inner", Physical::INT32, None);
    let outer = Type::group_type_builder("outer")
        .with_repetition(Repetition::REQUIRED)
        .with_fields(vec![inner]);
    let fields = vec![
        column("n", Physical::INT32, None),
        Arc::new(outer.build().unwrap()),
    ];
    let bytes = file(fields, Compression::UNCOMPRESSED, |group| {
        write::<Int32Type>(group, &[Some(1), Some(2)]);
        write::<Int32Type>(group, &[Some(1), Some(2)]);
    });
    let error = read(&bytes).unwrap_err();
    assert_eq!(error.kind, LoadErrorKind::NotATable);
    assert!(error.message.contains("column outer is nested"), "{error}");
}
