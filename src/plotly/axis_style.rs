//! What a layout says of an axis: ticks, labels, lines, place.

use super::grid_place::{self, GridPlace};
use super::tick_rule::{MarkDefaults, TickContext, marks};
use super::{Attrs, AxisIds, Node, axis_ids, style};
use crate::axis::{Scale, TickRule};
use crate::color::Rgba;
use crate::figure::{
    AxisAnchor, AxisId, AxisSide, Font, Mirror, Overflow, PageAxis, ScaleRatio, Stroke,
};

/// What is known of an axis when its style is read.
#[derive(Clone, Copy, Debug)]
pub struct AxisContext<'a> {
    /// The axis.
    pub id: AxisId,
    /// All axes.
    pub ids: &'a AxisIds,
    /// The layout.
    pub layout: Attrs<'a>,
    /// How the axis runs.
    pub scale: Scale,
    /// The names of its indices; empty on other axes.
    pub categories: &'a [String],
    /// Their outer names, one for each category; empty unless it has two levels.
    pub groups: &'a [String],
    /// Coloured cells lie over it: it has tick marks unless something else is said.
    pub has_cells: bool,
}

/// What a layout says of an axis.
#[derive(Clone, Debug)]
pub struct AxisStyle {
    /// Beside it; empty: none.
    pub title: String,
    /// Where it stands.
    pub side: AxisSide,
    /// Which ticks it bears.
    pub ticks: TickRule,
    /// A d3 format for its values in tooltips.
    pub hover_format: String,
    /// How it is drawn.
    pub page: PageAxis,
}

impl AxisStyle {
    /// What the layout says, with every default resolved.
    #[must_use]
    pub fn of(context: &AxisContext<'_>) -> Self {
        let reader = Reader::new(context);
        let side = reader.side();
        let inside = reader.labels_inside();
        let label_font = reader.label_font();
        // Labels grow away from the axis: upwards at the top, or inside at the bottom.
        let upwards = match side {
            AxisSide::Top => !inside,
            AxisSide::Bottom => inside,
            _ => false,
        };
        let ticks = TickContext {
            attrs: reader.attrs,
            scale: context.scale,
            categories: context.categories,
            groups: context.groups,
            separators: super::page::separators(context.layout),
            laid_over: reader.overlaying().is_some(),
        };
        Self {
            title: title(reader.attrs),
            side,
            ticks: ticks.rule(label_font.size, upwards),
            hover_format: reader.attrs.text("hoverformat").unwrap_or_default(),
            page: reader.page(label_font),
        }
    }
}

/// A title, which may be said without a container, too.
fn title(attrs: Attrs<'_>) -> String {
    let in_container = attrs.child("title").text("text");
    let alone = || attrs.read("title", |node| node.text().map(str::to_owned));
    style::without_prompt(in_container.or_else(alone).unwrap_or_default())
}

/// One axis's attributes.
struct Reader<'a> {
    context: &'a AxisContext<'a>,
    attrs: Attrs<'a>,
    name: &'a str,
    is_x: bool,
    /// The layout's font.
    font: Font,
    /// The colour of everything that has none of its own.
    color: Rgba,
    grid: Option<GridPlace>,
}

impl<'a> Reader<'a> {
    fn new(context: &'a AxisContext<'a>) -> Self {
        let name = context.ids.name(context.id);
        let attrs = super::template::axis(context.layout, name);
        Self {
            context,
            attrs,
            name,
            is_x: name.starts_with('x'),
            font: style::layout_font(context.layout),
            color: attrs.color("color").unwrap_or(style::LINE_COLOR),
            grid: grid_place::place(context.layout, context.ids, name),
        }
    }

    fn page(&self, label_font: Font) -> PageAxis {
        let attrs = self.attrs;
        let mark_defaults = MarkDefaults {
            shown: self.context.has_cells,
            length: 5.0,
            width: 1.0,
            color: self.color,
        };
        let minor = attrs.child("minor");
        let tick_marks = marks(attrs, &mark_defaults);
        let mirrored = tick_marks.is_some() || self.line().is_some();
        PageAxis {
            name: self.name.to_owned(),
            domain: self.domain(),
            anchor: self.anchor(),
            shift: self.shift(),
            overlaying: self.overlaying(),
            visible: attrs.bool("visible").unwrap_or(true),
            auto_margin: self.auto_margin(),
            title_font: self.title_font(),
            title_standoff: attrs.child("title").at_least("standoff", 0.0),
            labels: attrs.bool("showticklabels").unwrap_or(true),
            label_font,
            label_angle: attrs.number("tickangle"),
            auto_angles: self.auto_angles(),
            labels_inside: self.labels_inside(),
            label_side: style::label_side(attrs),
            label_overflow: self.overflow(),
            label_standoff: attrs.number("ticklabelstandoff").unwrap_or(0.0),
            label_shift: attrs.number("ticklabelshift").unwrap_or(0.0),
            marks: tick_marks,
            minor_marks: marks(minor, &MarkDefaults::minor(attrs)),
            line: self.line(),
            mirror: if mirrored {
                self.mirror()
            } else {
                Mirror::None
            },
            grid: self.grid_line(),
            minor_grid: self.minor_grid_line(),
            zero_line: self.zero_line(),
            zero_line_above: attrs
                .word("zerolinelayer", &[("above traces", ())])
                .is_some(),
            below_traces: attrs.word("layer", &[("below traces", ())]).is_some(),
            dividers: self.dividers(),
            fixed: attrs.bool("fixedrange").unwrap_or(false),
            ratio: self.ratio(),
            constrain_domain: attrs.word("constrain", &[("domain", ())]).is_some(),
            constrain_toward: self.constrain_toward(),
            matches: self.other("matches"),
        }
    }

    /// The axis that an attribute names, if there is such an axis of the same letter and another
    /// number.
    fn other(&self, key: &str) -> Option<AxisId> {
        let name = self
            .attrs
            .text(key)
            .and_then(|name| axis_ids::clean(&name))?;
        let same = name.starts_with('x') == self.is_x && name != self.name;
        self.context.ids.id(&name).filter(|_| same)
    }

    fn overlaying(&self) -> Option<AxisId> {
        self.other("overlaying")
    }

    fn side(&self) -> AxisSide {
        let words: [(&str, AxisSide); 2] = if self.is_x {
            [("bottom", AxisSide::Bottom), ("top", AxisSide::Top)]
        } else {
            [("left", AxisSide::Left), ("right", AxisSide::Right)]
        };
        let usual = self.grid.map_or(words[0].1, |grid| grid.side);
        self.attrs.word("side", &words).unwrap_or(usual)
    }

    fn domain(&self) -> [f64; 2] {
        // An axis over another covers what that one covers.
        let over = self.overlaying().map(|id| self.context.ids.name(id));
        let (attrs, grid) = match over {
            Some(name) => (
                super::template::axis(self.context.layout, name),
                grid_place::place(self.context.layout, self.context.ids, name),
            ),
            None => (self.attrs, self.grid),
        };
        let usual = grid.map_or([0.0, 1.0], |grid| grid.domain);
        let said = attrs.list("domain");
        let end = |index: usize| said.get(index).and_then(Node::numeric);
        match (end(0), end(1)) {
            (Some(from), Some(to)) if from <= to - 1.0 / 4096.0 => {
                [from, to].map(|end| end.clamp(0.0, 1.0))
            }
            _ => usual,
        }
    }

    fn anchor(&self) -> AxisAnchor {
        let position = self.attrs.within("position", [0.0, 1.0]);
        let usual = self.grid.map_or(0.0, |grid| grid.position);
        let free = AxisAnchor::Free(position.unwrap_or(usual));
        let said = self.attrs.text("anchor");
        if said.as_deref() == Some("free") {
            return free;
        }
        let named = said
            .and_then(|name| axis_ids::clean(&name))
            .filter(|name| name.starts_with('x') != self.is_x)
            .and_then(|name| self.context.ids.id(&name));
        if let Some(id) = named {
            return AxisAnchor::Axis(id);
        }
        if let Some(anchor) = self.grid.and_then(|grid| grid.anchor) {
            return anchor;
        }
        if self.attrs.has_own("position") {
            return free;
        }
        let letter = if self.is_x { 'y' } else { 'x' };
        let first = self.context.ids.of_letter(letter).into_iter().next();
        first.map_or(free, AxisAnchor::Axis)
    }

    /// Only y axes that are anchored to nothing can be moved.
    fn shift(&self) -> f64 {
        let free = matches!(self.anchor(), AxisAnchor::Free(_)) && !self.is_x;
        let said = self.attrs.number("shift").filter(|_| free);
        said.unwrap_or(0.0)
    }

    fn auto_margin(&self) -> bool {
        let said = |node: &Node| match node {
            Node::Bool(value) => Some(*value),
            Node::Text(_) => Some(true),
            _ => None,
        };
        self.attrs.read("automargin", said).unwrap_or(false)
    }

    /// Words take the axis's colour where it has one, else that of the layout's font.
    fn words_color(&self) -> Rgba {
        if self.color == style::LINE_COLOR {
            self.font.color
        } else {
            self.color
        }
    }

    fn title_font(&self) -> Font {
        let usual = Font {
            size: style::big(self.font.size),
            color: self.words_color(),
            face: self.font.face,
        };
        style::font(self.attrs.child("title").child("font"), &usual)
    }

    fn label_font(&self) -> Font {
        let usual = Font {
            color: self.words_color(),
            ..self.font.clone()
        };
        style::font(self.attrs.child("tickfont"), &usual)
    }

    fn labels_inside(&self) -> bool {
        let position = self.attrs.text("ticklabelposition");
        position.is_some_and(|position| position.starts_with("inside"))
    }

    fn overflow(&self) -> Overflow {
        let usual = if self.labels_inside() {
            Overflow::HidePastDomain
        } else if self.context.scale == Scale::Category {
            Overflow::Allow
        } else {
            Overflow::HidePastPage
        };
        self.attrs
            .word("ticklabeloverflow", &style::OVERFLOW)
            .unwrap_or(usual)
    }

    fn auto_angles(&self) -> Vec<f64> {
        let said: Vec<f64> = self
            .attrs
            .list("autotickangles")
            .iter()
            .filter_map(Node::numeric)
            .collect();
        if said.is_empty() || !self.is_x {
            vec![0.0, 30.0, 90.0]
        } else {
            said
        }
    }

    /// A line whose width and colour have names that begin alike; shown if the figure says anything
    /// of it.
    fn stroke(&self, prefix: &str, width: f64, color: Rgba) -> Stroke {
        let width = self
            .attrs
            .at_least(&format!("{prefix}width"), 0.0)
            .unwrap_or(width);
        let dash = self.attrs.text(&format!("{prefix}dash"));
        Stroke {
            width,
            color: self.attrs.color(&format!("{prefix}color")).unwrap_or(color),
            dash: dash.map_or_else(Vec::new, |dash| style::dash(&dash, width)),
        }
    }

    fn line(&self) -> Option<Stroke> {
        let said = self.attrs.has_own("linecolor") || self.attrs.has_own("linewidth");
        let shown = self.attrs.bool("showline").unwrap_or(said);
        shown.then(|| self.stroke("line", 1.0, self.color))
    }

    fn mirror(&self) -> Mirror {
        let said = |node: &Node| match node {
            Node::Bool(true) => Some(Mirror::Line),
            Node::Bool(false) => Some(Mirror::None),
            Node::Text(word) => match word.as_str() {
                "ticks" => Some(Mirror::Ticks),
                "all" => Some(Mirror::All),
                "allticks" => Some(Mirror::AllTicks),
                _ => None,
            },
            _ => None,
        };
        self.attrs.read("mirror", said).unwrap_or_default()
    }

    /// What lies behind the plots: the plot's colour over the paper's.
    fn ground(&self) -> Rgba {
        let color = |key: &str| self.context.layout.color(key).unwrap_or(Rgba::WHITE);
        color("plot_bgcolor").over(color("paper_bgcolor"))
    }

    /// Lines across the plot as they are drawn, whether they are shown or not.
    fn grid_stroke(&self) -> Stroke {
        // 10/11 of the way from #444 to white is #eee.
        let usual = style::mix(self.color, self.ground(), 10.0 / 11.0);
        self.stroke("grid", 1.0, usual)
    }

    fn grid_line(&self) -> Option<Stroke> {
        let shown = self.attrs.bool("showgrid").unwrap_or(true);
        shown.then(|| self.grid_stroke())
    }

    fn minor_grid_line(&self) -> Option<Stroke> {
        let minor = self.attrs.child("minor");
        let keys = ["gridcolor", "gridwidth", "griddash"];
        let said = keys.iter().any(|key| minor.has_own(key));
        if !minor.bool("showgrid").unwrap_or(said) {
            return None;
        }
        let major = self.grid_stroke();
        let width = minor.at_least("gridwidth", 0.0).unwrap_or(major.width);
        let usual = style::mix(major.color, self.ground(), 0.67);
        Some(Stroke {
            width,
            color: minor.color("gridcolor").unwrap_or(usual),
            dash: match minor.text("griddash") {
                Some(dash) => style::dash(&dash, width),
                None => major.dash,
            },
        })
    }

    fn zero_line(&self) -> Option<Stroke> {
        let shown = self.attrs.bool("zeroline").unwrap_or(true);
        shown.then(|| self.stroke("zeroline", 1.0, self.color))
    }

    fn dividers(&self) -> Option<Stroke> {
        let shown = self.attrs.bool("showdividers").unwrap_or(true);
        let grouped = !self.context.groups.is_empty();
        (grouped && shown).then(|| self.stroke("divider", 1.0, self.color))
    }

    fn ratio(&self) -> Option<ScaleRatio> {
        let name = self
            .attrs
            .text("scaleanchor")
            .and_then(|name| axis_ids::clean(&name))?;
        let of = self
            .context
            .ids
            .id(&name)
            .filter(|id| *id != self.context.id)?;
        let ratio = self.attrs.number("scaleratio").filter(|ratio| *ratio > 0.0);
        Some(ScaleRatio {
            of,
            ratio: ratio.unwrap_or(1.0),
        })
    }

    fn constrain_toward(&self) -> f64 {
        let words = [
            ("left", 0.0),
            ("bottom", 0.0),
            ("center", 0.5),
            ("middle", 0.5),
            ("right", 1.0),
            ("top", 1.0),
        ];
        self.attrs.word("constraintoward", &words).unwrap_or(0.5)
    }
}
