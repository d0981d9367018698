//! Colour bars and shared colour scales.

use serde_json::{Value as Json, json};

use super::arrays::number;
use super::color::{ACROSS, ALONG, anchor, color, font, set_scale};
use super::ticks::{overflow, set_label_position, set_marks, set_rule};
use super::{Object, Writer, set};
use crate::axis::Scale;
use crate::figure::{
    BarTitleSide, ColorBar, ColorScaleId, ColorScaleSpec, Frame2d, Length, Stroke,
};

/// A shared colour scale of the layout.
pub(super) fn color_axis(writer: Writer<'_>, id: ColorScaleId) -> Object {
    let mut object = Object::new();
    if let Some(spec) = writer.figure.color_scales.get(id.0) {
        set_scale(&mut object, "c", spec);
        set(&mut object, "colorbar", color_bar(spec));
    }
    object
}

/// The colour bar of a scale.
pub(super) fn color_bar(spec: &ColorScaleSpec) -> Object {
    let mut object = Object::new();
    let mut title = json!({ "text": spec.title });
    if let Some(bar) = &spec.bar {
        if let Json::Object(title) = &mut title {
            set(title, "font", font(&bar.title_font));
            set(title, "side", side(bar.title_side));
        }
        place(bar, &mut object);
        looks(bar, &mut object);
    }
    set(&mut object, "title", title);
    object
}

fn side(side: BarTitleSide) -> &'static str {
    match side {
        BarTitleSide::Top => "top",
        BarTitleSide::Bottom => "bottom",
        BarTitleSide::Right => "right",
    }
}

fn place(bar: &ColorBar, object: &mut Object) {
    set(
        object,
        "orientation",
        if bar.horizontal { "h" } else { "v" },
    );
    for (key, length) in [("thickness", bar.thickness), ("len", bar.length)] {
        let (mode, length) = match length {
            Length::Points(length) => ("pixels", length),
            Length::Share(share) => ("fraction", share),
        };
        set(object, key, number(length));
        set(object, &format!("{key}mode"), mode);
    }
    set(object, "x", number(bar.x));
    set(object, "xanchor", anchor(bar.x_anchor, ACROSS));
    set(object, "xref", reference(bar.x_of));
    set(object, "y", number(bar.y));
    set(object, "yanchor", anchor(bar.y_anchor, ALONG));
    set(object, "yref", reference(bar.y_of));
    set(object, "xpad", number(bar.pad[0]));
    set(object, "ypad", number(bar.pad[1]));
}

/// What a fraction is a fraction of, in Plotly's words.
pub(super) fn reference(of: Frame2d) -> &'static str {
    match of {
        Frame2d::Paper => "paper",
        Frame2d::Container => "container",
    }
}

fn looks(bar: &ColorBar, object: &mut Object) {
    set(object, "bgcolor", color(bar.background));
    border(object, "border", bar.border.as_ref());
    border(object, "outline", bar.outline.as_ref());
    set_rule(object, &bar.ticks, Scale::Linear);
    set_marks(object, bar.marks.as_ref());
    set(object, "showticklabels", bar.labels);
    set(object, "tickfont", font(&bar.label_font));
    if let Some(angle) = bar.label_angle {
        set(object, "tickangle", number(angle));
    }
    let words = if bar.horizontal { ACROSS } else { ALONG };
    set_label_position(object, bar.labels_inside, bar.label_side, words);
    set(object, "ticklabeloverflow", overflow(bar.label_overflow));
}

/// Sets colour and width of a line around something; none has no width.
pub(super) fn border(object: &mut Object, what: &str, stroke: Option<&Stroke>) {
    let width = stroke.map_or(0.0, |stroke| stroke.width);
    set(object, &format!("{what}width"), number(width));
    if let Some(stroke) = stroke {
        set(object, &format!("{what}color"), color(stroke.color));
    }
}
