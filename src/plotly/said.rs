//! What traces say in tooltips: parts, templates, looks.

use std::sync::Arc;

use super::arrays::List;
use super::datum::Item;
use super::trace::Trace;
use super::values::item;
use super::{Attrs, Node, style};
use crate::figure::{Align, Datum, Font, HoverLabel, HoverParts, Template};

/// Templates are looked through for names up to this many.
const MOST_TEMPLATES: usize = 1000;
/// What tooltips know without looking into the trace.
const TOLD: [&str; 8] = [
    "x",
    "y",
    "z",
    "text",
    "hovertext",
    "customdata",
    "meta",
    "name",
];

/// What all tooltips of a trace have in common. `traces`: how many the figure has.
pub(super) fn label(trace: &Trace<'_>, layout: Attrs<'_>, traces: usize) -> HoverLabel {
    let attrs = trace.attrs;
    let own = attrs.child("hoverlabel");
    let common = layout.child("hoverlabel");
    let templates = texts(attrs, "hovertemplate");
    let usual_length = if templates.iter().any(|template| !template.is_empty()) {
        Some(-1)
    } else {
        common.integer("namelength")
    };
    let length = own.integer("namelength").or(usual_length).unwrap_or(15);
    let words = [("left", Align::Start), ("right", Align::End)];
    let align = match own.text("align").as_deref() {
        Some("auto") => None,
        _ => own
            .word("align", &words)
            .or_else(|| common.word("align", &words)),
    };
    let full = full(attrs, &templates);
    let parts = if templates.iter().all(String::is_empty) {
        parts(attrs, traces)
    } else {
        // A template has it all at hand, whatever else is said.
        HoverParts {
            name: true,
            ..HoverParts::default()
        }
    };
    HoverLabel {
        parts,
        templates: if templates.iter().all(String::is_empty) {
            Arc::default()
        } else {
            templates
        },
        fallback: fallback(attrs, "hovertemplatefallback"),
        custom: attrs.get("customdata").and_then(datum).map(Arc::new),
        meta: attrs.get("meta").and_then(datum).map(Arc::new),
        trace: trace.index,
        z_order: attrs.integer("zorder").unwrap_or(0),
        full,
        name_length: usize::try_from(length).ok(),
        background: own.color("bgcolor").or_else(|| common.color("bgcolor")),
        border: own
            .color("bordercolor")
            .or_else(|| common.color("bordercolor")),
        font: label_font(own.child("font"), common.child("font")),
        align,
    }
}

/// What templates name of the trace itself (`%{fullData.line.width}`, `%{marker.size}`).
fn full(attrs: Attrs<'_>, templates: &[String]) -> Option<Arc<Datum>> {
    let mut found: Vec<(String, Datum)> = Vec::new();
    for template in templates.iter().take(MOST_TEMPLATES) {
        let template = Template::parse(template);
        for name in template.names() {
            let name = ["fullData.", "data."]
                .iter()
                .find_map(|start| name.strip_prefix(start))
                .unwrap_or(name);
            let key = match name.split(['.', '[']).next() {
                Some("id") => "ids",
                Some(key) if !TOLD.contains(&key) => key,
                _ => continue,
            };
            if found.iter().all(|(known, _)| known != key) {
                found.extend(attrs.get(key).and_then(datum).map(|v| (key.to_owned(), v)));
            }
        }
    }
    (!found.is_empty()).then(|| Arc::new(Datum::Map(found)))
}

/// The font of a label, if anything is said of it.
fn label_font(own: Attrs<'_>, common: Attrs<'_>) -> Option<Font> {
    let said = |attrs: Attrs<'_>| {
        ["size", "color", "family"]
            .iter()
            .any(|key| attrs.get(key).is_some())
    };
    if !said(own) && !said(common) {
        return None;
    }
    let usual = Font {
        size: 13.0,
        color: crate::color::Rgba::TRANSPARENT,
        face: crate::figure::Typeface::OpenSans,
    };
    Some(style::font(own, &style::font(common, &usual)))
}

/// What stands for an unknown variable of a template; none: the variable as written.
pub(super) fn fallback(attrs: Attrs<'_>, key: &str) -> Option<String> {
    match attrs.get(key) {
        Some(Node::Bool(false)) => None,
        None => Some("-".to_owned()),
        Some(_) => Some(attrs.text(key).unwrap_or_else(|| "-".to_owned())),
    }
}

/// One text for all, or one for each point.
pub(super) fn texts(attrs: Attrs<'_>, key: &str) -> Arc<[String]> {
    let Some(node) = attrs.get(key) else {
        return Arc::default();
    };
    match List::of(node) {
        Ok(Some(list)) => (0..list.len())
            .map(|index| super::cells::text(item(list, index)))
            .collect(),
        _ => match Item::of(node).category() {
            Some(text) if !text.is_empty() => Arc::new([text]),
            _ => Arc::default(),
        },
    }
}

/// Which parts of a label are said: all, but the name only where there are several traces.
fn parts(attrs: Attrs<'_>, traces: usize) -> HoverParts {
    let said = attrs.read("hoverinfo", |node| match List::of(node) {
        Ok(Some(list)) if !list.is_empty() => match item(list, 0) {
            Item::Text(text) => flags(text),
            _ => None,
        },
        _ => flags(node.text()?),
    });
    said.unwrap_or(HoverParts {
        name: traces != 1,
        ..HoverParts::default()
    })
}

fn flags(text: &str) -> Option<HoverParts> {
    let nothing = HoverParts {
        x: false,
        y: false,
        z: false,
        text: false,
        name: false,
        skip: false,
    };
    match text {
        "all" => {
            return Some(HoverParts {
                name: true,
                ..HoverParts::default()
            });
        }
        "none" => return Some(nothing),
        "skip" => {
            return Some(HoverParts {
                skip: true,
                ..nothing
            });
        }
        _ => {}
    }
    let mut parts = nothing;
    for flag in text.split('+') {
        match flag {
            "x" => parts.x = true,
            "y" => parts.y = true,
            "z" => parts.z = true,
            "text" => parts.text = true,
            "name" => parts.name = true,
            _ => return None,
        }
    }
    Some(parts)
}

/// A value as it is, typed arrays as lists.
pub(super) fn datum(node: &Node) -> Option<Datum> {
    Some(match node {
        Node::Null => Datum::Null,
        Node::Bool(value) => Datum::Bool(*value),
        Node::Number(number) => Datum::Number(*number),
        Node::Text(text) => Datum::Text(text.clone()),
        Node::Bytes(_) => return None,
        _ => match super::values::Values::of(node) {
            Some(super::values::Values::Flat(list)) => flat(list),
            Some(values) => Datum::List(
                (0..values.len())
                    .map(|row| values.row(row).map_or(Datum::Null, flat))
                    .collect(),
            ),
            None => {
                let Node::Map(entries) = node else {
                    return None;
                };
                let entry = |(key, value): &(String, Node)| Some((key.clone(), datum(value)?));
                Datum::Map(entries.iter().filter_map(entry).collect())
            }
        },
    })
}

fn flat(list: List<'_>) -> Datum {
    if let List::Values(nodes) = list {
        let value = |node| datum(node).unwrap_or(Datum::Null);
        return Datum::List(nodes.iter().map(value).collect());
    }
    let number = |index| {
        let number = list.number(index);
        if number.is_nan() {
            Datum::Null
        } else {
            Datum::Number(number)
        }
    };
    Datum::List((0..list.len()).map(number).collect())
}
