//! Colours and colour maps.

use cellsius::color::{Colormap, Rgba};
use std::collections::HashSet;

#[test]
fn colours_are_read_as_css_writes_them() {
    let check = |text: &str, expected: Option<[u8; 4]>| {
        assert_eq!(
            text.parse::<Rgba>().ok().map(|color| color.0),
            expected,
            "{text}"
        );
    };
    check("#fff", Some([255, 255, 255, 255]));
    check("#1f77B4", Some([31, 119, 180, 255]));
    check("#f008", Some([255, 0, 0, 136]));
    check("#10203040", Some([16, 32, 48, 64]));
    check(" SteelBlue ", Some([70, 130, 180, 255]));
    check("rebeccapurple", Some([102, 51, 153, 255]));
    check("aliceblue", Some([240, 248, 255, 255]));
    check("yellowgreen", Some([154, 205, 50, 255]));
    check("transparent", Some([0, 0, 0, 0]));
    check("rgb(31, 119, 180)", Some([31, 119, 180, 255]));
    check("RGBA(31,119,180,0.5)", Some([31, 119, 180, 128]));
    check("rgb(31 119 180 / 50%)", Some([31, 119, 180, 128]));
    check("rgb(100%, 0%, 50%)", Some([255, 0, 128, 255]));
    check("rgb(300, -5, 0)", Some([255, 0, 0, 255]));
    for wrong in [
        "",
        "#",
        "#12",
        "#12345",
        "#1234567",
        "#123456789",
        "#ggg",
        "#é12",
        "rgb(1,2)",
    ] {
        check(wrong, None);
    }
    for wrong in [
        "rgb(1,2,3,4,5)",
        "rgb(nan,0,0)",
        "rgb 1 2 3",
        "blurple",
        "rgb(",
        "rgba()",
    ] {
        check(wrong, None);
    }
    let message = "blurple".parse::<Rgba>().unwrap_err().to_string();
    assert!(
        message.starts_with("found \"blurple\", expected a colour"),
        "{message}"
    );
}

#[test]
fn colours_survive_writing_and_reading() {
    for bytes in [[0, 0, 0, 0], [1, 2, 3, 255], [255, 254, 253, 252]] {
        let color = Rgba(bytes);
        assert_eq!(color.to_string().parse(), Ok(color));
        let json = serde_json::to_string(&color).unwrap();
        assert_eq!(serde_json::from_str::<Rgba>(&json).unwrap(), color);
    }
    assert_eq!(Rgba([1, 2, 3, 255]).to_string(), "#010203");
    assert!(serde_json::from_str::<Rgba>("\"nope\"").is_err());
}

#[test]
fn text_stands_out_on_every_colour() {
    let contrast = |a: Rgba, b: Rgba| {
        let (a, b) = (a.luminance(), b.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    };
    let check = |color: Rgba| {
        assert!(contrast(color, color.contrasting()) >= 4.5, "{color}");
    };
    for grey in 0..=255 {
        check(Rgba::rgb(grey, grey, grey));
    }
    for packed in (0_u32..1 << 24).step_by(97) {
        let [_, red, green, blue] = packed.to_be_bytes();
        check(Rgba::rgb(red, green, blue));
    }
}

#[test]
fn every_map_is_whole_and_found_in_any_case() {
    let names = Colormap::names();
    let lower: HashSet<String> = names.iter().map(|name| name.to_lowercase()).collect();
    assert_eq!(
        lower.len(),
        names.len(),
        "names are unique whatever their case"
    );
    // 11 full tables, 94 names of plotly.py, 18 of plotly.js; nothing was skipped as broken.
    assert_eq!(names.len(), 11 + 94 + 18);
    for name in names {
        let map = Colormap::named(name).unwrap();
        assert_eq!(map.name(), name);
        let stops = map.stops();
        assert!(stops.len() >= 2, "{name}");
        assert_eq!((stops[0].0, stops[stops.len() - 1].0), (0.0, 1.0), "{name}");
        assert!(
            stops.windows(2).all(|pair| pair[0].0 <= pair[1].0),
            "{name}"
        );
        for (t, color) in stops {
            assert_eq!(map.color_at(*t), *color, "{name} at {t}");
        }
        for other in [
            name.to_uppercase(),
            name.to_lowercase(),
            format!(" {name} "),
        ] {
            assert_eq!(Colormap::named(&other), Some(map.clone()));
        }
        let reversed = Colormap::named(&format!("{name}_R")).unwrap();
        assert_eq!(reversed.name(), format!("{name}_r"));
        assert_eq!(reversed.reversed().name(), name);
        for i in 0..=1000 {
            let t = f64::from(i) / 1000.0;
            let (one, other) = (map.color_at(t), reversed.color_at(1.0 - t));
            let near = one.0.iter().zip(other.0).all(|(a, b)| a.abs_diff(b) <= 1);
            assert!(near, "{name} at {t}: {one} and {other}");
        }
    }
    for wrong in [
        "",
        "_r",
        "_",
        "viridi",
        "viridis_r_r",
        "é",
        "aé",
        "viridis_é",
    ] {
        assert_eq!(Colormap::named(wrong), None, "{wrong}");
    }
    assert!(
        Colormap::groups()
            .iter()
            .all(|group| !group.names.is_empty())
    );
}

#[test]
fn maps_have_their_known_colours() {
    let check = |name: &str, t: f64, expected: &str| {
        assert_eq!(
            Colormap::named(name).unwrap().color_at(t).to_string(),
            expected,
            "{name} at {t}"
        );
    };
    check("viridis", 0.0, "#440154");
    check("viridis", 1.0, "#fde725");
    check("viridis_r", 0.0, "#fde725");
    check("turbo", 0.0, "#30123b");
    check("RdBu", 0.0, "#67001f");
    check("plotlyjs-RdBu", 0.0, "#050aac");
    check("plotlyjs-RdBu", 0.35, "#6a89f7");
    check("greys", 0.0, "#ffffff");
    check("plotlyjs-Greys", 0.0, "#000000");
    check("plotly-viridis", 1.0 / 9.0, "#482878");
    check("viridis", f64::NAN, "#00000000");
    check("viridis", f64::NEG_INFINITY, "#440154");
    check("viridis", 7.0, "#fde725");
    check("plotlyjs-greys", 0.5, "#808080");
}

#[test]
fn the_upper_colour_applies_at_a_step() {
    let [red, green, blue] = ["red", "green", "blue"].map(|name| name.parse::<Rgba>().unwrap());
    let stops = vec![
        (0.0, red),
        (0.5, red),
        (0.5, green),
        (0.5, blue),
        (1.0, blue),
    ];
    let map = Colormap::from_stops("flags", stops).unwrap();
    assert_eq!(map.color_at(0.5 - 1e-9), red);
    assert_eq!(map.color_at(0.5), blue);
    let reversed = map.reversed();
    assert_eq!(reversed.color_at(0.5 - 1e-9), blue);
    assert_eq!(reversed.color_at(0.5), red);
    let ends = vec![(0.0, red), (0.0, green), (1.0, green), (1.0, blue)];
    let map = Colormap::from_stops("ends", ends).unwrap();
    assert_eq!(
        [
            map.color_at(0.0),
            map.color_at(1.0 - 1e-9),
            map.color_at(1.0)
        ],
        [green, green, blue]
    );
}

#[test]
fn stops_that_make_no_map_are_refused() {
    let check = |positions: &[f64], expected: &str| {
        let stops = positions.iter().map(|t| (*t, Rgba::BLACK)).collect();
        let error = Colormap::from_stops("mine", stops).unwrap_err().to_string();
        assert!(error.starts_with(expected), "{error}");
    };
    check(&[], "found 0 stops");
    check(&[0.0], "found 1 stops");
    check(&[0.0, 0.9], "found stops from 0 to 0.9");
    check(&[0.1, 1.0], "found stops from 0.1 to 1");
    check(
        &[0.0, 0.6, 0.4, 1.0],
        "found a stop at 0.4 after one at 0.6",
    );
    check(&[0.0, f64::NAN, 1.0], "found a stop at NaN");
    check(&[f64::NAN, f64::NAN], "found a stop at NaN");
    check(&[0.0, 2.0], "found stops from 0 to 2");
}

#[test]
fn plotly_scales_are_plotlys() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../shared/plotly/colorscales.json"
    );
    let Ok(text) = std::fs::read_to_string(path) else {
        eprintln!("skipped: no Plotly colour scales beside the project");
        return;
    };
    let sets: serde_json::Value = serde_json::from_str(&text).unwrap();
    for (set, scales) in sets.as_object().unwrap() {
        for (name, stops) in scales.as_object().unwrap() {
            let full = [
                "viridis", "cividis", "plasma", "inferno", "magma", "turbo", "twilight",
            ];
            let known = if set.starts_with("plotly.js") {
                format!("plotlyjs-{name}")
            } else if full.contains(&name.as_str()) {
                format!("plotly-{name}")
            } else {
                name.clone()
            };
            let map = Colormap::named(&known).unwrap();
            for (stop, (t, color)) in stops.as_array().unwrap().iter().zip(map.stops()) {
                assert!(
                    (stop[0].as_f64().unwrap() - t).abs() < 1e-9,
                    "{known} at {t}"
                );
                assert_eq!(
                    stop[1].as_str().unwrap().parse(),
                    Ok(*color),
                    "{known} at {t}"
                );
            }
            assert_eq!(
                stops.as_array().unwrap().len(),
                map.stops().len(),
                "{known}"
            );
        }
    }
}
