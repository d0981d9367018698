//! How numbers and dates are written, and dates read.

#![expect(
    clippy::expect_used,
    reason = "a test that cannot go on should say where"
)]

use cellsius::axis::{
    Positions, Scale, date_text, exact_integer, exact_number, format_date, format_number,
    hover_number, parse_date,
};

/// `U+2212` as a hyphen, so that the tables can be typed.
fn ascii(text: &str) -> String {
    text.replace('\u{2212}', "-")
}

fn check_format(format: &str, value: f64, expected: &str) {
    let text = format_number(format, value).map(|text| ascii(&text));
    assert_eq!(text.as_deref(), Ok(expected), "{format} of {value}");
}

#[test]
fn number_formats_of_the_documentation() {
    check_format(".0%", 0.123, "12%");
    check_format("($.2f", -3.5, "($3.50)");
    check_format("+20", 42.0, "                 +42");
    check_format(".^20", 42.0, ".........42.........");
    check_format(".2s", 42e6, "42M");
    check_format("#x", 48879.0, "0xbeef");
    check_format(",.2r", 4223.0, "4,200");
    check_format("s", 1500.0, "1.50000k");
    check_format("~s", 1500.0, "1.5k");
    check_format(".2", 42.0, "42");
    check_format(".2", 4.2, "4.2");
    check_format(".1", 42.0, "4e+1");
    check_format(".1", 4.2, "4");
    check_format("s", 0.00042, "420.000µ");
    check_format(".3s", 0.0042, "4.20m");
    check_format(".2s", 0.0042, "4.2m");
    check_format("b", 5.0, "101");
    check_format("o", 8.0, "10");
    check_format("X", 48879.0, "BEEF");
    check_format("d", 3.7, "4");
    check_format("n", 12345.6789, "12,345.7");
    check_format("p", 0.123, "12.3000%");
    check_format(".2p", 0.12345, "12%");
    check_format("c", 48.0, "48");
}

#[test]
fn number_formats() {
    check_format("", 0.1, "0.1");
    check_format("", 1.0 / 3.0, "0.333333333333");
    check_format("", -42.0, "-42");
    check_format("", 1e21, "1e+21");
    check_format("f", 42.0, "42.000000");
    check_format(".2f", 1.005, "1.00");
    check_format(".0f", 0.5, "1");
    check_format(".0f", 1.5, "2");
    check_format(".0f", 2.5, "3");
    check_format(".0f", -2.5, "-3");
    check_format(".2f", -0.001, "0.00");
    check_format("+.2f", -0.001, "-0.00");
    check_format("+.2f", 0.001, "+0.00");
    check_format(" .1f", 3.0, " 3.0");
    check_format("(.1f", -3.0, "(3.0)");
    check_format(".1e", 0.0, "0.0e+0");
    check_format(".2e", 123_456.0, "1.23e+5");
    check_format(".0e", 0.00042, "4e-4");
    check_format("e", 42.0, "4.200000e+1");
    check_format("~e", 42.0, "4.2e+1");
    check_format(".3g", 0.00049, "0.000490");
    check_format(".3g", 4.9e-8, "4.90e-8");
    check_format(".3g", 1234.0, "1.23e+3");
    check_format("~g", 0.5, "0.5");
    check_format(".1%", 0.1234, "12.3%");
    check_format("~%", 0.5, "50%");
    check_format(".0%", 0.015, "2%");
    check_format(".2p", 1e308, &format!("1{}%", "0".repeat(310)));
    check_format("+.1%", -0.1, "-10.0%");
}

#[test]
fn number_formats_filled_and_scaled() {
    check_format("$.1%", 0.5, "$50.0");
    check_format(",", 1_234_567.0, "1,234,567");
    check_format(",.2f", 1_234_567.891, "1,234,567.89");
    check_format(",", 123.0, "123");
    check_format("$,.2f", 1234.5, "$1,234.50");
    check_format("$,.2f", -1234.5, "-$1,234.50");
    check_format("08d", 42.0, "00000042");
    check_format("08d", -42.0, "-0000042");
    check_format("08,d", 1234.0, "0,001,234");
    check_format("07,d", 1234.0, "001,234");
    check_format("<8d", 42.0, "42      ");
    check_format("*>8d", 42.0, "******42");
    check_format("*=8d", -42.0, "-*****42");
    check_format("^7d", 42.0, "  42   ");
    check_format(".2s", 0.0, "0.0");
    check_format("s", 1.0, "1.00000");
    check_format(".3s", 999.5, "1.00k");
    check_format(".3s", 1e27, "1000Y");
    check_format(".3s", 1e-24, "1.00y");
    check_format("~s", 1e9, "1G");
    check_format(".3r", 0.0, "0.00");
    check_format(".1r", 0.049, "0.05");
    check_format(".3r", 12345.0, "12300");
    check_format("d", 1e21, "1000000000000000000000");
    check_format("x", 255.0, "ff");
    check_format("x", 1e300, "1e+300");
    check_format(".2f", 1e21, "1e+21");
    check_format("%", 1e21, "1e+23%");
    check_format("d", f64::INFINITY, "∞");
    check_format(".2f", f64::NAN, "NaN");
    check_format(".2f", f64::INFINITY, "Infinity");
    check_format(".2f", f64::NEG_INFINITY, "-Infinity");
    check_format("99999d", 1.0, &format!("{}1", " ".repeat(999)));
    check_format(".99f", 0.5, "0.50000000000000000000");
}

#[test]
fn wrong_number_formats() {
    for format in [".", "foo", ".2ff", "é", "%%", ".f", "{z}", "2.3.4"] {
        let error = format_number(format, 1.0).expect_err(format);
        assert_eq!(error.to_string(), format!("`{format}` is no number format"));
    }
}

/// Saturday, the 6th of January 2024, 15:04:05.0678.
const MOMENT: &str = "2024-01-06 15:04:05.0678";

fn check_date_format(format: &str, date: &str, expected: &str) {
    let ms = parse_date(date).expect("a date").ms;
    assert_eq!(
        format_date(format, ms).as_deref(),
        Ok(expected),
        "{format} of {date}"
    );
}

#[test]
fn date_formats() {
    for (format, expected) in [
        ("%a %A", "Sat Saturday"),
        ("%b %B", "Jan January"),
        ("%c", "1/6/2024, 3:04:05 PM"),
        ("%x|%X", "1/6/2024|3:04:05 PM"),
        ("%d %e %-d %_d %0e", "06  6 6  6 06"),
        ("%H %I %-I %p", "15 03 3 PM"),
        ("%j %-j", "006 6"),
        ("%m %-m %M %S", "01 1 04 05"),
        ("%L %f %3f %{2}f %1f", "067 0678 068 07 1"),
        ("%q %h", "1 1"),
        ("%U %W %V %G %g", "00 01 01 2024 24"),
        ("%u %w", "6 6"),
        ("%y %Y", "24 2024"),
        ("%s", "1704553445"),
        ("%Q", "1704553445067"),
        ("%Z %%", "+0000 %"),
        ("plain", "plain"),
        ("%b %-d\n%Y", "Jan 6\n2024"),
    ] {
        check_date_format(format, MOMENT, expected);
    }
    check_date_format("%h %q", "2024-07-01", "2 3");
    check_date_format("%U %W %V %G", "2024-12-31", "52 53 01 2025");
    check_date_format("%U %W %V %G", "2023-01-01", "01 00 52 2022");
    check_date_format("%I %p", "2024-01-01 00:30", "12 AM");
    check_date_format("%I %p", "2024-01-01 12:30", "12 PM");
    check_date_format("%f", "2024-01-01", "0");
    check_date_format("%Y", "-0044-03-15", "-0044");
    for format in ["%", "%E", "100%", "%{3}Y", "%{x}f", "%3Y", "%-"] {
        assert!(format_date(format, 0.0).is_err(), "{format}");
    }
    assert_eq!(format_date("%Y", f64::NAN).as_deref(), Ok(""));
}

#[test]
fn exact_numbers() {
    for (value, expected) in [
        (0.0, "0"),
        (-0.0, "0"),
        (1.0, "1"),
        (-1.5, "-1.5"),
        (0.1, "0.1"),
        (0.30000000000000004, "0.30000000000000004"),
        (1e15, "1000000000000000"),
        (9_007_199_254_740_993.0, "9007199254740992"),
        (1e16, "1e16"),
        (1.5e300, "1.5e300"),
        (1e-5, "0.00001"),
        (9.9e-6, "9.9e-6"),
        (-5e-324, "-5e-324"),
        (f64::NAN, "NaN"),
        (f64::INFINITY, "inf"),
        (f64::NEG_INFINITY, "-inf"),
    ] {
        assert_eq!(exact_number(value), expected);
    }
    assert_eq!(exact_integer(i64::MIN), "-9223372036854775808");
}

#[test]
fn hover_numbers() {
    for (value, expected) in [
        (0.0, "0"),
        (-5.0, "-5"),
        (1.0 / 3.0, "0.3333333"),
        (2.0 / 3.0, "0.6666667"),
        (0.1 + 0.2, "0.3"),
        (1234.5678, "1,234.568"),
        (12345.678, "12.34568k"),
        (123_456.789, "123.4568k"),
        (1_234_567.89, "1.234568M"),
        (12_345_678.9, "12.34568M"),
        (123_456_789.123, "123.4568M"),
        (1e9, "1B"),
        (1.5e9, "1.5B"),
        (1e12, "1T"),
        (1e15, "1×10¹⁵"),
        (1e16, "1×10¹⁶"),
        (0.001, "0.001"),
        (0.000_123_45, "123.45μ"),
        (1.2345e-6, "1.2345μ"),
        (1e-9, "1n"),
        (1e-15, "1f"),
        (1e-16, "1×10⁻¹⁶"),
        (-1e-9, "-1n"),
        (-1_234_567.0, "-1.234567M"),
        (99_999.5, "99.9995k"),
        (0.000_123_456_78, "123.4568μ"),
        (std::f64::consts::PI, "3.141593"),
        (100.0, "100"),
        (1000.0, "1000"),
        (1001.5, "1,001.5"),
        (10_000.0, "10k"),
        (f64::MAX, "1.797693×10³⁰⁸"),
        (5e-324, "5×10⁻³²⁴"),
        (f64::NAN, "NaN"),
        (f64::INFINITY, "∞"),
        (f64::NEG_INFINITY, "-∞"),
    ] {
        assert_eq!(ascii(&hover_number(value)), expected, "{value:e}");
    }
}

#[test]
fn dates_read_and_written() {
    for (text, ms, written) in [
        ("1970-01-01", 0.0, "1970-01-01"),
        ("2024", 1_704_067_200_000.0, "2024-01-01"),
        ("2024-02", 1_706_745_600_000.0, "2024-02-01"),
        ("2024-1-7", 1_704_585_600_000.0, "2024-01-07"),
        (" 2024-01-07 ", 1_704_585_600_000.0, "2024-01-07"),
        ("2024/01/07", 1_704_585_600_000.0, "2024-01-07"),
        ("2024-02-29", 1_709_164_800_000.0, "2024-02-29"),
        ("2024-01-07 13", 1_704_632_400_000.0, "2024-01-07 13:00"),
        ("2024-01-07 13:45", 1_704_635_100_000.0, "2024-01-07 13:45"),
        (
            "2024-01-07T13:45:30",
            1_704_635_130_000.0,
            "2024-01-07 13:45:30",
        ),
        (
            "2024-01-07t13:45:30.125Z",
            1_704_635_130_125.0,
            "2024-01-07 13:45:30.125",
        ),
        (
            "2024/01/07 13:45:30.5",
            1_704_635_130_500.0,
            "2024-01-07 13:45:30.5",
        ),
        (
            "2024-01-07 13:45:30.0005",
            1_704_635_130_000.5,
            "2024-01-07 13:45:30.0005",
        ),
        ("1969-12-31 23:59:59.999", -1.0, "1969-12-31 23:59:59.999"),
        ("0000-03-01", -62_162_035_200_000.0, "0000-03-01"),
        ("-0044-03-15", -63_549_360_000_000.0, "-0044-03-15"),
        ("24-01-07", 1_704_585_600_000.0, "2024-01-07"),
        ("56-01-01", -441_849_600_000.0, "1956-01-01"),
        ("9999-12-31", 253_402_214_400_000.0, "9999-12-31"),
    ] {
        let parsed = parse_date(text).map(|date| date.ms);
        assert_eq!(parsed, Some(ms), "{text}");
        assert_eq!(date_text(ms), written, "{text}");
    }
    assert_eq!(date_text(1e18), "1e18 ms");
    assert_eq!(date_text(f64::NAN), "NaN ms");
}

#[test]
fn texts_that_are_no_dates() {
    for text in [
        "",
        " ",
        "x",
        "2",
        "202",
        "20245",
        "2024-",
        "2024-13",
        "2024-00",
        "2024-02-30",
        "2023-02-29",
        "2024-01-07 ",
        "2024-01-07x",
        "2024-01-07 24:00",
        "2024-01-07 12:60",
        "2024-01-07 12:00:60",
        "2024-01-07 12:00:00.",
        "2024-01-07 1:2",
        "2024-01-07 12:00+1",
        "2024-01-07 12:00+2:00",
        "2024-01-07Z",
        "2024/01",
        "2024/01-07",
        "2024-01/07",
        "-24",
        "--2024",
        "2-4",
        "5-7",
        "2024-001-01",
        "12:30",
        "é",
        "2024-01-07 é",
        "1e5",
        "+2024",
    ] {
        // A blank at the end is no more than a blank.
        if text == "2024-01-07 " {
            assert!(parse_date(text).is_some());
            continue;
        }
        assert_eq!(parse_date(text), None, "{text:?}");
    }
}

#[test]
fn offsets_and_digits() {
    let offset = |text: &str| parse_date(text).expect(text).offset_minutes;
    assert_eq!(offset("2024-01-07 12:00"), None);
    assert_eq!(offset("2024-01-07 12:00Z"), Some(0));
    assert_eq!(offset("2024-01-07 12:00z"), Some(0));
    assert_eq!(offset("2024-01-07T12:00:00+02:00"), Some(120));
    assert_eq!(offset("2024-01-07T12:00:00-0330"), Some(-210));
    assert_eq!(offset("2024-01-07T12:00:00.25+02"), Some(120));
    let as_written = parse_date("2024-01-07T12:00:00+02:00").expect("a date").ms;
    assert_eq!(date_text(as_written), "2024-01-07 12:00");
    let finer = |text: &str| parse_date(text).expect(text).finer_than_microsecond;
    assert!(!finer("2024-01-07 12:00:00.123456"));
    assert!(!finer("2024-01-07 12:00:00.123456000"));
    assert!(finer("2024-01-07 12:00:00.123456001"));
}

#[test]
fn dates_read_back_as_written() {
    let mut ms = -3.0e14;
    while ms < 2.5e14 {
        for moment in [ms, libm::round(ms), libm::floor(ms / 1e3) * 1e3, ms / 1e6] {
            let text = date_text(moment);
            if text.ends_with(" ms") {
                continue;
            }
            let back = parse_date(&text).expect(&text).ms;
            // Near 1970 doubles are finer than the nanosecond at which the text ends.
            assert!((back - moment).abs() <= 1e-6, "{moment} {text} {back}");
        }
        ms += 1.234_567_891_2e11;
    }
}

fn check_edges(positions: Positions, scale: Scale, expected: &[f64]) {
    let edges = positions.edges(scale);
    assert_eq!(
        edges.iter().len(),
        expected.len(),
        "{positions:?} {edges:?}"
    );
    for (edge, wanted) in edges.iter().zip(expected) {
        let near = (edge - wanted).abs() <= 1e-12 * wanted.abs().max(1.0);
        assert!(near, "{positions:?} {edges:?} not {expected:?}");
    }
}

#[test]
fn edges_from_centres() {
    use Scale::{Category, Date, Linear, Log};
    let centres = |list: &[f64]| Positions::Centres(list.into());
    check_edges(
        centres(&[0.0, 1.0, 3.0, 7.0]),
        Linear,
        &[-0.5, 0.5, 2.0, 5.0, 9.0],
    );
    check_edges(centres(&[7.0, 3.0, 1.0]), Linear, &[9.0, 5.0, 2.0, 0.0]);
    check_edges(centres(&[0.0, 1.0, 3.0]), Date, &[-0.5, 0.5, 2.0, 4.0]);
    check_edges(centres(&[5.0, 9.0]), Category, &[-0.5, 0.5, 1.5]);
    check_edges(centres(&[]), Linear, &[0.0]);
    check_edges(Positions::index(3), Linear, &[-0.5, 0.5, 1.5, 2.5]);
    let steps = Positions::steps;
    check_edges(steps(10.0, -2.0, 2), Linear, &[11.0, 9.0, 7.0]);
    check_edges(steps(0.0, 1.0, 2), Log, &[-0.5, 0.5, 1.5]);
    check_edges(
        Positions::Edges([1.0, 2.0, 4.0].into()),
        Log,
        &[1.0, 2.0, 4.0],
    );
    let root = libm::sqrt(10.0);
    check_edges(
        centres(&[1.0, 10.0, 100.0]),
        Log,
        &[1.0 / root, root, 10.0 * root, 100.0 * root],
    );
    // Towards what a log axis cannot place, an edge has no place either.
    check_edges(
        centres(&[0.0, 10.0, 100.0]),
        Log,
        &[-5.0, 0.0, 10.0 * root, 100.0 * root],
    );
    check_edges(
        centres(&[100.0, 10.0, -1.0]),
        Log,
        &[100.0 * root, 10.0 * root, 0.0, -6.5],
    );
    assert_eq!(centres(&[-1.0, 10.0, 100.0]).edges(Log).unplaced(Log), 2);
}

#[test]
fn edges_of_a_single_cell() {
    let check = |centre: f64, scale, expected: [f64; 2]| {
        check_edges(Positions::Centres([centre].into()), scale, &expected);
    };
    let day = 86_400_000.0;
    check(2.0, Scale::Linear, [1.5, 2.5]);
    check(10.0, Scale::Log, [9.5, 10.5]);
    check(
        0.1,
        Scale::Log,
        [0.1 / libm::sqrt(10.0), 0.1 * libm::sqrt(10.0)],
    );
    check(10.0 * day, Scale::Date, [9.5 * day, 10.5 * day]);
    check(-10.0 * day, Scale::Date, [-10.5 * day, -9.5 * day]);
    check(
        10.0 * day + 7_200_000.0,
        Scale::Date,
        [10.0 * day + 5_400_000.0, 10.0 * day + 9_000_000.0],
    );
    for centre in [0.0, 1e17, -1e300, f64::MIN_POSITIVE] {
        let edges = Positions::Centres([centre].into()).edges(Scale::Linear);
        assert!(edges.at(0) < edges.at(1), "{centre}");
    }
}
