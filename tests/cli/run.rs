//! A folder of its own for each test, and the program run in it.

use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value as Json;
use tempfile::TempDir;

use crate::png::Png;

/// The program that is tested.
pub(crate) const CELLSIUS: &str = env!("CARGO_BIN_EXE_cellsius");

/// An empty folder, gone after the test.
pub(crate) struct Folder(TempDir);

/// What a run of the program left behind.
pub(crate) struct Run {
    pub(crate) status: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
    told: String,
}

impl Folder {
    pub(crate) fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    /// A folder with one file.
    pub(crate) fn with(name: &str, bytes: impl AsRef<[u8]>) -> Self {
        let folder = Self::new();
        folder.write(name, bytes);
        folder
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> &Self {
        std::fs::write(self.path(name), bytes).unwrap();
        self
    }

    pub(crate) fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap()
    }

    /// Names of everything in the folder, sorted.
    pub(crate) fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.0.path()).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    /// `program` in this folder, with no display to be found.
    pub(crate) fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command
            .current_dir(self.0.path())
            .env_remove("DISPLAY")
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("WAYLAND_SOCKET")
            .stdin(Stdio::null());
        command
    }

    /// Runs the program.
    pub(crate) fn run<A: AsRef<OsStr>>(&self, arguments: &[A]) -> Run {
        let mut command = self.command(CELLSIUS);
        command.args(arguments);
        Run::of(&mut command)
    }

    /// Runs the program with arguments that spaces keep apart.
    pub(crate) fn cellsius(&self, arguments: &str) -> Run {
        self.run(&arguments.split_whitespace().collect::<Vec<_>>())
    }

    /// Runs the program with these bytes on standard input.
    pub(crate) fn piped(&self, arguments: &str, input: &[u8]) -> Run {
        let mut command = self.command(CELLSIUS);
        command
            .args(arguments.split_whitespace())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = input.to_vec();
        // The program may refuse to listen.
        let writer = std::thread::spawn(move || stdin.write_all(&input).is_ok());
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap();
        Run::new(&command, &output)
    }

    /// What `--describe` says, with no word on standard error.
    pub(crate) fn describe(&self, arguments: &str) -> Json {
        let run = self.cellsius(&format!("{arguments} --describe"));
        run.ok().silent();
        run.json()
    }

    /// Makes a picture and reads it, with its description.
    pub(crate) fn picture(&self, arguments: &str) -> (Png, Json) {
        let run = self.cellsius(&format!("{arguments} -o picture.png --describe"));
        run.ok();
        (Png::open(&self.path("picture.png")), run.json())
    }
}

impl Run {
    /// Runs a command to its end.
    pub(crate) fn of(command: &mut Command) -> Self {
        let output = command.output().unwrap();
        Self::new(command, &output)
    }

    fn new(command: &Command, output: &std::process::Output) -> Self {
        let run = Self {
            status: output.status.code(),
            out: String::from_utf8(output.stdout.clone()).unwrap(),
            err: String::from_utf8(output.stderr.clone()).unwrap(),
            told: format!("{:?}", command.get_args().collect::<Vec<_>>()),
        };
        for bad in ["panicked", "RUST_BACKTRACE", "overflow"] {
            assert!(!run.err.contains(bad), "{run}");
        }
        let control = |c: char| c.is_control() && c != '\n';
        assert!(!run.err.contains(control), "{run}");
        run
    }

    pub(crate) fn status(&self, expected: i32) -> &Self {
        assert_eq!(self.status, Some(expected), "{self}");
        self
    }

    pub(crate) fn ok(&self) -> &Self {
        self.status(0)
    }

    pub(crate) fn silent(&self) -> &Self {
        assert_eq!(self.err, "", "{self}");
        self
    }

    /// Status 1 or 2 with one line on standard error and none on standard output.
    pub(crate) fn fails(&self, status: i32) -> &str {
        self.status(status);
        assert_eq!(self.out, "", "{self}");
        let lines: Vec<&str> = self.err.lines().collect();
        assert!(lines.len() == 1 && self.err.ends_with('\n'), "{self}");
        assert!(lines[0].len() < 400, "{self}");
        lines[0]
    }

    pub(crate) fn json(&self) -> Json {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self}"))
    }
}

impl std::fmt::Display for Run {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let shown: String = self.out.chars().take(500).collect();
        write!(
            out,
            "{}: status {:?}\nstdout: {shown}\nstderr: {}",
            self.told, self.status, self.err
        )
    }
}

/// The project's own files.
pub(crate) fn project(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// An example table.
pub(crate) fn example(name: &str) -> String {
    project("assets/examples")
        .join(name)
        .to_str()
        .unwrap()
        .to_owned()
}

/// A part of a description, by its JSON pointer.
pub(crate) fn at<'a>(json: &'a Json, pointer: &str) -> &'a Json {
    json.pointer(pointer)
        .unwrap_or_else(|| panic!("no {pointer} in {json:#}"))
}

/// A number of a description.
pub(crate) fn number(json: &Json, pointer: &str) -> f64 {
    let found = at(json, pointer);
    found
        .as_f64()
        .unwrap_or_else(|| panic!("{pointer} is {found}"))
}

/// Some numbers of a description.
pub(crate) fn numbers(json: &Json, pointer: &str) -> Vec<f64> {
    let found = at(json, pointer).as_array().unwrap().iter();
    found.map(|number| number.as_f64().unwrap()).collect()
}
