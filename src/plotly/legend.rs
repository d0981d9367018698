//! Which traces a legend names.

use super::assemble::Assembly;
use super::paint::Layers;
use super::trace::{Kind, Trace, Visible};
use crate::figure::{Legend, LegendEntry};

impl Assembly<'_> {
    /// A legend's names; `None` where no legend is to be shown.
    pub(super) fn named(&self, legend: Option<Legend>, layers: &Layers) -> Option<Legend> {
        if !self.has_legend() {
            return None;
        }
        let mut legend = legend?;
        let next = |trace: &Trace<'_>| {
            let fill = trace.attrs.text("fill").unwrap_or_default();
            has_name(trace) && matches!(&*fill, "tonextx" | "tonexty")
        };
        let order = self.layout.child("legend").text("traceorder");
        if order.is_none() {
            legend.reversed |= self.traces.iter().any(next);
            let grouped = |trace: &Trace<'_>| has_name(trace) && !group(trace).is_empty();
            legend.grouped |= self.traces.iter().any(grouped);
        }
        legend.entries = self.entries(layers);
        Some(legend)
    }

    /// True if the layout asks for a legend, or two traces could be told apart by it.
    fn has_legend(&self) -> bool {
        if let Some(shown) = self.layout.bool("showlegend") {
            return shown;
        }
        let mut count = 0;
        let mut any = false;
        for trace in self.traces.iter().filter(|trace| has_name(trace)) {
            let usual = !is_map(trace);
            let shown = trace.attrs.bool("showlegend").unwrap_or(usual);
            if !shown && !usual {
                continue;
            }
            count += 1;
            any |= shown;
            let asked = trace.attrs.own.and_then(|own| own.get("showlegend"));
            count += i32::from(asked == Some(&super::Node::Bool(true)));
        }
        any && count > 1
    }

    fn entries(&self, layers: &Layers) -> Vec<LegendEntry> {
        let named = |trace: &&Trace<'_>| {
            has_name(trace)
                && trace.attrs.bool("showlegend").unwrap_or(!is_map(trace))
                && trace
                    .attrs
                    .text("legend")
                    .is_none_or(|legend| legend == "legend")
        };
        let rank = |trace: &Trace<'_>| trace.attrs.number("legendrank").unwrap_or(1000.0);
        // Traces of a group stand together, where its first is.
        let mut groups: Vec<(String, Vec<&Trace<'_>>)> = Vec::new();
        for trace in self.traces.iter().filter(named) {
            let name = group(trace);
            match groups
                .iter_mut()
                .find(|(known, _)| *known == name && !name.is_empty())
            {
                Some((_, members)) => members.push(trace),
                None => groups.push((name, vec![trace])),
            }
        }
        let least = |members: &[&Trace<'_>]| {
            members
                .iter()
                .map(|trace| rank(trace))
                .fold(f64::INFINITY, f64::min)
        };
        groups.sort_by(|a, b| least(&a.1).total_cmp(&least(&b.1)));
        let mut entries = Vec::new();
        for (group, mut members) in groups {
            members.sort_by(|a, b| rank(a).total_cmp(&rank(b)));
            let titles = members
                .iter()
                .filter_map(|trace| trace.attrs.child("legendgrouptitle").text("text"));
            let title = titles.into_iter().next().unwrap_or_default();
            entries.extend(members.into_iter().map(|trace| LegendEntry {
                name: trace.name.clone(),
                layer: layers.place(trace.index),
                group: group.clone(),
                group_title: title.clone(),
            }));
        }
        entries
    }
}

/// True for traces that a legend may name, shown or not.
fn has_name(trace: &Trace<'_>) -> bool {
    matches!(trace.visible, Visible::Shown | Visible::LegendOnly) && trace.kind != Kind::Elsewhere
}

/// The group that a trace's name belongs to; empty: none.
fn group(trace: &Trace<'_>) -> String {
    trace.attrs.text("legendgroup").unwrap_or_default()
}

/// Cells need no legend unless asked for.
fn is_map(trace: &Trace<'_>) -> bool {
    matches!(trace.kind, Kind::Heatmap | Kind::Histogram2d)
}
