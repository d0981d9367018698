//! What tooltips of a page say, in Plotly's words.

use std::borrow::Cow;

use crate::figure::{Datum, HoverLabel, Page, Template, Variables};

use super::frame::Frame;
use super::hover::{Hit, InLayer};
use super::hover_facts::{Facts, Ground};
use super::hover_style::{style, unified_style};
use super::hover_values::meta;
use super::probe::Probe;
use super::rich::plain_lines;

/// What several tooltips have in common.
#[derive(Clone, Debug, Default)]
pub(super) struct Common {
    /// They lie at one place of the x axis (0) or y axis (1).
    pub(super) along: Option<usize>,
    /// What that place is called.
    pub(super) title: Option<String>,
    /// It is said once for all.
    pub(super) said: bool,
}

/// What was found, with what there is to say of it.
pub(super) struct Told<'a> {
    frame: &'a Frame,
    page: &'a Page,
    pub(super) hit: Hit<'a>,
    facts: Facts<'a>,
}

impl<'a> Told<'a> {
    pub(super) fn new(frame: &'a Frame, page: &'a Page, hit: Hit<'a>) -> Self {
        let ground = Ground {
            page,
            plot: hit.plot,
            label: hit.label,
            px_per_pt: frame.canvas.px_per_pt,
        };
        let facts = match hit.found.clone() {
            InLayer::Cells(layer, cells) => ground.of_cells(layer, cells),
            InLayer::Point(layer, point) => ground.of_point(layer, point),
        };
        Self {
            frame,
            page,
            hit,
            facts,
        }
    }

    /// What x (0) or y (1) is called; `None` where that is not to be said.
    pub(super) fn place(&self, axis: usize) -> Option<&str> {
        let parts = self.hit.label.parts;
        [parts.x, parts.y][axis].then_some(self.facts.values.place_words[axis].as_str())
    }

    /// The value in words; `None` where there is none to be said.
    pub(super) fn value(&self) -> Option<&str> {
        let (_, words) = self.facts.values.z.as_ref()?;
        self.hit.label.parts.z.then_some(words)
    }

    /// A tooltip of its own.
    pub(super) fn probe(&self, common: &Common) -> Probe {
        let (mut text, mut name) = self.said(common);
        if text.is_empty() && !self.has_template() {
            // A name alone takes the place of the words.
            text = std::mem::take(&mut name);
        }
        if name == text {
            name.clear();
        }
        self.with(lines(&text), name, style(self.frame, self.page, &self.hit))
    }

    /// The one tooltip for all that lies at this x (or y), with only its title yet.
    pub(super) fn unified(&self, title: Option<&str>) -> Probe {
        let style = unified_style(self.frame, self.page, &self.hit);
        self.with(title.map(lines).unwrap_or_default(), String::new(), style)
    }

    fn with(&self, lines: Vec<String>, name: String, style: super::LabelStyle) -> Probe {
        let [plot, layer] = self.hit.index;
        Probe {
            plot,
            layer,
            found: self.facts.found.clone(),
            shown: self.facts.shown.clone(),
            lines,
            name,
            style: Some(style),
            others: Vec::new(),
            axis_label: String::new(),
        }
    }

    /// What the one tooltip for several says of this.
    pub(super) fn entry(&self, common: &Common, to: &mut Vec<String>) {
        let parts = self.hit.label.parts;
        let silent = !(parts.x || parts.y || parts.z || parts.text || parts.name);
        if silent && !self.has_template() {
            return;
        }
        let (text, name) = self.said(common);
        if name.is_empty() {
            to.extend(lines(&text));
        } else {
            to.extend(lines(&format!("{name} : {text}")));
        }
    }

    fn template(&self) -> Option<&str> {
        let templates = &self.hit.label.templates;
        let template = match &**templates {
            [only] => Some(only),
            templates => templates.get(self.facts.template),
        };
        template
            .map(String::as_str)
            .filter(|template| !template.is_empty())
    }

    fn has_template(&self) -> bool {
        self.template().is_some() && self.facts.block.is_none()
    }

    /// The words with their tags, and the name.
    fn said(&self, common: &Common) -> (String, String) {
        let label = self.hit.label;
        let named = |name: &str| shortened(&plain_lines(name), label.name_length);
        let mut name = String::new();
        if label.parts.name {
            let meta = Meta(label);
            name = named(&Template::parse(self.facts.values.name).fill(&meta, Some("")));
        }
        if let Some(lines) = &self.facts.block {
            let silent = label.templates.is_empty() && label.parts == NOTHING;
            return (
                if silent {
                    String::new()
                } else {
                    lines.join("<br>")
                },
                name,
            );
        }
        let Some(template) = self.template() else {
            return (self.usual(common), name);
        };
        let mut values = self.facts.values.clone();
        values.other = common
            .along
            .filter(|axis| self.place(*axis) != common.title.as_deref());
        let text = Template::parse(template).fill(&values, label.fallback.as_deref());
        match without_extra(&text) {
            Some((text, extra)) => (text, named(extra)),
            None => (text, name),
        }
    }

    /// The words where there is no template.
    fn usual(&self, common: &Common) -> String {
        let [x, y] = [self.place(0), self.place(1)];
        let mut text = String::new();
        match (self.value(), common.along) {
            (Some(z), _) => {
                for (letter, place) in [("x", x), ("y", y)] {
                    if let Some(place) = place {
                        text.push_str(&format!("{letter}: {place}<br>"));
                    }
                }
                let letter = if text.is_empty() { "" } else { "z: " };
                text.push_str(letter);
                text.push_str(z);
            }
            (None, Some(axis)) if common.said && self.place(axis) == common.title.as_deref() => {
                text.push_str(self.place(1 - axis).unwrap_or_default());
            }
            _ => match (x, y) {
                (Some(x), Some(y)) => text = format!("({x}, {y})"),
                (x, y) => text.push_str(x.or(y).unwrap_or_default()),
            },
        }
        if self.hit.label.parts.text && !self.facts.words.is_empty() {
            if !text.is_empty() {
                text.push_str("<br>");
            }
            text.push_str(self.facts.words);
        }
        text
    }
}

/// Parts of a label that says nothing.
const NOTHING: crate::figure::HoverParts = crate::figure::HoverParts {
    x: false,
    y: false,
    z: false,
    text: false,
    name: false,
    skip: false,
};

/// `meta` alone, for names.
struct Meta<'a>(&'a HoverLabel);

impl Variables for Meta<'_> {
    fn value(&self, name: &str) -> Option<Cow<'_, Datum>> {
        meta(self.0, name).map(Cow::Borrowed)
    }
}

/// Words with tags as plain lines; none for no words.
fn lines(text: &str) -> Vec<String> {
    if text.is_empty() {
        return Vec::new();
    }
    plain_lines(text).split('\n').map(str::to_owned).collect()
}

/// Words without what stands between `<extra>` and the last `</extra>`, and that.
fn without_extra(text: &str) -> Option<(String, &str)> {
    let (before, rest) = text.split_once("<extra>")?;
    let (extra, after) = rest.rsplit_once("</extra>")?;
    Some((format!("{before}{after}"), extra))
}

/// A name cut to less than `length` letters, as Plotly cuts it.
fn shortened(name: &str, length: Option<usize>) -> String {
    let Some(length) = length.filter(|length| name.chars().count() >= *length) else {
        return name.to_owned();
    };
    let kept = |letters: usize| name.chars().take(letters).collect::<String>();
    if length > 3 {
        format!("{}...", kept(length - 3))
    } else {
        kept(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_cut_as_plotly_cuts_them() {
        let check = |name: &str, length, cut: &str| assert_eq!(shortened(name, length), cut);
        check("abcdefghijklmno", None, "abcdefghijklmno");
        check("abcdefghijklmn", Some(15), "abcdefghijklmn");
        check("abcdefghijklmno", Some(15), "abcdefghijkl...");
        check("abcdef", Some(3), "abc");
        check("abcdef", Some(0), "");
        check("", Some(0), "");
    }

    #[test]
    fn extra_words_are_taken_out() {
        assert_eq!(
            without_extra("a<extra>b</extra>c"),
            Some(("ac".to_owned(), "b"))
        );
        assert_eq!(
            without_extra("a<extra></extra>"),
            Some(("a".to_owned(), ""))
        );
        assert_eq!(without_extra("a<extra>b"), None);
    }
}
