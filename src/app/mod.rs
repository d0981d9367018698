//! The window: what it remembers and does ([`state`]), what it shows ([`ui`]), and the shell that
//! owns the window, the surface, threads and files.
//!
//! User actions are [`state::Command`]s; [`state::State::apply`] is the only place where anything
//! changes, and it answers with [`state::Effect`]s for the shell.

mod shell;
pub mod state;
pub mod ui;

pub use shell::{WindowError, WindowOptions, run};
