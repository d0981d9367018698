//! Axes.

use serde_json::{Value as Json, json};

use super::arrays::number;
use super::color::{ACROSS, ALONG, color, dash, font};
use super::ticks::{overflow, set_label_position, set_marks, set_mode, set_rule};
use super::{Object, Writer, set, set_text};
use crate::axis::{Scale, date_text};
use crate::figure::{Axis, AxisAnchor, Mirror, PageAxis, Stroke};

/// An axis of the layout.
pub(super) fn axis(writer: Writer<'_>, axis: &Axis) -> Object {
    let mut object = Object::new();
    set(&mut object, "type", kind(axis));
    set(
        &mut object,
        "range",
        axis.range.map(|end| range_end(end, axis.scale)).to_vec(),
    );
    set(&mut object, "autorange", false);
    set(&mut object, "side", axis.side.name());
    set_text(&mut object, "hoverformat", &axis.hover_format);
    if axis.scale == Scale::Category && axis.ticks.groups.is_empty() {
        set(&mut object, "categoryorder", "array");
        set(&mut object, "categoryarray", axis.categories.to_vec());
    }
    set_rule(&mut object, &axis.ticks, axis.scale);
    let mut title = json!({ "text": axis.title });
    if let Some(page) = &axis.page {
        if let Json::Object(title) = &mut title {
            set(title, "font", font(&page.title_font));
            if let Some(standoff) = page.title_standoff {
                set(title, "standoff", number(standoff));
            }
        }
        place(writer, page, &mut object);
        labels(page, &mut object);
        lines(axis, page, &mut object);
    }
    set(&mut object, "title", title);
    object
}

fn kind(axis: &Axis) -> &'static str {
    match axis.scale {
        Scale::Category if !axis.ticks.groups.is_empty() => "multicategory",
        Scale::Linear => "linear",
        Scale::Log => "log",
        Scale::Date => "date",
        Scale::Category => "category",
    }
}

/// An end of a range: on log axes its exponent.
fn range_end(end: f64, scale: Scale) -> Json {
    match scale {
        Scale::Log => number(scale.scale_from_data(end)),
        Scale::Date => Json::from(date_text(end)),
        _ => number(end),
    }
}

fn place(writer: Writer<'_>, page: &PageAxis, object: &mut Object) {
    set(object, "domain", page.domain.map(number).to_vec());
    match page.anchor {
        AxisAnchor::Axis(id) => set(object, "anchor", writer.axis_name(id)),
        AxisAnchor::Free(position) => {
            set(object, "anchor", "free");
            set(object, "position", number(position));
            if page.shift != 0.0 {
                set(object, "shift", number(page.shift));
            }
        }
    }
    if let Some(id) = page.overlaying {
        set(object, "overlaying", writer.axis_name(id));
    }
    if let Some(ratio) = page.ratio {
        set(object, "scaleanchor", writer.axis_name(ratio.of));
        set(object, "scaleratio", number(ratio.ratio));
    }
    set(
        object,
        "constrain",
        if page.constrain_domain {
            "domain"
        } else {
            "range"
        },
    );
    let toward = match (page.name.starts_with('x'), page.constrain_toward) {
        (true, toward) if toward < 0.25 => "left",
        (true, toward) if toward > 0.75 => "right",
        (true, _) => "center",
        (false, toward) if toward < 0.25 => "bottom",
        (false, toward) if toward > 0.75 => "top",
        (false, _) => "middle",
    };
    set(object, "constraintoward", toward);
    if let Some(id) = page.matches {
        set(object, "matches", writer.axis_name(id));
    }
    set(object, "visible", page.visible);
    set(object, "automargin", page.auto_margin);
    set(object, "fixedrange", page.fixed);
}

fn labels(page: &PageAxis, object: &mut Object) {
    set(object, "showticklabels", page.labels);
    set(object, "tickfont", font(&page.label_font));
    if let Some(angle) = page.label_angle {
        set(object, "tickangle", number(angle));
    }
    if page.name.starts_with('x') {
        let angles: Vec<Json> = page
            .auto_angles
            .iter()
            .map(|angle| number(*angle))
            .collect();
        set(object, "autotickangles", angles);
    }
    let words = if page.name.starts_with('x') {
        ACROSS
    } else {
        ALONG
    };
    set_label_position(object, page.labels_inside, page.label_side, words);
    set(object, "ticklabeloverflow", overflow(page.label_overflow));
    set(
        object,
        "ticklabelstandoff",
        number(page.label_standoff.round()),
    );
    set(object, "ticklabelshift", number(page.label_shift.round()));
}

fn lines(axis: &Axis, page: &PageAxis, object: &mut Object) {
    set_marks(object, page.marks.as_ref());
    set(object, "showline", page.line.is_some());
    if let Some(line) = &page.line {
        set(object, "linecolor", color(line.color));
        set(object, "linewidth", number(line.width));
    }
    let mirror = match page.mirror {
        Mirror::None => Json::from(false),
        Mirror::Line => Json::from(true),
        Mirror::Ticks => Json::from("ticks"),
        Mirror::All => Json::from("all"),
        Mirror::AllTicks => Json::from("allticks"),
    };
    set(object, "mirror", mirror);
    set(
        object,
        "layer",
        if page.below_traces {
            "below traces"
        } else {
            "above traces"
        },
    );
    grid(object, page.grid.as_ref());
    set(object, "zeroline", page.zero_line.is_some());
    if let Some(line) = &page.zero_line {
        set(object, "zerolinecolor", color(line.color));
        set(object, "zerolinewidth", number(line.width));
        set(
            object,
            "zerolinelayer",
            if page.zero_line_above {
                "above traces"
            } else {
                "below traces"
            },
        );
    }
    if let Some(mode) = &axis.ticks.minor {
        let mut minor = Object::new();
        set_mode(&mut minor, mode, axis.scale);
        set_marks(&mut minor, page.minor_marks.as_ref());
        grid(&mut minor, page.minor_grid.as_ref());
        set(object, "minor", minor);
    }
    if !axis.ticks.groups.is_empty() {
        set(object, "showdividers", page.dividers.is_some());
        if let Some(line) = &page.dividers {
            set(object, "dividercolor", color(line.color));
            set(object, "dividerwidth", number(line.width));
        }
    }
}

fn grid(object: &mut Object, stroke: Option<&Stroke>) {
    set(object, "showgrid", stroke.is_some());
    if let Some(stroke) = stroke {
        set(object, "gridcolor", color(stroke.color));
        set(object, "gridwidth", number(stroke.width));
        set(object, "griddash", dash(stroke));
    }
}
