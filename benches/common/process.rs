//! Whole processes: wall time, peak of resident memory, and what they print.

use std::io::Read;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// One run of a command.
pub(crate) struct Run {
    /// From starting the process to its end.
    pub(crate) seconds: f64,
    /// Peak of its own resident memory, in MB; NaN where the system does not tell.
    pub(crate) peak_mb: f64,
    /// What it printed.
    pub(crate) output: String,
}

/// How often a process's memory is looked at: its peak is a high-water mark, so only growth after
/// the last look is missed.
const LOOK: Duration = Duration::from_millis(2);

/// Longer than this, and a peer has failed.
const LONGEST: Duration = Duration::from_secs(150);

/// Runs a command to its end.
///
/// # Errors
/// Why there is nothing to measure: it is not there, it failed, or it took too long.
pub(crate) fn run(command: &mut Command) -> Result<Run, String> {
    let start = Instant::now();
    let spawned = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut child = spawned.map_err(|_| "not installed".to_owned())?;
    let status_file = format!("/proc/{}/status", child.id());
    let mut peak_mb = f64::NAN;
    let status = loop {
        if let Some(status) = child.try_wait().map_err(|error| error.to_string())? {
            break status;
        }
        let now = high_water_mb(&status_file);
        peak_mb = if now.is_nan() { peak_mb } else { now };
        if start.elapsed() > LONGEST {
            child.kill().map_err(|error| error.to_string())?;
            return Err(format!("over {} s", LONGEST.as_secs()));
        }
        std::thread::sleep(LOOK);
    };
    let seconds = start.elapsed().as_secs_f64();
    let (mut output, mut errors) = (String::new(), String::new());
    // What cannot be read was not text.
    let _length = child
        .stdout
        .take()
        .map(|mut out| out.read_to_string(&mut output));
    let _length = child
        .stderr
        .take()
        .map(|mut out| out.read_to_string(&mut errors));
    if status.success() {
        return Ok(Run {
            seconds,
            peak_mb,
            output,
        });
    }
    let missing = ["ModuleNotFoundError", "there is no package called"];
    if missing.iter().any(|sign| errors.contains(sign)) {
        return Err("not installed".to_owned());
    }
    let last = errors.lines().last().unwrap_or_default();
    Err(format!(
        "failed: {}",
        last.chars().take(80).collect::<String>()
    ))
}

/// The high-water mark in a process's status file, in MB.
pub(crate) fn high_water_mb(status_file: &str) -> f64 {
    let status = std::fs::read_to_string(status_file).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kibibytes = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    kibibytes.map_or(f64::NAN, |kibibytes| kibibytes * 1024.0 / 1e6)
}
