//! The page: size, margins, backgrounds, title, legend.

use serde_json::{Value as Json, json};

use super::arrays::number;
use super::bar::{border, reference};
use super::color::{ACROSS, ALONG, anchor, color, font};
use super::{Object, Writer, set, shapes};
use crate::figure::{Align, Figure, HoverMode, Legend, Margins, Page, PageTitle};

/// Everything of the layout but axes and colour scales.
pub(super) fn layout(writer: Writer<'_>) -> Object {
    let mut layout = Object::new();
    let Some(page) = &writer.figure.page else {
        if let Some(title) = &writer.figure.title {
            set(&mut layout, "title", json!({ "text": title }));
        }
        return layout;
    };
    for (key, size) in [("width", page.size[0]), ("height", page.size[1])] {
        if let Some(size) = size {
            set(&mut layout, key, number(size));
        }
    }
    set(&mut layout, "margin", margin(page.margins));
    set(&mut layout, "paper_bgcolor", color(page.paper));
    set(&mut layout, "plot_bgcolor", color(page.plot));
    set(&mut layout, "font", font(&page.font));
    set(&mut layout, "separators", separators(page.separators));
    set_hover(&mut layout, page);
    if let Some(title) = &page.title {
        set(&mut layout, "title", self::title(title));
    }
    set(&mut layout, "showlegend", page.legend.is_some());
    if let Some(legend) = &page.legend {
        set(&mut layout, "legend", self::legend(legend));
    }
    let annotations = page.annotations.iter();
    let annotations: Vec<Json> = annotations
        .map(|it| shapes::annotation(writer, it))
        .collect();
    set(&mut layout, "annotations", annotations);
    let drawn: Vec<Json> = page
        .shapes
        .iter()
        .map(|it| shapes::shape(writer, it))
        .collect();
    set(&mut layout, "shapes", drawn);
    layout
}

/// Has a layer (of plot and index) a name in the legend?
pub(super) fn has_entry(figure: &Figure, layer: [usize; 2]) -> bool {
    let legend = figure.page.as_ref().and_then(|page| page.legend.as_ref());
    legend.is_some_and(|legend| {
        legend
            .entries
            .iter()
            .any(|entry| entry.layer == Some(layer))
    })
}

/// Plotly's two characters; the second is left out where nothing parts groups of digits.
fn separators(separators: [char; 2]) -> String {
    separators.iter().filter(|mark| **mark != '\0').collect()
}

fn margin(margins: Margins) -> Json {
    json!({
        "l": number(margins.left),
        "r": number(margins.right),
        "t": number(margins.top),
        "b": number(margins.bottom),
        "pad": number(margins.pad),
        "autoexpand": margins.auto_expand,
    })
}

fn set_hover(layout: &mut Object, page: &Page) {
    let mode = match page.hover {
        HoverMode::Closest => Json::from("closest"),
        HoverMode::X => Json::from("x"),
        HoverMode::Y => Json::from("y"),
        HoverMode::XUnified => Json::from("x unified"),
        HoverMode::YUnified => Json::from("y unified"),
        HoverMode::Off => Json::from(false),
    };
    set(layout, "hovermode", mode);
    set(layout, "hoverdistance", number(page.hover_distance.round()));
}

fn title(title: &PageTitle) -> Json {
    let [left, right, top, bottom] = title.pad.map(number);
    let mut object = json!({
        "text": title.text,
        "font": font(&title.font),
        "x": number(title.x),
        "xanchor": auto(title.x_anchor, ACROSS),
        "xref": reference(title.x_of),
        "yanchor": auto(title.y_anchor, ALONG),
        "yref": reference(title.y_of),
        "pad": { "l": left, "r": right, "t": top, "b": bottom },
        "automargin": title.auto_margin,
    });
    if let Json::Object(object) = &mut object {
        set(
            object,
            "y",
            title.y.map_or_else(|| Json::from("auto"), number),
        );
        if let Some((text, letters)) = &title.subtitle {
            set(
                object,
                "subtitle",
                json!({ "text": text, "font": font(letters) }),
            );
        }
    }
    object
}

/// An anchor, or Plotly's `auto`.
pub(super) fn auto(align: Option<Align>, words: [&str; 3]) -> Json {
    align.map_or_else(|| Json::from("auto"), |align| anchor(align, words))
}

/// The order of names, in Plotly's words.
fn order(legend: &Legend) -> &'static str {
    match (legend.grouped, legend.reversed) {
        (false, false) => "normal",
        (false, true) => "reversed",
        (true, false) => "grouped",
        (true, true) => "reversed+grouped",
    }
}

fn legend(legend: &Legend) -> Json {
    let mut object = json!({
        "x": number(legend.x),
        "y": number(legend.y),
        "xanchor": auto(legend.x_anchor, ACROSS),
        "yanchor": auto(legend.y_anchor, ALONG),
        "xref": reference(legend.x_of),
        "yref": reference(legend.y_of),
        "orientation": if legend.horizontal { "h" } else { "v" },
        "bgcolor": color(legend.background),
        "font": font(&legend.font),
        "title": { "text": legend.title, "font": font(&legend.title_font) },
        "traceorder": order(legend),
        "tracegroupgap": number(legend.group_gap),
        "grouptitlefont": font(&legend.group_font),
        "itemwidth": number(legend.item_width),
        "indentation": number(legend.indentation),
    });
    if let Json::Object(object) = &mut object {
        border(object, "border", legend.border.as_ref());
    }
    object
}
