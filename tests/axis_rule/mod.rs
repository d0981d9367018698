//! The rule of an axis's ticks out of a figure's JSON, for tests that compare with Plotly.

use std::sync::Arc;

use cellsius::axis::{
    BreakRule, Breaks, ExponentFormat, FormatStop, LogDigits, Scale, TickMode, TickRule, TickStep,
    TickText, Which, parse_date,
};
use serde_json::Value;

/// What is known of an axis beside its layout.
pub(crate) struct Known<'a> {
    /// How it runs.
    pub scale: Scale,
    /// Its categories.
    pub names: &'a [String],
    /// Their outer names.
    pub groups: &'a [String],
    /// Both ends in data units.
    pub range: [f64; 2],
    /// `layout.separators`.
    pub separators: &'a Value,
}

/// The rule that an axis's layout asks for.
pub(crate) fn rule_of(axis: &Value, known: &Known<'_>) -> TickRule {
    let scale = known.scale;
    TickRule {
        mode: mode(axis, known),
        text: text(axis, known),
        label_step: axis["ticklabelstep"]
            .as_u64()
            .and_then(|step| usize::try_from(step).ok())
            .filter(|_| scale != Scale::Log && known.groups.is_empty())
            .unwrap_or(1),
        on_boundaries: axis["tickson"] == "boundaries"
            || (!known.groups.is_empty() && axis["tickson"].is_null()),
        in_periods: scale == Scale::Date && axis["ticklabelmode"] == "period",
        minor: axis["minor"]
            .as_object()
            .filter(|minor| {
                minor.get("showgrid") == Some(&Value::Bool(true))
                    || ["ticks", "ticklen", "tickwidth", "tickcolor"]
                        .iter()
                        .any(|key| minor.get(*key).is_some_and(|value| value != ""))
            })
            .map(|_| mode(&axis["minor"], known)),
        log_digits: match axis["minorloglabels"].as_str() {
            Some("complete") => LogDigits::Complete,
            Some("none") => LogDigits::None,
            _ => LogDigits::Small,
        },
        breaks: breaks(&axis["rangebreaks"], known.range),
        groups: known.groups.into(),
        font_pt: if axis["showticklabels"] == false {
            12.5
        } else {
            axis["tickfont"]["size"].as_f64().unwrap_or(12.0)
        },
        keeps_lines: axis["side"] == "top",
    }
}

fn mode(axis: &Value, known: &Known<'_>) -> TickMode {
    let mode = axis["tickmode"]
        .as_str()
        .unwrap_or(if axis["tickvals"].is_array() {
            "array"
        } else if axis["dtick"].is_null() {
            "auto"
        } else {
            "linear"
        });
    match (mode, axis["tickvals"].as_array()) {
        ("linear", _) => TickMode::Every {
            start: place(&axis["tick0"], known).filter(|_| !axis["tick0"].is_null()),
            step: step(&axis["dtick"]).unwrap_or(TickStep::Even(f64::NAN)),
        },
        ("array", Some(values)) => TickMode::Given {
            values: values
                .iter()
                .map(|value| place(value, known).unwrap_or(f64::NAN))
                .collect(),
            texts: strings(&axis["ticktext"]).into(),
        },
        _ => TickMode::Auto {
            count: axis["nticks"]
                .as_u64()
                .and_then(|count| usize::try_from(count).ok()),
        },
    }
}

/// A place in data units.
fn place(value: &Value, known: &Known<'_>) -> Option<f64> {
    match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) if known.scale == Scale::Category => known
            .names
            .iter()
            .position(|name| name == text)
            .map(|index| index as f64)
            .or_else(|| text.parse().ok()),
        Value::String(text) if known.scale == Scale::Date => parse_date(text).map(|date| date.ms),
        Value::String(text) => text.parse().ok(),
        _ => None,
    }
}

fn step(value: &Value) -> Option<TickStep> {
    if let Some(number) = value.as_f64() {
        return Some(TickStep::Even(number));
    }
    let text = value.as_str()?;
    let number = |letter| text.strip_prefix(letter);
    match text {
        "D1" => Some(TickStep::LogDigits { all: true }),
        "D2" => Some(TickStep::LogDigits { all: false }),
        _ => number('M')
            .and_then(|months| Some(TickStep::Months(months.parse().ok()?)))
            .or_else(|| Some(TickStep::LogLinear(number('L')?.parse().ok()?)))
            .or_else(|| Some(TickStep::Even(text.parse().ok()?))),
    }
}

fn strings(list: &Value) -> Vec<String> {
    let text = |value: &Value| {
        value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned)
    };
    list.as_array()
        .map_or_else(Vec::new, |list| list.iter().map(text).collect())
}

fn text(axis: &Value, known: &Known<'_>) -> TickText {
    let string = |key: &str| axis[key].as_str().unwrap_or_default().to_owned();
    let stop = |stop: &Value| FormatStop {
        steps: [step(&stop["dtickrange"][0]), step(&stop["dtickrange"][1])],
        format: stop["value"].as_str().unwrap_or_default().to_owned(),
    };
    let shown = ["showexponent", "showtickprefix", "showticksuffix"];
    let given: Vec<&Value> = shown
        .iter()
        .map(|key| &axis[*key])
        .filter(|value| !value.is_null())
        .collect();
    let common = given
        .first()
        .filter(|first| given.iter().all(|value| value == *first))
        .copied();
    let which = |key: &str| match axis[key].as_str().or_else(|| common?.as_str()) {
        Some("first") => Which::First,
        Some("last") => Which::Last,
        Some("none") => Which::None,
        _ => Which::All,
    };
    let mut marks = known.separators.as_str().unwrap_or(".,").chars();
    let mark = |mark: Option<char>| mark.unwrap_or('\0');
    TickText {
        format: string("tickformat"),
        exact_format: string("hoverformat"),
        stops: axis["tickformatstops"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|stop| stop["enabled"] != false)
            .map(stop)
            .collect(),
        prefix: string("tickprefix"),
        suffix: string("ticksuffix"),
        show_prefix: which("showtickprefix"),
        show_suffix: which("showticksuffix"),
        exponent: match axis["exponentformat"].as_str() {
            Some("none") => ExponentFormat::None,
            Some("e") => ExponentFormat::SmallE,
            Some("E") => ExponentFormat::CapitalE,
            Some("power") => ExponentFormat::Power,
            Some("SI") => ExponentFormat::Si,
            Some("SI extended") => ExponentFormat::SiExtended,
            _ => ExponentFormat::Billions,
        },
        show_exponent: which("showexponent"),
        min_exponent: axis["minexponent"].as_f64().unwrap_or(3.0),
        separate_thousands: axis["separatethousands"] == true,
        separators: [mark(marks.next()), mark(marks.next())],
        aliases: Arc::new(
            axis["labelalias"]
                .as_object()
                .into_iter()
                .flatten()
                .filter_map(|(key, value)| Some((key.clone(), value.as_str()?.to_owned())))
                .collect(),
        ),
    }
}

fn breaks(list: &Value, range: [f64; 2]) -> Option<Arc<Breaks>> {
    let list = list.as_array()?;
    let rules: Vec<BreakRule> = list.iter().filter_map(break_rule).collect();
    Some(Arc::new(Breaks::of_rules(&rules, range)))
}

fn break_rule(rule: &Value) -> Option<BreakRule> {
    const DAYS: [&str; 7] = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
    let date = |value: &Value| {
        value
            .as_f64()
            .or_else(|| Some(parse_date(value.as_str()?)?.ms))
    };
    let Some(bounds) = rule["bounds"].as_array() else {
        return Some(BreakRule::Each {
            starts: rule["values"].as_array()?.iter().filter_map(date).collect(),
            length: rule["dvalue"].as_f64().unwrap_or(86_400_000.0),
        });
    };
    let day = |value: &Value| {
        let name = value.as_str()?.get(..3)?.to_lowercase();
        DAYS.iter().position(|day| *day == name)
    };
    let [from, to] = [bounds.first()?, bounds.get(1)?];
    if rule["pattern"] == "hour" {
        return Some(BreakRule::Hours([from.as_f64()?, to.as_f64()?]));
    }
    let number = |value: &Value| day(value).map(|day| day as f64).or(value.as_f64());
    if rule["pattern"] == "day of week" || day(from).is_some() || day(to).is_some() {
        return Some(BreakRule::Weekdays([number(from)?, number(to)?]));
    }
    Some(BreakRule::Between([date(from)?, date(to)?]))
}
