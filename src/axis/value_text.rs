//! One value of an axis in words, as hover labels say it.

use super::label::{Heads, LabelWriter, Purpose};
use super::number::NumberStyle;
use super::number_format::plotly_number;
use super::plan::Plan;
use super::rounding::Digits;
use super::series::Place;
use super::span::Span;
use super::{Scale, TickSpec, TickText};

/// Writes values of an axis as Plotly's hover labels say them: numbers with seven significant digits
/// and a power of ten of their own, dates one part more exact than the ticks, names of categories.
///
/// Made once for many values.
#[derive(Clone, Debug)]
pub struct ValueWriter<'a> {
    labels: LabelWriter<'a>,
}

impl<'a> ValueWriter<'a> {
    /// For the values of an axis as it is seen. `hover_format`: a d3 format for numbers or dates;
    /// where it is empty that of the ticks holds, if there is one.
    #[must_use]
    pub fn new(spec: &TickSpec<'a>, hover_format: &'a str) -> Self {
        let plan = Span::of(spec).and_then(|span| Plan::major(spec, &span));
        Self {
            labels: LabelWriter::new(spec, plan, hover_format),
        }
    }

    /// A value in data units (a category's index) in words. Below zero a log axis has no place for
    /// it, yet it is named.
    #[must_use]
    pub fn write(&self, value: f64) -> String {
        let scale = self.labels.spec.scale;
        if scale == Scale::Log && value == 0.0 {
            return "0".to_owned();
        }
        if scale == Scale::Log && value < 0.0 {
            return format!("\u{2212}{}", self.write(-value));
        }
        let place = Place::of_value(scale, value);
        self.labels.write(place, Purpose::Hover, Heads::Always).text
    }
}

/// Two values of an axis in words, the first alone where they are equal: what a bin spans.
#[must_use]
pub fn span_text(spec: &TickSpec<'_>, hover_format: &str, [from, to]: [f64; 2]) -> String {
    let writer = ValueWriter::new(spec, hover_format);
    if from == to || to.is_nan() {
        return writer.write(from);
    }
    format!("{} - {}", writer.write(from), writer.write(to))
}

/// One value of an axis in words; see [`ValueWriter`].
#[must_use]
pub fn value_text(spec: &TickSpec<'_>, hover_format: &str, value: f64) -> String {
    ValueWriter::new(spec, hover_format).write(value)
}

/// A number that belongs to no axis (a cell's z) as Plotly's hover labels say it: after a d3 format,
/// or with seven significant digits and a power of ten of its own where `format` is empty. The
/// separators are a decimal mark and one between groups of digits, `'\0'` for none.
#[must_use]
pub fn number_text(format: &str, separators: [char; 2], value: f64) -> String {
    if !format.is_empty() {
        return plotly_number(format, separators, value);
    }
    let text = TickText {
        separators,
        ..TickText::default()
    };
    NumberStyle {
        digits: Digits::of_value(value, &text, text.exponent),
        exponent: Some(text.exponent),
        text: &text,
        markup: false,
    }
    .write(value)
}
