//! Named pictures that every painter has to paint alike.

#[path = "../view/tables.rs"]
mod tables;

use cellsius::axis::Scale;
use cellsius::color::{Classes, NormKind};
use cellsius::figure::{
    Aspect, CellTextFormat, Figure, Origin, Settings, ShowSettings, Table, XSide, YSide, build,
};
use cellsius::grid::Reduction;
use cellsius::render::Typesetter;
use cellsius::view::{Canvas, Frame, Theme, Viewport, frame};
use tables::{dates, decades, index, named, numbers, table, with_values, words};

/// A picture by name.
pub(crate) struct Scene {
    pub(crate) name: &'static str,
    pub(crate) figure: Figure,
    pub(crate) viewport: Viewport,
    pub(crate) canvas: Canvas,
}

impl Scene {
    pub(crate) fn frame(&self, typesetter: &Typesetter) -> Frame {
        frame(&self.figure, &self.viewport, self.canvas, typesetter)
    }
}

const WIDTH_PX: u32 = 160;
const HEIGHT_PX: u32 = 100;
/// So small that labels have room beside the plot.
const LABELLED: f64 = 0.45;
/// So large that no label has any: cells only.
const BARE: f64 = 64.0;

fn scene(name: &'static str, table: &Table, show: ShowSettings) -> Scene {
    let settings = Settings {
        show,
        ..Settings::default()
    };
    let figure = build(table, &settings);
    let viewport = Viewport::whole(&figure);
    let canvas = Canvas {
        width_px: WIDTH_PX,
        height_px: HEIGHT_PX,
        px_per_pt: LABELLED,
        theme: Theme::Light,
    };
    Scene {
        name,
        figure,
        viewport,
        canvas,
    }
}

fn bare(name: &'static str, table: &Table, show: ShowSettings) -> Scene {
    let mut scene = scene(name, table, show);
    scene.canvas.px_per_pt = BARE;
    scene
}

/// A quarter of the size: hills fill a golden's bytes soon.
fn small(name: &'static str, table: &Table, show: ShowSettings) -> Scene {
    let mut scene = bare(name, table, show);
    (scene.canvas.width_px, scene.canvas.height_px) = (WIDTH_PX / 2, HEIGHT_PX / 2);
    scene
}

fn show() -> ShowSettings {
    ShowSettings::default()
}

fn reduced(reduction: Reduction) -> ShowSettings {
    ShowSettings {
        reduction,
        ..show()
    }
}

/// A saddle with ripples: small values and large, steep and flat.
fn hills(columns: usize, rows: usize) -> Vec<f64> {
    let value = |i: usize| {
        let x = (i % columns) as f64 / columns as f64 - 0.5;
        let y = (i / columns) as f64 / rows as f64 - 0.5;
        libm::sin(9.0 * x) * libm::cos(7.0 * y) + 2.0 * x * y
    };
    (0..columns * rows).map(value).collect()
}

fn names(list: &[&str]) -> cellsius::figure::Side {
    words(list.iter().map(|name| (*name).to_owned()).collect())
}

/// All of them, with words and without.
pub(crate) fn scenes() -> Vec<Scene> {
    let mut scenes = labelled_scenes();
    scenes.extend(scale_scenes());
    scenes.extend(bare_scenes());
    scenes
}

fn labelled_scenes() -> Vec<Scene> {
    let medals = with_values(
        named("Medal", names(&["Gold", "Silver", "Bronze"])),
        named("Nation", names(&["South Korea", "China", "Canada"])),
        vec![24.0, 13.0, 11.0, 10.0, 15.0, 8.0, 9.0, 12.0, 12.0],
    );
    let titles = ShowSettings {
        title: Some("Medals".to_owned()),
        ..show()
    };
    let with_text = ShowSettings {
        text: Some(CellTextFormat::Auto),
        ..show()
    };
    let elsewhere = ShowSettings {
        xside: Some(XSide::Top),
        yside: Some(YSide::Right),
        origin: Some(Origin::Lower),
        ..show()
    };
    let classes = ShowSettings {
        classes: Some(Classes::Count(4)),
        colormap: Some("cividis".to_owned()),
        ..show()
    };
    let equal = ShowSettings {
        aspect: Some(Aspect::Equal),
        ..show()
    };
    let mut dark = scene("dark", &medals, titles.clone());
    dark.canvas.theme = Theme::Dark;
    vec![
        scene("matrix", &table(index(3), index(3)), show()),
        scene("categories", &medals, titles),
        scene("cell_text", &medals, with_text),
        scene("other_sides", &medals, elsewhere),
        scene("classes", &medals, classes),
        scene("equal_aspect", &table(index(6), index(4)), equal),
        dark,
    ]
}

fn scale_scenes() -> Vec<Scene> {
    let log = ShowSettings {
        xscale: Some(Scale::Log),
        norm: NormKind::Log,
        colormap: Some("plasma".to_owned()),
        ..show()
    };
    let positive = hills(17, 9).into_iter().map(|v| libm::exp(6.0 * v));
    let decades = with_values(decades(-2, 2), index(9), positive.collect());
    let steep = hills(20, 10).into_iter().map(|v| 500.0 * v * v * v);
    let symlog = ShowSettings {
        norm: NormKind::SymLog { linear: Some(1.0) },
        colormap: Some("RdBu".to_owned()),
        ..show()
    };
    let days = with_values(
        dates(180, 1.0),
        names(&["Ada", "Grace", "Joan"]),
        hills(180, 3),
    );
    vec![
        scene("log", &decades, log),
        scene(
            "symlog",
            &with_values(index(20), index(10), steep.collect()),
            symlog,
        ),
        scene("dates", &days, show()),
    ]
}

/// Cells without words: the same bytes on every machine.
pub(crate) fn bare_scenes() -> Vec<Scene> {
    let mut holes = hills(16, 10);
    for index in [0, 5, 21, 22, 38, 77, 150, 159] {
        holes[index] = f64::NAN;
    }
    holes[40] = f64::INFINITY;
    holes[41] = f64::NEG_INFINITY;
    let outside = ShowSettings {
        range: Some([-0.5, 0.5]),
        under: Some("#00f".parse().expect("a colour")),
        over: Some("#f00".parse().expect("a colour")),
        missing: "#888".parse().expect("a colour"),
        ..show()
    };
    let gap = ShowSettings {
        gap: Some(3.0 / BARE),
        ..show()
    };
    let fine = with_values(index(900), index(700), hills(900, 700));
    let unequal = with_values(
        numbers(vec![0.0, 1.0, 1.6, 2.0, 4.0, 9.0]),
        numbers(vec![0.0, 3.0, 4.0, 4.5]),
        hills(6, 4),
    );
    let mut reversed = bare("reversed", &table(index(7), index(5)), show());
    for range in &mut reversed.viewport.ranges {
        range.reverse();
    }
    let mut zoomed = bare("zoomed", &fine, reduced(Reduction::Min));
    zoomed.viewport.ranges = vec![[100.3, 180.7], [650.2, -20.0]];
    vec![
        bare("gaps", &table(index(7), index(5)), gap),
        bare("unequal", &unequal, show()),
        bare(
            "missing",
            &with_values(index(16), index(10), holes),
            outside,
        ),
        small("mean", &fine, reduced(Reduction::Mean)),
        small("max", &fine, reduced(Reduction::Max)),
        small("extreme", &fine, reduced(Reduction::Extreme)),
        small("count", &fine, reduced(Reduction::Count)),
        bare(
            "one_row",
            &with_values(index(400), index(1), hills(400, 1)),
            show(),
        ),
        bare(
            "one_column",
            &with_values(index(1), index(9), hills(1, 9)),
            show(),
        ),
        reversed,
        zoomed,
    ]
}
