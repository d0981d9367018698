//! Plotly's templates for words: `%{z:.1f}`, `%{x|%b %d}`, `%{customdata[0]}`.
//!
//! What variables mean is the caller's; here is only how a template is read and filled in.

use std::borrow::Cow;

use super::hover::Datum;
use crate::axis::{parse_date, plotly_date, plotly_number};

/// A template, read.
#[derive(Clone, Debug, PartialEq)]
pub struct Template {
    parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq)]
enum Part {
    Words(String),
    Variable(Variable),
}

/// A variable as it stands in a template.
#[derive(Clone, Debug, PartialEq)]
struct Variable {
    name: String,
    format: Option<Format>,
    /// As written, with its braces.
    source: String,
}

#[derive(Clone, Debug, PartialEq)]
enum Format {
    Number(String),
    Date(String),
}

/// What a template's variables stand for.
pub trait Variables {
    /// The value of a variable (`z`, `customdata[0]`), to be formatted; `None`: there is none.
    fn value(&self, name: &str) -> Option<Cow<'_, Datum>>;

    /// How the variable reads where its template gives no format; `None`: as its value does.
    fn label(&self, name: &str) -> Option<String> {
        let _ = name;
        None
    }

    /// Decimal mark and mark between groups of digits; `'\0'` for none.
    fn separators(&self) -> [char; 2] {
        ['.', ',']
    }
}

impl Template {
    /// Reads a template; whatever is no variable is words.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut parts = Vec::new();
        let mut words = String::new();
        let mut rest = text;
        while let Some(at) = rest.find("%{") {
            words.push_str(&rest[..at]);
            if let Some((variable, length)) = Variable::parse(&rest[at..]) {
                if !words.is_empty() {
                    parts.push(Part::Words(std::mem::take(&mut words)));
                }
                parts.push(Part::Variable(variable));
                rest = &rest[at + length..];
            } else {
                words.push_str("%{");
                rest = &rest[at + 2..];
            }
        }
        words.push_str(rest);
        if !words.is_empty() {
            parts.push(Part::Words(words));
        }
        Self { parts }
    }

    /// With values for variables; `fallback` stands for those that have none, and where there is
    /// no fallback either, the variable as written.
    #[must_use]
    pub fn fill(&self, variables: &dyn Variables, fallback: Option<&str>) -> String {
        let mut text = String::new();
        for part in &self.parts {
            match part {
                Part::Words(words) => text.push_str(words),
                Part::Variable(variable) => {
                    let filled = variable.fill(variables);
                    text.push_str(
                        filled
                            .as_deref()
                            .unwrap_or_else(|| fallback.unwrap_or(&variable.source)),
                    );
                }
            }
        }
        text
    }

    /// The names of its variables, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|part| match part {
            Part::Words(_) => None,
            Part::Variable(variable) => Some(variable.name.as_str()),
        })
    }
}

impl Variable {
    /// The variable at the start of `text`, with its length there.
    fn parse(text: &str) -> Option<(Self, usize)> {
        let inside = text.strip_prefix("%{")?;
        let stops =
            |letter: char| letter.is_whitespace() || matches!(letter, '%' | '{' | '}' | ':');
        let stop = inside.find(stops)?;
        let (name, format) = match inside[stop..].chars().next() {
            Some('}') => (&inside[..stop], None),
            Some(':') => (&inside[..stop], Some(&inside[stop..])),
            // A name may hold a bar; the last one is where a format can begin.
            _ => {
                let bar = inside[..stop].rfind('|')?;
                (&inside[..bar], Some(&inside[bar..]))
            }
        };
        let format = match format {
            Some(format) => Some(&format[..format.find('}')?]),
            None => None,
        };
        let length = 2 + name.len() + format.map_or(0, str::len) + 1;
        let format = format.and_then(|format| match format.strip_prefix('|') {
            Some(date) => Some(Format::Date(date.to_owned())),
            None => format
                .strip_prefix(':')
                .map(|n| Format::Number(n.to_owned())),
        });
        Some((
            Self {
                name: name.to_owned(),
                format,
                source: text[..length].to_owned(),
            },
            length,
        ))
    }

    /// What stands for the variable; `None` where it has no value.
    fn fill(&self, variables: &dyn Variables) -> Option<String> {
        if let Some((name, [before, after])) = other(&self.name) {
            // What is the same for all points of a label is left out.
            return Some(match variables.value(name) {
                None => String::new(),
                Some(value) => {
                    format!("{before}({}){after}", self.written(name, &value, variables))
                }
            });
        }
        let value = variables.value(&self.name)?;
        Some(self.written(&self.name, &value, variables))
    }

    fn written(&self, name: &str, value: &Datum, variables: &dyn Variables) -> String {
        match &self.format {
            None => variables.label(name).unwrap_or_else(|| value.words()),
            Some(Format::Number(format)) => match value {
                Datum::Text(text) if text.is_empty() => String::new(),
                // The minus of templates is the one on the keyboard.
                value => plotly_number(format, variables.separators(), value.number())
                    .replace('\u{2212}', "-"),
            },
            Some(Format::Date(format)) => {
                date_ms(value).map_or_else(|| value.words(), |ms| plotly_date(format, ms))
            }
        }
    }
}

/// `xother` and its like (`_xother_` with blanks around): the name, and what stands around it.
fn other(name: &str) -> Option<(&str, [&'static str; 2])> {
    let (rest, before) = name
        .strip_prefix('_')
        .map_or((name, ""), |rest| (rest, " "));
    let (rest, after) = rest
        .strip_suffix('_')
        .map_or((rest, ""), |rest| (rest, " "));
    matches!(rest, "xother" | "yother").then_some((rest, [before, after]))
}

/// The moment that a value names: text as a date, numbers as milliseconds.
fn date_ms(value: &Datum) -> Option<f64> {
    match value {
        Datum::Text(text) => parse_date(text).map(|date| date.ms),
        Datum::Number(ms) => Some(*ms),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Values;

    impl Variables for Values {
        fn value(&self, name: &str) -> Option<Cow<'_, Datum>> {
            let datum = match name {
                "z" => Datum::Number(-1234.5678),
                "x" => Datum::Text("2024-03-05".to_owned()),
                "empty" => Datum::Text(String::new()),
                "c[0]" => Datum::List(vec![Datum::Number(1.0), Datum::Null]),
                "xother" => Datum::Number(3.0),
                _ => return None,
            };
            Some(Cow::Owned(datum))
        }

        fn label(&self, name: &str) -> Option<String> {
            (name == "x").then(|| "Mar 5, 2024".to_owned())
        }
    }

    fn check(template: &str, text: &str) {
        let filled = Template::parse(template).fill(&Values, Some("-"));
        assert_eq!(filled, text, "{template}");
    }

    #[test]
    fn variables_are_filled_in() {
        check("", "");
        check("%{z} and %{x}", "-1234.5678 and Mar 5, 2024");
        check("%{z:.2f}|%{z:,.1f}", "-1234.57|-1,234.6");
        check("%{x|%b %d}!", "Mar 05!");
        check("%{x|%Y}", "2024");
        check("%{nope} %{nope:.2f}", "- -");
        check("%{c[0]}", "1,");
        check("%{empty:.2f}.", ".");
        check("%{x:.2f}", "NaN");
        check("%{z:bad}", "-1234.5678");
        check("%{z:s}", "-1.23457k");
    }

    #[test]
    fn what_is_no_variable_stays() {
        for text in [
            "%",
            "%{",
            "%{z",
            "%{z :.2f}",
            "%{a b}",
            "{z}",
            "100 %",
            "%{z:.2f",
        ] {
            check(text, text);
        }
        check("%{%{z:.0f}}", "%{-1235}");
        check("%%{z:.0f}%", "%-1235%");
        // A name may hold a bar where no format follows.
        check("%{z|abc}", "-");
    }

    #[test]
    fn others_stand_in_brackets() {
        check("a%{xother}b", "a(3)b");
        check("a%{_xother_}b", "a (3) b");
        check("a%{xother_:.1f}b", "a(3.0) b");
        check("a%{_yother}b", "ab");
    }

    #[test]
    fn without_a_fallback_the_variable_stays() {
        let filled = Template::parse("%{z:.0f} %{nope:.2f}").fill(&Values, None);
        assert_eq!(filled, "-1235 %{nope:.2f}");
    }
}
