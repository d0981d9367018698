//! Values of options: what is accepted, and what is said about the rest.

use std::str::FromStr;

use crate::axis::format_number;
use crate::color::Colormap;
use crate::figure::{CellTextFormat, Choice, IndexColumn, RangeEnd};
use crate::render::PainterChoice;
use crate::view::Theme;

/// Two numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Pair(pub(super) [f64; 2]);

/// A size in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Size {
    pub(super) width: f64,
    pub(super) height: f64,
}

impl FromStr for Size {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts = text.split_once(['x', 'X', '×']);
        let side = |part: &str| {
            part.trim()
                .parse::<f64>()
                .ok()
                .filter(|side| side.is_finite() && *side >= 1.0)
        };
        match parts.and_then(|(width, height)| side(width).zip(side(height))) {
            Some((width, height)) => Ok(Self { width, height }),
            None => Err("expected WIDTHxHEIGHT in points, such as 900x600".to_owned()),
        }
    }
}

fn number(text: &str) -> Result<f64, String> {
    let value: f64 = text
        .trim()
        .parse()
        .map_err(|_| "expected a number".to_owned())?;
    if value.is_finite() {
        Ok(value)
    } else {
        Err("expected a finite number".to_owned())
    }
}

/// A finite number.
pub(super) fn finite(text: &str) -> Result<f64, String> {
    number(text)
}

/// A number above zero.
pub(super) fn positive(text: &str) -> Result<f64, String> {
    number(text)
        .ok()
        .filter(|value| *value > 0.0)
        .ok_or_else(|| "expected a number above 0".to_owned())
}

/// Zero or more.
pub(super) fn not_negative(text: &str) -> Result<f64, String> {
    number(text)
        .ok()
        .filter(|value| *value >= 0.0)
        .ok_or_else(|| "expected 0 or more".to_owned())
}

/// A number of bytes, such as 8G, 500M or 1.5 GiB; at least one.
pub(super) fn bytes(text: &str) -> Result<u64, String> {
    let wrong = || "expected a size such as 8G, 500M or 1.5GiB".to_owned();
    let text = text.trim();
    let digits = text
        .find(|sign: char| !sign.is_ascii_digit() && sign != '.')
        .unwrap_or(text.len());
    let (count, unit) = text.split_at(digits);
    let count: f64 = count.parse().map_err(|_| wrong())?;
    let unit = match unit.trim().to_ascii_lowercase().as_str() {
        "" | "b" => 1.0,
        "k" | "kb" => 1e3,
        "m" | "mb" => 1e6,
        "g" | "gb" => 1e9,
        "t" | "tb" => 1e12,
        "kib" => 1024.0,
        "mib" => 1024.0 * 1024.0,
        "gib" => 1024.0 * 1024.0 * 1024.0,
        "tib" => 1024.0 * 1024.0 * 1024.0 * 1024.0,
        _ => return Err(wrong()),
    };
    let bytes = count * unit;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "float casts saturate, and digits have no sign"
    )]
    let whole = bytes as u64;
    if whole > 0 { Ok(whole) } else { Err(wrong()) }
}

/// Two numbers with a comma.
pub(super) fn pair(text: &str) -> Result<Pair, String> {
    let parts = text.split_once(',');
    let numbers = parts.and_then(|(a, b)| number(a).ok().zip(number(b).ok()));
    numbers
        .map(|(a, b)| Pair([a, b]))
        .ok_or_else(|| "expected two numbers with a comma, such as 0,100".to_owned())
}

/// Two ascending numbers with a comma, or one of them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Range {
    Both([f64; 2]),
    End(RangeEnd),
}

impl Range {
    pub(super) fn both(self) -> Option<[f64; 2]> {
        match self {
            Self::Both(range) => Some(range),
            Self::End(_) => None,
        }
    }

    pub(super) fn end(self) -> Option<RangeEnd> {
        match self {
            Self::Both(_) => None,
            Self::End(end) => Some(end),
        }
    }
}

/// Two ascending numbers with a comma, or one of them before or behind it.
pub(super) fn range(text: &str) -> Result<Range, String> {
    let one = |text: &str, end: fn(f64) -> RangeEnd| number(text).ok().map(end).map(Range::End);
    let open = match text.split_once(',') {
        Some((low, "")) => one(low, RangeEnd::Low),
        Some(("", high)) => one(high, RangeEnd::High),
        _ => None,
    };
    if let Some(open) = open {
        return Ok(open);
    }
    let [low, high] = pair(text)?.0;
    if low < high {
        Ok(Range::Both([low, high]))
    } else {
        Err("expected the lower end first: LO,HI with LO < HI".to_owned())
    }
}

/// One of a few names.
pub(super) fn choice<T: Choice>(text: &str) -> Result<T, String> {
    T::named(text).ok_or_else(|| {
        let names: Vec<&str> = T::ALL.iter().map(|(_, name)| *name).collect();
        format!("expected one of {}", names.join(", "))
    })
}

/// Light or dark.
pub(super) fn theme(text: &str) -> Result<Theme, String> {
    match text {
        "light" => Ok(Theme::Light),
        "dark" => Ok(Theme::Dark),
        _ => Err("expected light or dark".to_owned()),
    }
}

/// Processor or graphics.
pub(super) fn painter(text: &str) -> Result<PainterChoice, String> {
    match text {
        "cpu" => Ok(PainterChoice::Cpu),
        "gpu" => Ok(PainterChoice::Gpu),
        _ => Err("expected cpu or gpu".to_owned()),
    }
}

/// Yes or no.
pub(super) fn yes_no(text: &str) -> Result<bool, String> {
    match text {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err("expected yes or no".to_owned()),
    }
}

/// A column, or none.
pub(super) fn columns_index(text: &str) -> Result<IndexColumn, String> {
    Ok(if text == "none" {
        IndexColumn::None
    } else {
        IndexColumn::Column(text.to_owned())
    })
}

/// A character, or a name for one that is hard to type.
pub(super) fn delimiter(text: &str) -> Result<char, String> {
    match text {
        "tab" | "\\t" => return Ok('\t'),
        "space" => return Ok(' '),
        "comma" => return Ok(','),
        "semicolon" => return Ok(';'),
        "pipe" => return Ok('|'),
        _ => {}
    }
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some(only), None) if only.is_ascii() && !matches!(only, '"' | '\n' | '\r') => Ok(only),
        _ => Err("expected one ASCII character, tab or space".to_owned()),
    }
}

/// A point or a comma.
pub(super) fn decimal(text: &str) -> Result<char, String> {
    match text {
        "." => Ok('.'),
        "," => Ok(','),
        _ => Err("expected . or ,".to_owned()),
    }
}

/// A number format for cells; nothing: as short as the room allows.
pub(super) fn cell_text(text: &str) -> Result<CellTextFormat, String> {
    if text.is_empty() {
        return Ok(CellTextFormat::Auto);
    }
    match format_number(text, 1.0) {
        Ok(_) => Ok(CellTextFormat::Number(text.to_owned())),
        Err(_) => Err("expected a number format such as .2f, ~s or .0%".to_owned()),
    }
}

/// The name of a colour map.
pub(super) fn colormap(text: &str) -> Result<String, String> {
    if Colormap::named(text).is_some() {
        return Ok(text.to_owned());
    }
    let wanted = text.to_lowercase();
    let near = |name: &&str| edit_distance(&wanted, &name.to_lowercase()) <= wanted.len() / 3;
    let mut names: Vec<&str> = Colormap::names().into_iter().filter(near).collect();
    names.truncate(3);
    let names = if names.is_empty() {
        "viridis, cividis or vik".to_owned()
    } else {
        names.join(", ")
    };
    Err(format!(
        "expected the name of a colour map, such as {names}"
    ))
}

/// Every colour map by name, for the end of the help.
pub(super) fn colormap_list() -> String {
    let mut list = String::from("Colour maps (NAME_r runs the other way):");
    for group in Colormap::groups() {
        list += &format!("\n  {}: {}", group.title, group.names.join(" "));
    }
    list
}

/// Letters to change, add or take away (Levenshtein).
fn edit_distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, letter) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, other) in b.iter().enumerate() {
            let substituted = diagonal + usize::from(letter != *other);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row.last().copied().unwrap_or(0)
}
