//! What a figure asks for and the program does not draw.

use super::Node;
use crate::figure::{Place, Warning};

/// Trace types that are drawn.
pub const TRACE_TYPES: [&str; 5] = [
    "heatmap",
    "scatter",
    "scattergl",
    "histogram2d",
    "heatmapgl",
];

/// So many types are named.
const MOST_TYPES: usize = 50;

/// When an attribute asks for something.
#[derive(Clone, Copy)]
enum Asks {
    /// A list that is not empty.
    List,
    /// A map that does not say `visible: false`.
    Map,
    /// True, or a number other than 0.
    Yes,
    /// False.
    No,
    /// Any word but this one.
    NotWord(&'static str),
}

/// What is not drawn of a layout; `xaxis` and `yaxis` stand for all axes. What only a page in a
/// browser has (buttons, revisions, drag modes) asks for nothing that is missed in a picture.
const OF_LAYOUT: [(&str, Asks); 6] = [
    ("images", Asks::List),
    ("selections", Asks::List),
    ("calendar", Asks::NotWord("gregorian")),
    ("uniformtext.mode", Asks::NotWord("")),
    ("hiddenlabels", Asks::List),
    ("hoverlabel.showarrow", Asks::No),
];
const OF_AXIS: [(&str, Asks); 7] = [
    ("rangeslider", Asks::Map),
    ("rangeselector", Asks::Map),
    ("showspikes", Asks::Yes),
    ("calendar", Asks::NotWord("gregorian")),
    ("autoshift", Asks::Yes),
    ("shift", Asks::Yes),
    ("ticklabelindex", Asks::Yes),
];
const OF_TRACE: [(&str, Asks); 12] = [
    ("error_x", Asks::Map),
    ("error_y", Asks::Map),
    ("fillgradient", Asks::Map),
    ("fillpattern", Asks::Map),
    ("marker.gradient", Asks::Map),
    ("marker.angle", Asks::Yes),
    ("marker.standoff", Asks::Yes),
    ("line.backoff", Asks::Yes),
    ("selectedpoints", Asks::List),
    ("xcalendar", Asks::NotWord("gregorian")),
    ("ycalendar", Asks::NotWord("gregorian")),
    ("hoverlabel.showarrow", Asks::No),
];
const OF_SHAPE: [(&str, Asks); 4] = [
    ("xsizemode", Asks::NotWord("scaled")),
    ("ysizemode", Asks::NotWord("scaled")),
    ("label.texttemplate", Asks::NotWord("")),
    ("showlegend", Asks::Yes),
];
const OF_ANNOTATION: [(&str, Asks); 1] = [("startarrowhead", Asks::Yes)];

/// What letters can be asked to look like beyond size, colour and family.
const OF_FONT: [(&str, &str); 6] = [
    ("weight", "normal"),
    ("style", "normal"),
    ("variant", "normal"),
    ("textcase", "normal"),
    ("lineposition", "none"),
    ("shadow", "none"),
];

/// What is not drawn, each kind once, by trace and attribute.
#[must_use]
pub fn unsupported(figure: &Node) -> Vec<Warning> {
    let mut found = Found::default();
    let traces = items(figure.get("data"));
    types(traces, &mut found);
    for (index, trace) in traces.iter().enumerate() {
        for attribute in asked(trace, &OF_TRACE) {
            found.add(format!(
                "trace {index} asks for {attribute}, which is not drawn"
            ));
        }
    }
    if let Some(Node::Map(layout)) = figure.get("layout") {
        for (key, value) in layout.iter() {
            of_layout_part(key, value, &mut found);
        }
    }
    if let Some(layout) = figure.get("layout") {
        let moves = !items(figure.get("frames")).is_empty();
        for attribute in asked(layout, &OF_LAYOUT) {
            found.add(format!("layout.{attribute} is not drawn"));
        }
        for key in ["sliders", "updatemenus"] {
            if !moves && !items(layout.get(key)).is_empty() {
                found.add(format!("layout.{key} is not drawn"));
            }
        }
        fonts(layout, "layout", 0, &mut found);
    }
    found.warnings
}

/// One attribute of the layout by its name.
fn of_layout_part(key: &str, value: &Node, found: &mut Found) {
    let is_axis = ["xaxis", "yaxis"]
        .iter()
        .any(|axis| key.strip_prefix(axis).is_some_and(is_number));
    let parts: &[(&str, Asks)] = match key {
        _ if is_axis => &OF_AXIS,
        "shapes" => &OF_SHAPE,
        "annotations" => &OF_ANNOTATION,
        _ if key
            .strip_prefix("legend")
            .is_some_and(|number| !number.is_empty() && is_number(number)) =>
        {
            found.add(format!("layout.{key} is not drawn"));
            return;
        }
        _ => return,
    };
    if is_axis {
        for attribute in asked(value, parts) {
            found.add(format!("layout.{key}.{attribute} is not drawn"));
        }
        return;
    }
    for (index, item) in items(Some(value)).iter().enumerate() {
        for attribute in asked(item, parts) {
            found.add_kind(
                format!("layout.{key}[].{attribute}"),
                format!("layout.{key}[{index}].{attribute} is not drawn"),
            );
        }
    }
}

/// Trace types that are not drawn, with how many there are.
fn types(traces: &[Node], found: &mut Found) {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for trace in traces {
        let kind = trace.get("type").and_then(Node::text).unwrap_or("scatter");
        let hidden = trace.get("visible") == Some(&Node::Bool(false));
        if hidden || TRACE_TYPES.contains(&kind) {
            continue;
        }
        if let Some((_, count)) = counts.iter_mut().find(|(known, _)| *known == kind) {
            *count += 1;
        } else if counts.len() < MOST_TYPES {
            counts.push((kind, 1));
        }
    }
    for (kind, count) in counts {
        let kind: String = kind.chars().take(40).collect();
        found.add(match count {
            1 => format!("1 trace of type {kind} is not drawn"),
            _ => format!("{count} traces of type {kind} are not drawn"),
        });
    }
}

/// Fonts that ask for more than size, colour and family, once each.
fn fonts(node: &Node, path: &str, depth: usize, found: &mut Found) {
    let Node::Map(entries) = node else {
        for item in items(Some(node)) {
            fonts(item, path, depth + 1, found);
        }
        return;
    };
    for (key, value) in entries.iter() {
        if key == "template" || depth > 20 {
            continue;
        }
        if key.ends_with("font") {
            for (attribute, usual) in OF_FONT {
                if value
                    .get(attribute)
                    .is_some_and(|said| asks(said, Asks::NotWord(usual)))
                {
                    found.add_kind(
                        format!("font.{attribute}"),
                        format!("{path}.{key}.{attribute} is not drawn"),
                    );
                }
            }
        } else {
            fonts(value, &format!("{path}.{key}"), depth + 1, found);
        }
    }
}

/// The attributes of a table that a container asks for.
fn asked<'t>(
    container: &'t Node,
    table: &'t [(&'static str, Asks)],
) -> impl Iterator<Item = &'static str> {
    table
        .iter()
        .filter(move |(path, when)| {
            let mut node = Some(container);
            for key in path.split('.') {
                node = node.and_then(|node| node.get(key));
            }
            node.is_some_and(|node| asks(node, *when))
        })
        .map(|(path, _)| *path)
}

fn asks(node: &Node, when: Asks) -> bool {
    match when {
        Asks::List => !node.is_empty() || super::arrays::is_list(node) && !node.is_list(),
        Asks::Map => {
            let off = |key: &str| node.get(key) == Some(&Node::Bool(false));
            matches!(node, Node::Map(entries) if !entries.is_empty()) && !off("visible")
        }
        Asks::Yes => match node {
            Node::Bool(yes) => *yes,
            Node::Number(number) => *number != 0.0,
            other => !other.is_empty(),
        },
        Asks::No => *node == Node::Bool(false),
        Asks::NotWord(usual) => match node {
            Node::Text(text) => text != usual,
            Node::Number(_) => true,
            _ => false,
        },
    }
}

fn items(node: Option<&Node>) -> &[Node] {
    match node {
        Some(Node::List(items)) => items,
        _ => &[],
    }
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Warnings, each kind once.
#[derive(Default)]
struct Found {
    kinds: Vec<String>,
    warnings: Vec<Warning>,
}

impl Found {
    fn add(&mut self, text: String) {
        self.warnings.push(Warning {
            text,
            place: Place::default(),
        });
    }

    fn add_kind(&mut self, kind: String, text: String) {
        if !self.kinds.contains(&kind) {
            self.kinds.push(kind);
            self.add(text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plotly::parse_str;

    #[test]
    fn what_is_not_drawn_is_named_once() {
        let check = |text: &str, expected: &[&str]| {
            let node = parse_str(text).unwrap_or(Node::Null);
            let found: Vec<String> = unsupported(&node).into_iter().map(|w| w.text).collect();
            assert_eq!(found, expected, "{text}");
        };
        check(
            r#"{"data": [{"type": "heatmap", "uid": "a"}], "layout": {"uirevision": 1}}"#,
            &[],
        );
        check(
            r#"{"data": [{"type": "bar"}, {"type": "pie"}, {"type": "bar"}, {"type": "box", "visible": false}]}"#,
            &[
                "2 traces of type bar are not drawn",
                "1 trace of type pie is not drawn",
            ],
        );
        check(
            r#"{"data": [{}, {"error_y": {"array": [1]}, "error_x": {"visible": false}}]}"#,
            &["trace 1 asks for error_y, which is not drawn"],
        );
        check(
            r#"{"layout": {"images": [{}], "xaxis2": {"rangeslider": {"visible": true}},
                "xaxis": {"rangeslider": {"visible": false}}, "legend2": {}, "sliders": [{}],
                "shapes": [{}, {"xsizemode": "pixel"}, {"xsizemode": "pixel"}],
                "title": {"font": {"weight": "bold"}}, "font": {"weight": "bold", "style": "normal"}}}"#,
            &[
                "layout.xaxis2.rangeslider is not drawn",
                "layout.legend2 is not drawn",
                "layout.shapes[1].xsizemode is not drawn",
                "layout.images is not drawn",
                "layout.sliders is not drawn",
                "layout.title.font.weight is not drawn",
            ],
        );
        check(
            r#"{"layout": {"sliders": [{}]}, "frames": [{"name": "a"}]}"#,
            &[],
        );
    }
}
