//! The command line: a contract that scripts and tests lean on.
//!
//! Exit status 0: done; 1: the file could not be read or drawn; 2: wrong usage. Errors and warnings
//! go to standard error, one line each; a closed pipe is no error.

mod args;
mod output;
mod values;

use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;

use clap::Parser;

use crate::app::{self, WindowOptions};
use crate::export::{self, Described, Format, PictureOptions};
use crate::figure::{Content, Figure, Layout, Place, Settings, Warning};
use crate::load::{self, Input, LoadErrorKind, Progress};
use crate::render::Typesetter;
use crate::view::{Frame, Mark, Viewport};

use args::Args;
use output::{complain, say};

/// Why the program ended without doing what it was asked to.
#[derive(Debug)]
enum Failure {
    /// The file could not be read or drawn.
    Work(String),
    /// The command line makes no sense.
    Usage(String),
}

/// Runs the program with these arguments (the first is the program's name).
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args = match Args::try_parse_from(args::with_text_format_joined(arguments)) {
        Ok(args) => args,
        Err(error) => return output::explain(&error),
    };
    match work(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Work(message)) => {
            complain(&message);
            ExitCode::from(1)
        }
        Err(Failure::Usage(message)) => {
            complain(&message);
            ExitCode::from(2)
        }
    }
}

fn work(args: &Args) -> Result<(), Failure> {
    let settings = args.settings();
    if !args.probe.is_empty() && !args.describe {
        return Err(Failure::Usage(
            "found --probe without --describe, expected both".to_owned(),
        ));
    }
    if args.export.is_none() && !args.describe {
        if args.frame.is_some() {
            return Err(Failure::Usage(
                "found --frame without -o or --describe, expected one of them".to_owned(),
            ));
        }
        return open_window(args, settings);
    }
    let [file] = args.files.as_slice() else {
        let what = if args.describe { "--describe" } else { "-o" };
        return Err(Failure::Usage(format!(
            "found {} files, expected one with {what}",
            args.files.len()
        )));
    };
    if let Some(out) = &args.export {
        check_target(out, file)?;
    }
    // The fonts are read beside the file.
    let fonts = std::thread::Builder::new().spawn(Typesetter::headless).ok();
    let content = read(file, &settings, args.memory)?;
    let mut figure = figure(args, &content, settings)?;
    warn(&content, content.warnings().iter().chain(&figure.warnings));
    let viewport = Viewport::whole(&figure);
    let options = args.picture(&figure);
    let asked = args.size.is_some() || figure.page.is_none();
    let typesetter = fonts
        .and_then(|thread| thread.join().ok())
        .unwrap_or_else(Typesetter::headless);
    let frame = options
        .frame_set_by(&typesetter, &figure, &viewport)
        .map_err(|error| match asked {
            true => Failure::Usage(error.to_string()),
            false => Failure::Work(format!("{}: {error}", content.file())),
        })?;
    let found = content
        .troubles()
        .into_iter()
        .chain(boxes(&frame, &typesetter));
    for warning in found {
        warn(&content, [&warning]);
        figure.warnings.push(warning);
    }
    if args.describe {
        describe(args, &content, &figure, &frame)?;
    }
    match &args.export {
        Some(out) => save((&figure, &frame), &options, out, &typesetter),
        None => Ok(()),
    }
}

fn describe(args: &Args, content: &Content, figure: &Figure, frame: &Frame) -> Result<(), Failure> {
    let probes: Vec<[f64; 2]> = args.probe.iter().map(|probe| probe.0).collect();
    let described = Described {
        content,
        figure,
        frame,
        probes: &probes,
    };
    say(&described.to_json()).map_err(|error| Failure::Work(output::unwritten(&error)))
}

/// The figure in the frame that is asked for.
fn figure(args: &Args, content: &Content, mut settings: Settings) -> Result<Figure, Failure> {
    let figure = content.figure(&settings);
    let Some(asked) = &args.frame else {
        return Ok(figure);
    };
    settings.show.frame = Some(frame_asked(&figure, asked)?);
    Ok(content.figure(&settings))
}

/// The frame that is asked for, among those of the figure.
fn frame_asked(figure: &Figure, asked: &str) -> Result<usize, Failure> {
    const SHOWN: usize = 10;
    let Some(animation) = figure.animation.as_deref() else {
        return Err(Failure::Usage(
            "found --frame, expected a figure with frames (see --frames)".to_owned(),
        ));
    };
    animation.find(asked).ok_or_else(|| {
        let names = &animation.names;
        let mut shown = names.iter().take(SHOWN).cloned().collect::<Vec<_>>();
        if names.len() > SHOWN {
            shown.push("…".to_owned());
        }
        Failure::Usage(format!(
            "found no frame {asked:?}, expected one of {}, or a number from 1 to {}",
            shown.join(", "),
            names.len()
        ))
    })
}

fn save(
    (figure, frame): (&Figure, &Frame),
    options: &PictureOptions,
    out: &Path,
    typesetter: &Typesetter,
) -> Result<(), Failure> {
    export::save(figure, frame, options, out, typesetter)
        .map_err(|error| Failure::Work(format!("{}: {error}", out.display())))
}

fn open_window(args: &Args, settings: Settings) -> Result<(), Failure> {
    let options = WindowOptions {
        inputs: args.files.iter().map(|file| input(file)).collect(),
        settings,
        theme: args.theme,
        painter: args.painter,
        memory: args.memory,
        vram: args.vram,
    };
    app::run(options).map_err(|error| Failure::Work(error.to_string()))
}

fn input(file: &Path) -> Input {
    if file == Path::new("-") {
        Input::Stdin
    } else {
        Input::File(file.to_owned())
    }
}

fn read(file: &Path, settings: &Settings, memory: Option<u64>) -> Result<Content, Failure> {
    let progress = memory.map_or_else(Progress::new, Progress::within);
    load::open(&input(file), &settings.read, &progress).map_err(|error| match error.kind {
        LoadErrorKind::Settings => Failure::Usage(error.to_string()),
        _ if settings.read.layout == Layout::Points => Failure::Usage(error.to_string()),
        _ => Failure::Work(error.to_string()),
    })
}

/// The picture must have a known ending and must not be the table itself.
fn check_target(out: &Path, file: &Path) -> Result<(), Failure> {
    Format::of(out).map_err(|error| Failure::Usage(format!("{}: {error}", out.display())))?;
    // `-` may be a file, too.
    let read_from = match input(file) {
        Input::Stdin => Path::new("/dev/stdin"),
        _ => file,
    };
    if export::is_same_file(out, read_from) {
        return Err(Failure::Usage(format!(
            "{}: found the input as the picture's path, expected another one: tables are never overwritten",
            out.display()
        )));
    }
    Ok(())
}

fn warn<'a>(content: &Content, warnings: impl IntoIterator<Item = &'a Warning>) {
    for warning in warnings {
        complain(&format!(
            "{}{}: warning: {}",
            content.file(),
            warning.place,
            warning.text
        ));
    }
}

/// Signs of a frame's words that no font has, and the first label that needs one.
fn boxes(frame: &Frame, typesetter: &Typesetter) -> Option<Warning> {
    const MOST_SIGNS: usize = 8;
    const LONGEST_LABEL: usize = 40;
    let words = frame.items.iter().filter_map(|item| match &item.mark {
        Mark::Text { text, .. } if !text.is_ascii() => Some(text.as_str()),
        _ => None,
    });
    let mut first = None;
    let mut signs: Vec<char> = Vec::new();
    for text in words {
        for sign in typesetter.missing(text) {
            first.get_or_insert(text);
            if !signs.contains(&sign) {
                signs.push(sign);
            }
        }
        if signs.len() > MOST_SIGNS {
            break;
        }
    }
    let shortened = |chars: &mut dyn Iterator<Item = char>, most: usize| {
        let mut short: String = chars.take(most).collect();
        if chars.next().is_some() {
            short.push('…');
        }
        short
    };
    let label = shortened(&mut first?.chars(), LONGEST_LABEL);
    let signs = shortened(&mut signs.into_iter(), MOST_SIGNS);
    Some(Warning {
        text: format!(
            "no font on this machine has \"{signs}\" (in the label \"{label}\"): drawn as boxes"
        ),
        place: Place::default(),
    })
}
