//! What a test does that lacks a screen or a GPU.

/// Says why; fails where such tests must run.
pub(crate) fn skipped<T>(reason: impl std::fmt::Display) -> Option<T> {
    let demanded = std::env::var_os("CELLSIUS_REQUIRE_GPU").is_some_and(|value| value == "1");
    assert!(!demanded, "CELLSIUS_REQUIRE_GPU=1, but {reason}");
    eprintln!("skipped: {reason}");
    None
}
