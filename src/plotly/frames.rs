//! The states that a figure can be played through.

use std::collections::HashMap;
use std::sync::Arc;

use super::Node;
use crate::figure::Animation;

/// A figure's states, in the order in which they are played.
#[derive(Clone, Debug, Default)]
pub struct States {
    /// What is known of playing them; none: the figure does not move.
    pub animation: Option<Animation>,
    /// The figures with each state laid over them (`data` and `layout` only); as many as the
    /// animation has names. They share all values that no state changes.
    pub figures: Vec<Node>,
}

/// States beyond so many are left out; fewer where a figure has many traces.
const MOST: usize = 10_000;
/// Traces in all states together.
const MOST_TRACES: usize = 1_000_000;
/// Frames that build upon each other, and names in a path of names.
const DEEPEST: usize = 50;
/// What a state's lists are laid over one by one; other lists are replaced whole.
const CONTAINERS: [&str; 5] = ["annotations", "shapes", "images", "sliders", "updatemenus"];

/// The states that a figure (`data`, `layout`, `frames`) can be played through: those that its first
/// slider names, in its order; else all.
#[must_use]
pub fn states(figure: &Node) -> States {
    let frames = maps(figure.get("frames"));
    if frames.is_empty() {
        return States::default();
    }
    let layout = figure.get("layout");
    let slider = first(layout.and_then(|layout| layout.get("sliders")));
    let by_name = names(frames);
    let mut order = slider.map_or_else(Vec::new, |slider| of_slider(slider, &by_name));
    if order.is_empty() {
        order = frames.iter().enumerate().map(plain).collect();
    }
    let traces = figure.get("data").map_or(0, Node::len).max(1);
    order.truncate(MOST.min(MOST_TRACES / traces));
    let prefix = slider
        .and_then(|slider| slider.get("currentvalue"))
        .filter(|shown| shown.get("visible") != Some(&Node::Bool(false)))
        .and_then(|shown| shown.get("prefix")?.text())
        .unwrap_or_default();
    let animation = Animation {
        names: order.iter().map(|(name, _)| name.clone()).collect(),
        prefix: prefix.to_owned(),
        frame_ms: duration(layout, slider).unwrap_or(500.0),
    };
    States {
        animation: Some(animation),
        figures: order
            .iter()
            .map(|(_, frame)| laid_over(figure, frame, &by_name))
            .collect(),
    }
}

type Named<'a> = (String, &'a Node);

/// A frame by its name; by its number where it has none.
fn plain((index, frame): (usize, &Node)) -> Named<'_> {
    let name = word(frame.get("name")).unwrap_or_else(|| index.to_string());
    (name, frame)
}

/// The frames that a slider's steps show, by the steps' labels.
fn of_slider<'a>(slider: &Node, frames: &Frames<'a>) -> Vec<Named<'a>> {
    let step = |step: &Node| {
        let name = word(
            first(step.get("args"))
                .and_then(|names| match names {
                    Node::Text(_) | Node::Number(_) => Some(names.clone()),
                    list => list.at(0),
                })
                .as_ref(),
        )?;
        let frame = *frames.get(&name)?;
        Some((word(step.get("label")).unwrap_or(name), frame))
    };
    maps(slider.get("steps")).iter().filter_map(step).collect()
}

/// Frames by name; the last of several with one name counts.
type Frames<'a> = HashMap<String, &'a Node>;

fn names(frames: &[Node]) -> Frames<'_> {
    let named = |frame| Some((word(Node::get(frame, "name"))?, frame));
    frames.iter().filter_map(named).collect()
}

/// How long each state is shown: as the first button that plays says, else as the slider says.
fn duration(layout: Option<&Node>, slider: Option<&Node>) -> Option<f64> {
    let of_step = |step: &Node| {
        let how = step.get("args")?.at(1)?;
        let ms = how.get("frame")?.get("duration")?.numeric()?;
        (ms > 0.0).then_some(ms.min(3_600_000.0))
    };
    let menus = maps(layout.and_then(|layout| layout.get("updatemenus")));
    let mut buttons = menus.iter().flat_map(|menu| maps(menu.get("buttons")));
    buttons
        .find_map(of_step)
        .or_else(|| maps(slider?.get("steps")).iter().find_map(of_step))
}

/// The figure with a frame, and those that it builds upon, laid over it.
fn laid_over(figure: &Node, frame: &Node, frames: &Frames<'_>) -> Node {
    let mut stack = vec![frame];
    while let Some(below) = stack
        .last()
        .and_then(|frame| word(frame.get("baseframe")))
        .and_then(|name| frames.get(&name).copied())
    {
        // A frame that builds upon itself is a mistake.
        if stack.len() >= DEEPEST || stack.iter().any(|known| std::ptr::eq(*known, below)) {
            break;
        }
        stack.push(below);
    }
    let mut data = match figure.get("data") {
        Some(Node::List(traces)) => traces.as_ref().clone(),
        _ => Vec::new(),
    };
    let mut layout = figure.get("layout").cloned().unwrap_or(Node::Null);
    for frame in stack.into_iter().rev() {
        if let Some(over) = frame.get("layout") {
            layout = merged(&layout, over);
        }
        for (index, over) in maps(frame.get("data")).iter().enumerate() {
            let trace = trace_of(frame, index);
            if let Some(trace) = trace.and_then(|trace| data.get_mut(trace)) {
                *trace = merged(trace, over);
            }
        }
    }
    Node::Map(Arc::new(vec![
        ("data".to_owned(), Node::List(Arc::new(data))),
        ("layout".to_owned(), layout),
    ]))
}

/// Which trace a frame's nth changes.
fn trace_of(frame: &Node, index: usize) -> Option<usize> {
    let Some(traces) = frame.get("traces").filter(|traces| traces.is_list()) else {
        return Some(index);
    };
    let number = traces.at(index)?.numeric()?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked to be whole and small"
    )]
    ((0.0..1e9).contains(&number) && number.fract() == 0.0).then_some(number as usize)
}

/// One value laid over another: maps key by key, anything else replaces what was there.
fn merged(below: &Node, over: &Node) -> Node {
    let (Node::Map(old), Node::Map(new)) = (below, over) else {
        return over.clone();
    };
    if over.get("bdata").is_some() {
        return over.clone();
    }
    let mut entries = old.as_ref().clone();
    for (key, value) in new.iter() {
        // `xaxis.range` is the range of the x axis.
        let is_path = key.matches('.').count() < DEEPEST;
        let (key, value) = match key.split_once('.').filter(|_| is_path) {
            Some((key, rest)) => {
                let inner = Node::Map(Arc::new(vec![(rest.to_owned(), value.clone())]));
                (key, inner)
            }
            None => (key.as_str(), value.clone()),
        };
        let place = entries.iter().rposition(|(known, _)| known == key);
        match place.and_then(|place| entries.get_mut(place)) {
            Some((_, known)) if CONTAINERS.contains(&key) => *known = items(known, &value),
            Some((_, known)) => *known = merged(known, &value),
            None => {
                let value = merged(&Node::Map(Arc::default()), &value);
                entries.push((key.to_owned(), value));
            }
        }
    }
    Node::Map(Arc::new(entries))
}

/// Items of a list laid over those of another one by one.
fn items(below: &Node, over: &Node) -> Node {
    let (Node::List(old), Node::List(new)) = (below, over) else {
        return over.clone();
    };
    let mut all = old.as_ref().clone();
    for (index, item) in new.iter().enumerate() {
        match all.get_mut(index) {
            Some(known) => *known = merged(known, item),
            None => all.push(item.clone()),
        }
    }
    Node::List(Arc::new(all))
}

/// The items of a list; none of what is no list of maps.
fn maps(node: Option<&Node>) -> &[Node] {
    match node {
        Some(Node::List(items)) => items,
        _ => &[],
    }
}

fn first(node: Option<&Node>) -> Option<&Node> {
    maps(node).first()
}

/// Words, or a number as words.
fn word(node: Option<&Node>) -> Option<String> {
    match node? {
        Node::Text(text) => Some(text.clone()),
        Node::Number(number) => Some(crate::axis::exact_number(*number)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plotly::parse_str;

    #[test]
    fn frames_are_laid_over_the_figure_in_the_slider_s_order() {
        let figure = parse_str(
            r#"{"data": [{"z": [[1]], "name": "a"}, {"y": [1, 2]}],
            "layout": {"title": {"text": "t", "x": 0.1}, "annotations": [{"text": "p", "x": 1}],
              "sliders": [{"currentvalue": {"prefix": "year="}, "steps": [
                {"args": [["two"], {"frame": {"duration": 90}}], "label": "2"},
                {"args": [["one"], {}]}, {"args": [["none"], {}]}]}],
              "updatemenus": [{"buttons": [{"args": [null, {"frame": {"duration": 70}}]}]}]},
            "frames": [
              {"name": "one", "data": [{"z": [[5]]}], "layout": {"title.text": "u"}},
              {"name": "two", "baseframe": "one", "traces": [1, 7], "data": [{"y": [3]}, {}],
               "layout": {"annotations": [{"text": "q"}]}}]}"#,
        );
        let states = states(&figure.unwrap_or(Node::Null));
        let animation = Animation {
            names: vec!["2".to_owned(), "one".to_owned()],
            prefix: "year=".to_owned(),
            frame_ms: 70.0,
        };
        assert_eq!(states.animation, Some(animation));
        let check = |state: usize, path: &[&str], expected: &str| {
            let mut node = states.figures.get(state).cloned();
            for key in path {
                node = node.and_then(|node| match key.parse() {
                    Ok(index) => node.at(index),
                    Err(_) => node.get(key).cloned(),
                });
            }
            let expected = parse_str(expected).ok();
            assert_eq!(node, expected, "{state} {path:?}");
        };
        check(0, &["data", "0"], r#"{"z": [[5]], "name": "a"}"#);
        check(0, &["data", "1"], r#"{"y": [3]}"#);
        check(0, &["layout", "title"], r#"{"text": "u", "x": 0.1}"#);
        check(0, &["layout", "annotations"], r#"[{"text": "q", "x": 1}]"#);
        check(1, &["data", "1"], r#"{"y": [1, 2]}"#);
        check(1, &["layout", "annotations"], r#"[{"text": "p", "x": 1}]"#);
    }

    #[test]
    fn frames_that_build_upon_each_other_end() {
        let text = r#"{"data": [{}], "frames": [{"name": "a", "baseframe": "b"},
            {"name": "b", "baseframe": "a"}]}"#;
        let states = states(&parse_str(text).unwrap_or(Node::Null));
        assert_eq!(states.figures.len(), 2);
        assert_eq!(
            states.animation.map(|known| known.names),
            Some(vec!["a".to_owned(), "b".to_owned()])
        );
    }
}
