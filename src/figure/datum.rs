//! Reading values as JSON has them: by path, as words, as numbers.

use super::hover::Datum;

impl Datum {
    /// What lies at a path such as `customdata[0].name`; `None` where there is nothing.
    #[must_use]
    pub fn at(&self, path: &str) -> Option<&Self> {
        let mut found = self;
        for step in steps(path)? {
            found = match step {
                Step::Name(name) => found.field(name)?,
                Step::Index(index) => found.item(index)?,
            };
        }
        Some(found)
    }

    /// The value of this name, if it is a map that has one.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Map(fields) => fields
                .iter()
                .rev()
                .find(|(field, _)| field == name)
                .map(|(_, value)| value),
            _ => None,
        }
    }

    /// The value at this place, if it is a list that long.
    #[must_use]
    pub fn item(&self, index: usize) -> Option<&Self> {
        match self {
            Self::List(items) => items.get(index),
            _ => None,
        }
    }

    /// As JavaScript joins it to words: `1.5`, `null`, `a,b`.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Null => "null".to_owned(),
            Self::Bool(value) => value.to_string(),
            Self::Number(value) => number_words(*value),
            Self::Text(text) => text.clone(),
            Self::List(items) => {
                let word = |item: &Self| match item {
                    Self::Null => String::new(),
                    item => item.words(),
                };
                items.iter().map(word).collect::<Vec<_>>().join(",")
            }
            Self::Map(_) => "[object Object]".to_owned(),
        }
    }

    /// As a number, where it is one or reads as one; NaN for everything else.
    #[must_use]
    pub fn number(&self) -> f64 {
        match self {
            Self::Number(value) => *value,
            Self::Bool(value) => f64::from(u8::from(*value)),
            Self::Text(text) => text.trim().parse().unwrap_or(f64::NAN),
            Self::List(items) => match items.as_slice() {
                [only] => only.number(),
                _ => f64::NAN,
            },
            Self::Null | Self::Map(_) => f64::NAN,
        }
    }
}

/// One step of a path.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Step<'a> {
    Name(&'a str),
    Index(usize),
}

/// `a.b[0][1]` step by step; `None` where brackets do not hold a whole number.
fn steps(path: &str) -> Option<Vec<Step<'_>>> {
    let mut found = Vec::new();
    for part in path.split('.') {
        let (name, indices) = part.find('[').map_or((part, ""), |at| part.split_at(at));
        if !name.is_empty() || indices.is_empty() {
            found.push(Step::Name(name));
        }
        let mut rest = indices;
        while !rest.is_empty() {
            let (index, after) = rest.strip_prefix('[')?.split_once(']')?;
            found.push(Step::Index(index.parse().ok()?));
            rest = after;
        }
    }
    Some(found)
}

/// A number as JavaScript writes it: all digits that it has, plain from 1e-6 up to 1e21.
fn number_words(value: f64) -> String {
    if value.is_nan() {
        return "NaN".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "Infinity" } else { "-Infinity" }.to_owned();
    }
    if value == 0.0 {
        return "0".to_owned();
    }
    if (1e-6..1e21).contains(&value.abs()) {
        return format!("{value}");
    }
    let text = format!("{value:e}");
    match text.split_once('e') {
        Some((digits, power)) if !power.starts_with('-') => format!("{digits}e+{power}"),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_by_path() {
        let name = |text: &str| ("name".to_owned(), Datum::Text(text.to_owned()));
        let datum = Datum::Map(vec![(
            "a".to_owned(),
            Datum::List(vec![Datum::Number(1.0), Datum::Map(vec![name("x")])]),
        )]);
        let check = |path: &str, words: Option<&str>| {
            assert_eq!(datum.at(path).map(Datum::words).as_deref(), words, "{path}");
        };
        check("a[0]", Some("1"));
        check("a[1].name", Some("x"));
        check("a", Some("1,[object Object]"));
        for nothing in [
            "a[2]", "b", "a.name", "a[-1]", "a[x]", "a[0", "", ".", "a[0]b",
        ] {
            check(nothing, None);
        }
    }

    #[test]
    fn numbers_are_written_as_scripts_do() {
        let check = |value: f64, words: &str| assert_eq!(Datum::Number(value).words(), words);
        check(1.5, "1.5");
        check(-0.0, "0");
        check(1e21, "1e+21");
        check(123_456_789_012_345_680_000.0, "123456789012345680000");
        check(1e-7, "1e-7");
        check(0.000_001, "0.000001");
        check(f64::NAN, "NaN");
        check(f64::NEG_INFINITY, "-Infinity");
    }
}
