//! A layout's title and legend.

use super::annotations::{ACROSS, ALONG};
use super::{Attrs, Node, style};
use crate::color::Rgba;
use crate::figure::{Align, Font, Frame2d, Legend, PageTitle, Stroke};

const FRAMES: [(&str, Frame2d); 2] = [("paper", Frame2d::Paper), ("container", Frame2d::Container)];

/// The title that a layout asks for, if it says anything.
pub(super) fn title(layout: Attrs<'_>, font: &Font) -> Option<PageTitle> {
    let attrs = layout.child("title");
    // Older figures have a text where today's have a map.
    let plain = || layout.get("title").and_then(Node::text).map(str::to_owned);
    let text = attrs.text("text").or_else(plain).unwrap_or_default();
    let text = style::without_prompt(text);
    let big = Font {
        size: (font.size * 1.4).round(),
        ..font.clone()
    };
    let title_font = style::font(attrs.child("font"), &big);
    let below = attrs.child("subtitle");
    let small = Font {
        size: (title_font.size * 0.7).round(),
        ..font.clone()
    };
    let subtitle = below
        .text("text")
        .filter(|text| !text.is_empty())
        .map(|text| (text, style::font(below.child("font"), &small)));
    if text.is_empty() && subtitle.is_none() {
        return None;
    }
    let frame = |key: &str| attrs.word(key, &FRAMES).unwrap_or(Frame2d::Container);
    let y_of = frame("yref");
    let auto_margin = attrs.bool("automargin").unwrap_or(false);
    let mut y = attrs.within("y", [0.0, 1.0]);
    let mut y_anchor = attrs.word("yanchor", &ALONG);
    if auto_margin {
        let usual = y.unwrap_or(1.0);
        // On the plots' area it stands at one of its ends.
        let end = match y_of {
            Frame2d::Paper if usual != 0.0 => 1.0,
            _ => usual,
        };
        let outside = match y_of {
            Frame2d::Paper => [Align::End, Align::Start][usize::from(end != 0.0)],
            Frame2d::Container => [Align::Start, Align::End][usize::from(end >= 0.5)],
        };
        y = Some(end);
        y_anchor = y_anchor.or(Some(outside));
    }
    let pad = attrs.child("pad");
    Some(PageTitle {
        text,
        font: title_font,
        subtitle,
        x: attrs.within("x", [0.0, 1.0]).unwrap_or(0.5),
        x_anchor: attrs.word("xanchor", &ACROSS),
        x_of: frame("xref"),
        y,
        y_anchor,
        y_of,
        pad: ["l", "r", "t", "b"].map(|key| pad.number(key).unwrap_or(0.0)),
        auto_margin,
    })
}

/// How a legend looks, without names yet; none where the layout wants none.
pub(super) fn legend(layout: Attrs<'_>, font: &Font, paper: Rgba) -> Option<Legend> {
    let attrs = layout.child("legend");
    if attrs.bool("visible") == Some(false) {
        return None;
    }
    let horizontal = attrs.text("orientation").is_some_and(|way| way == "h");
    let frame = |key: &str| attrs.word(key, &FRAMES).unwrap_or(Frame2d::Paper);
    let [x_of, y_of] = ["xref", "yref"].map(frame);
    let on_paper = |frame: Frame2d| frame == Frame2d::Paper;
    let (x, x_anchor) = match (horizontal, on_paper(x_of)) {
        (true, _) => (0.0, Align::Start),
        (false, true) => (1.02, Align::Start),
        (false, false) => (1.0, Align::End),
    };
    let (y, y_anchor) = match (horizontal, on_paper(y_of)) {
        (true, true) => (-0.1, Some(Align::End)),
        (true, false) => (0.0, Some(Align::Start)),
        (false, _) => (1.0, None),
    };
    let within = |frame| {
        if on_paper(frame) {
            [-2.0, 3.0]
        } else {
            [0.0, 1.0]
        }
    };
    let names = style::font(attrs.child("font"), font);
    let larger = |font: &Font, times: f64| Font {
        size: (font.size * times).round(),
        ..font.clone()
    };
    let width = attrs.at_least("borderwidth", 0.0).unwrap_or(0.0);
    let order = attrs.text("traceorder").unwrap_or_default();
    let title = attrs.child("title");
    Some(Legend {
        x: attrs.within("x", within(x_of)).unwrap_or(x),
        y: attrs.within("y", within(y_of)).unwrap_or(y),
        x_anchor: anchor(attrs, "xanchor", &ACROSS, Some(x_anchor)),
        y_anchor: anchor(attrs, "yanchor", &ALONG, y_anchor),
        x_of,
        y_of,
        horizontal,
        background: attrs.color("bgcolor").unwrap_or(paper),
        border: (width > 0.0).then(|| Stroke {
            width,
            color: attrs.color("bordercolor").unwrap_or(style::LINE_COLOR),
            dash: Vec::new(),
        }),
        title: title.text("text").unwrap_or_default(),
        title_font: style::font(title.child("font"), &larger(&names, 1.2)),
        font: names,
        reversed: order.contains("reversed"),
        grouped: order.contains("grouped"),
        group_gap: attrs.at_least("tracegroupgap", 0.0).unwrap_or(10.0),
        group_font: style::font(attrs.child("grouptitlefont"), &larger(font, 1.1)),
        item_width: attrs.at_least("itemwidth", 30.0).unwrap_or(30.0),
        indentation: attrs.at_least("indentation", -15.0).unwrap_or(0.0),
        entries: Vec::new(),
    })
}

/// What is anchored: as said, by thirds where `auto` is said, else as usual.
fn anchor(
    attrs: Attrs<'_>,
    key: &str,
    words: &[(&str, Align); 3],
    usual: Option<Align>,
) -> Option<Align> {
    let auto = attrs.text(key).is_some_and(|word| word == "auto");
    if auto {
        None
    } else {
        attrs.word(key, words).or(usual)
    }
}
