//! What is said of a colour bar.

use super::tick_rule::{MarkDefaults, TickContext, marks};
use super::{Attrs, style};
use crate::axis::Scale;
use crate::color::Rgba;
use crate::figure::{Align, BarTitleSide, ColorBar, Font, Frame2d, Length, Overflow, Stroke};

/// A colour bar and the title beside it.
pub(super) struct Bar {
    pub(super) title: String,
    pub(super) bar: ColorBar,
}

const ACROSS: [(&str, Align); 3] = [
    ("left", Align::Start),
    ("center", Align::Middle),
    ("right", Align::End),
];

const ALONG: [(&str, Align); 3] = [
    ("bottom", Align::Start),
    ("middle", Align::Middle),
    ("top", Align::End),
];

const REFERENCES: [(&str, Frame2d); 2] =
    [("paper", Frame2d::Paper), ("container", Frame2d::Container)];

/// A colour bar, with every default resolved.
pub(super) fn color_bar(attrs: Attrs<'_>, layout: Attrs<'_>) -> Bar {
    let horizontal = attrs
        .word("orientation", &[("h", true), ("v", false)])
        .unwrap_or(false);
    let of = |key: &str| attrs.word(key, &REFERENCES).unwrap_or_default();
    let (x_of, y_of) = (of("xref"), of("yref"));
    let usual = Usual::new(horizontal, x_of, y_of);
    let reach = |of: Frame2d| match of {
        Frame2d::Paper => [-2.0, 3.0],
        Frame2d::Container => [0.0, 1.0],
    };
    let font = style::layout_font(layout);
    let title = attrs.child("title");
    let inside = attrs
        .text("ticklabelposition")
        .is_some_and(|position| position.starts_with("inside"));
    let label_font = label_font(attrs, &font, inside);
    let said = attrs.read("title", |node| node.text().map(str::to_owned));
    Bar {
        title: style::without_prompt(title.text("text").or(said).unwrap_or_default()),
        bar: ColorBar {
            horizontal,
            thickness: length(attrs, "thickness", 30.0, false),
            length: length(attrs, "len", 1.0, true),
            x: attrs.within("x", reach(x_of)).unwrap_or(usual.x),
            x_anchor: attrs.word("xanchor", &ACROSS).unwrap_or(usual.x_anchor),
            x_of,
            y: attrs.within("y", reach(y_of)).unwrap_or(usual.y),
            y_anchor: attrs.word("yanchor", &ALONG).unwrap_or(usual.y_anchor),
            y_of,
            pad: ["xpad", "ypad"].map(|key| attrs.at_least(key, 0.0).unwrap_or(10.0)),
            background: attrs.color("bgcolor").unwrap_or(Rgba::TRANSPARENT),
            border: line(attrs, "border", 0.0),
            outline: line(attrs, "outline", 1.0),
            title_font: title_font(title, &label_font, &font),
            title_side: title_side(title, horizontal),
            ticks: ticks(attrs, layout).rule(label_font.size, false),
            labels: attrs.bool("showticklabels").unwrap_or(true),
            label_font,
            label_angle: attrs.number("tickangle"),
            labels_inside: inside,
            label_side: style::label_side(attrs),
            label_overflow: overflow(attrs, inside),
            marks: marks(attrs, &MARKS),
        },
    }
}

fn ticks<'a>(attrs: Attrs<'a>, layout: Attrs<'_>) -> TickContext<'a> {
    TickContext {
        attrs,
        scale: Scale::Linear,
        categories: &[],
        groups: &[],
        separators: super::page::separators(layout),
        laid_over: false,
    }
}

/// A bar has no tick marks unless something is said of them.
const MARKS: MarkDefaults = MarkDefaults {
    shown: false,
    length: 5.0,
    width: 1.0,
    color: style::LINE_COLOR,
};

fn overflow(attrs: Attrs<'_>, inside: bool) -> Overflow {
    let usual = if inside {
        Overflow::HidePastDomain
    } else {
        Overflow::HidePastPage
    };
    attrs
        .word("ticklabeloverflow", &style::OVERFLOW)
        .unwrap_or(usual)
}

/// Where a bar stands unless something else is said.
struct Usual {
    x: f64,
    x_anchor: Align,
    y: f64,
    y_anchor: Align,
}

impl Usual {
    fn new(horizontal: bool, x_of: Frame2d, y_of: Frame2d) -> Self {
        let on_paper = |of: Frame2d| of == Frame2d::Paper;
        if horizontal {
            Self {
                x: 0.5,
                x_anchor: Align::Middle,
                y: if on_paper(y_of) { 1.02 } else { 1.0 },
                y_anchor: if on_paper(y_of) {
                    Align::Start
                } else {
                    Align::End
                },
            }
        } else {
            Self {
                x: if on_paper(x_of) { 1.02 } else { 1.0 },
                x_anchor: if on_paper(x_of) {
                    Align::Start
                } else {
                    Align::End
                },
                y: 0.5,
                y_anchor: Align::Middle,
            }
        }
    }
}

/// A length in the measure that is said; `shares` if a share is usual. The usual length is the same
/// in both: a bar as long as the plots' area, or as thick as in points.
fn length(attrs: Attrs<'_>, key: &str, usual: f64, shares: bool) -> Length {
    let modes = [("fraction", true), ("pixels", false)];
    let is_share = attrs.word(&format!("{key}mode"), &modes).unwrap_or(shares);
    match attrs.at_least(key, 0.0) {
        Some(said) if is_share => Length::Share(said),
        Some(said) => Length::Points(said),
        None if shares => Length::Share(usual),
        None => Length::Points(usual),
    }
}

fn line(attrs: Attrs<'_>, what: &str, usual: f64) -> Option<Stroke> {
    let width = attrs
        .at_least(&format!("{what}width"), 0.0)
        .unwrap_or(usual);
    (width > 0.0).then(|| Stroke {
        width,
        color: attrs
            .color(&format!("{what}color"))
            .unwrap_or(style::LINE_COLOR),
        dash: Vec::new(),
    })
}

fn label_font(attrs: Attrs<'_>, font: &Font, inside: bool) -> Font {
    // Words inside a bar are set for a black ground.
    let color = if inside { Rgba::WHITE } else { font.color };
    let usual = Font {
        color,
        ..font.clone()
    };
    style::font(attrs.child("tickfont"), &usual)
}

fn title_font(title: Attrs<'_>, labels: &Font, font: &Font) -> Font {
    let usual = Font {
        size: style::big(labels.size),
        color: font.color,
        face: labels.face,
    };
    style::font(title.child("font"), &usual)
}

fn title_side(title: Attrs<'_>, horizontal: bool) -> BarTitleSide {
    let words = [
        ("top", BarTitleSide::Top),
        ("bottom", BarTitleSide::Bottom),
        ("right", BarTitleSide::Right),
    ];
    let usual = if horizontal {
        BarTitleSide::Right
    } else {
        BarTitleSide::Top
    };
    title.word("side", &words).unwrap_or(usual)
}
