//! Scatter layers, shapes, annotations and the legend, looked at pixel by pixel.
#![expect(clippy::unwrap_used, reason = "a test's helpers fail by panicking")]

use std::sync::Arc;

use cellsius::color::Rgba;
use cellsius::figure::{
    Align, Annotation, Arrow, Axis, AxisId, AxisSide, Figure, Fill, FillTo, Font, HoverMode, Layer,
    Legend, LegendEntry, LineShape, Margins, Markers, Page, PerPoint, Place1d, Plot, PointHover,
    PointLabels, Scatter, ScatterLine, Shape, ShapeKind, ShapeLayer, Stroke, Typeface,
};
use cellsius::render::cpu::CpuPainter;
use cellsius::render::{Picture, Typesetter};
use cellsius::view::{Canvas, Frame, Mark, Theme, Viewport, frame};

const RED: Rgba = Rgba::rgb(220, 30, 40);
const BLUE: Rgba = Rgba::rgb(20, 60, 200);

fn font(size: f64) -> Font {
    Font {
        size,
        color: Rgba::BLACK,
        face: Typeface::OpenSans,
    }
}

fn stroke(width: f64, color: Rgba) -> Stroke {
    Stroke {
        width,
        color,
        dash: Vec::new(),
    }
}

fn points(xs: &[f64], ys: &[f64]) -> Scatter {
    Scatter {
        name: "points".to_owned(),
        x: xs.into(),
        y: ys.into(),
        line: None,
        markers: None,
        labels: None,
        fill: None,
        opacity: 1.0,
        hover: Arc::new(PointHover::default()),
    }
}

fn line(width: f64, color: Rgba) -> ScatterLine {
    ScatterLine {
        stroke: stroke(width, color),
        shape: LineShape::Linear,
        smoothing: 1.0,
        connect_gaps: false,
    }
}

fn markers(size: f64, color: Rgba) -> Markers {
    Markers {
        size: PerPoint::Same(size),
        color: PerPoint::Same(color),
        symbol: PerPoint::Same("circle".to_owned()),
        opacity: 1.0,
        outline: stroke(0.0, Rgba::BLACK),
    }
}

fn page() -> Page {
    Page {
        size: [None; 2],
        margins: Margins {
            left: 80.0,
            right: 80.0,
            top: 100.0,
            bottom: 80.0,
            pad: 0.0,
            auto_expand: true,
        },
        paper: Rgba::WHITE,
        plot: Rgba::WHITE,
        font: font(12.0),
        title: None,
        legend: None,
        annotations: Vec::new(),
        shapes: Vec::new(),
        hover: HoverMode::Closest,
        hover_distance: 20.0,
        separators: ['.', ','],
    }
}

/// Layers over axes from 0 to 10.
fn figure(layers: Vec<Scatter>, page: Page) -> Figure {
    let axis = |side| Axis {
        range: [0.0, 10.0],
        side,
        ..Axis::default()
    };
    Figure {
        title: None,
        axes: vec![axis(AxisSide::Bottom), axis(AxisSide::Left)],
        color_scales: Vec::new(),
        plots: vec![Plot {
            x: AxisId(0),
            y: AxisId(1),
            equal_aspect: false,
            layers: layers.into_iter().map(Layer::Scatter).collect(),
            place: None,
        }],
        page: Some(Arc::new(page)),
        animation: None,
        warnings: Vec::new(),
    }
}

struct Painted {
    frame: Frame,
    picture: Picture,
}

fn painted(figure: &Figure) -> Painted {
    let canvas = Canvas {
        width_px: 700,
        height_px: 450,
        px_per_pt: 1.0,
        theme: Theme::Light,
    };
    let ruler = Typesetter::headless();
    let frame = frame(figure, &Viewport::default(), canvas, &ruler);
    let picture = CpuPainter::with_typesetter(ruler).paint(&frame);
    Painted { frame, picture }
}

impl Painted {
    /// Where data lies, px.
    fn px(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        let plot = self.frame.plots.first().unwrap();
        [plot.x.px_from_data(x), plot.y.px_from_data(y)]
    }

    fn at(&self, [x, y]: [f64; 2]) -> Rgba {
        Rgba(self.picture.pixel(x as u32, y as u32))
    }

    /// The pixel at a place of the data.
    fn at_data(&self, data: [f64; 2]) -> Rgba {
        self.at(self.px(data))
    }

    /// How many pixels have a colour.
    fn count(&self, color: Rgba) -> usize {
        let pixels = self.picture.pixels.chunks(4);
        pixels.filter(|pixel| **pixel == color.0).count()
    }

    fn check(&self, what: &str, data: [f64; 2], expected: Rgba) {
        assert_eq!(self.at_data(data), expected, "{what} at {data:?}");
    }
}

/// What lies behind points in these figures.
fn behind(painted: &Painted) -> Rgba {
    painted.at_data([9.7, 0.3])
}

#[test]
fn lines_part_at_gaps_and_follow_their_shape() {
    let with = |change: &dyn Fn(&mut ScatterLine)| {
        let mut scatter = points(&[1.0, 3.0, 4.0, 5.0, 8.0], &[2.0, 2.0, f64::NAN, 2.0, 8.0]);
        let mut line = line(5.0, RED);
        change(&mut line);
        scatter.line = Some(line);
        painted(&figure(vec![scatter], page()))
    };
    let plain = with(&|_| {});
    let empty = behind(&plain);
    plain.check("line", [2.0, 2.0], RED);
    plain.check("gap", [4.0, 2.0], empty);
    plain.check("slope", [6.5, 5.0], RED);
    with(&|line| line.connect_gaps = true).check("connected", [4.0, 2.0], RED);
    let steps = with(&|line| line.shape = LineShape::Hv);
    steps.check("across", [7.0, 2.0], RED);
    steps.check("along", [8.0, 6.0], RED);
    steps.check("no slope", [6.5, 5.0], empty);
    let dashed = with(&|line| line.stroke.dash = vec![10.0, 10.0]);
    let [x, y] = dashed.px([1.0, 2.0]);
    for (along, expected) in [(5.0, RED), (15.0, empty), (25.0, RED), (35.0, empty)] {
        assert_eq!(dashed.at([x + along, y]), expected, "{along}");
    }
    let faint = with(&|line| line.stroke.color = Rgba([220, 30, 40, 128]));
    // Where it turns, a translucent line is no darker.
    assert_eq!(faint.at_data([2.0, 2.0]), faint.at_data([6.5, 5.0]));
}

#[test]
fn areas_reach_to_zero_or_to_the_layer_before() {
    let mut low = points(&[1.0, 5.0, 9.0], &[2.0, 4.0, 2.0]);
    low.line = Some(line(4.0, RED));
    let mut high = points(&[1.0, 5.0, 9.0], &[8.0, 6.0, 8.0]);
    high.line = Some(line(2.0, BLUE));
    let fill = |to| {
        Some(Fill {
            to,
            color: Rgba::rgb(0, 200, 0),
        })
    };
    high.fill = fill(FillTo::NextY);
    let green = Rgba::rgb(0, 200, 0);
    let linked = painted(&figure(vec![low.clone(), high.clone()], page()));
    linked.check("between", [5.0, 5.0], green);
    linked.check("below", [5.0, 1.0], behind(&linked));
    // The area lies below the line of the layer before.
    linked.check("line", [5.0, 4.0], RED);
    let alone = painted(&figure(vec![high.clone()], page()));
    alone.check("to zero", [5.0, 1.0], green);
    let mut steep = points(&[3.0, 6.0], &[2.0, 8.0]);
    steep.fill = fill(FillTo::ZeroX);
    let across = painted(&figure(vec![steep], page()));
    across.check("to the left", [1.0, 5.0], green);
    across.check("not to the right", [7.0, 5.0], behind(&across));
    high.fill = fill(FillTo::Itself);
    let itself = painted(&figure(vec![high], page()));
    itself.check("inside", [5.0, 7.0], green);
    itself.check("outside", [5.0, 1.0], behind(&itself));
}

#[test]
fn marks_have_their_size_colour_and_order() {
    let mut scatter = points(&[2.0, 5.0, 8.0], &[5.0, 5.0, 5.0]);
    let mut style = markers(20.0, RED);
    style.color = PerPoint::Each([RED, BLUE, RED].into());
    style.size = PerPoint::Each([20.0, 40.0, f64::NAN].into());
    style.symbol = PerPoint::Each(
        ["square", "square-open", "circle"]
            .map(str::to_owned)
            .into(),
    );
    scatter.markers = Some(style);
    let shown = painted(&figure(vec![scatter.clone()], page()));
    // Squares on whole and half px: all but their rims are whole.
    assert!(
        (19 * 19..=20 * 20).contains(&shown.count(RED)),
        "{}",
        shown.count(RED)
    );
    shown.check("hollow", [5.0, 5.0], behind(&shown));
    let [x, y] = shown.px([5.0, 5.0]);
    assert_ne!(
        shown.at([x + 20.0, y]),
        behind(&shown),
        "a hollow mark's line"
    );
    shown.check("no size", [8.0, 5.0], behind(&shown));
    // Later layers lie above.
    let mut over = scatter.clone();
    over.markers = Some(markers(10.0, BLUE));
    let both = painted(&figure(vec![scatter, over], page()));
    both.check("above", [2.0, 5.0], BLUE);
}

#[test]
fn a_million_points_are_few_marks() {
    let count = 1_000_000_u32;
    let spread = |seed: u64| -> Vec<f64> {
        let mut state = seed;
        let mut next = || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (state >> 11) as f64 / (1_u64 << 53) as f64 * 10.0
        };
        (0..count).map(|_| next()).collect()
    };
    let mut cloud = points(&spread(1), &spread(2));
    cloud.markers = Some(markers(6.0, RED));
    let mut wave = points(
        &(0..count)
            .map(|index| f64::from(index) / 1e5)
            .collect::<Vec<_>>(),
        &spread(3),
    );
    wave.line = Some(line(1.0, BLUE));
    let figure = figure(vec![cloud, wave], page());
    let canvas = Canvas {
        width_px: 700,
        height_px: 450,
        px_per_pt: 1.0,
        theme: Theme::Light,
    };
    let frame = frame(
        &figure,
        &Viewport::default(),
        canvas,
        &Typesetter::headless(),
    );
    let corners = |mark: &Mark| match mark {
        Mark::Area { rings, .. } => rings.iter().map(Vec::len).sum(),
        Mark::Path { runs, .. } => runs.iter().map(Vec::len).sum(),
        _ => 0_usize,
    };
    let all: usize = frame.items.iter().map(|item| corners(&item.mark)).sum();
    assert!(all < 1_600_000, "{all}");
    assert!(frame.items.len() < 100, "{}", frame.items.len());
}

#[test]
fn shapes_lie_in_their_layer_and_stay_in_their_axes() {
    let data = |x, y| [Place1d::Data(AxisId(0), x), Place1d::Data(AxisId(1), y)];
    let rect = |layer, color, width| Shape {
        kind: ShapeKind::Rect([data(2.0, 2.0), data(6.0, 8.0)]),
        stroke: stroke(width, BLUE),
        fill: color,
        opacity: 1.0,
        layer,
        label: String::new(),
        label_font: font(12.0),
    };
    let mut scatter = points(&[4.0], &[5.0]);
    scatter.markers = Some(markers(12.0, BLUE));
    let with = |shapes: Vec<Shape>| {
        let mut page = page();
        page.shapes = shapes;
        painted(&figure(vec![scatter.clone()], page))
    };
    for layer in [ShapeLayer::Below, ShapeLayer::Between] {
        let below = with(vec![rect(layer, RED, 0.0)]);
        below.check("the mark is above", [4.0, 5.0], BLUE);
        below.check("inside", [3.0, 3.0], RED);
        below.check("outside", [7.0, 5.0], behind(&below));
    }
    let above = with(vec![rect(ShapeLayer::Above, RED, 4.0)]);
    above.check("the mark is hidden", [4.0, 5.0], RED);
    above.check("border", [2.0, 5.0], BLUE);
    // An ellipse misses the corners; paper stands for the plots' area.
    let mut circle = rect(ShapeLayer::Above, RED, 0.0);
    let paper = |x, y| [Place1d::Paper(x), Place1d::Paper(y)];
    circle.kind = ShapeKind::Circle([paper(0.0, 0.0), paper(1.0, 1.0)]);
    let round = with(vec![circle]);
    round.check("middle", [5.0, 5.0], RED);
    round.check("corner", [0.3, 0.3], behind(&round));
    // What refers to data ends with its axes; what refers to paper does not.
    let mut wide = rect(ShapeLayer::Above, RED, 0.0);
    wide.kind = ShapeKind::Rect([data(-50.0, 2.0), data(50.0, 4.0)]);
    let cut = with(vec![wide]);
    let plot = cut.frame.plots.first().unwrap().rect;
    let y = cut.px([5.0, 3.0])[1];
    assert_eq!(cut.at([f64::from(plot.right()) - 1.0, y]), RED);
    assert_ne!(cut.at([f64::from(plot.right()) + 1.0, y]), RED);
    let mut out = rect(ShapeLayer::Above, RED, 0.0);
    out.kind = ShapeKind::Rect([paper(-1.0, 0.2), paper(2.0, 0.4)]);
    let out = with(vec![out]);
    assert_eq!(out.at([2.0, y]), RED);
    // A path with a hole: inside twice is outside.
    let mut path = rect(ShapeLayer::Above, RED, 0.0);
    let square = |low: f64, high: f64| {
        let corners = [[low, low], [high, low], [high, high], [low, high]];
        corners.map(|[x, y]| data(x, y)).to_vec()
    };
    path.kind = ShapeKind::Path {
        runs: vec![square(1.0, 9.0), square(3.0, 6.0)],
        closed: true,
    };
    let hollow = with(vec![path]);
    hollow.check("ring", [2.0, 2.0], RED);
    hollow.check("hole", [4.5, 3.5], behind(&hollow));
}

fn annotation(text: &str) -> Annotation {
    Annotation {
        text: text.to_owned(),
        font: font(12.0),
        x: Place1d::Data(AxisId(0), 5.0),
        y: Place1d::Data(AxisId(1), 5.0),
        x_anchor: None,
        y_anchor: None,
        shift: [0.0; 2],
        angle: 0.0,
        align: Align::Middle,
        background: RED,
        border: None,
        border_pad: 4.0,
        size: [Some(60.0), Some(30.0)],
        opacity: 1.0,
        arrow: None,
    }
}

fn annotated(annotation: Annotation) -> Painted {
    let mut page = page();
    page.annotations = vec![annotation];
    painted(&figure(vec![points(&[1.0], &[1.0])], page))
}

/// Left, top, right and bottom of what is red, from the place of the annotation.
fn red_bounds(painted: &Painted) -> [f64; 4] {
    let [x, y] = painted.px([5.0, 5.0]);
    let mut bounds = [f64::MAX, f64::MAX, f64::MIN, f64::MIN];
    for row in 0..painted.picture.height {
        for column in 0..painted.picture.width {
            if painted.picture.pixel(column, row) == RED.0 {
                let (column, row) = (f64::from(column) - x, f64::from(row) - y);
                bounds = [
                    bounds[0].min(column),
                    bounds[1].min(row),
                    bounds[2].max(column + 1.0),
                    bounds[3].max(row + 1.0),
                ];
            }
        }
    }
    bounds
}

/// Its tail lies 60 points above its tip.
fn arrow() -> Arrow {
    Arrow {
        tail_x: Place1d::Offset(0.0),
        tail_y: Place1d::Offset(60.0),
        stroke: stroke(3.0, BLUE),
        head: 1,
        head_size: 1.0,
        standoff: 0.0,
        start_standoff: 0.0,
    }
}

#[test]
fn annotations_stand_by_their_anchors() {
    let check = |change: &dyn Fn(&mut Annotation), expected: [f64; 4]| {
        let mut made = annotation("x");
        change(&mut made);
        let found = red_bounds(&annotated(made.clone()));
        let near = found
            .iter()
            .zip(&expected)
            .all(|(a, b)| (a - b).abs() <= 1.0);
        assert!(near, "{found:?}, expected {expected:?}: {made:?}");
    };
    // 60 by 30 with 4 around is 68 by 38.
    check(&|_| {}, [-34.0, -19.0, 34.0, 19.0]);
    check(
        &|a| a.x_anchor = Some(Align::Start),
        [0.0, -19.0, 68.0, 19.0],
    );
    check(
        &|a| a.y_anchor = Some(Align::Start),
        [-34.0, -38.0, 34.0, 0.0],
    );
    check(&|a| a.shift = [20.0, 10.0], [-14.0, -9.0, 54.0, 29.0]);
    check(&|a| a.angle = 90.0, [-19.0, -34.0, 19.0, 34.0]);
    // Upwards is towards smaller px.
    check(&|a| a.arrow = Some(arrow()), [-34.0, -79.0, 34.0, -41.0]);
}

#[test]
fn arrows_end_at_what_annotations_speak_of() {
    let pointing = annotated(Annotation {
        arrow: Some(arrow()),
        ..annotation("x")
    });
    let [x, y] = pointing.px([5.0, 5.0]);
    assert_eq!(pointing.at([x, y - 20.0]), BLUE, "the arrow's line");
    assert_eq!(pointing.at([x, y - 8.0]), BLUE, "the arrow's head");
    assert_eq!(pointing.at([x, y + 2.0]), behind(&pointing), "its tip");
}

#[test]
fn annotations_elsewhere_are_not_drawn() {
    let outside = annotated(Annotation {
        x: Place1d::Data(AxisId(0), 11.0),
        ..annotation("x")
    });
    assert_eq!(outside.count(RED), 0);
    let faint = annotated(Annotation {
        opacity: 0.0,
        ..annotation("x")
    });
    assert_eq!(faint.count(RED), 0);
}

fn legend(names: &[&str]) -> Legend {
    Legend {
        x: 0.5,
        y: 0.5,
        x_anchor: Some(Align::Middle),
        y_anchor: Some(Align::Middle),
        x_of: cellsius::figure::Frame2d::Paper,
        y_of: cellsius::figure::Frame2d::Paper,
        horizontal: false,
        background: Rgba::rgb(240, 240, 200),
        border: Some(stroke(2.0, Rgba::BLACK)),
        font: font(12.0),
        title: String::new(),
        title_font: font(13.0),
        reversed: false,
        grouped: false,
        group_gap: 10.0,
        group_font: font(13.0),
        item_width: 30.0,
        indentation: 0.0,
        entries: names
            .iter()
            .enumerate()
            .map(|(layer, name)| LegendEntry {
                name: (*name).to_owned(),
                layer: Some([0, layer]),
                group: String::new(),
                group_title: String::new(),
            })
            .collect(),
    }
}

/// The texts of a frame with their middle lines, from the top.
fn texts(frame: &Frame) -> Vec<(String, [f64; 2])> {
    let text = |mark: &Mark| match mark {
        Mark::Text { text, at, .. } => Some((text.clone(), *at)),
        _ => None,
    };
    frame
        .items
        .iter()
        .filter_map(|item| text(&item.mark))
        .collect()
}

#[test]
fn legends_name_layers_with_samples() {
    let mut first = points(&[1.0, 2.0], &[1.0, 2.0]);
    first.line = Some(line(4.0, RED));
    let mut second = points(&[1.0], &[1.0]);
    second.markers = Some(markers(14.0, BLUE));
    let with = |change: &dyn Fn(&mut Legend)| {
        let mut page = page();
        let mut legend = legend(&["first", "second<br>line"]);
        change(&mut legend);
        page.legend = Some(legend);
        painted(&figure(vec![first.clone(), second.clone()], page))
    };
    let place = |painted: &Painted, name: &str| {
        let found = texts(&painted.frame)
            .into_iter()
            .find(|(text, _)| text == name);
        found.unwrap_or_else(|| panic!("no {name}")).1
    };
    let upright = with(&|_| {});
    let (a, b) = (place(&upright, "first"), place(&upright, "second"));
    // 19 points for one line; 34.2 for two, whose middle lies between them.
    let expected = 19.0 / 2.0 + (31.2 + 3.0) / 2.0 - 0.5 * 15.6;
    // Each stands on a whole pixel, so that two are at most one off together.
    let apart = |a: [f64; 2], b: [f64; 2], expected: f64| {
        let [a, b] = [a[1], b[1]];
        a.fract() == 0.0 && b.fract() == 0.0 && (b - a - expected).abs() < 1.0
    };
    assert!(apart(a, b, expected), "{a:?} {b:?}");
    assert_eq!(a[0], b[0]);
    // The sample begins 35 points before the name and ends 5 before it.
    let middle = a[1] - 0.3 * 15.6;
    assert_eq!(upright.at([a[0] - 34.0, middle]), RED);
    assert_eq!(upright.at([a[0] - 7.0, middle]), RED);
    assert_ne!(upright.at([a[0] - 3.0, middle]), RED);
    assert_ne!(upright.at([a[0] - 37.0, middle]), RED);
    let flat = with(&|legend| legend.horizontal = true);
    let (a, b) = (place(&flat, "first"), place(&flat, "second"));
    assert!(b[0] > a[0] + 60.0, "side by side");
    let reversed = with(&|legend| legend.reversed = true);
    assert!(place(&reversed, "first")[1] > place(&reversed, "second")[1]);
    let titled = with(&|legend| legend.title = "What".to_owned());
    assert!(place(&titled, "What")[1] < place(&titled, "first")[1]);
    let grouped = with(&|legend| {
        legend.grouped = true;
        for (entry, group) in legend.entries.iter_mut().zip(["a", "b"]) {
            entry.group = group.to_owned();
            entry.group_title = format!("group {group}");
        }
    });
    let (a, b) = (place(&grouped, "group a"), place(&grouped, "group b"));
    assert!(apart(a, b, 19.9 + 19.0 + 10.0), "{a:?} {b:?}");
}

#[test]
fn words_stand_at_points() {
    let mut scatter = points(&[5.0, 5.0], &[2.0, 8.0]);
    scatter.labels = Some(PointLabels {
        texts: PerPoint::Each(["one".to_owned(), String::new()].into()),
        font: font(12.0),
        position: PerPoint::Same([1, 0]),
    });
    let shown = painted(&figure(vec![scatter], page()));
    let here: Vec<[f64; 2]> = texts(&shown.frame)
        .into_iter()
        .filter(|(text, _)| text == "one")
        .map(|(_, at)| at)
        .collect();
    let [x, y] = shown.px([5.0, 2.0]);
    assert_eq!(here, [[x, y + 3.0]]);
}
