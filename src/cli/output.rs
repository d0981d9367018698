//! One line for whoever reads standard error, and standard output that may be closed.

use std::io::Write;
use std::process::ExitCode;

use clap::error::ErrorKind;

/// Writes one line to standard error. If nobody listens, nothing is lost.
pub(super) fn complain(line: &str) {
    let line: String = line.split(['\n', '\r']).collect::<Vec<_>>().join(" ");
    let _unheard = writeln!(std::io::stderr().lock(), "{line}");
}

/// Writes a text to standard output. A closed pipe is no error.
pub(super) fn say(text: &str) {
    let mut out = std::io::stdout().lock();
    let _closed = writeln!(out, "{text}").and_then(|()| out.flush());
}

/// Help and version go to standard output; wrong usage becomes one line.
pub(super) fn explain(error: &clap::Error) -> ExitCode {
    let help = matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
    );
    if help {
        say(error.to_string().trim_end());
        return ExitCode::SUCCESS;
    }
    let text = error.to_string();
    let message: Vec<&str> = text
        .lines()
        .map(str::trim)
        .take_while(|line| !line.starts_with("Usage:") && !line.starts_with("For more information"))
        .filter(|line| !line.is_empty())
        .collect();
    complain(&format!("{} (see --help)", message.join(" ")));
    ExitCode::from(2)
}
