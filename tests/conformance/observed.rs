//! A figure, and what plotly.js was observed to make of it.

use serde_json::Value;

/// A figure, and what plotly.js was observed to make of it.
#[derive(Clone, Debug)]
pub(crate) struct Observed {
    pub(crate) id: String,
    /// The figure's JSON as text.
    pub(crate) figure: String,
    /// What was drawn.
    pub(crate) drawn: Value,
    /// Plotly's picture of it.
    pub(crate) picture: Option<std::path::PathBuf>,
}

impl Observed {
    pub(crate) fn of_case(case: &Value) -> Self {
        Self {
            id: text(&case["id"]),
            figure: case["input"].to_string(),
            drawn: case.clone(),
            picture: None,
        }
    }

    pub(crate) fn of_seed(figure: &Value) -> Self {
        let id = text(&figure["id"]);
        let file = |ending: &str| crate::shared(&format!("seed_figures/{id}.{ending}"));
        let path = file("json").expect("each seed figure has a file");
        Self {
            figure: std::fs::read_to_string(path).expect("the figure can be read"),
            drawn: figure.clone(),
            picture: file("png"),
            id,
        }
    }

    /// The traces that were drawn as cells, in order.
    pub(crate) fn heatmaps(&self) -> Vec<&Value> {
        let cells = ["heatmap", "histogram2d"];
        list(&self.drawn["traces"])
            .filter(|trace| trace["visible"] != Value::Bool(false))
            .filter(|trace| cells.contains(&trace["type"].as_str().unwrap_or_default()))
            .collect()
    }

    /// Where the first plot begins, px of the page.
    pub(crate) fn corner(&self) -> [f64; 2] {
        let axes = &self.drawn["axes"];
        ["xaxis", "yaxis"].map(|axis| axes[axis]["offset"].as_f64().unwrap_or(0.0))
    }

    /// True if one box tells of all traces, which was not recorded.
    pub(crate) fn is_unified(&self) -> bool {
        let figure: Value = serde_json::from_str(&self.figure).unwrap_or(Value::Null);
        let mode = figure["layout"]["hovermode"].as_str().unwrap_or_default();
        mode.ends_with("unified")
    }

    /// Places of the page that the pointer was put at, with what was said there.
    pub(crate) fn hovers(&self) -> Vec<([f64; 2], &Value)> {
        let [left, top] = self.corner();
        list(&self.drawn["hover"])
            .filter_map(|hover| {
                let px = |axis: usize| hover["px"][axis].as_f64();
                Some(([left + px(0)?, top + px(1)?], hover))
            })
            .collect()
    }
}

/// The values of a list; none of anything else.
pub(crate) fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// A value as text.
pub(crate) fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
