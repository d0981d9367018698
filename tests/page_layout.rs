//! Where a page's plots, axes and colour bars stand. Numbers without a reason beside them are what
//! plotly.js 4.1.1 does with the same figure, within 3 px: letters are not equally wide everywhere.
#![expect(
    clippy::unwrap_used,
    reason = "a test that does not find what it needs has failed"
)]

use cellsius::figure::Figure;
use cellsius::plotly::{parse_str, read};
use cellsius::render::Typesetter;
use cellsius::view::{Canvas, Frame, Mark, PxRect, Theme, Viewport, frame};

const NEAR: f64 = 3.0;

fn figure(json: &str) -> Figure {
    read(&parse_str(json).unwrap()).unwrap()
}

fn frame_at(figure: &Figure, [width_px, height_px]: [u32; 2], px_per_pt: f64) -> Frame {
    let canvas = Canvas {
        width_px,
        height_px,
        px_per_pt,
        theme: Theme::Light,
    };
    let viewport = Viewport::whole(figure);
    frame(figure, &viewport, canvas, &Typesetter::headless())
}

fn drawn(json: &str) -> Frame {
    frame_at(&figure(json), [700, 450], 1.0)
}

fn numbers(rect: PxRect) -> [f64; 4] {
    [rect.x, rect.y, rect.w, rect.h].map(f64::from)
}

#[track_caller]
fn near(found: &[f64], expected: &[f64]) {
    let all = found.iter().zip(expected);
    let fits = found.len() == expected.len() && all.into_iter().all(|(a, b)| (a - b).abs() <= NEAR);
    assert!(fits, "found {found:?}, expected {expected:?}");
}

/// The first plot's and the first colour bar's place.
#[track_caller]
fn check(json: &str, plot: [f64; 4], bar: [f64; 4]) {
    let frame = drawn(json);
    near(&numbers(frame.plots[0].rect), &plot);
    near(&numbers(frame.colorbars[0].rect), &bar);
}

/// Heatmaps, their first with this colour bar, under this layout.
fn heatmap(bar: &str, layout: &str) -> String {
    format!(
        r#"{{"data": [{{"type": "heatmap", "z": [[0, 100]], "colorbar": {bar}}}], "layout": {layout}}}"#
    )
}

#[test]
fn bars_push_the_margins() {
    let usual = [80.0, 100.0, 526.0, 270.0];
    check(&heatmap("{}", "{}"), usual, [627.0, 110.0, 30.0, 250.0]);
    check(
        &heatmap(r#"{"title": {"text": "Productivity"}}"#, "{}"),
        [80.0, 100.0, 500.0, 270.0],
        [600.0, 134.0, 30.0, 226.0],
    );
    check(
        &heatmap(
            r#"{"title": {"text": "Productivity", "side": "bottom"}}"#,
            "{}",
        ),
        [80.0, 100.0, 500.0, 270.0],
        [600.0, 110.0, 30.0, 226.0],
    );
    check(
        &heatmap(r#"{"orientation": "h"}"#, "{}"),
        [80.0, 119.0, 540.0, 251.0],
        [90.0, 56.0, 520.0, 30.0],
    );
    check(
        &heatmap(r#"{"lenmode": "pixels", "len": 200, "x": -0.3}"#, "{}"),
        [152.0, 100.0, 468.0, 270.0],
        [22.0, 145.0, 30.0, 180.0],
    );
    check(
        &heatmap(r#"{"ticklabelposition": "inside"}"#, "{}"),
        [80.0, 100.0, 540.0, 270.0],
        [641.0, 110.0, 30.0, 250.0],
    );
}

#[test]
fn two_bars_stand_side_by_side() {
    let frame = drawn(
        r#"{"data": [{"type": "heatmap", "z": [[0, 100]]}, {"type": "heatmap", "z": [[0, 1]], "y": [1]}]}"#,
    );
    let [first, second] = [0, 1].map(|bar: usize| frame.colorbars[bar].rect);
    assert!(first.right() < second.x && second.right() < 700);
    assert!(frame.plots[0].rect.right() < first.x);
    // The labels of the first have room before the second.
    let label = frame.items.iter().find_map(|item| match &item.mark {
        Mark::Text { at, text, .. } if text == "100" => Some(at[0]),
        _ => None,
    });
    assert!(label.unwrap() + 20.0 < f64::from(second.x));
}

#[test]
fn a_ratio_shrinks_a_domain_or_widens_a_range() {
    let square = |constrain: &str| {
        let json = format!(
            r#"{{"data": [{{"type": "heatmap", "z": [[1, 20, 30], [20, 1, 60], [30, 60, 1]]}}],
            "layout": {{"xaxis": {{"scaleanchor": "y", "constrain": "{constrain}"}},
            "yaxis": {{"constrain": "{constrain}"}}}}}}"#
        );
        drawn(&json)
    };
    let shrunk = square("domain");
    near(
        &numbers(shrunk.plots[0].rect),
        &[211.0, 100.0, 270.0, 270.0],
    );
    assert_eq!(shrunk.plots[0].x.range, [-0.5, 2.5]);
    let widened = square("range");
    near(
        &numbers(widened.plots[0].rect),
        &[80.0, 100.0, 532.0, 270.0],
    );
    let [from, to] = widened.plots[0].x.range;
    // 270 px for 3 units, so 532 px for 5.9.
    assert!((to - from - 3.0 * 532.0 / 270.0).abs() < 0.05 && (from + to - 2.0).abs() < 1e-9);
    assert_eq!(widened.plots[0].y.range, [-0.5, 2.5]);
}

#[test]
fn plots_stand_in_their_domains() {
    let frame = drawn(
        r#"{"data": [{"type": "heatmap", "z": [[0, 100]], "showscale": false},
        {"type": "heatmap", "z": [[0, 1]], "xaxis": "x2", "yaxis": "y2", "showscale": false}],
        "layout": {"xaxis": {"domain": [0, 0.4]}, "xaxis2": {"domain": [0.6, 1], "anchor": "y2"},
        "yaxis2": {"anchor": "x2", "domain": [0.5, 1]}}}"#,
    );
    near(&numbers(frame.plots[0].rect), &[80.0, 100.0, 216.0, 270.0]);
    near(&numbers(frame.plots[1].rect), &[404.0, 100.0, 216.0, 135.0]);
    assert!(frame.colorbars.is_empty());
}

#[test]
fn long_labels_push_where_they_are_asked_to() {
    let labelled = |automargin: bool| {
        let json = format!(
            r#"{{"data": [{{"type": "heatmap", "z": [[1], [2]], "y": ["a rather long name of a row", "b"], "showscale": false}}],
            "layout": {{"yaxis": {{"automargin": {automargin}}}}}}}"#
        );
        drawn(&json).plots[0].rect.x
    };
    assert_eq!(labelled(false), 80);
    assert!(labelled(true) > 160);
}

#[test]
fn everything_grows_with_the_scale() {
    let figure = figure(&heatmap(
        r#"{"title": {"text": "Count"}}"#,
        r#"{"title": {"text": "t"}}"#,
    ));
    let once = frame_at(&figure, [700, 450], 1.0);
    let twice = frame_at(&figure, [1400, 900], 2.0);
    let doubled = |rect: PxRect| numbers(rect).map(|px| 2.0 * px);
    near(&numbers(twice.plots[0].rect), &doubled(once.plots[0].rect));
    near(
        &numbers(twice.colorbars[0].rect),
        &doubled(once.colorbars[0].rect),
    );
    let labels = |frame: &Frame| -> Vec<String> {
        let ticks = frame.plots[0].x.ticks.iter();
        ticks.map(|tick| tick.label.clone()).collect()
    };
    assert_eq!(labels(&once), labels(&twice));
}

#[test]
fn left_out_time_takes_no_room() {
    let frame = drawn(
        r#"{"data": [{"type": "heatmap", "z": [[1, 2, 3]], "x": ["2024-01-05", "2024-01-08", "2024-01-09"], "showscale": false}],
        "layout": {"xaxis": {"rangebreaks": [{"bounds": ["sat", "mon"]}]}}}"#,
    );
    let axis = &frame.plots[0].x;
    let at = |day: f64| axis.px_from_data((19_723.0 + day - 1.0) * 86_400_000.0);
    // Friday to Monday is as far as Monday to Tuesday; the weekend lies at one place.
    assert!((at(8.0) - at(5.0) - (at(9.0) - at(8.0))).abs() < 1e-6);
    assert!((at(7.0) - at(6.0)).abs() < 1e-9);
    let back = axis.data_from_px(at(8.5));
    assert!((back - (19_723.0 + 7.5) * 86_400_000.0).abs() < 1.0);
    // Edges lie halfway between centres: 2.5, 0.5 and 1 day remain.
    let table = &frame.plots[0].heatmap(0).unwrap().columns;
    let count = |span: u32| table.pixels.iter().filter(|pixel| **pixel == span).count();
    assert!(count(0).abs_diff(5 * count(1)) <= 5 && count(2).abs_diff(2 * count(1)) <= 2);
}

#[test]
fn pages_of_any_size_have_a_place_for_everything() {
    let figure = figure(&heatmap(
        r#"{"title": {"text": "Count"}}"#,
        r#"{"title": {"text": "t"}}"#,
    ));
    for [width, height] in [[1, 1], [3, 900], [900, 3], [40, 40], [150, 120]] {
        let frame = frame_at(&figure, [width, height], 1.0);
        let rect = frame.plots[0].rect;
        assert!(rect.w >= 1 && rect.h >= 1, "{width} x {height}");
    }
}
