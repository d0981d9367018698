//! Columns as the user names them.

use super::LoadErrorKind;
use super::error::{Stop, clean, quoted};

/// The column that `asked` means: by its name, else by its number from 1.
///
/// `names` is the header (empty without one) and `width` the number of fields. Where the header
/// lacks the label column's field, `one_short`, names count from the second field.
pub(super) fn find(
    asked: &str,
    names: &[String],
    width: usize,
    option: &str,
    one_short: bool,
) -> Result<usize, Stop> {
    let wanted = asked.trim();
    let shift = usize::from(one_short);
    let by_name = names.iter().position(|name| name == wanted);
    let by_case = || {
        names
            .iter()
            .position(|name| name.to_lowercase() == wanted.to_lowercase())
    };
    if let Some(at) = by_name.or_else(by_case) {
        return Ok(at + shift);
    }
    if let Ok(number) = wanted.parse::<usize>()
        && (1..=width).contains(&number)
    {
        return Ok(number - 1);
    }
    let message = format!(
        "found no column {} for {option}, expected {}",
        quoted(asked),
        choices(names, width)
    );
    Err(Stop::whole(LoadErrorKind::Settings, message))
}

fn choices(names: &[String], width: usize) -> String {
    const SHOWN: usize = 20;
    if names.is_empty() {
        return format!("a number from 1 to {width} (there is no header)");
    }
    let shown: Vec<String> = names
        .iter()
        .take(SHOWN)
        .map(|name| clean(name, 40))
        .collect();
    let more = names.len().saturating_sub(SHOWN);
    let tail = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    format!(
        "one of {}{tail}, or a number from 1 to {width}",
        shown.join(", ")
    )
}
