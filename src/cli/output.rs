//! One line for whoever reads standard error, and standard output that may be closed.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::error::ErrorKind;

/// Writes one line to standard error. If nobody listens, nothing is lost.
pub(super) fn complain(line: &str) {
    let line = line.replace(char::is_control, " ");
    let _unheard = writeln!(io::stderr().lock(), "{line}");
}

/// Writes a text to standard output. A closed pipe is no error.
///
/// # Errors
/// If it cannot be written although somebody listens.
pub(super) fn say(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    match writeln!(out, "{text}").and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error),
        _ => Ok(()),
    }
}

/// The same, as the end of the program.
fn say_and_end(text: &str) -> ExitCode {
    match say(text) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&unwritten(&error));
            ExitCode::from(1)
        }
    }
}

/// What to say if standard output cannot be written.
pub(super) fn unwritten(error: &io::Error) -> String {
    format!("standard output: could not be written: {error}")
}

/// Help and version go to standard output; wrong usage becomes one line.
pub(super) fn explain(error: &clap::Error) -> ExitCode {
    let help = matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
    );
    if help {
        return say_and_end(error.to_string().trim_end());
    }
    let text = error.to_string();
    let message: Vec<&str> = text
        .lines()
        .map(str::trim)
        .take_while(|line| !line.starts_with("Usage:") && !line.starts_with("For more information"))
        .filter(|line| !line.is_empty())
        .collect();
    let message = message.join("; ").replace(":; ", ": ");
    let message = message.strip_prefix("error: ").unwrap_or(&message);
    complain(&format!("{message} (see --help)"));
    ExitCode::from(2)
}
