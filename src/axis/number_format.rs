//! Number formats in the notation of d3-format, in its English locale.
//!
//! Rules after the documentation of d3-format 3; halves round away from zero, the minus is
//! U+2212, numbers without end are `Infinity`.

use super::decimal::Decimal;
use super::number::{MINUS, grouped, push_mark, shortest_number};

/// A format string that cannot be followed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{format}` is no {kind} format")]
pub struct FormatError {
    /// The format as it was given.
    pub format: String,
    /// What it should have been: `number` or `date`.
    pub kind: &'static str,
}

/// `value` written after a d3-format specifier such as `.2f`, `~s`, `,` or `+.1%`.
///
/// # Errors
/// If `format` is not such a specifier.
pub fn format_number(format: &str, value: f64) -> Result<String, FormatError> {
    let specifier = Specifier::parse(format, ['.', ',']).ok_or_else(|| FormatError {
        format: format.to_owned(),
        kind: "number",
    })?;
    Ok(specifier.write(value))
}

/// `value` after a format as Plotly takes them: idle zeros are cut where a format asks for no
/// precision (`s` is `~s`), the marks are those of `separators` (decimal, thousands; `'\0'` for
/// none), every minus is U+2212. A format that cannot be followed leaves the number as it is.
#[must_use]
pub fn plotly_number(format: &str, separators: [char; 2], value: f64) -> String {
    let text = match Specifier::parse(&with_trim(format), separators) {
        Some(specifier) => specifier.write(value),
        None => shortest_number(value),
    };
    text.replace('-', "\u{2212}")
}

/// A format with the `~` that Plotly adds.
fn with_trim(format: &str) -> String {
    let bytes = format.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let is_at = |at: usize, byte: u8| bytes.get(at) == Some(&byte);
    let whole = is_digit(0) && is_at(1, b'.') && is_digit(2) && is_at(3, b'f');
    let percent = bytes
        .windows(3)
        .any(|part| part[0] == b'.' && part[1].is_ascii_digit() && part[2] == b'%');
    if whole || percent {
        return format.to_owned();
    }
    if format == "0.f" {
        return "~f".to_owned();
    }
    for kind in ['%', 's'] {
        if is_digit(0) && format.get(1..).is_some_and(|rest| rest.starts_with(kind)) {
            return format!("~{kind}");
        }
    }
    let split = usize::from(format.starts_with(['+', '-', '(', ' ']));
    let (sign, rest) = format.split_at(split);
    if rest.starts_with(['~', ',', '.', '0', '$', '#']) || !rest.contains(['&', 'f', 'p', 's']) {
        return format.to_owned();
    }
    format!("{sign}~{rest}")
}

/// Wider than any label; a format may not ask for more.
const MAX_WIDTH: usize = 1000;

#[derive(Clone, Copy, Debug)]
struct Specifier {
    fill: char,
    align: char,
    sign: char,
    symbol: Option<char>,
    zero: bool,
    width: usize,
    comma: bool,
    precision: i32,
    trim: bool,
    /// The type's letter; a space for none.
    kind: char,
    /// Decimal mark and mark between groups of digits.
    separators: [char; 2],
}

/// The parts of a number as written: only `integer` is grouped and filled up with zeros.
struct Written {
    prefix: String,
    integer: String,
    suffix: String,
}

impl Specifier {
    /// `[[fill]align][sign][symbol][0][width][,][.precision][~][type]`
    fn parse(format: &str, separators: [char; 2]) -> Option<Self> {
        let letters: Vec<char> = format.chars().collect();
        let is_align =
            |letter: Option<&char>| letter.is_some_and(|l| matches!(l, '<' | '>' | '=' | '^'));
        let (fill, align, start) = match (letters.first(), letters.get(1)) {
            (Some(&fill), Some(&align)) if is_align(letters.get(1)) => (fill, align, 2),
            (Some(&align), _) if is_align(letters.first()) => (' ', align, 1),
            _ => (' ', '>', 0),
        };
        let mut rest = Letters(letters.get(start..)?);
        let sign = rest
            .take_if(|letter| matches!(letter, '+' | '-' | '(' | ' '))
            .unwrap_or('-');
        let symbol = rest.take_if(|letter| matches!(letter, '$' | '#'));
        let zero = rest.take_if(|letter| letter == '0').is_some();
        let width = rest.number().unwrap_or(0).min(MAX_WIDTH);
        let comma = rest.take_if(|letter| letter == ',').is_some();
        let precision = match rest.take_if(|letter| letter == '.') {
            Some(_) => Some(i32::try_from(rest.number()?).unwrap_or(i32::MAX)),
            None => None,
        };
        let trim = rest.take_if(|letter| letter == '~').is_some();
        let letter = rest.take_if(|letter| letter.is_ascii_alphabetic() || letter == '%');
        if !rest.0.is_empty() {
            return None;
        }
        let given = Self {
            fill,
            align,
            sign,
            symbol,
            zero: zero || (fill == '0' && align == '='),
            width,
            comma,
            precision: precision.unwrap_or(6),
            trim,
            kind: letter.unwrap_or(' '),
            separators,
        };
        Some(given.resolved(precision))
    }

    /// With what the type implies.
    fn resolved(mut self, precision: Option<i32>) -> Self {
        if self.kind == 'n' {
            (self.comma, self.kind) = (true, 'g');
        } else if !"%bcdefgoprsxX".contains(self.kind) {
            // No type, and unknown ones alike, is `g` with twelve digits and no idle zeros.
            (self.trim, self.kind) = (true, 'g');
            self.precision = precision.unwrap_or(12);
        }
        if self.zero {
            (self.fill, self.align) = ('0', '=');
        }
        self.precision = match self.kind {
            'g' | 'p' | 'r' | 's' => self.precision.clamp(1, 21),
            _ => self.precision.clamp(0, 20),
        };
        self
    }

    fn write(self, value: f64) -> String {
        let Written {
            prefix,
            mut integer,
            suffix,
        } = self.written(value);
        let width = |text: &str| text.chars().count();
        let around = width(&prefix) + width(&suffix);
        let [_, thousands] = self.separators;
        if self.comma && self.zero {
            integer = zero_filled_groups(&integer, self.width.saturating_sub(around), thousands);
        } else if self.comma && integer.bytes().all(|byte| byte.is_ascii_digit()) {
            integer = grouped(&integer, thousands);
        }
        let missing = self.width.saturating_sub(around + width(&integer));
        let fill = |count: usize| std::iter::repeat_n(self.fill, count).collect::<String>();
        match self.align {
            '<' => format!("{prefix}{integer}{suffix}{}", fill(missing)),
            '=' => format!("{prefix}{}{integer}{suffix}", fill(missing)),
            '^' => {
                let left = missing / 2;
                format!(
                    "{}{prefix}{integer}{suffix}{}",
                    fill(left),
                    fill(missing - left)
                )
            }
            _ => format!("{}{prefix}{integer}{suffix}", fill(missing)),
        }
    }

    fn written(self, value: f64) -> Written {
        if self.kind == 'c' {
            let suffix = shortest_number(value);
            return Written {
                prefix: self.symbol_text(),
                integer: String::new(),
                suffix,
            };
        }
        let (mut text, unit) = if value.is_nan() {
            ("NaN".to_owned(), "")
        } else if value.is_infinite() {
            (
                if self.kind == 'd' { "∞" } else { "Infinity" }.to_owned(),
                "",
            )
        } else {
            self.magnitude(value)
        };
        if self.trim {
            text = trimmed(&text);
        }
        let is_zero = value.is_finite() && is_zero_text(&text);
        let negative =
            value.is_sign_negative() && !value.is_nan() && (!is_zero || self.sign == '+');
        let sign = match (negative, self.sign) {
            (true, '(') => "(".to_owned(),
            (true, _) => MINUS.to_string(),
            (false, '-' | '(') => String::new(),
            (false, sign) => sign.to_string(),
        };
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let hexadecimal = matches!(self.kind, 'b' | 'o' | 'x' | 'X' | 'c');
        let (integer, tail) = text.split_at_checked(digits).unwrap_or((&text, ""));
        let (integer, tail) = if hexadecimal {
            (text.as_str(), "")
        } else {
            (integer, tail)
        };
        // As in d3, a currency takes the percent sign's place.
        let is_percent = matches!(self.kind, '%' | 'p') && self.symbol != Some('$');
        let percent = if is_percent { "%" } else { "" };
        let close = if negative && self.sign == '(' {
            ")"
        } else {
            ""
        };
        Written {
            prefix: format!("{sign}{}", self.symbol_text()),
            integer: integer.to_owned(),
            suffix: format!("{}{unit}{percent}{close}", self.marked(tail)),
        }
    }

    /// What follows a number's integer part, with the decimal mark.
    fn marked(self, tail: &str) -> String {
        let Some(fraction) = tail.strip_prefix('.') else {
            return tail.to_owned();
        };
        let mut text = String::new();
        push_mark(&mut text, self.separators[0]);
        text + fraction
    }

    fn symbol_text(self) -> String {
        match (self.symbol, self.kind) {
            (Some('$'), _) => "$".to_owned(),
            (Some('#'), kind @ ('b' | 'o' | 'x' | 'X')) => {
                format!("0{}", kind.to_ascii_lowercase())
            }
            _ => String::new(),
        }
    }

    /// The digits of |value|, and its SI prefix.
    fn magnitude(self, value: f64) -> (String, &'static str) {
        let precision = self.precision;
        let number = match self.kind {
            '%' | 'p' => percent(value),
            _ => Decimal::precise(value),
        };
        let text = match self.kind {
            // JavaScript's `toFixed` gives up there, and so does exact counting in other bases.
            'f' if number.exponent() >= 21 => shortest_exponential(value),
            '%' if number.exponent() >= 21 => shortest_exponential(value * 100.0),
            'b' | 'o' | 'x' | 'X' if number.exponent() >= 38 => shortest_exponential(value),
            'e' => exponential(&number, precision),
            'f' | '%' => fixed(&number, precision),
            'p' | 'r' => significant(&number, precision),
            's' => return with_prefix(&number, precision),
            // JavaScript writes whole numbers with the fewest digits that read back as they.
            'd' => fixed(&Decimal::shortest(libm::round(value)), 0),
            'b' => format!("{:b}", nearest_integer(value)),
            'o' => format!("{:o}", nearest_integer(value)),
            'x' => format!("{:x}", nearest_integer(value)),
            'X' => format!("{:X}", nearest_integer(value)),
            _ => general(&number, precision),
        };
        (text, "")
    }
}

/// A hundred times |value|, as the product of doubles unless that is out of their reach.
fn percent(value: f64) -> Decimal {
    let product = value * 100.0;
    if product.is_finite() {
        Decimal::precise(product)
    } else {
        Decimal::precise(value).shifted(2)
    }
}

/// What is left of the format.
struct Letters<'a>(&'a [char]);

impl Letters<'_> {
    fn take_if(&mut self, wanted: impl Fn(char) -> bool) -> Option<char> {
        let (&first, rest) = self.0.split_first()?;
        if !wanted(first) {
            return None;
        }
        self.0 = rest;
        Some(first)
    }

    fn number(&mut self) -> Option<usize> {
        let mut number = None;
        while let Some(digit) = self.take_if(|letter| letter.is_ascii_digit()) {
            let digit = digit
                .to_digit(10)
                .and_then(|digit| usize::try_from(digit).ok())?;
            number = Some(
                number
                    .unwrap_or(0_usize)
                    .saturating_mul(10)
                    .saturating_add(digit),
            );
        }
        number
    }
}

/// |value| as a whole number; the largest where it is out of reach.
fn nearest_integer(value: f64) -> u128 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "saturating"
    )]
    let integer = libm::round(value.abs()) as u128;
    integer
}

/// A number with so many places behind the point.
fn fixed(number: &Decimal, decimals: i32) -> String {
    let rounded = number.rounded(decimals);
    let places = usize::try_from(decimals).unwrap_or(0);
    if places == 0 {
        return rounded.integer_part();
    }
    format!(
        "{}.{:0<places$}",
        rounded.integer_part(),
        rounded.fraction_part()
    )
}

/// The fewest digits that read back as |value|.
fn shortest_exponential(value: f64) -> String {
    if value.is_infinite() {
        return "Infinity".to_owned();
    }
    trimmed(&exponential(&Decimal::shortest(value), 16))
}

fn exponential(number: &Decimal, decimals: i32) -> String {
    let rounded = number.rounded_to_significant(decimals.saturating_add(1));
    let digits = rounded.leading_digits(usize::try_from(decimals).unwrap_or(0) + 1);
    let (first, rest) = digits.split_at_checked(1).unwrap_or((&digits, ""));
    let point = if rest.is_empty() { "" } else { "." };
    format!("{first}{point}{rest}e{:+}", rounded.exponent())
}

/// So many significant digits, scientific where that is shorter (JavaScript's `toPrecision`).
fn general(number: &Decimal, digits: i32) -> String {
    let exponent = number.rounded_to_significant(digits).exponent();
    if exponent < -6 || exponent >= digits {
        return exponential(number, digits - 1);
    }
    fixed(number, digits - 1 - exponent)
}

/// So many significant digits, never scientific.
fn significant(number: &Decimal, digits: i32) -> String {
    let rounded = number.rounded_to_significant(digits);
    fixed(&rounded, (digits - 1 - rounded.exponent()).max(0))
}

const PREFIXES: [&str; 17] = [
    "y", "z", "a", "f", "p", "n", "µ", "m", "", "k", "M", "G", "T", "P", "E", "Z", "Y",
];

/// So many significant digits before an SI prefix.
fn with_prefix(number: &Decimal, digits: i32) -> (String, &'static str) {
    let rounded = number.rounded_to_significant(digits);
    let third = rounded.exponent().div_euclid(3).clamp(-8, 8);
    let scaled = rounded.shifted(-3 * third);
    let decimals = (digits - 1 - scaled.exponent()).max(0);
    let index = usize::try_from(third + 8).unwrap_or(8);
    (
        fixed(&scaled, decimals),
        PREFIXES.get(index).copied().unwrap_or_default(),
    )
}

/// Without zeros at the end of what stands behind the point.
fn trimmed(text: &str) -> String {
    let (mantissa, exponent) = match text.find('e') {
        Some(at) => text.split_at(at),
        None => (text, ""),
    };
    if !mantissa.contains('.') {
        return text.to_owned();
    }
    format!(
        "{}{exponent}",
        mantissa.trim_end_matches('0').trim_end_matches('.')
    )
}

fn is_zero_text(text: &str) -> bool {
    text.bytes()
        .take_while(|&byte| byte != b'e')
        .all(|byte| matches!(byte, b'0' | b'.'))
}

/// Groups of three, filled with zeros from the left until `width` is reached: a group is never
/// begun with a comma, so it may end one wider.
fn zero_filled_groups(digits: &str, width: usize, mark: char) -> String {
    let mut text = digits.to_owned();
    loop {
        let grouped = grouped(&text, mark);
        if grouped.chars().count() >= width {
            return grouped;
        }
        text.insert(0, '0');
    }
}
