//! Which ticks axes bear and how they read; properties that hold for every axis.

#![expect(
    clippy::expect_used,
    reason = "a test that cannot go on should say where"
)]

use cellsius::axis::{Orientation, Scale, Tick, TickMode, TickRule, TickSpec, parse_date, ticks};
use std::sync::LazyLock;

/// Automatic.
static AUTO: LazyLock<TickRule> = LazyLock::new(TickRule::default);

fn counted(count: Option<usize>) -> TickRule {
    TickRule {
        mode: TickMode::Auto { count },
        ..TickRule::default()
    }
}

const H: Orientation = Orientation::Horizontal;
const V: Orientation = Orientation::Vertical;

fn spec(scale: Scale, range: (f64, f64), length_pt: f64) -> TickSpec<'static> {
    TickSpec {
        scale,
        range: range.into(),
        length_pt,
        orientation: H,
        labels: &[],
        rule: &AUTO,
    }
}

/// Labels in one line; the second line of dates after a slash, small ones in brackets.
fn joined(ticks: &[Tick]) -> String {
    let text = |tick: &Tick| {
        let label = tick
            .label
            .replace('\n', "/")
            .replace('\u{2212}', "-")
            .replace(' ', "_");
        if tick.small {
            format!("({label})")
        } else {
            label
        }
    };
    ticks.iter().map(text).collect::<Vec<_>>().join(" ")
}

fn check(spec: &TickSpec<'_>, expected: &str) {
    assert_eq!(joined(&ticks(spec)), expected, "{spec:?}");
    let [start, end] = spec.range;
    // Dates tell their second line anew from the other end.
    if spec.scale != Scale::Date {
        let reversed = ticks(&TickSpec {
            range: [end, start],
            ..*spec
        });
        let back: Vec<Tick> = reversed.into_iter().rev().collect();
        assert_eq!(joined(&back), expected, "reversed {spec:?}");
    }
}

fn check_ticks(range: (f64, f64), length_pt: f64, expected: &str) {
    check(&spec(Scale::Linear, range, length_pt), expected);
}

fn check_vertical(range: (f64, f64), length_pt: f64, expected: &str) {
    check(
        &TickSpec {
            orientation: V,
            ..spec(Scale::Linear, range, length_pt)
        },
        expected,
    );
}

fn check_count(range: (f64, f64), max_ticks: usize, expected: &str) {
    check(
        &TickSpec {
            rule: &counted(Some(max_ticks)),
            ..spec(Scale::Linear, range, 540.0)
        },
        expected,
    );
}

fn check_log(range: (f64, f64), length_pt: f64, expected: &str) {
    check(&spec(Scale::Log, range, length_pt), expected);
}

fn check_dates(range: (&str, &str), expected: &str) {
    let ms = |text: &str| parse_date(text).expect("a date").ms;
    check(
        &spec(Scale::Date, (ms(range.0), ms(range.1)), 540.0),
        expected,
    );
}

fn check_categories(names: &[&str], range: (f64, f64), length_pt: f64, expected: &str) {
    let labels: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
    check(
        &TickSpec {
            labels: &labels,
            ..spec(Scale::Category, range, length_pt)
        },
        expected,
    );
}

#[test]
fn linear_steps() {
    check_ticks((0.0, 1.0), 540.0, "0 0.2 0.4 0.6 0.8 1");
    check_ticks((-0.5, 1.5), 540.0, "-0.5 0 0.5 1 1.5");
    check_ticks((0.0, 7.0), 540.0, "0 1 2 3 4 5 6 7");
    check_ticks((0.0, 10.0), 540.0, "0 2 4 6 8 10");
    check_ticks((0.0, 23.0), 540.0, "0 5 10 15 20");
    check_ticks((0.0, 60.0), 540.0, "0 10 20 30 40 50 60");
    check_ticks((0.0, 100.0), 540.0, "0 20 40 60 80 100");
    check_ticks((0.0, 100.0), 100.0, "0 50 100");
    check_ticks((0.0, 100.0), 260.0, "0 50 100");
    check_ticks((0.0, 100.0), 1200.0, "0 20 40 60 80 100");
    check_ticks((0.1, 0.7), 540.0, "0.1 0.2 0.3 0.4 0.5 0.6 0.7");
    check_ticks((-1.0, 1.0), 540.0, "-1 -0.5 0 0.5 1");
    check_ticks(
        (1.001, 1.002),
        540.0,
        "1.001 1.0012 1.0014 1.0016 1.0018 1.002",
    );
    check_ticks((2020.0, 2024.0), 540.0, "2020 2021 2022 2023 2024");
    check_ticks((2022.5, 2024.5), 540.0, "2,022.5 2023 2,023.5 2024 2,024.5");
    check_ticks((0.0, 9000.0), 540.0, "0 2000 4000 6000 8000");
    check_vertical((0.0, 1.0), 270.0, "0 0.2 0.4 0.6 0.8 1");
    check_vertical((0.0, 100.0), 100.0, "0 50 100");
    check_vertical((0.0, 100.0), 900.0, "0 20 40 60 80 100");
}

#[test]
fn linear_counts_asked_for() {
    check_count((0.0, 100.0), 1, "0");
    check_count((0.0, 100.0), 3, "0 50 100");
    check_count((0.0, 100.0), 5, "0 50 100");
    check_count((0.0, 100.0), 6, "0 20 40 60 80 100");
    check_count((0.0, 100.0), 11, "0 10 20 30 40 50 60 70 80 90 100");
    check_count((0.0, 100.0), 0, "0 20 40 60 80 100");
}

#[test]
fn linear_powers_of_ten() {
    check_ticks((0.0, 9999.0), 540.0, "0 2k 4k 6k 8k");
    check_ticks((0.0, 12_345.0), 540.0, "0 2k 4k 6k 8k 10k 12k");
    check_ticks((0.0, 1e5), 540.0, "0 20k 40k 60k 80k 100k");
    check_ticks((0.0, 1e6), 540.0, "0 0.2M 0.4M 0.6M 0.8M 1M");
    check_ticks((0.0, 1e7), 540.0, "0 2M 4M 6M 8M 10M");
    check_ticks((0.0, 1e9), 540.0, "0 0.2B 0.4B 0.6B 0.8B 1B");
    check_ticks((0.0, 5e12), 540.0, "0 1T 2T 3T 4T 5T");
    check_ticks((0.0, 1e14), 540.0, "0 20T 40T 60T 80T 100T");
    check_ticks(
        (0.0, 1e16),
        540.0,
        "0 0.2×10¹⁶ 0.4×10¹⁶ 0.6×10¹⁶ 0.8×10¹⁶ 1×10¹⁶",
    );
    check_ticks((0.0, 1e-3), 540.0, "0 0.0002 0.0004 0.0006 0.0008 0.001");
    check_ticks((0.0, 1e-4), 540.0, "0 20μ 40μ 60μ 80μ 100μ");
    check_ticks((-1e-7, 1e-7), 540.0, "-100n -50n 0 50n 100n");
    check_ticks((0.0, 1e-12), 540.0, "0 0.2p 0.4p 0.6p 0.8p 1p");
    check_ticks((0.0, 2e-20), 540.0, "0 0.5×10⁻²⁰ 1×10⁻²⁰ 1.5×10⁻²⁰ 2×10⁻²⁰");
    check_ticks(
        (1e6, 1e6 + 2.0),
        540.0,
        "1M 1.0000005M 1.000001M 1.0000015M 1.000002M",
    );
    check_ticks((-1e5, 1e5), 540.0, "-100k -50k 0 50k 100k");
}

#[test]
fn ranges_that_are_none() {
    for scale in [Scale::Linear, Scale::Log, Scale::Date, Scale::Category] {
        for range in [
            (0.0, 0.0),
            (5.0, 5.0),
            (f64::NAN, 1.0),
            (1.0, f64::NAN),
            (f64::NEG_INFINITY, f64::INFINITY),
            (1.0, f64::INFINITY),
        ] {
            check(&spec(scale, range, 540.0), "");
        }
    }
    check_log((0.0, 10.0), 540.0, "");
    check_log((-1.0, 10.0), 540.0, "");
    check_log((-10.0, -1.0), 540.0, "");
    check_ticks((1e300, 1e300 * (1.0 + 4e-16)), 540.0, "");
    check_ticks((1.0, 1.0 + f64::EPSILON), 540.0, "");
}

#[test]
fn lengths_that_are_none() {
    for length in [0.0, -5.0, f64::NAN, f64::INFINITY] {
        check_ticks((0.0, 100.0), length, "0 50 100");
    }
    check_categories(&["a", "b", "c"], (-0.5, 2.5), 0.0, "a");
}

#[test]
fn absurd_ranges() {
    check_ticks(
        (0.0, 1e308),
        540.0,
        "0 0.2×10³⁰⁸ 0.4×10³⁰⁸ 0.6×10³⁰⁸ 0.8×10³⁰⁸ 1×10³⁰⁸",
    );
    check_ticks(
        (-1.7e308, 1.7e308),
        540.0,
        "-1.5×10³⁰⁸ -1×10³⁰⁸ -0.5×10³⁰⁸ 0 0.5×10³⁰⁸ 1×10³⁰⁸ 1.5×10³⁰⁸",
    );
    check_ticks(
        (0.0, 1e-320),
        540.0,
        "0 0.2×10⁻³²⁰ 0.4×10⁻³²⁰ 0.6×10⁻³²⁰ 0.8×10⁻³²⁰",
    );
    check_log(
        (1e-300, 1e300),
        540.0,
        "10⁻²³⁴ 10⁻¹⁵⁶ 10⁻⁷⁸ 1 10⁷⁸ 10¹⁵⁶ 10²³⁴",
    );
    check_log(
        (1.0, f64::MAX),
        540.0,
        "1 10⁴⁰ 10⁸⁰ 10¹²⁰ 10¹⁶⁰ 10²⁰⁰ 10²⁴⁰ 10²⁸⁰",
    );
}

#[test]
fn log_decades() {
    check_log((1e-6, 1e6), 540.0, "1μ 100μ 0.01 1 100 10k 1M");
    check_log((1.0, 1e30), 540.0, "1 10k 100M 1T 10¹⁶ 10²⁰ 10²⁴ 10²⁸");
    check_log((1.0, 1e6), 540.0, "1 10 100 1000 10k 100k 1M");
    check_log((1e-20, 1e-10), 540.0, "10⁻²⁰ 10⁻¹⁸ 10⁻¹⁶ 10f 1p 100p");
    check_log((1e8, 1e15), 540.0, "100M 1B 10B 100B 1T 10T 100T 10¹⁵");
}

#[test]
fn log_digits() {
    check_log((1.0, 1e3), 540.0, "1 (2) (5) 10 (2) (5) 100 (2) (5) 1000");
    check_log(
        (1.0, 1e2),
        540.0,
        "1 (2) (3) (4) (5) (6) (7) (8) (9) 10 (2) (3) (4) (5) (6) (7) (8) (9) 100",
    );
    check_log(
        (0.3, 30.0),
        540.0,
        "(3) (4) (5) (6) (7) (8) (9) 1 (2) (3) (4) (5) (6) (7) (8) (9) 10 (2) (3)",
    );
    check_log((0.01, 1.0), 270.0, "0.01 (2) (5) 0.1 (2) (5) 1");
    check_log(
        (1e-5, 1e-4),
        540.0,
        "10μ (2) (3) (4) (5) (6) (7) (8) (9) 100μ",
    );
}

#[test]
fn log_within_a_decade() {
    check_log((2.0, 6.0), 540.0, "2 2.5 3 3.5 4 4.5 5 5.5 6");
    check_log(
        (9.5, 10.5),
        529.0,
        "9.5 9.6 9.7 9.8 9.9 10 10.1 10.2 10.3 10.4 10.5",
    );
    check_log(
        (20_000.0, 60_000.0),
        540.0,
        "20k 25k 30k 35k 40k 45k 50k 55k 60k",
    );
    check_log(
        (1000.0, 1100.0),
        540.0,
        "1000 1010 1020 1030 1040 1050 1060 1070 1080 1090 1100",
    );
}

#[test]
fn dates() {
    check_dates(
        ("2024-01-01", "2024-01-08"),
        "Jan_1/2024 Jan_2 Jan_3 Jan_4 Jan_5 Jan_6 Jan_7 Jan_8",
    );
    check_dates(
        ("2024-01-01", "2024-01-03"),
        "00:00/Jan_1,_2024 12:00 00:00/Jan_2,_2024 12:00 00:00/Jan_3,_2024",
    );
    check_dates(
        ("2024-01-01", "2024-01-31"),
        "Jan_7/2024 Jan_14 Jan_21 Jan_28",
    );
    check_dates(
        ("2023-12-16 12:00", "2024-03-15 12:00"),
        "Dec_17/2023 Dec_31 Jan_14/2024 Jan_28 Feb_11 Feb_25 Mar_10",
    );
    check_dates(
        ("2024-01-01", "2024-06-30"),
        "Jan_2024 Feb_2024 Mar_2024 Apr_2024 May_2024 Jun_2024",
    );
    check_dates(
        ("2024-06-30", "2024-01-01"),
        "Jun_2024 May_2024 Apr_2024 Mar_2024 Feb_2024 Jan_2024",
    );
    check_dates(
        ("2024-01-01", "2025-01-01"),
        "Jan_2024 Mar_2024 May_2024 Jul_2024 Sep_2024 Nov_2024 Jan_2025",
    );
    check_dates(("2020-01-01", "2024-01-01"), "2020 2021 2022 2023 2024");
    check_dates(("2015-01-01", "2025-01-01"), "2016 2018 2020 2022 2024");
    check_dates(
        ("1950-01-01", "2020-01-01"),
        "1950 1960 1970 1980 1990 2000 2010 2020",
    );
    check_dates(
        ("1000-01-01", "2000-01-01"),
        "1000 1200 1400 1600 1800 2000",
    );
    check_dates(("-0100-01-01", "0100-01-01"), "-0100 -0050 0000 0050 0100");
    check_dates(("-9999-01-01", "9999-01-01"), "-8000 -3000 2000 7000");
    check_dates(
        ("2024-01-02", "2024-01-01"),
        "00:00/Jan_2,_2024 18:00/Jan_1,_2024 12:00 06:00 00:00",
    );
}

#[test]
fn times() {
    check_dates(
        ("2024-01-01", "2024-01-01 12:00"),
        "00:00/Jan_1,_2024 02:00 04:00 06:00 08:00 10:00 12:00",
    );
    check_dates(
        ("2024-01-01", "2024-01-01 01:00"),
        "00:00/Jan_1,_2024 00:10 00:20 00:30 00:40 00:50 01:00",
    );
    check_dates(
        ("2024-01-01", "2024-01-01 00:01"),
        "00:00:00/Jan_1,_2024 00:00:10 00:00:20 00:00:30 00:00:40 00:00:50 00:01:00",
    );
    check_dates(
        ("2024-01-01", "2024-01-01 00:00:01"),
        "00:00:00/Jan_1,_2024 00:00:00.2 00:00:00.4 00:00:00.6 00:00:00.8 00:00:01",
    );
    check_dates(
        ("2024-01-01", "2024-01-01 00:00:00.01"),
        "00:00:00/Jan_1,_2024 00:00:00.002 00:00:00.004 00:00:00.006 00:00:00.008 00:00:00.01",
    );
    check_dates(
        ("2023-12-31 23:59:59.875", "2024-01-01 00:00:00.125"),
        "23:59:59.9/Dec_31,_2023 23:59:59.95 00:00:00/Jan_1,_2024 00:00:00.05 00:00:00.1",
    );
    check_dates(
        ("1970-01-01", "1970-01-01 00:00:00.000010"),
        "00:00:00/Jan_1,_1970 00:00:00.000002 00:00:00.000004 00:00:00.000006 00:00:00.000008 00:00:00.00001",
    );
}

#[test]
fn categories() {
    check_categories(&["a", "b", "c"], (-0.5, 2.5), 540.0, "a b c");
    check_categories(&["a", "b", "c"], (-0.5, 2.5), 28.0, "a c");
    check_categories(&["a", "b", "c", "d"], (0.6, 2.4), 540.0, "b c");
    check_categories(&["a", "b", "c", "d"], (-10.0, 10.0), 540.0, "a b c d");
    check_categories(&["a", "b", "c", "d"], (10.0, 20.0), 540.0, "");
    check_categories(&["a", "b", "c", "d"], (-20.0, -10.0), 540.0, "");
    check_categories(&["a", "b", "c", "d"], (1.2, 1.4), 540.0, "");
    check_categories(&[], (-0.5, 2.5), 540.0, "");
    check_categories(&["a", "a"], (-0.5, 1.5), 540.0, "a a");
}

/// A row of numbers that repeats itself on every run.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> f64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        #[expect(clippy::cast_precision_loss, reason = "53 bits are kept")]
        let unit = (self.0 >> 11) as f64 / 9_007_199_254_740_992.0;
        unit
    }

    /// Over many powers of ten, of either sign.
    fn wide(&mut self, decades: f64) -> f64 {
        let size = 10_f64.powf((self.next() - 0.5) * decades);
        if self.next() < 0.5 { -size } else { size }
    }
}

fn check_properties(spec: &TickSpec<'_>) {
    let found = ticks(spec);
    let cap = (spec.length_pt as usize).max(1000);
    assert!(found.len() <= cap, "{} ticks: {spec:?}", found.len());
    let [start, end] = spec.range.map(|end| spec.scale.scale_from_data(end));
    let slack = (end - start).abs() * 1.001e-4 + start.abs().max(end.abs()) * 1e-12;
    for tick in &found {
        let place = spec.scale.scale_from_data(tick.value);
        let inside = place >= start.min(end) - slack && place <= start.max(end) + slack;
        assert!(inside, "{} outside: {spec:?}", tick.value);
    }
    for pair in found.windows(2) {
        let ascending = pair[0].value < pair[1].value;
        assert!(
            ascending == (start < end) && pair[0].value != pair[1].value,
            "{pair:?} {spec:?}"
        );
        assert_ne!(pair[0].label, pair[1].label, "{spec:?}");
    }
    let back = ticks(&TickSpec {
        range: [spec.range[1], spec.range[0]],
        ..*spec
    });
    let values: Vec<f64> = back.iter().rev().map(|tick| tick.value).collect();
    assert_eq!(
        values,
        found.iter().map(|tick| tick.value).collect::<Vec<_>>(),
        "{spec:?}"
    );
}

#[test]
fn properties_of_random_axes() {
    let mut numbers = Numbers(7);
    let labels: Vec<String> = (0..5000).map(|i| format!("c{i}")).collect();
    for round in 0..1_500 {
        let length_pt = numbers.next() * 3000.0;
        let orientation = if round % 2 == 0 { H } else { V };
        let rule = counted([None, None, Some(1), Some(7), Some(50), Some(usize::MAX)][round % 6]);
        let centre = numbers.wide(30.0);
        let width = numbers.wide(30.0);
        let check = |scale, range: [f64; 2]| {
            check_properties(&TickSpec {
                scale,
                range,
                length_pt,
                orientation,
                labels: &labels,
                rule: &rule,
            });
        };
        check(Scale::Linear, [centre, centre + width]);
        check(Scale::Linear, [numbers.wide(620.0), numbers.wide(620.0)]);
        check(
            Scale::Log,
            [numbers.wide(620.0).abs(), numbers.wide(620.0).abs()],
        );
        check(
            Scale::Log,
            [centre.abs(), centre.abs() * (1.0 + numbers.next())],
        );
        let moment = (numbers.next() - 0.4) * 1e14;
        check(Scale::Date, [moment, moment + numbers.wide(34.0)]);
        let first = numbers.next() * 6000.0;
        check(Scale::Category, [first, first + numbers.wide(10.0)]);
    }
}
