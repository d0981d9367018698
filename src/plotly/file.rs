//! A whole file: the figure as it opens, and the states that it can be played through.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::{Node, frames, unsupported};
use crate::figure::{FigureFile, Warning};

/// A figure of more traces is turned away: nobody could tell them apart.
const MOST_TRACES: usize = 10_000;

/// The figure that a JSON value describes: `{"data": [...], "layout": {...}, "frames": [...]}`, or
/// the list of traces alone.
///
/// # Errors
/// If it describes no figure; as one line.
pub fn figure_file(root: Node, file: &str, name: &str) -> Result<FigureFile, String> {
    let root = whole(root)?;
    let states = frames::states(&root);
    let mut base = super::read(&root)?;
    base.animation = states.animation.map(Arc::new);
    let mut warnings = unsupported::unsupported(&root);
    let mut frames = Vec::with_capacity(states.figures.len());
    for state in &states.figures {
        let mut frame = super::read(state)?;
        frame.animation.clone_from(&base.animation);
        add_new(&mut warnings, std::mem::take(&mut frame.warnings));
        frames.push(Arc::new(frame));
    }
    add_new(&mut warnings, std::mem::take(&mut base.warnings));
    Ok(FigureFile {
        file: file.to_owned(),
        name: name.to_owned(),
        base: Arc::new(base),
        frames,
        warnings: gathered(warnings),
    })
}

/// A figure with `data` that is a list of maps.
fn whole(root: Node) -> Result<Node, String> {
    let figure = match root {
        Node::List(_) => Node::Map(Arc::new(vec![("data".to_owned(), root)])),
        Node::Map(_) => root,
        _ => return Err("found a single value, expected a figure with \"data\"".to_owned()),
    };
    match figure.get("data") {
        None | Some(Node::Null) => Err(
            "found an object without \"data\", expected a Plotly figure with \"data\" and \"layout\""
                .to_owned(),
        ),
        Some(Node::List(traces)) if traces.len() > MOST_TRACES => Err(format!(
            "found {} traces, expected at most {MOST_TRACES}",
            traces.len()
        )),
        Some(Node::List(traces)) => {
            let stray = traces.iter().position(|trace| !matches!(trace, Node::Map(_)));
            match stray {
                None => Ok(figure),
                Some(index) => Err(format!(
                    "found something else than an object as trace {index} of \"data\", expected a trace"
                )),
            }
        }
        Some(_) => Err("found a \"data\" that is no list of objects, expected traces".to_owned()),
    }
}

/// Adds the warnings that are not there yet.
fn add_new(warnings: &mut Vec<Warning>, more: Vec<Warning>) {
    let mut known: HashSet<String> = warnings.iter().map(|known| known.text.clone()).collect();
    warnings.extend(
        more.into_iter()
            .filter(|warning| known.insert(warning.text.clone())),
    );
}

/// What is said of several traces in the same words is said once, with their number.
fn gathered(warnings: Vec<Warning>) -> Vec<Warning> {
    let about = |warning: &Warning| {
        let (number, rest) = warning.text.strip_prefix("trace ")?.split_once(' ')?;
        number
            .bytes()
            .all(|b| b.is_ascii_digit())
            .then(|| rest.to_owned())
    };
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut kept: Vec<(Warning, usize)> = Vec::new();
    for warning in warnings {
        let place = about(&warning).map(|kind| *places.entry(kind).or_insert(kept.len()));
        match place.and_then(|place| kept.get_mut(place)) {
            Some((_, more)) => *more += 1,
            None => kept.push((warning, 0)),
        }
    }
    let said = |(mut warning, more): (Warning, usize)| {
        if more > 0 {
            warning.text += &format!(" ({more} more like it)");
        }
        warning
    };
    kept.into_iter().map(said).collect()
}
