//! The `cellsius` program: see [`cellsius::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    cellsius::cli::run(std::env::args_os())
}
