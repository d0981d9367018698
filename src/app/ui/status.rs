//! The status bar: how the file was read, what lies under the pointer, what a pixel stands for.

use egui::{Align, Label, Layout, Rect, RichText, Sense, Ui, UiBuilder};

use super::progress;
use super::stage::{Painted, Stage};
use crate::app::state::{Command, Document, Loading, Part, State, Toggle};
use crate::axis::format_number;
use crate::figure::{Choice, Content, Figure, Format, Layer, Source};
use crate::view::{Frame, HeatmapFrame, LayerFrame};

/// The bar's room at the bottom, filled by [`show`] once the picture is painted.
pub(super) struct Room {
    ui: std::cell::RefCell<Ui>,
}

/// Takes the room at the bottom of the window.
pub(super) fn reserve(ui: &mut Ui) -> Room {
    let frame = super::style::bar_frame(ui.style());
    let inner = egui::Panel::bottom("status bar")
        .exact_size(26.0)
        .resizable(false)
        .frame(frame)
        .show(ui, |ui| ui.available_rect_before_wrap())
        .inner;
    let child = ui.new_child(
        UiBuilder::new()
            .id_salt("status content")
            .max_rect(inner)
            .layout(Layout::left_to_right(Align::Center)),
    );
    Room {
        ui: std::cell::RefCell::new(child),
    }
}

/// Shows the bar; its texts from left to right.
pub(super) fn show(
    room: &Room,
    state: &State,
    stage: &dyn Stage,
    painted: Option<&Painted>,
    commands: &mut Vec<Command>,
) -> Vec<String> {
    let mut ui = room.ui.borrow_mut();
    ui.style_mut().override_text_style = Some(egui::TextStyle::Small);
    let mut bar = Bar {
        texts: Vec::new(),
        commands,
        painted,
    };
    let whole = ui.max_rect();
    let right = bar.right(&mut ui, state, stage);
    let mut left = whole;
    left.max.x = (right.min.x - 12.0).max(whole.min.x);
    let mut ui = ui.new_child(
        UiBuilder::new()
            .id_salt("status left")
            .max_rect(left)
            .layout(Layout::left_to_right(Align::Center)),
    );
    ui.set_clip_rect(left.intersect(ui.clip_rect()));
    bar.left(&mut ui, state);
    bar.texts
}

struct Bar<'a> {
    texts: Vec<String>,
    commands: &'a mut Vec<Command>,
    painted: Option<&'a Painted>,
}

impl Bar<'_> {
    fn left(&mut self, ui: &mut Ui, state: &State) {
        if let Some(document) = state.active() {
            self.document(ui, document);
        }
        if let Some(notice) = &state.notice {
            let color = if notice.failed {
                ui.visuals().error_fg_color
            } else {
                ui.visuals().text_color()
            };
            let text = RichText::new(&notice.text).color(color);
            let label = Label::new(text).truncate().sense(Sense::click());
            if ui.add(label).on_hover_text(&notice.text).clicked() {
                self.commands.push(Command::Dismiss);
            }
            self.texts.push(notice.text.clone());
        }
    }

    fn document(&mut self, ui: &mut Ui, document: &Document) {
        if let Some(loading) = &document.loading {
            self.loading(ui, document, loading);
            return;
        }
        if let Some(part) = document.part {
            let text = part_text(part);
            ui.colored_label(ui.visuals().warn_fg_color, &text);
            self.texts.push(text);
        }
        let count = document.warnings().count();
        if count > 0 {
            let text = match count {
                1 => "⚠ 1 warning".to_owned(),
                _ => format!("⚠ {count} warnings"),
            };
            let color = ui.visuals().warn_fg_color;
            let button = egui::Button::new(RichText::new(&text).color(color)).small();
            if ui.add(button).on_hover_text("Show them").clicked() {
                self.commands.push(Command::Toggle(Toggle::Warnings));
            }
            self.texts.push(text);
        }
        let (text, hint) = match &document.content {
            Some(Content::Table(table)) => (source_text(&table.source), source_hint(&table.source)),
            Some(Content::Figure(file)) => (figure_text(&file.base), file.file.clone()),
            None => return,
        };
        let hidden = hidden_text(document);
        for (text, hint) in [(hidden, String::new()), (Some(text), hint)] {
            let Some(text) = text else { continue };
            let response = ui.add(Label::new(&text).truncate());
            if !hint.is_empty() {
                response.on_hover_text(hint);
            }
            self.texts.push(text);
        }
    }

    /// What is being read, how far, and a way to stop it that stays where it is.
    fn loading(&mut self, ui: &mut Ui, document: &Document, loading: &Loading) {
        let stop = ui.small_button("Cancel").on_hover_text("Escape");
        if stop.clicked() {
            self.commands.push(Command::CancelLoad);
        }
        let progress = &loading.progress;
        let words = progress::words(ui.ctx(), progress);
        let all = words.parts().collect::<Vec<_>>().join(" · ");
        if progress.total().is_some() {
            let width = (ui.available_width() * 0.2).clamp(24.0, 96.0);
            progress::bar(ui, progress, width).on_hover_text(&all);
        }
        self.text(ui, loading_text(document));
        let known_rows = document.part.is_some_and(|part| part.rows.is_some());
        let parts = words
            .parts()
            .filter(|part| !known_rows || Some(*part) != words.rows.as_deref());
        // As much of it as there is room for.
        for part in parts {
            let text = format!("· {part}");
            if width_of(ui, &text) > ui.available_width() {
                break;
            }
            ui.label(&text);
            self.texts.push(part.to_owned());
        }
    }

    /// From the right border: the painter, what a pixel stands for, what lies under the pointer.
    fn right(&mut self, ui: &mut Ui, state: &State, stage: &dyn Stage) -> Rect {
        let whole = ui.max_rect();
        let mut ui = ui.new_child(
            UiBuilder::new()
                .id_salt("status right")
                .max_rect(whole)
                .layout(Layout::right_to_left(Align::Center)),
        );
        ui.set_clip_rect(whole.intersect(ui.clip_rect()));
        let mut used = 0.0;
        // How far a load has come is wanted more.
        let loading = state.active().is_some_and(|open| open.loading.is_some());
        let share = if loading { 0.35 } else { 0.8 };
        let mut fits = |(text, _): &(String, bool)| {
            let width = width_of(&ui, text) + 16.0;
            let room = used + width <= whole.width() * share;
            used += if room { width } else { 0.0 };
            room
        };
        // The most wanted first, as many as there is room for; the painter at the very right.
        let mut texts = self.right_texts(state, stage);
        texts.retain(&mut fits);
        for (text, weak) in texts.into_iter().rev() {
            let shown = RichText::new(&text);
            ui.label(if weak { shown.weak() } else { shown });
            ui.add_space(8.0);
            self.texts.push(text);
        }
        self.texts.reverse();
        ui.min_rect()
    }

    /// What lies under the pointer, what a pixel stands for, the painter; true for the less wanted.
    fn right_texts(&self, state: &State, stage: &dyn Stage) -> Vec<(String, bool)> {
        let mut texts = Vec::new();
        if let Some(painted) = self.painted {
            texts.extend(pointer_text(painted).map(|text| (text, false)));
            let pixel = pixel_text(&painted.frame);
            texts.extend(match (painted.preview, painted.stale) {
                (true, _) => Some(("≈ preview, sharpening…".to_owned(), true)),
                (_, true) => Some(("drawing…".to_owned(), true)),
                _ if stage.sharpens() => Some(("sharpening…".to_owned(), true)),
                _ => None,
            });
            texts.extend(pixel.map(|text| (text, true)));
        }
        if state.active().is_some() {
            texts.push((stage.painter_note(), true));
        }
        texts
    }

    fn text(&mut self, ui: &mut Ui, text: String) {
        ui.label(&text);
        self.texts.push(text);
    }
}

/// The width of a text in the bar, in points.
fn width_of(ui: &Ui, text: &str) -> f32 {
    let font = egui::TextStyle::Small.resolve(ui.style());
    let color = ui.visuals().text_color();
    let galley = ui.painter().layout_no_wrap(text.to_owned(), font, color);
    galley.size().x
}

/// "loading, 12,345 rows", or that what is shown is read again.
fn loading_text(document: &Document) -> String {
    match document.part.map(|part| part.rows) {
        Some(Some(rows)) => format!("loading, {}", progress::counted_rows(rows)),
        None if document.content.is_some() => "reading again".to_owned(),
        _ => "loading".to_owned(),
    }
}

/// "first 12,345 rows only".
fn part_text(part: Part) -> String {
    match part.rows {
        Some(1) => "first row only".to_owned(),
        Some(rows) => format!("first {} only", progress::counted_rows(rows)),
        None => "not read to its end".to_owned(),
    }
}

/// What a figure holds: "figure · 2 plots · 3 heatmaps · 7 × 180".
fn figure_text(figure: &Figure) -> String {
    let counted = |count: usize, what: &str| {
        let ending = if count == 1 { "" } else { "s" };
        format!("{count} {what}{ending}")
    };
    let mut parts = vec!["figure".to_owned()];
    if figure.plots.len() > 1 {
        parts.push(counted(figure.plots.len(), "plot"));
    }
    let layers = || figure.plots.iter().flat_map(|plot| &plot.layers);
    let grids: Vec<_> = layers().filter_map(Layer::heatmap).collect();
    let lines = layers().count() - grids.len();
    if grids.len() != 1 {
        parts.push(counted(grids.len(), "heatmap"));
    }
    if lines > 0 {
        parts.push(counted(lines, "scatter trace"));
    }
    if let Some(animation) = &figure.animation {
        parts.push(counted(animation.names.len(), "frame"));
    }
    if let [only] = grids.as_slice() {
        parts.push(format!("{} × {}", only.grid.rows(), only.grid.columns()));
    }
    parts.join(" · ")
}

/// "hidden: 3 columns, 1 row".
fn hidden_text(document: &Document) -> Option<String> {
    let counted = |count: usize, what: &str| match count {
        0 => None,
        1 => Some(format!("1 {what}")),
        _ => Some(format!("{count} {what}s")),
    };
    let [columns, rows] = document.hidden;
    let parts = [counted(columns, "column"), counted(rows, "row")];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| format!("hidden: {}", parts.join(", ")))
}

/// How a file was read: "matrix · header · labels in column 1 · comma · 7 × 180".
fn source_text(source: &Source) -> String {
    let size = format!("{} × {}", source.rows, source.columns);
    if !source.format.has_columns() {
        return format!("{} · {size}", source.format.name());
    }
    let mut parts = vec![source.layout.name().to_owned()];
    parts.push(if source.header { "header" } else { "no header" }.to_owned());
    match source.index.as_deref() {
        Some("") => parts.push("labels in first column".to_owned()),
        Some(name) => parts.push(format!("labels in “{}”", super::tabs::short(name))),
        None => {}
    }
    if source.format == Format::Csv {
        parts.push(delimiter_name(source.delimiter));
    } else {
        parts.push(source.format.name().to_owned());
    }
    if source.decimal != '.' {
        parts.push("decimal comma".to_owned());
    }
    parts.push(size);
    parts.join(" · ")
}

fn source_hint(source: &Source) -> String {
    let name = source.format.name();
    let kind = if source.encoding.is_empty() {
        name
    } else {
        source.encoding
    };
    format!(
        "{}\nread as {} with {} rows and {} columns, {kind}\nChange it under Reading in the side panel",
        source.file,
        source.layout.name(),
        source.rows,
        source.columns,
    )
}

/// A delimiter in words.
pub(super) fn delimiter_name(delimiter: char) -> String {
    match delimiter {
        ',' => "comma".to_owned(),
        ';' => "semicolon".to_owned(),
        '\t' => "tab".to_owned(),
        '|' => "bar".to_owned(),
        ' ' => "space".to_owned(),
        other => format!("“{other}”"),
    }
}

/// "1 px = 37 × 12 cells, mean", or "1 cell = 14 × 30 px".
fn pixel_text(frame: &Frame) -> Option<String> {
    let layer: &HeatmapFrame = frame
        .plots
        .first()?
        .layers
        .iter()
        .find_map(LayerFrame::heatmap)?;
    let [x, y] = layer.pixel_cells;
    let number = |value: f64| format_number(".3~r", value).unwrap_or_default();
    let rule = layer.heatmap.reduction.name();
    if layer.reduced && (x > 1.0 || y > 1.0) {
        let (x, y) = (number(x), number(y));
        return Some(format!("1 px = {x} × {y} cells, {rule}"));
    }
    if x <= 0.0 || y <= 0.0 {
        return None;
    }
    // Unequal cells: some pixels may hold several although the mean cell is larger than a pixel.
    let crowded = if layer.reduced {
        format!(", {rule} where crowded")
    } else {
        String::new()
    };
    let (x, y) = (number(1.0 / x), number(1.0 / y));
    Some(format!("1 cell = {x} × {y} px{crowded}"))
}

/// "2 Jan, Ada: 17".
fn pointer_text(painted: &Painted) -> Option<String> {
    let probe = painted.probe.as_ref()?;
    let range = |[first, last]: &[String; 2]| {
        let (first, last) = (super::tabs::short(first), super::tabs::short(last));
        if first == last {
            first
        } else {
            format!("{first} – {last}")
        }
    };
    let value = &probe.shown;
    Some(match probe.cells() {
        Some(cells) => format!("{}, {}: {value}", range(&cells.x), range(&cells.y)),
        None => value.clone(),
    })
}
