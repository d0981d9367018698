//! The programs that people would use instead, where they are installed.
//!
//! `CELLSIUS_PEERS` names the folder of the measuring scripts, `CELLSIUS_PEERS_PYTHON` the Python
//! that has the libraries. Without them the peers' rows say "not installed".

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;

use super::process::{self, Run};

/// What the scripts' lines of numbers begin with.
const MARK: &str = "@@";

/// Numbers that a peer measured by itself, by name, beside its whole process.
pub(crate) struct Measured {
    /// In-process seconds and the like.
    pub(crate) numbers: BTreeMap<String, f64>,
    /// Its whole process.
    pub(crate) run: Run,
}

/// Runs one case of a measuring script.
///
/// # Errors
/// Why there is nothing to measure.
pub(crate) fn script(name: &str, arguments: &[&str]) -> Result<Measured, String> {
    let variable = |name: &str| std::env::var_os(name).map(PathBuf::from);
    let folder = variable("CELLSIUS_PEERS").ok_or("not installed")?;
    let python = variable("CELLSIUS_PEERS_PYTHON").unwrap_or_else(|| "python3".into());
    let mut command = Command::new(python);
    command
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .arg(folder.join(name))
        .arg("--child")
        .args(arguments);
    let run = process::run(&mut command)?;
    let mut numbers = BTreeMap::new();
    for line in run
        .output
        .lines()
        .filter_map(|line| line.strip_prefix(MARK))
    {
        let object: BTreeMap<String, serde_json::Value> =
            serde_json::from_str(line).map_err(|error| error.to_string())?;
        let known = object.into_iter();
        numbers.extend(known.filter_map(|(name, value)| Some((name, value.as_f64()?))));
    }
    Ok(Measured { numbers, run })
}
