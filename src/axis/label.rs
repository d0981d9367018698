//! What stands at a place of an axis: the words of a tick or of a hovered value.

use super::date_label::{DatePart, DateWords, date_words, formatted_words};
use super::decimal::Decimal;
use super::number::{NumberStyle, shortest_number, superscript};
use super::number_format::plotly_number;
use super::plan::Plan;
use super::rounding::{Digits, Rounding, prefixes};
use super::series::Place;
use super::stops::tick_format;
use super::{ExponentFormat, LogDigits, Orientation, Scale, TickMode, TickSpec, TickStep, Which};

/// Writes the labels of an axis.
#[derive(Clone, Copy, Debug)]
pub(super) struct LabelWriter<'a> {
    pub(super) spec: TickSpec<'a>,
    /// `None` where the axis's range is unusable.
    pub(super) plan: Option<Plan>,
    /// The format of its ticks' numbers or dates; empty: automatic.
    format: &'a str,
    /// That of values with more digits, before `format`.
    exact_format: &'a str,
}

/// Which tick a label is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Position {
    pub(super) first: bool,
    pub(super) last: bool,
    /// Without prefix and suffix.
    pub(super) bare: bool,
}

/// What a label is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// A tick at a round place.
    Tick(Position),
    /// A tick at a place given by hand.
    Given(Position),
    /// A value under the pointer.
    Hover,
}

/// What a date's second line does.
#[derive(Debug)]
pub(super) enum Heads<'a> {
    /// It is always written.
    Always,
    /// It is written where it differs from this, the one before.
    Changed(&'a mut String),
}

/// A label.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Label {
    pub(super) text: String,
    /// How much larger than the axis's letters.
    pub(super) size: f64,
    /// To the right and down, in sizes of the axis's letters.
    pub(super) shift: [f64; 2],
}

impl Label {
    fn plain(text: String) -> Self {
        Self {
            text,
            size: 1.0,
            shift: [0.0; 2],
        }
    }
}

impl Purpose {
    fn is_exact(self) -> bool {
        !matches!(self, Self::Tick(_))
    }

    fn shows(self, which: Which) -> bool {
        match (self, which) {
            (_, Which::None) => false,
            (Self::Hover, _) | (_, Which::All) => true,
            (Self::Tick(position) | Self::Given(position), Which::First) => position.first,
            (Self::Tick(position) | Self::Given(position), Which::Last) => position.last,
        }
    }
}

impl<'a> LabelWriter<'a> {
    /// `exact_format`: see [`super::ValueWriter`].
    pub(super) fn new(spec: &TickSpec<'a>, plan: Option<Plan>, exact_format: &'a str) -> Self {
        let step = plan.map_or(TickStep::Even(1.0), |plan| plan.step);
        Self {
            spec: *spec,
            plan,
            format: tick_format(spec.rule, spec.scale, step),
            exact_format,
        }
    }

    /// What stands at a place.
    pub(super) fn write(&self, place: Place, purpose: Purpose, heads: Heads<'_>) -> Label {
        if let Some(text) = self.given_text(place) {
            return Label::plain(text.to_owned());
        }
        let mut label = match self.spec.scale {
            Scale::Date => Label::plain(self.date(place.value, purpose, heads)),
            Scale::Log => self.log(place, purpose),
            Scale::Category => Label::plain(self.name(place.value, purpose)),
            Scale::Linear => Label::plain(self.linear(place.value, purpose)),
        };
        let text = &self.spec.rule.text;
        let is_bare = match purpose {
            Purpose::Tick(position) | Purpose::Given(position) => position.bare,
            Purpose::Hover => false,
        };
        if !is_bare && purpose.shows(text.show_prefix) {
            label.text.insert_str(0, &text.prefix);
        }
        if !is_bare && purpose.shows(text.show_suffix) {
            label.text.push_str(&text.suffix);
        }
        if self.has_markup() {
            let alias = text.aliases.get(&label.text.replace('\n', "<br>"));
            label.text = alias.map_or_else(|| without_markup(&label.text), Clone::clone);
        }
        label
    }

    /// The text given by hand for a place.
    fn given_text(&self, place: Place) -> Option<&'a str> {
        let TickMode::Given { values, texts } = &self.spec.rule.mode else {
            return None;
        };
        let [start, end] = self
            .spec
            .range
            .map(|data| self.spec.scale.scale_from_data(data));
        let left_out: f64 = self.spec.rule.breaks.as_ref().map_or(0.0, |breaks| {
            let [low, high] = [start.min(end), start.max(end)];
            (high - low) - (breaks.compress(high) - breaks.compress(low))
        });
        let near = ((end - start).abs() - left_out) / 10_000.0;
        let is_here =
            |value: &f64| (self.spec.scale.scale_from_data(*value) - place.at).abs() < near;
        let index = values.iter().take(texts.len()).position(is_here)?;
        texts.get(index).map(String::as_str)
    }

    fn date(&self, ms: f64, purpose: Purpose, heads: Heads<'_>) -> String {
        let hover_format = match purpose {
            Purpose::Hover if !self.exact_format.is_empty() => self.exact_format,
            _ => self.format,
        };
        let part = match self.plan.map(|plan| plan.rounding) {
            Some(Rounding::Date(part)) => part,
            _ => DatePart::Second,
        };
        let is_exact = purpose.is_exact() && hover_format.is_empty();
        let part = if is_exact { part.finer() } else { part };
        let mut words = if hover_format.is_empty() {
            date_words(ms, part)
        } else {
            formatted_words(ms, hover_format)
        };
        if is_exact {
            words = without_zeros(words);
        }
        let DateWords { line, head } = words;
        let Some(head) = head.filter(|head| !head.is_empty()) else {
            return line;
        };
        if purpose == Purpose::Hover {
            return match part {
                DatePart::Day => format!("{line}, {head}"),
                _ if line.is_empty() => head,
                _ => format!("{head}, {line}"),
            };
        }
        match heads {
            Heads::Changed(before) if *before == head => {
                let filler = if self.spec.rule.keeps_lines {
                    "\n "
                } else {
                    ""
                };
                format!("{line}{filler}")
            }
            Heads::Changed(before) => {
                before.clone_from(&head);
                format!("{line}\n{head}")
            }
            Heads::Always => format!("{line}\n{head}"),
        }
    }

    fn name(&self, value: f64, purpose: Purpose) -> String {
        let index = libm::floor(value + 0.5);
        let found = |names: &[String]| {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "checked to be an index"
            )]
            let index = (0.0..1e15).contains(&index).then_some(index as usize);
            index
                .and_then(|index| names.get(index))
                .cloned()
                .unwrap_or_default()
        };
        let name = found(self.spec.labels);
        if purpose == Purpose::Hover && !self.spec.rule.groups.is_empty() {
            return format!("{} - {name}", found(&self.spec.rule.groups));
        }
        name
    }

    fn linear(&self, value: f64, purpose: Purpose) -> String {
        let text = &self.spec.rule.text;
        let step = match self.plan.map(|plan| plan.step) {
            Some(TickStep::Even(step)) => step,
            _ => 1.0,
        };
        let is_zero = text.show_exponent == Which::All && (value / step).abs() < 1e-6;
        let hides = purpose != Purpose::Hover && (self.hides_exponent(purpose) || is_zero);
        self.number(value, self.exponent(hides), purpose.is_exact())
    }

    fn hides_exponent(&self, purpose: Purpose) -> bool {
        let text = &self.spec.rule.text;
        purpose != Purpose::Hover
            && text.exponent != ExponentFormat::None
            && !purpose.shows(text.show_exponent)
    }

    /// A number after the axis's format or digits, or with more of them.
    fn number(&self, value: f64, exponent: Option<ExponentFormat>, exact: bool) -> String {
        let text = &self.spec.rule.text;
        let format = if exact && !self.exact_format.is_empty() {
            self.exact_format
        } else {
            self.format
        };
        if !format.is_empty() {
            return plotly_number(format, text.separators, value);
        }
        let by_exponent = exponent.unwrap_or(ExponentFormat::Power);
        let step = match self.plan.map(|plan| plan.step) {
            Some(TickStep::Even(step) | TickStep::LogLinear(step)) => Some(step),
            _ => None,
        };
        let digits = match (self.plan.map(|plan| plan.rounding), step) {
            (Some(Rounding::Number(digits)), _) if !exact => digits,
            // A power of ten that nothing tells must be that of the axis.
            (_, Some(step)) if text.show_exponent == Which::None => {
                let largest = self.spec.range[0].abs().max(self.spec.range[1].abs());
                Digits::of_step(step, largest, text, by_exponent).finer()
            }
            _ => Digits::of_value(value, text, by_exponent),
        };
        NumberStyle {
            digits,
            exponent,
            text,
            markup: self.has_markup(),
        }
        .write(value)
    }

    /// Aliases are for labels as Plotly marks them up.
    fn has_markup(&self) -> bool {
        !self.spec.rule.text.aliases.is_empty()
    }

    /// How a power of ten is written, if it is.
    fn exponent(&self, hidden: bool) -> Option<ExponentFormat> {
        (!hidden).then_some(self.spec.rule.text.exponent)
    }

    fn log(&self, place: Place, purpose: Purpose) -> Label {
        let step = self.plan.map(|plan| plan.step);
        let is_linear = matches!(step, Some(TickStep::LogLinear(_)));
        let by_digits = match step {
            Some(TickStep::LogDigits { all }) => Some(all),
            _ => None,
        };
        let is_exact = purpose.is_exact();
        let mut label = if is_exact || is_linear || !self.spec.rule.text.format.is_empty() {
            let hides = self.hides_exponent(purpose);
            Label::plain(self.number(place.value, self.exponent(hides), is_exact))
        } else {
            self.digit_or_decade(place, by_digits)
        };
        if by_digits == Some(true) {
            self.make_way(&mut label, place.at);
        }
        label
    }

    /// A whole number at decades; between them the digit alone, or as the axis has it.
    fn digit_or_decade(&self, place: Place, by_digits: Option<bool>) -> Label {
        let is_decade = by_digits.is_none() || (place.at + 0.01).rem_euclid(1.0) < 0.1;
        let size = if is_decade { 1.0 } else { 0.75 };
        let log_digits = self.spec.rule.log_digits;
        if is_decade || log_digits == LogDigits::Complete {
            let mut label = self.whole_log(place.value);
            // Among digits, whole numbers stand a little higher, but for powers.
            if by_digits == Some(true) && label.size == 1.0 && self.is_vertical() {
                label.shift[1] -= size / 6.0;
            }
            label.size *= size;
            return label;
        }
        let digit = libm::round(libm::pow(10.0, place.at.rem_euclid(1.0)));
        Label {
            size,
            ..Label::plain(match log_digits {
                LogDigits::None => String::new(),
                _ => shortest_number(digit),
            })
        }
    }

    fn is_vertical(&self) -> bool {
        self.spec.orientation == Orientation::Vertical
    }

    /// A number at a decade, or one that is written like those.
    fn whole_log(&self, value: f64) -> Label {
        let format = self.spec.rule.text.exponent;
        let rounded = Decimal::precise(value).rounded_to_significant(1);
        let (digit, exponent) = (rounded.leading_digits(1), rounded.exponent());
        let is_power = format == ExponentFormat::Power
            || prefixes(format).is_some_and(|known| !known.contains(&exponent));
        if is_power {
            return Label {
                size: 1.25,
                ..Label::plain(power(&digit, exponent, self.has_markup()))
            };
        }
        let mark = match format {
            ExponentFormat::SmallE => "e",
            ExponentFormat::CapitalE => "E",
            _ => "",
        };
        if !mark.is_empty() && exponent.abs() > 2 {
            let sign = if exponent > 0 { "+" } else { "\u{2212}" };
            return Label::plain(format!("{digit}{mark}{sign}{}", exponent.unsigned_abs()));
        }
        Label::plain(self.number(value, self.exponent(false), true))
    }

    /// Where all digits have labels, those of decades stand aside a little.
    fn make_way(&self, label: &mut Label, decades: f64) {
        if !label.text.starts_with(['0', '1']) {
            return;
        }
        if self.is_vertical() {
            label.shift[0] -= label.size / 4.0;
            return;
        }
        let [start, end] = self.spec.range;
        let along = if decades < 0.0 { 0.5 } else { 0.25 };
        label.shift[1] += label.size / 2.0;
        label.shift[0] += label.size * if end > start { along } else { -along };
    }
}

/// `10` with a raised exponent, and a digit before it unless that is 1.
fn power(digit: &str, exponent: i32, markup: bool) -> String {
    let base = match (digit, exponent) {
        (_, 0) => return digit.to_owned(),
        ("1", _) => "10".to_owned(),
        _ => format!("{digit}x10"),
    };
    if exponent == 1 {
        return base;
    }
    if markup {
        let sign = if exponent < 0 { "\u{2212}" } else { "" };
        return format!("{base}<sup>{sign}{}</sup>", exponent.unsigned_abs());
    }
    format!("{base}{}", superscript(exponent))
}

/// Marked up powers in raised digits.
fn without_markup(text: &str) -> String {
    let Some((before, rest)) = text.split_once("<sup>") else {
        return text.to_owned();
    };
    let Some((raised, after)) = rest.split_once("</sup>") else {
        return text.to_owned();
    };
    match raised.replace('\u{2212}', "-").parse() {
        Ok(number) => format!("{before}{}{after}", superscript(number)),
        Err(_) => text.to_owned(),
    }
}

/// A date without the end of its time where that is zero.
fn without_zeros(words: DateWords) -> DateWords {
    let DateWords { line, head } = words;
    match head {
        Some(head) if line == "00:00:00" || line == "00:00" => DateWords {
            line: head,
            head: None,
        },
        head => DateWords {
            line: match line.strip_suffix(":00") {
                Some(short) if line.chars().count() == 8 => short.to_owned(),
                _ => line,
            },
            head,
        },
    }
}
