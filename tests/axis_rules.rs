//! Which ticks an axis bears by each of Plotly's rules, and how they and its values read: what
//! plotly.js 4.1.1 was observed to do for the same axes (`axis_rule/cases.txt`).

#![expect(
    clippy::expect_used,
    reason = "a test that cannot go on should say where"
)]

#[path = "axis_rule/mod.rs"]
mod axis_rule;

use std::sync::Arc;

use axis_rule::{Known, rule_of};
use cellsius::axis::{
    BreakRule, Breaks, Orientation, Period, PeriodAlign, Scale, Tick, TickRule, TickSpec,
    align_period, date_text, exact_number, group_labels, number_text, parse_date, plotly_date,
    plotly_number, span_text, ticks, ticks_at, value_text,
};
use serde_json::Value;

/// An axis of the list.
struct Axis {
    scale: Scale,
    names: Vec<String>,
    range: [f64; 2],
    orientation: Orientation,
    rule: TickRule,
}

impl Axis {
    fn new(layout: &str) -> Self {
        let axis: Value = serde_json::from_str(layout).expect(layout);
        let scale = match axis["type"].as_str() {
            Some("log") => Scale::Log,
            Some("date") => Scale::Date,
            Some("category") => Scale::Category,
            _ => Scale::Linear,
        };
        let letters = |key: &str| -> Vec<String> {
            let letters = axis[key].as_str().unwrap_or_default();
            letters.chars().map(String::from).collect()
        };
        let end = |value: &Value| match value.as_str() {
            Some(date) => ms(date),
            None => scale.data_from_scale(value.as_f64().expect("a number")),
        };
        let range = [end(&axis["range"][0]), end(&axis["range"][1])];
        let known = Known {
            scale,
            names: &letters("letters"),
            groups: &letters("groups"),
            range,
            separators: &axis["separators"],
        };
        Self {
            rule: rule_of(&axis, &known),
            names: letters("letters"),
            orientation: if axis["vertical"] == true {
                Orientation::Vertical
            } else {
                Orientation::Horizontal
            },
            scale,
            range,
        }
    }

    fn spec(&self) -> TickSpec<'_> {
        TickSpec {
            scale: self.scale,
            range: self.range,
            length_pt: 540.0,
            orientation: self.orientation,
            labels: &self.names,
            rule: &self.rule,
        }
    }

    /// A tick as the list writes it.
    fn shown(&self, tick: &Tick) -> String {
        let place = |value: f64| match self.scale {
            Scale::Date => date_text(value),
            _ => exact_number((self.scale.scale_from_data(value) * 1e4).round() / 1e4),
        };
        let mut text = place(tick.value);
        if !tick.marked {
            text = format!("({text})");
        }
        if tick.label_at != tick.value {
            text = format!("{text}~{}", place(tick.label_at));
        }
        if tick.size != 1.0 {
            text = format!("{text}*{}", tick.size);
        }
        if !tick.minor {
            text = format!("{text} {:?}", ascii(&tick.label));
        }
        text
    }

    fn ticks(&self) -> String {
        let ticks = ticks(&self.spec());
        let shown: Vec<String> = ticks.iter().map(|tick| self.shown(tick)).collect();
        shown.join(", ")
    }
}

/// `U+2212` as a hyphen, so that the tables can be typed.
fn ascii(text: &str) -> String {
    text.replace('\u{2212}', "-")
}

fn ms(date: &str) -> f64 {
    parse_date(date).expect(date).ms
}

#[test]
fn axes_bear_what_plotly_draws() {
    let list = include_str!("axis_rule/cases.txt");
    let mut lines = list
        .lines()
        .filter(|line| !(line.is_empty() || line.starts_with('#')));
    let mut count = 0;
    while let (Some(layout), Some(expected)) = (lines.next(), lines.next()) {
        assert_eq!(Axis::new(layout).ticks(), expected, "{layout}");
        count += 1;
    }
    assert!(count > 100, "{count} axes");
}

#[test]
fn outer_names_span_the_ticks_that_are_seen() {
    let check = |range: &str, expected: &[(&str, usize, usize)]| {
        let axis = Axis::new(&format!(
            r#"{{"type": "category", "letters": "abcabc", "groups": "XXXYYY", "range": {range}}}"#
        ));
        let labels = group_labels(&ticks(&axis.spec()), &axis.rule);
        let found: Vec<(&str, usize, usize)> = labels
            .iter()
            .map(|label| (label.label.as_str(), label.first, label.last))
            .collect();
        assert_eq!(found, expected, "{range}");
    };
    check("[-0.5, 5.5]", &[("X", 0, 2), ("Y", 3, 5)]);
    check("[5.5, -0.5]", &[("X", 0, 2), ("Y", 3, 5)]);
    check("[1.5, 4.4]", &[("X", 2, 2), ("Y", 3, 4)]);
    check("[3.5, 4.5]", &[("Y", 4, 4)]);
    check("[8, 9]", &[]);
}

fn check_value(layout: &str, format: &str, value: f64, expected: &str) {
    let axis = Axis::new(layout);
    let found = ascii(&value_text(&axis.spec(), format, value));
    assert_eq!(found, expected, "{value} {format} {layout}");
}

#[test]
fn values_of_numbers_and_names() {
    let linear = r#"{"range": [0, 1]}"#;
    check_value(linear, "", 0.30000000000000004, "0.3");
    check_value(linear, "", 12345.678, "12.34568k");
    check_value(linear, "", f64::NAN, "NaN");
    check_value(linear, ".1f", -0.25, "-0.3");
    check_value(linear, "s", 1500.0, "1.5k");
    check_value(
        r#"{"range": [0, 1], "tickprefix": "$", "ticksuffix": " k", "showticksuffix": "last"}"#,
        "",
        0.0,
        "$0 k",
    );
    check_value(
        r#"{"range": [0, 1], "tickprefix": "$", "showtickprefix": "none"}"#,
        "",
        2.0,
        "2",
    );
    check_value(
        r#"{"range": [0, 1], "tickformat": ".2%"}"#,
        "",
        1.0,
        "100.00%",
    );
    check_value(
        r#"{"range": [0, 1], "tickformat": ".2%"}"#,
        ".1f",
        1.0,
        "1.0",
    );
    check_value(
        r#"{"range": [0, 9], "tickvals": [1, 2], "ticktext": ["one"]}"#,
        "",
        1.0,
        "one",
    );
    check_value(
        r#"{"range": [0, 9], "separators": ", "}"#,
        "",
        1234.5,
        "1 234,5",
    );
    let log = r#"{"type": "log", "range": [0, 2]}"#;
    check_value(log, "", 1e6, "1M");
    check_value(log, "", 0.0, "0");
    check_value(log, "", -12.5, "-12.5");
    let names = r#"{"type": "category", "letters": "abc", "range": [-0.5, 2.5]}"#;
    check_value(names, "", 1.0, "b");
    check_value(names, "", 7.0, "");
    let groups = r#"{"type": "category", "letters": "ab", "groups": "XY", "range": [-0.5, 1.5]}"#;
    check_value(groups, "", 1.0, "Y - b");
    assert_eq!(number_text("", ['.', ','], 1e-9), "1n");
    assert_eq!(number_text(",.1f", [',', '\0'], 12345.67), "12345,7");
}

#[test]
fn values_of_dates() {
    let check = |range: [&str; 2], format: &str, date: &str, expected: &str| {
        let layout = format!(
            r#"{{"type": "date", "range": ["{}", "{}"]}}"#,
            range[0], range[1]
        );
        check_value(&layout, format, ms(date), expected);
    };
    let years = ["2000-01-01", "2024-01-01"];
    let months = ["2024-01-01", "2024-07-01"];
    let days = ["2024-01-01", "2024-01-21"];
    let hours = ["2024-01-01", "2024-01-02"];
    check(years, "", "2024-03-05 15:30", "Mar 2024");
    check(months, "", "2024-03-05 15:30", "Mar 5, 2024");
    check(days, "", "2024-03-05 15:30", "Mar 5, 2024, 15:30");
    check(days, "", "2024-03-05", "Mar 5, 2024");
    check(hours, "", "2024-03-05 15:30", "Mar 5, 2024, 15:30");
    check(hours, "", "2024-03-05 15:30:07", "Mar 5, 2024, 15:30:07");
    check(days, "%b %-d", "2024-03-05 15:30", "Mar 5");
    let two_lines = "%H:%M\n%b %-d";
    check(hours, two_lines, "2024-03-05 15:30", "Mar 5, 15:30");
    // Where ticks are days, the second line is taken for the year.
    check(days, two_lines, "2024-03-05 15:30", "15:30, Mar 5");
    let spec = Axis::new(r#"{"type": "date", "range": ["2024-01-01", "2024-07-01"]}"#);
    let span = [ms("2024-03-05"), ms("2024-03-06")];
    assert_eq!(
        span_text(&spec.spec(), "", span),
        "Mar 5, 2024 - Mar 6, 2024"
    );
    assert_eq!(
        span_text(&spec.spec(), "", [span[0], span[0]]),
        "Mar 5, 2024"
    );
}

#[test]
fn formats_as_plotly_takes_them() {
    let number = |format: &str, value: f64| ascii(&plotly_number(format, ['.', ','], value));
    assert_eq!(number("s", 1500.0), "1.5k");
    assert_eq!(number(".3s", 1500.0), "1.50k");
    assert_eq!(number("f", 2.5), "2.5");
    assert_eq!(number("+f", 2.5), "+2.5");
    assert_eq!(number("2%", 0.256), "25.6%");
    assert_eq!(number("d", -1e21), "-1000000000000000000000");
    assert_eq!(number("e", 1e-5), "1.000000e-5");
    assert_eq!(number("nonsense", -1.5), "-1.5");
    assert_eq!(number("nonsense", 1e21), "1e+21");
    assert_eq!(plotly_number("$,.2f", [',', '.'], 1234.5), "$1.234,50");
    let moment = ms("2024-07-06 15:04:05.0678");
    assert_eq!(plotly_date("%x %X", moment), "07/06/2024 15:04:05");
    assert_eq!(plotly_date("%c", moment), "Sat Jul  6 15:04:05 2024");
    assert_eq!(plotly_date("%E %h %3f 100%", moment), "E 2 068 100");
}

#[test]
fn ticks_where_those_of_another_axis_stand() {
    let axis = Axis::new(r#"{"range": [0, 50], "ticksuffix": "%", "showticksuffix": "last"}"#);
    let found = ticks_at(&axis.spec(), &[(5.0, false), (7.5, true), (12.5, false)]);
    let shown: Vec<String> = found.iter().map(|tick| axis.shown(tick)).collect();
    assert_eq!(shown, ["5 \"5\"", "7.5", "12.5 \"12.5%\""]);
}

#[test]
fn moments_move_in_their_periods() {
    let check = |date: &str, period: Period, base: &str, expected: [&str; 3]| {
        let aligns = [PeriodAlign::Start, PeriodAlign::Middle, PeriodAlign::End];
        let base = if base.is_empty() {
            period.default_base()
        } else {
            ms(base)
        };
        let found = aligns.map(|align| date_text(align_period(ms(date), period, base, align)));
        assert_eq!(found, expected, "{date} {period:?}");
    };
    let months = Period::Months;
    let days = |days: f64| Period::Even(days * 86_400_000.0);
    check(
        "2024-02-10",
        months(1),
        "",
        ["2024-02-01", "2024-02-15 12:00", "2024-03-01"],
    );
    check(
        "2024-02-01",
        months(3),
        "",
        ["2024-01-01", "2024-02-15 12:00", "2024-04-01"],
    );
    check(
        "1969-12-31 23:59",
        months(12),
        "",
        ["1969-01-01", "1969-07-02 12:00", "1970-01-01"],
    );
    check(
        "2024-02-10",
        months(1),
        "2000-01-15",
        ["2024-01-15", "2024-01-30 12:00", "2024-02-15"],
    );
    check(
        "2024-01-03 05:00",
        days(7.0),
        "",
        ["2023-12-31", "2024-01-03 12:00", "2024-01-07"],
    );
    check(
        "2024-01-03 05:00",
        days(1.0),
        "2024-01-01 06:00",
        ["2024-01-02 06:00", "2024-01-02 18:00", "2024-01-03 06:00"],
    );
    check("2024-01-03", days(0.0), "", ["2024-01-03"; 3]);
    check("2024-01-03", months(0), "", ["2024-01-03"; 3]);
    assert!(align_period(f64::NAN, months(1), 0.0, PeriodAlign::End).is_nan());
    let far = align_period(1e300, months(1), 0.0, PeriodAlign::End);
    assert_eq!(far, 1e300);
}

fn check_breaks(rule: BreakRule, range: [&str; 2], expected: &[[&str; 2]]) {
    let range = range.map(ms);
    let breaks = Breaks::of_rules(std::slice::from_ref(&rule), range);
    let seen = |[from, to]: &&[f64; 2]| *to > range[0] && *from < range[1];
    let found: Vec<[String; 2]> = breaks
        .spans()
        .iter()
        .filter(seen)
        .map(|span| span.map(date_text))
        .collect();
    assert_eq!(found, expected, "{rule:?}");
}

#[test]
fn parts_are_left_out_by_rules() {
    let weekends = || BreakRule::Weekdays([6.0, 1.0]);
    let week = ["2024-01-03", "2024-01-10"];
    check_breaks(weekends(), week, &[["2024-01-06", "2024-01-08"]]);
    check_breaks(
        BreakRule::Hours([17.0, 9.0]),
        ["2024-01-03 10:00", "2024-01-04 10:00"],
        &[["2024-01-03 17:00", "2024-01-04 09:00"]],
    );
    check_breaks(
        BreakRule::Hours([12.0, 13.5]),
        ["2024-01-03", "2024-01-04"],
        &[["2024-01-03 12:00", "2024-01-03 13:30"]],
    );
    check_breaks(
        BreakRule::Each {
            starts: vec![ms("2024-01-05"), ms("2024-01-06")],
            length: 86_400_000.0,
        },
        week,
        &[["2024-01-05", "2024-01-07"]],
    );
    check_breaks(
        BreakRule::Between([ms("2024-01-06"), ms("2024-01-05")]),
        week,
        &[["2024-01-05", "2024-01-06"]],
    );
    let breaks = Breaks::of_rules(&[weekends()], week.map(ms));
    for (date, hidden) in [
        ("2024-01-05 23:59", false),
        ("2024-01-06", true),
        ("2024-01-07 23:59", true),
        ("2024-01-08", false),
        // Beyond what was asked for, too.
        ("2031-01-05", true),
    ] {
        assert_eq!(breaks.hides(ms(date)), hidden, "{date}");
    }
    let day = 86_400_000.0;
    assert_eq!(
        breaks.compress(ms("2024-01-09")) - breaks.compress(ms("2024-01-04")),
        3.0 * day
    );
    for hours in 0..400 {
        let moment = ms("2023-12-20") + f64::from(hours) * 3_600_000.0;
        if !breaks.hides(moment) {
            assert_eq!(breaks.expand(breaks.compress(moment)), moment);
        }
    }
    let endless = Breaks::of_rules(&[weekends()], [f64::NEG_INFINITY, 0.0]);
    assert_eq!(endless, Breaks::default());
    let long = Breaks::of_rules(&[BreakRule::Hours([1.0, 2.0])], [-3e14, 2e14]);
    assert!(long.spans().len() < 400_000, "{}", long.spans().len());
}

#[test]
fn rules_without_sense_do_no_harm() {
    let nan = f64::NAN;
    for (scale, range) in [
        (Scale::Linear, [-1e308, 1e308]),
        (Scale::Log, [1e-300, 1e300]),
        (Scale::Date, [-1e18, 1e18]),
        (Scale::Category, [-1e12, 1e12]),
    ] {
        for step in ["1e-300", "1e300", "\"M999999999\"", "\"L1e-300\"", "\"D1\""] {
            let axis = format!(r#"{{"dtick": {step}, "tick0": 1e-5}}"#);
            let axis: Value = serde_json::from_str(&axis).expect(&axis);
            let rule = rule_of(
                &serde_json::json!({
                    "dtick": axis["dtick"], "tick0": axis["tick0"], "ticklabelmode": "period",
                    "minor": {"ticks": "inside", "dtick": axis["dtick"]}, "ticklabelstep": 3
                }),
                &Known {
                    scale,
                    names: &["a".to_owned()],
                    groups: &[],
                    range,
                    separators: &Value::Null,
                },
            );
            let rule = TickRule {
                breaks: Some(Arc::new(Breaks::of_rules(
                    &[
                        BreakRule::Hours([nan, 3.0]),
                        BreakRule::Weekdays([6.0, 1.0]),
                    ],
                    range,
                ))),
                ..rule
            };
            let found = ticks(&TickSpec {
                scale,
                range,
                length_pt: 500.0,
                orientation: Orientation::Horizontal,
                labels: &[],
                rule: &rule,
            });
            assert!(found.len() <= 12_000, "{} ticks", found.len());
        }
    }
}
