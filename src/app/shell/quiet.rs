//! Libraries that panic where they should answer with an error.

use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};

use super::error::WindowError;

/// Runs `start`, and turns a panic inside it into an error without a word on standard error.
///
/// Window libraries panic where a system library (such as libxkbcommon-x11) is missing. For use
/// while a window is being made, when no other thread has anything to report.
pub(super) fn without_panic<T>(
    start: impl FnOnce() -> Result<T, WindowError>,
) -> Result<T, WindowError> {
    let hook = take_hook();
    set_hook(Box::new(|_| ()));
    let result = catch_unwind(AssertUnwindSafe(start));
    set_hook(hook);
    result.unwrap_or_else(|payload| Err(WindowError::of_panic(payload.as_ref())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_an_error() {
        assert_eq!(without_panic(|| Ok(1)), Ok(1));
        let panicked: Result<(), _> = without_panic(|| panic!("no libxkbcommon-x11"));
        assert_eq!(panicked, Err(WindowError::refused("no libxkbcommon-x11")));
    }
}
