//! How much memory a table may take, and what is said where it needs more.

use super::Progress;
use super::error::{LoadErrorKind, Stop};

/// Where the system does not tell what is free.
const GENEROUS: u64 = 1 << 40;

/// Bytes of memory that the machine has free.
pub(super) fn free_memory() -> u64 {
    let facts = std::fs::read_to_string("/proc/meminfo").unwrap_or_default();
    available(&facts).unwrap_or(GENEROUS)
}

/// `MemAvailable` of Linux's `/proc/meminfo`, in bytes.
fn available(facts: &str) -> Option<u64> {
    let line = facts
        .lines()
        .find_map(|line| line.strip_prefix("MemAvailable:"))?;
    let kibibytes: u64 = line.split_ascii_whitespace().next()?.parse().ok()?;
    kibibytes.checked_mul(1024)
}

/// Fails if what was read so far takes more than it may, and says what would fit.
///
/// `taken`: bytes of all rows so far. Where the length of the input is known, what the whole of it
/// needs is estimated from the part that was read.
pub(super) fn check(taken: u64, progress: &Progress) -> Result<(), Stop> {
    let allowed = progress.memory();
    if taken <= allowed {
        return Ok(());
    }
    let part = |of: u64| match (progress.total(), progress.bytes()) {
        (Some(total), bytes) if bytes > 0 => {
            let whole = u128::from(of) * u128::from(total.max(bytes)) / u128::from(bytes);
            u64::try_from(whole).unwrap_or(u64::MAX)
        }
        _ => of,
    };
    let rows = u128::from(progress.rows()) * u128::from(allowed) / u128::from(taken);
    let remedy = format!("the first {rows} rows would fit");
    Err(too_large(part(taken), allowed, &remedy))
}

/// A table of about `needed` bytes where `allowed` may be taken; `remedy` says what would fit.
pub(super) fn too_large(needed: u64, allowed: u64, remedy: &str) -> Stop {
    let message = format!(
        "found a table that needs about {} of memory, expected at most {} (--memory): {remedy}",
        bytes_text(needed),
        bytes_text(allowed),
    );
    Stop::whole(LoadErrorKind::TooLarge, message)
}

/// What is said of a record on `line` that does not end within the memory that it may take.
pub(super) fn long_record(line: u64, progress: &Progress) -> Stop {
    let message = format!(
        "found a record of more than {}, expected at most that much (--memory); a quote may lack its \
         partner",
        bytes_text(progress.memory())
    );
    Stop::at_line(LoadErrorKind::TooLarge, line, message)
}

/// `12.4 GB`, `310 MB`: bytes in powers of ten.
fn bytes_text(bytes: u64) -> String {
    const UNITS: [(u64, &str); 3] = [(1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB")];
    let unit = UNITS.iter().find(|(size, _)| bytes >= *size);
    let Some((size, name)) = unit else {
        return format!("{bytes} B");
    };
    let (whole, tenths) = (bytes / size, bytes % size / (size / 10));
    if whole >= 100 {
        format!("{whole} {name}")
    } else {
        format!("{whole}.{tenths} {name}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn free_memory_is_read_from_the_systems_facts() {
        let facts = "MemTotal:       24689764 kB\nMemFree:  1 kB\nMemAvailable:   20 kB\n";
        assert_eq!(available(facts), Some(20 * 1024));
        assert_eq!(available("MemTotal: 5 kB\n"), None);
    }

    #[test]
    fn bytes_are_told_in_one_unit() {
        for (bytes, text) in [
            (0, "0 B"),
            (999, "999 B"),
            (1_000, "1.0 kB"),
            (12_450_000_000, "12.4 GB"),
            (310_999_999, "310 MB"),
        ] {
            assert_eq!(bytes_text(bytes), text);
        }
    }
}
