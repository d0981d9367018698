//! Where a page's axes run: domains, ranges, and the ratios that hold between them.

use std::sync::Arc;

use crate::axis::{Breaks, Scale};
use crate::figure::{Align, AxisId, AxisSide, Figure, PageAxis};

use super::super::layout::LayoutInput;
use super::margins::Area;

/// An axis along the page, in points.
#[derive(Clone, Debug)]
pub(in crate::view) struct Run {
    pub(in crate::view) horizontal: bool,
    /// Part of the plots' area, from the left or bottom.
    pub(in crate::view) domain: [f64; 2],
    /// The visible range in data units: left to right, or bottom to top.
    pub(in crate::view) range: [f64; 2],
    /// Its left or upper end.
    pub(in crate::view) offset: f64,
    pub(in crate::view) length: f64,
    scale: Scale,
    breaks: Option<Arc<Breaks>>,
}

impl Run {
    /// A colour bar's run over evenly spread places from 0 to 1.
    pub(in crate::view) fn of_bar(horizontal: bool, offset: f64, length: f64) -> Self {
        Self {
            horizontal,
            domain: [0.0, 1.0],
            range: [0.0, 1.0],
            offset,
            length,
            scale: Scale::Linear,
            breaks: None,
        }
    }

    /// A data value where the axis is even.
    pub(in crate::view) fn even(&self, data: f64) -> f64 {
        let remaining = match &self.breaks {
            Some(breaks) => breaks.compress(data),
            None => data,
        };
        self.scale.scale_from_data(remaining)
    }

    fn data_from_even(&self, even: f64) -> f64 {
        let data = self.scale.data_from_scale(even);
        match &self.breaks {
            Some(breaks) => breaks.expand(data),
            None => data,
        }
    }

    /// From the start of the axis on the screen (its left or upper end) to a data value.
    pub(in crate::view) fn past_start(&self, data: f64) -> f64 {
        let [from, to] = self.range.map(|end| self.even(end) / 2.0);
        let part = (self.even(data) / 2.0 - from) / (to - from);
        if self.horizontal {
            part * self.length
        } else {
            self.length - part * self.length
        }
    }

    /// The place of a data value on the page.
    pub(in crate::view) fn along(&self, data: f64) -> f64 {
        self.offset + self.past_start(data)
    }

    /// The data value at a place on the page.
    pub(in crate::view) fn data_at(&self, along: f64) -> f64 {
        let mut part = (along - self.offset) / self.length;
        if !self.horizontal {
            part = 1.0 - part;
        }
        let [from, to] = self.range.map(|end| self.even(end));
        self.data_from_even(from * (1.0 - part) + to * part)
    }

    /// Its right or lower end.
    pub(in crate::view) fn end(&self) -> f64 {
        self.offset + self.length
    }

    /// True for a value that lies more than a point inside the axis's ends.
    pub(in crate::view) fn clear_of_ends(&self, data: f64) -> bool {
        let place = self.past_start(data);
        place > 1.0 && place < self.length - 1.0
    }

    fn place(&mut self, area: &Area) {
        let [from, to] = self.domain;
        if self.horizontal {
            self.offset = area.left + from * area.width;
            self.length = area.width * (to - from);
        } else {
            self.offset = area.top + (1.0 - to) * area.height;
            self.length = area.height * (to - from);
        }
    }

    /// Points in one even unit.
    fn points_per_unit(&self) -> f64 {
        let [from, to] = self.range.map(|end| self.even(end));
        (self.length / (to - from)).abs()
    }

    /// The range made `factor` times as wide around a place in it.
    fn widen(&mut self, factor: f64, toward: f64) {
        let [from, to] = self.range.map(|end| self.even(end));
        let center = from + (to - from) * toward;
        let widened = [from, to].map(|end| center + (end - center) * factor);
        let range = widened.map(|end| self.data_from_even(end));
        if range.iter().all(|end| end.is_finite()) && range[0] != range[1] {
            self.range = range;
        }
    }

    /// The domain made so many times shorter around a place in it.
    fn shrink(&mut self, factor: f64, toward: f64, area: &Area) {
        let [from, to] = self.domain;
        let center = from + (to - from) * toward;
        self.domain = [from, to].map(|end| center + (end - center) / factor);
        self.place(area);
    }
}

/// Every axis of the figure along the page, ratios seen to.
pub(in crate::view) fn runs(
    input: &LayoutInput<'_>,
    looks: &[Arc<PageAxis>],
    area: &Area,
) -> Vec<Run> {
    let figure = input.figure;
    let mut runs: Vec<Run> = figure
        .axes
        .iter()
        .enumerate()
        .map(|(index, axis)| Run {
            horizontal: matches!(axis.side, AxisSide::Bottom | AxisSide::Top),
            domain: sane_domain(domain(looks, index)),
            range: shared_range(input, looks, index),
            offset: 0.0,
            length: 0.0,
            scale: axis.scale,
            breaks: axis.ticks.breaks.clone(),
        })
        .collect();
    for run in &mut runs {
        run.place(area);
    }
    let links = links(figure, looks, &runs, area);
    for group in groups(&links, runs.len()) {
        hold_ratio(&group, looks, &mut runs, area);
    }
    // An axis laid over another follows where that was shrunk.
    for index in 0..runs.len() {
        let base = base(looks, index);
        if base != index
            && let Some(domain) = runs.get(base).map(|run| run.domain)
            && let Some(run) = runs.get_mut(index)
        {
            run.domain = domain;
            run.place(area);
        }
    }
    runs
}

fn sane_domain([from, to]: [f64; 2]) -> [f64; 2] {
    let clamp = |end: f64| end.clamp(0.0, 1.0);
    match (from.is_finite(), to.is_finite()) {
        (true, true) if clamp(from) < clamp(to) => [clamp(from), clamp(to)],
        _ => [0.0, 1.0],
    }
}

/// The axis that an axis is laid over in the end; itself if over none.
pub(in crate::view) fn base(looks: &[Arc<PageAxis>], index: usize) -> usize {
    let mut base = index;
    for _ in 0..looks.len() {
        match looks.get(base).and_then(|look| look.overlaying) {
            Some(AxisId(next)) if next < looks.len() && next != base => base = next,
            _ => break,
        }
    }
    base
}

fn domain(looks: &[Arc<PageAxis>], index: usize) -> [f64; 2] {
    looks
        .get(base(looks, index))
        .map_or([0.0, 1.0], |look| look.domain)
}

/// The visible range of an axis, or of those that it matches, whichever has been moved.
fn shared_range(input: &LayoutInput<'_>, looks: &[Arc<PageAxis>], index: usize) -> [f64; 2] {
    let own = input.range(AxisId(index));
    let leader = leader(looks, index);
    let whole = |index: usize| input.figure.axes.get(index).map(|axis| axis.range);
    let mut group = (0..looks.len()).filter(|other| leader == self::leader(looks, *other));
    let moved = group.find(|other| whole(*other) != Some(input.range(AxisId(*other))));
    moved.map_or(own, |other| input.range(AxisId(other)))
}

/// The axis whose range an axis shows in the end.
fn leader(looks: &[Arc<PageAxis>], index: usize) -> usize {
    let mut leader = index;
    for _ in 0..looks.len() {
        match looks.get(leader).and_then(|look| look.matches) {
            Some(AxisId(next)) if next < looks.len() && next != leader => leader = next,
            _ => break,
        }
    }
    leader
}

/// A unit of one axis is `ratio` times as long as one of another.
#[derive(Clone, Copy, Debug)]
struct Link {
    of: usize,
    than: usize,
    ratio: f64,
    /// Only because both show the same range.
    matched: bool,
}

fn links(figure: &Figure, looks: &[Arc<PageAxis>], runs: &[Run], area: &Area) -> Vec<Link> {
    let mut links = Vec::new();
    for (of, look) in looks.iter().enumerate() {
        if let Some(AxisId(than)) = look.matches
            && let (Some(one), Some(other)) = (runs.get(of), runs.get(than))
        {
            links.push(Link {
                of,
                than,
                ratio: length(one, area) / length(other, area),
                matched: true,
            });
        } else if let Some(ratio) = look.ratio {
            links.push(Link {
                of,
                than: ratio.of.0,
                ratio: ratio.ratio,
                matched: false,
            });
        }
    }
    if links.iter().all(|link| link.matched) {
        let equal = figure.plots.iter().filter(|plot| plot.equal_aspect);
        links.extend(equal.map(|plot| Link {
            of: plot.y.0,
            than: plot.x.0,
            ratio: 1.0,
            matched: false,
        }));
    }
    links.retain(|link| {
        let known = link.of < runs.len() && link.than < runs.len() && link.of != link.than;
        known && link.ratio.is_finite() && link.ratio > 0.0
    });
    links
}

/// The length of an axis's domain, as ranges that match compare them.
fn length(run: &Run, area: &Area) -> f64 {
    let part = run.domain[1] - run.domain[0];
    part * if run.horizontal {
        area.width
    } else {
        area.height
    }
}

/// Axes that are linked, each with the length of its unit against the others'.
fn groups(links: &[Link], axes: usize) -> Vec<Vec<(usize, f64)>> {
    let mut seen = vec![false; axes];
    let mut groups = Vec::new();
    for start in 0..axes {
        if seen[start] {
            continue;
        }
        seen[start] = true;
        let mut group = vec![(start, 1.0)];
        let mut next = 0;
        let mut only_matched = true;
        while let Some(&(axis, scale)) = group.get(next) {
            next += 1;
            for link in links {
                let found = if link.of == axis {
                    (link.than, scale / link.ratio)
                } else if link.than == axis {
                    (link.of, scale * link.ratio)
                } else {
                    continue;
                };
                only_matched &= link.matched;
                if !seen[found.0] {
                    seen[found.0] = true;
                    group.push(found);
                }
            }
        }
        if group.len() > 1 && !only_matched {
            groups.push(group);
        }
    }
    groups
}

/// Widens ranges or shrinks domains until the units of all axes of a group have the lengths that
/// they should have to each other.
fn hold_ratio(group: &[(usize, f64)], looks: &[Arc<PageAxis>], runs: &mut [Run], area: &Area) {
    let norm = |runs: &[Run], (axis, scale): (usize, f64)| {
        runs.get(axis).map_or(f64::NAN, Run::points_per_unit) / scale
    };
    let norms: Vec<f64> = group.iter().map(|member| norm(runs, *member)).collect();
    let (low, high) = norms
        .iter()
        .fold((f64::INFINITY, 0.0), |(low, high), norm: &f64| {
            (norm.min(low), norm.max(high))
        });
    let usable = norms.iter().all(|norm| norm.is_finite() && *norm > 0.0);
    if !usable || low > high * (1.0 - 1e-6) {
        return;
    }
    for ((axis, _), norm) in group.iter().zip(norms) {
        let (Some(run), Some(look)) = (runs.get_mut(*axis), looks.get(*axis)) else {
            continue;
        };
        let factor = norm / low;
        if factor <= 1.0 {
            continue;
        }
        let toward = look.constrain_toward.clamp(0.0, 1.0);
        if look.constrain_domain {
            run.shrink(factor, toward, area);
        } else {
            run.widen(factor, toward);
        }
    }
}

/// The side across from a side.
pub(in crate::view) fn opposite(side: AxisSide) -> AxisSide {
    match side {
        AxisSide::Bottom => AxisSide::Top,
        AxisSide::Top => AxisSide::Bottom,
        AxisSide::Left => AxisSide::Right,
        AxisSide::Right => AxisSide::Left,
    }
}

/// Which part of something lies at a fraction: by thirds where nothing is said.
pub(in crate::view) fn by_thirds(align: Option<Align>, at: f64) -> Align {
    align.unwrap_or(if at <= 1.0 / 3.0 {
        Align::Start
    } else if at >= 2.0 / 3.0 {
        Align::End
    } else {
        Align::Middle
    })
}

/// An alignment as a fraction.
pub(in crate::view) fn fraction(align: Align) -> f64 {
    match align {
        Align::Start => 0.0,
        Align::Middle => 0.5,
        Align::End => 1.0,
    }
}
