//! The real program in a window, and what it says about each frame it has painted.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use super::desk::Desk;

/// Machines may be busy.
pub(super) const PATIENCE: Duration = Duration::from_secs(90);

/// The program, running; ended when dropped.
pub(super) struct Program<'a> {
    desk: &'a Desk,
    child: Child,
    trace: PathBuf,
    errors: PathBuf,
}

impl Drop for Program<'_> {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The program with nothing of this user's settings.
pub(super) fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cellsius"));
    command
        .current_dir(folder)
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("WAYLAND_SOCKET")
        .env_remove("DISPLAY")
        .env_remove("DBUS_SESSION_BUS_ADDRESS")
        .env_remove("GTK_THEME")
        .env("XDG_CONFIG_HOME", folder.join("config"))
        .env("XDG_RUNTIME_DIR", folder)
        .env("HOME", folder)
        .stdin(Stdio::null());
    command
}

impl<'a> Program<'a> {
    /// Starts the program in a window.
    pub(super) fn start(
        desk: &'a Desk,
        folder: &Path,
        variables: &[(&str, &str)],
        arguments: &[&str],
    ) -> Self {
        let (trace, errors) = (folder.join("trace.jsonl"), folder.join("errors.txt"));
        let child = command(folder)
            .args(arguments)
            .env("DISPLAY", desk.display())
            .env("WINIT_X11_SCALE_FACTOR", "1")
            .env("CELLSIUS_TRACE", &trace)
            .envs(variables.iter().copied())
            .stdout(Stdio::null())
            .stderr(fs::File::create(&errors).unwrap())
            .spawn()
            .unwrap();
        Self {
            desk,
            child,
            trace,
            errors,
        }
    }

    /// So many frames have been painted.
    pub(super) fn frames(&self) -> usize {
        let text = fs::read_to_string(&self.trace).unwrap_or_default();
        text.matches('\n').count()
    }

    /// The latest frame painted.
    pub(super) fn latest(&self) -> Option<Value> {
        let text = fs::read_to_string(&self.trace).unwrap_or_default();
        let whole = &text[..text.rfind('\n')?];
        let line = whole.rsplit('\n').next()?;
        Some(serde_json::from_str(line).unwrap())
    }

    /// Waits for a frame with which `is_it` is content.
    pub(super) fn wait_for(&mut self, what: &str, is_it: impl Fn(&Value) -> bool) -> Value {
        let started = Instant::now();
        loop {
            let latest = self.latest();
            if let Some(frame) = latest.as_ref().filter(|frame| is_it(frame)) {
                return frame.clone();
            }
            let ended = self.child.try_wait().unwrap();
            assert!(
                ended.is_none() && started.elapsed() < PATIENCE,
                "{what}: not seen ({ended:?}); the latest frame: {}\nerrors: {}",
                latest.unwrap_or_default(),
                self.errors(),
            );
            std::thread::sleep(Duration::from_millis(30));
        }
    }

    /// Waits until no frame has been painted for a while, and answers the last.
    pub(super) fn wait_for_rest(&mut self) -> Value {
        let started = Instant::now();
        let mut frames = self.frames();
        let mut since = Instant::now();
        while since.elapsed() < Duration::from_millis(1500) {
            assert!(started.elapsed() < PATIENCE, "it never comes to rest");
            std::thread::sleep(Duration::from_millis(100));
            if self.frames() != frames {
                frames = self.frames();
                since = Instant::now();
            }
        }
        self.wait_for("a frame", |_| true)
    }

    /// Gives the window the keyboard, and answers where it lies on the screen.
    pub(super) fn take_focus(&self) -> [f64; 2] {
        let started = Instant::now();
        loop {
            let found = self
                .desk
                .xdotool(&["search", "--onlyvisible", "--name", "Cellsius"]);
            if let Some(id) = found.lines().next() {
                self.desk.xdotool(&["windowfocus", id]);
                let shape = self.desk.xdotool(&["getwindowgeometry", "--shell", id]);
                let number = |name: &str| {
                    let mut lines = shape.lines().filter_map(|line| line.split_once('='));
                    let value = lines.find(|(key, _)| *key == name)?.1;
                    value.parse::<f64>().ok()
                };
                if let (Some(x), Some(y)) = (number("X"), number("Y")) {
                    return [x, y];
                }
            }
            assert!(started.elapsed() < PATIENCE, "no window is seen");
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    /// Time on a processor so far, in ms.
    pub(super) fn processor_ms(&self) -> u64 {
        let text = fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap();
        // The name in brackets may hold anything.
        let fields: Vec<&str> = text
            .rsplit(')')
            .next()
            .unwrap()
            .split_whitespace()
            .collect();
        let ticks = |index: usize| fields[index].parse::<u64>().unwrap();
        // utime and stime are fields 14 and 15, in hundredths of a second.
        (ticks(11) + ticks(12)) * 10
    }

    /// What it holds in memory now.
    pub(super) fn resident_mb(&self) -> f64 {
        let facts = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let mut lines = facts.lines().filter_map(|line| line.strip_prefix("VmRSS:"));
        let kibibytes = lines.next().unwrap().split_whitespace().next().unwrap();
        kibibytes.parse::<f64>().unwrap() * 1024.0 / 1e6
    }

    /// Waits for the program's end.
    pub(super) fn wait_for_end(&mut self) -> ExitStatus {
        let started = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(started.elapsed() < PATIENCE, "it does not end");
            std::thread::sleep(Duration::from_millis(30));
        }
    }

    /// What the program has said on standard error.
    pub(super) fn errors(&self) -> String {
        fs::read_to_string(&self.errors).unwrap_or_default()
    }
}
