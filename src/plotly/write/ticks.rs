//! Which ticks, and what they say.

use serde_json::{Value as Json, json};

use super::arrays::{number, place};
use super::{Object, set, set_text};
use crate::axis::{
    ExponentFormat, LogDigits, Scale, TickMode, TickRule, TickStep, TickText, Which,
};
use crate::figure::{Align, Overflow, TickMarks};

/// Sets what a rule says that differs from the default.
pub(super) fn set_rule(object: &mut Object, rule: &TickRule, scale: Scale) {
    set_mode(object, &rule.mode, scale);
    set_texts(object, &rule.text);
    if rule.label_step > 1 {
        set(object, "ticklabelstep", rule.label_step);
    }
    if rule.on_boundaries {
        set(object, "tickson", "boundaries");
    }
    if rule.in_periods {
        set(object, "ticklabelmode", "period");
    }
    match rule.log_digits {
        LogDigits::Small => {}
        LogDigits::Complete => set(object, "minorloglabels", "complete"),
        LogDigits::None => set(object, "minorloglabels", "none"),
    }
    if let Some(breaks) = &rule.breaks {
        let spans = breaks.spans().iter();
        let spans: Vec<Json> = spans
            .map(|span| json!({ "bounds": span.map(|end| place(end, Scale::Date)) }))
            .collect();
        set(object, "rangebreaks", spans);
    }
}

/// Sets where ticks stand.
pub(super) fn set_mode(object: &mut Object, mode: &TickMode, scale: Scale) {
    match mode {
        TickMode::Auto { count } => {
            if let Some(count) = count {
                set(object, "nticks", *count);
            }
        }
        TickMode::Synced => set(object, "tickmode", "sync"),
        TickMode::Every { start, step } => {
            set(object, "tickmode", "linear");
            set(object, "dtick", self::step(*step));
            if let Some(start) = start {
                set(object, "tick0", place(*start, scale));
            }
        }
        TickMode::Given { values, texts } => {
            set(object, "tickmode", "array");
            let values = values.iter().map(|value| place(*value, scale));
            set(object, "tickvals", values.collect::<Vec<_>>());
            if !texts.is_empty() {
                set(object, "ticktext", texts.to_vec());
            }
        }
    }
}

fn step(step: TickStep) -> Json {
    match step {
        TickStep::Even(step) => number(step),
        TickStep::Months(months) => Json::from(format!("M{months}")),
        TickStep::LogLinear(step) => Json::from(format!("L{step}")),
        TickStep::LogDigits { all } => Json::from(if all { "D1" } else { "D2" }),
    }
}

fn set_texts(object: &mut Object, text: &TickText) {
    let usual = TickText::default();
    set_text(object, "tickformat", &text.format);
    set_text(object, "tickprefix", &text.prefix);
    set_text(object, "ticksuffix", &text.suffix);
    let which = [
        ("showtickprefix", text.show_prefix),
        ("showticksuffix", text.show_suffix),
        ("showexponent", text.show_exponent),
    ];
    for (key, shown) in which {
        if shown != Which::All {
            set(object, key, self::which(shown));
        }
    }
    if text.exponent != usual.exponent {
        set(object, "exponentformat", exponent(text.exponent));
    }
    if text.min_exponent != usual.min_exponent {
        set(object, "minexponent", number(text.min_exponent));
    }
    if text.separate_thousands {
        set(object, "separatethousands", true);
    }
    if !text.aliases.is_empty() {
        set(object, "labelalias", json!(*text.aliases));
    }
    if !text.stops.is_empty() {
        let stops = text.stops.iter().map(|stop| {
            let steps = stop.steps.map(|bound| bound.map(step));
            json!({ "dtickrange": steps, "value": stop.format })
        });
        set(object, "tickformatstops", stops.collect::<Vec<_>>());
    }
}

fn which(which: Which) -> &'static str {
    match which {
        Which::All => "all",
        Which::First => "first",
        Which::Last => "last",
        Which::None => "none",
    }
}

fn exponent(format: ExponentFormat) -> &'static str {
    match format {
        ExponentFormat::None => "none",
        ExponentFormat::SmallE => "e",
        ExponentFormat::CapitalE => "E",
        ExponentFormat::Power => "power",
        ExponentFormat::Si => "SI",
        ExponentFormat::Billions => "B",
        ExponentFormat::SiExtended => "SI extended",
    }
}

/// Sets tick marks; none are an empty word.
pub(super) fn set_marks(object: &mut Object, marks: Option<&TickMarks>) {
    let Some(marks) = marks else {
        set(object, "ticks", "");
        return;
    };
    set(
        object,
        "ticks",
        if marks.inside { "inside" } else { "outside" },
    );
    set(object, "ticklen", number(marks.length));
    set(object, "tickwidth", number(marks.stroke.width));
    set(object, "tickcolor", super::color::color(marks.stroke.color));
}

/// Sets where labels stand beside their ticks, where that is not usual.
pub(super) fn set_label_position(
    object: &mut Object,
    inside: bool,
    side: Option<Align>,
    words: [&str; 3],
) {
    let place = if inside { "inside" } else { "outside" };
    let position = match side {
        Some(Align::Start) => format!("{place} {}", words[0]),
        Some(Align::End) => format!("{place} {}", words[2]),
        _ if inside => place.to_owned(),
        _ => return,
    };
    set(object, "ticklabelposition", position);
}

/// Plotly's word for which labels are hidden.
pub(super) fn overflow(overflow: Overflow) -> &'static str {
    match overflow {
        Overflow::Allow => "allow",
        Overflow::HidePastPage => "hide past div",
        Overflow::HidePastDomain => "hide past domain",
    }
}
