//! Why there is no window: one clear line that names the way without one.

use std::any::Any;

/// Why no window could be opened. Its text is one line and names `-o`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WindowError {
    /// Nothing to show a window on.
    #[error(
        "cannot open a window: no display (neither WAYLAND_DISPLAY nor DISPLAY is set); {WAY_OUT}"
    )]
    NoDisplay,
    /// The window system refused, or a library that it needs is missing.
    #[error("cannot open a window: {0}; {WAY_OUT}")]
    Refused(String),
}

const WAY_OUT: &str = "write a picture with -o OUT.png instead";

impl WindowError {
    /// Whatever was said, as one line of reasonable length.
    pub(super) fn refused(reason: &str) -> Self {
        Self::Refused(one_line(without_place(reason), 240))
    }

    /// From what a panicking library left behind.
    pub(super) fn of_panic(payload: &(dyn Any + Send)) -> Self {
        Self::refused(&panic_text(payload))
    }
}

/// winit says in which of its lines it noticed (`os error at src/x.rs:12: …`); nobody needs to know.
fn without_place(reason: &str) -> &str {
    let said = reason
        .strip_prefix("os error at ")
        .and_then(|rest| rest.split_once(".rs:"))
        .and_then(|(_, rest)| rest.split_once(": "));
    said.map_or(reason, |(_, said)| said)
}

/// What a panic said.
pub(super) fn panic_text(payload: &(dyn Any + Send)) -> String {
    match (
        payload.downcast_ref::<String>(),
        payload.downcast_ref::<&str>(),
    ) {
        (Some(text), _) => text.clone(),
        (None, Some(text)) => (*text).to_owned(),
        (None, None) => "the window system failed".to_owned(),
    }
}

/// `text` without line breaks and control characters, cut after `limit` characters.
pub(super) fn one_line(text: &str, limit: usize) -> String {
    let words: Vec<&str> = text
        .split(|sign: char| sign.is_whitespace() || sign.is_control())
        .filter(|word| !word.is_empty())
        .collect();
    let line = words.join(" ");
    let line = line.trim_end_matches(['.', ';']);
    match line.char_indices().nth(limit) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_one_line_that_names_the_way_out() {
        let check = |error: &WindowError, expected: &str| {
            assert_eq!(error.to_string(), expected);
            assert!(error.to_string().contains("-o OUT.png"));
            assert_eq!(error.to_string().lines().count(), 1);
        };
        check(
            &WindowError::NoDisplay,
            "cannot open a window: no display (neither WAYLAND_DISPLAY nor DISPLAY is set); \
             write a picture with -o OUT.png instead",
        );
        check(
            &WindowError::refused("os error at /a: b/x.rs:1: no\n  connection\u{7} here.\n"),
            "cannot open a window: no connection here; \
             write a picture with -o OUT.png instead",
        );
        let payload: Box<dyn Any + Send> = Box::new("Library libxkbcommon-x11.so missing.");
        check(
            &WindowError::of_panic(payload.as_ref()),
            "cannot open a window: Library libxkbcommon-x11.so missing; \
             write a picture with -o OUT.png instead",
        );
    }

    #[test]
    fn long_reasons_are_cut_at_a_character() {
        assert_eq!(one_line(&"ä".repeat(10), 4), "ääää…");
        assert_eq!(one_line("", 4), "");
    }
}
