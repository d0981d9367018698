//! Runs the program in empty folders, on files made on the spot: exit status, standard error,
//! pictures pixel by pixel, `--describe` name by name.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests stop at what cannot be"
)]

#[path = "cli/arrays.rs"]
mod array_files;
#[path = "cli/bad_input.rs"]
mod bad_input;
#[path = "cli/describe.rs"]
mod describe;
#[path = "cli/figures.rs"]
mod figures;
#[path = "cli/input.rs"]
mod input;
#[path = "common/npy.rs"]
mod npy;
#[path = "cli/options.rs"]
mod options;
#[path = "cli/pictures.rs"]
mod pictures;
#[path = "cli/png.rs"]
mod png;
#[path = "cli/run.rs"]
mod run;
#[path = "cli/sweep.rs"]
mod sweep;
#[path = "cli/words.rs"]
mod words;
#[path = "cli/writing.rs"]
mod writing;
#[path = "common/zip.rs"]
mod zip;
