//! A layout's annotations.

use super::places::{OnLog, Places, Reference};
use super::style::{self, LINE_COLOR};
use super::{Attrs, Node, template};
use crate::color::Rgba;
use crate::figure::{Align, Annotation, Arrow, Font, Place1d, Stroke};

/// Plotly's words for an end or the middle, across.
pub(super) const ACROSS: [(&str, Align); 3] = [
    ("left", Align::Start),
    ("center", Align::Middle),
    ("right", Align::End),
];
/// The same, along.
pub(super) const ALONG: [(&str, Align); 3] = [
    ("bottom", Align::Start),
    ("middle", Align::Middle),
    ("top", Align::End),
];

/// The annotations of a layout that are seen.
pub(super) fn annotations(layout: Attrs<'_>, places: Places<'_>, font: &Font) -> Vec<Annotation> {
    template::items(layout, "annotations")
        .into_iter()
        .filter(|attrs| attrs.bool("visible") != Some(false))
        .filter_map(|attrs| annotation(attrs, places, font))
        .collect()
}

fn annotation(attrs: Attrs<'_>, places: Places<'_>, font: &Font) -> Option<Annotation> {
    let [x_ref, y_ref] =
        [("xref", 'x'), ("yref", 'y')].map(|(key, letter)| places.reference(attrs, key, letter));
    let x = places.place(x_ref, attrs.get("x"), 0.5, OnLog::Exponent)?;
    let y = places.place(y_ref, attrs.get("y"), 0.5, OnLog::Exponent)?;
    let has_arrow = attrs.bool("showarrow").unwrap_or(true);
    let border_color = attrs.color("bordercolor").unwrap_or(Rgba::TRANSPARENT);
    let border_width = attrs.at_least("borderwidth", 0.0).unwrap_or(1.0);
    // One that is not seen takes its room all the same.
    let border = (border_width > 0.0).then(|| Stroke {
        width: border_width,
        color: border_color,
        dash: Vec::new(),
    });
    let shift = |key: &str| attrs.number(key).unwrap_or(0.0);
    // Without an arrow Plotly puts a word of its own where none is given.
    let unsaid = if has_arrow { " " } else { "new text" };
    Some(Annotation {
        text: attrs.text("text").unwrap_or_else(|| unsaid.to_owned()),
        font: style::font(attrs.child("font"), font),
        x,
        y,
        x_anchor: attrs.word("xanchor", &ACROSS),
        y_anchor: attrs.word("yanchor", &ALONG),
        shift: [shift("xshift"), -shift("yshift")],
        angle: attrs.number("textangle").unwrap_or(0.0),
        align: attrs.word("align", &ACROSS).unwrap_or_default(),
        background: attrs.color("bgcolor").unwrap_or(Rgba::TRANSPARENT),
        border_pad: attrs.at_least("borderpad", 0.0).unwrap_or(1.0),
        size: ["width", "height"].map(|key| attrs.at_least(key, 1.0)),
        opacity: attrs.within("opacity", [0.0, 1.0]).unwrap_or(1.0),
        arrow: if has_arrow {
            Some(Arrow {
                tail_x: tail(attrs, places, 'x', x_ref)?,
                tail_y: tail(attrs, places, 'y', y_ref)?,
                ..arrow(attrs, border.as_ref().filter(|line| line.color.0[3] > 0))
            })
        } else {
            None
        },
        border,
    })
}

/// Where an arrow begins along one direction.
fn tail(attrs: Attrs<'_>, places: Places<'_>, letter: char, tip: Reference) -> Option<Place1d> {
    let said = attrs.get(&format!("a{letter}"));
    let reference = attrs.read(&format!("a{letter}ref"), |node| {
        places.named(node.text()?, letter)
    });
    // A place is only meant where the tip stands on the same axis.
    if let Some(reference) = reference.filter(|reference| *reference == tip) {
        return places.place(reference, said, 0.4, OnLog::Exponent);
    }
    let usual = if letter == 'x' { -10.0 } else { -30.0 };
    let away = said.map_or(Some(usual), Node::numeric)?;
    // Plotly counts points downwards.
    Some(Place1d::Offset(if letter == 'x' { away } else { -away }))
}

/// An arrow whose tail is not known yet.
fn arrow(attrs: Attrs<'_>, border: Option<&Stroke>) -> Arrow {
    let side = attrs.text("arrowside").unwrap_or_else(|| "end".to_owned());
    let head = attrs
        .integer("arrowhead")
        .and_then(|head| u8::try_from(head).ok())
        .filter(|head| *head <= 8)
        .unwrap_or(1);
    let standoff = |key: &str| attrs.at_least(key, 0.0).unwrap_or(0.0);
    Arrow {
        tail_x: Place1d::Offset(0.0),
        tail_y: Place1d::Offset(0.0),
        stroke: Stroke {
            width: attrs
                .at_least("arrowwidth", 0.1)
                .unwrap_or_else(|| 2.0 * border.map_or(1.0, |border| border.width)),
            color: attrs
                .color("arrowcolor")
                .unwrap_or_else(|| border.map_or(LINE_COLOR, |border| border.color)),
            dash: Vec::new(),
        },
        head: if side.contains("end") { head } else { 0 },
        head_size: attrs.at_least("arrowsize", 0.3).unwrap_or(1.0),
        standoff: standoff("standoff"),
        start_standoff: standoff("startstandoff"),
    }
}
