//! Figures with anything anywhere: reading them never panics, whatever the shapes of their data.
#![expect(
    clippy::expect_used,
    reason = "a test that cannot read its own text should say so"
)]

use cellsius::figure::{Figure, Layer};
use cellsius::plotly::{parse_str, read};

/// Numbers that look random and are the same on every run.
struct Random(u64);

impl Random {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).expect("31 bits") % below
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.next(from.len())]
    }
}

const VALUES: &[&str] = &[
    "null",
    "true",
    "1",
    "-3.5",
    "1e308",
    "-1e308",
    "1e-300",
    "0",
    "2024",
    "\"\"",
    "\"a\"",
    "\"12\"",
    "\"2024-02-30\"",
    "\"2024-01-05 10:30\"",
    "\"M3\"",
    "\"reversed\"",
    "{}",
    "[]",
    "[1, 2, 3]",
    "[3, null, 1, 1]",
    "[null, null]",
    "[\"a\", \"b\", \"a\", null]",
    "[\"2024-01-01\", \"2024-01-03\", 5]",
    "[[1, 2], [3, null, 4], []]",
    "[[\"A\", \"A\", \"B\"], [\"p\", \"q\", \"p\"]]",
    "[[1, \"x\"], 3]",
    "[1e308, -1e308]",
    "{\"dtype\": \"f8\", \"bdata\": \"AAAAAAAA8D8AAAAAAAAAQA==\"}",
    "{\"dtype\": \"i1\", \"bdata\": \"AQIDBAUG\", \"shape\": \"2,3\"}",
    "{\"dtype\": \"f8\", \"bdata\": \"AAA=\", \"shape\": \"99999999,99999999\"}",
];

const TRACE: &[&str] = &[
    "x",
    "y",
    "z",
    "x0",
    "y0",
    "dx",
    "dy",
    "xtype",
    "transpose",
    "connectgaps",
    "text",
    "hovertext",
    "customdata",
    "xperiod",
    "xperiod0",
    "yperiod",
    "mode",
    "marker",
    "fill",
    "xbins",
    "nbinsx",
    "histfunc",
    "histnorm",
    "zsmooth",
    "visible",
    "coloraxis",
    "zorder",
    "hoverinfo",
    "meta",
    "hovertemplate",
    "name",
    "opacity",
    "stackgroup",
    "xaxis",
    "yaxis",
    "texttemplate",
];

const AXIS: &[&str] = &[
    "type",
    "range",
    "autorange",
    "rangemode",
    "categoryorder",
    "categoryarray",
    "matches",
    "autotypenumbers",
    "minallowed",
    "maxallowed",
    "autorangeoptions",
    "rangebreaks",
    "domain",
    "anchor",
    "overlaying",
];

const WORDS: &[&str] = &[
    "\"linear\"",
    "\"log\"",
    "\"date\"",
    "\"category\"",
    "\"multicategory\"",
    "\"array\"",
    "\"scaled\"",
    "\"x2\"",
    "\"y\"",
    "\"y3\"",
    "\"total descending\"",
    "\"median ascending\"",
    "\"category descending\"",
    "\"tozero\"",
    "\"tonexty\"",
    "\"markers+text\"",
    "\"strict\"",
    "\"avg\"",
    "\"max\"",
    "\"min reversed\"",
    "\"best\"",
    "\"legendonly\"",
    "\"coloraxis2\"",
    "{\"size\": [1, -5, \"a\"], \"color\": [1, \"red\", null]}",
    "{\"start\": 0, \"size\": 1e-9}",
    "{\"size\": \"M1\"}",
    "{\"include\": [0, \"a\"], \"clipmax\": 3}",
];

fn entries(random: &mut Random, names: &[&str], most: usize) -> String {
    let count = random.next(most);
    let entry = |random: &mut Random| {
        let name = random.pick(names);
        let value = if random.next(2) == 0 {
            random.pick(VALUES)
        } else {
            random.pick(WORDS)
        };
        format!("\"{name}\": {value}")
    };
    (0..count)
        .map(|_| entry(random))
        .collect::<Vec<_>>()
        .join(", ")
}

fn figure(random: &mut Random) -> String {
    let types = [
        "heatmap",
        "scatter",
        "histogram2d",
        "bar",
        "pie",
        "nonsense",
    ];
    let traces: Vec<String> = (0..1 + random.next(3))
        .map(|_| {
            let kind = random.pick(&types);
            let more = entries(random, TRACE, 14);
            let comma = if more.is_empty() { "" } else { ", " };
            let lists = [
                "[[1, 2], [3, null, 4], []]",
                "[1, 2, 2]",
                "[\"a\", \"b\", \"a\"]",
            ];
            let [x, y, z] = [(); 3].map(|()| random.pick(&lists));
            format!("{{\"type\": \"{kind}\", \"x\": {x}, \"y\": {y}, \"z\": {z}{comma}{more}}}")
        })
        .collect();
    format!(
        "{{\"data\": [{}], \"layout\": {{\"xaxis\": {{{}}}, \"yaxis\": {{{}}}, \"xaxis2\": {{{}}}}}}}",
        traces.join(", "),
        entries(random, AXIS, 5),
        entries(random, AXIS, 5),
        entries(random, AXIS, 5),
    )
}

fn sound(figure: &Figure, text: &str) {
    for axis in &figure.axes {
        let [from, to] = axis.range;
        assert!(
            from.is_finite() && to.is_finite(),
            "{:?}: {text}",
            axis.range
        );
    }
    for plot in &figure.plots {
        assert!(
            plot.x.0 < figure.axes.len() && plot.y.0 < figure.axes.len(),
            "{text}"
        );
        for layer in &plot.layers {
            let Layer::Heatmap(heatmap) = layer else {
                continue;
            };
            assert_eq!(heatmap.x.count(), heatmap.grid.columns(), "{text}");
            assert_eq!(heatmap.y.count(), heatmap.grid.rows(), "{text}");
            assert!(heatmap.color.0 < figure.color_scales.len(), "{text}");
            for (positions, axis) in [(&heatmap.x, plot.x), (&heatmap.y, plot.y)] {
                let edges = positions.edges(figure.axes[axis.0].scale);
                let edges: Vec<f64> = edges.iter().collect();
                assert_eq!(edges.len(), positions.count() + 1, "{text}");
                let monotone = edges.is_sorted() || edges.iter().rev().is_sorted();
                assert!(monotone, "{edges:?}: {text}");
            }
        }
    }
}

#[test]
fn figures_with_anything_anywhere_are_read() {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let mut read_well = 0;
    for _ in 0..6_000 {
        let text = figure(&mut random);
        let node = parse_str(&text).expect("the test writes JSON");
        if let Ok(figure) = read(&node) {
            sound(&figure, &text);
            read_well += figure
                .plots
                .iter()
                .map(|plot| plot.layers.len())
                .sum::<usize>();
        }
    }
    assert!(read_well > 2000, "only {read_well} layers were made");
}
