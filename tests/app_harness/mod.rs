//! A window without a window: egui runs headless, the CPU painter paints it.

use std::path::PathBuf;
use std::sync::Arc;

use cellsius::app::state::{Command, Document, Effect, State};
use cellsius::app::ui::{self, Painted, Stage, Staged, UiOutput};
use cellsius::figure::Settings;
use cellsius::load::{Input, open};
use cellsius::render::cpu::{self, CpuPainter};
use cellsius::render::{CellsCallback, Picture, Typesetter};
use cellsius::view::{Canvas, frame};
use egui::{Event, Modifiers, MouseWheelUnit, PointerButton, Pos2, Rect, TouchPhase, Vec2, pos2};

/// A stage that makes every frame at once.
pub(crate) struct CpuStage {
    pub(crate) frames: usize,
}

impl Stage for CpuStage {
    fn frame(
        &mut self,
        context: &egui::Context,
        document: &Document,
        canvas: Canvas,
    ) -> Option<Staged> {
        self.frames += 1;
        let figure = document.figure.as_deref()?;
        let ruler = Typesetter::for_context(context);
        Some(Staged {
            frame: Arc::new(frame(figure, &document.viewport, canvas, &ruler)),
            stale: false,
            preview: false,
        })
    }

    fn cells(&self) -> CellsCallback {
        cpu::cells
    }

    fn painter_note(&self) -> String {
        "CPU painter".to_owned()
    }
}

pub(crate) struct Window {
    pub(crate) context: egui::Context,
    pub(crate) state: State,
    pub(crate) stage: CpuStage,
    pub(crate) effects: Vec<Effect>,
    /// Files dropped before the next pass.
    pub(crate) dropped: Vec<PathBuf>,
    /// Files held over the window.
    pub(crate) hovering: usize,
    pub(crate) painted: Option<Painted>,
    pub(crate) dark: bool,
    /// When the last pass wants another.
    pub(crate) repaint_delay: std::time::Duration,
    /// Every text painted in the last pass, and where, in points.
    pub(crate) texts: Vec<(String, Rect)>,
    painter: CpuPainter,
    primitives: Vec<egui::ClippedPrimitive>,
    size: [f32; 2],
    scale: f32,
    time: f64,
    events: Vec<Event>,
    pointer: Pos2,
    modifiers: Modifiers,
}

impl Window {
    pub(crate) fn new(width: f32, height: f32, scale: f32) -> Self {
        let context = egui::Context::default();
        ui::install(&context);
        Self {
            context,
            state: State::new(Settings::default()),
            stage: CpuStage { frames: 0 },
            effects: Vec::new(),
            dropped: Vec::new(),
            hovering: 0,
            painted: None,
            dark: false,
            repaint_delay: std::time::Duration::ZERO,
            texts: Vec::new(),
            painter: CpuPainter::new(),
            primitives: Vec::new(),
            size: [width, height],
            scale,
            time: 0.0,
            events: Vec::new(),
            pointer: pos2(-1.0, -1.0),
            modifiers: Modifiers::NONE,
        }
    }

    pub(crate) fn with_example(width: f32, height: f32, scale: f32, name: &str) -> Self {
        let mut window = Self::new(width, height, scale);
        window.open_example(name);
        window
    }

    pub(crate) fn open_example(&mut self, name: &str) {
        let example = ui::EXAMPLES.iter().find(|example| example.name == name);
        self.apply(example.unwrap().command());
        self.settle();
    }

    pub(crate) fn open_text(&mut self, name: &str, text: &str) {
        self.apply(Command::Open(vec![Input::Bytes {
            name: name.to_owned(),
            bytes: text.as_bytes().to_vec(),
        }]));
        self.settle();
    }

    /// Applies a command; loads are made at once.
    pub(crate) fn apply(&mut self, command: Command) {
        for effect in self.state.apply(command) {
            if let Effect::Load(request) = &effect {
                let result = open(&request.input, &request.settings.read, &request.progress);
                let done = request.clone().answered(result);
                self.state.apply(Command::Loaded(done));
            }
            self.effects.push(effect);
        }
    }

    /// One pass with the events given since the last; its commands are applied.
    pub(crate) fn pass(&mut self) -> Vec<Command> {
        self.time += 0.02;
        let mut input = egui::RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, Vec2::from(self.size))),
            time: Some(self.time),
            events: std::mem::take(&mut self.events),
            dropped_files: self
                .dropped
                .drain(..)
                .map(|path| Arc::new(Dropped(path)) as egui::DroppedFileHandle)
                .collect(),
            hovered_files: vec![egui::HoveredFile::default(); self.hovering],
            max_texture_side: Some(8192),
            system_theme: Some(if self.dark {
                egui::Theme::Dark
            } else {
                egui::Theme::Light
            }),
            ..Default::default()
        };
        input
            .viewports
            .entry(egui::ViewportId::ROOT)
            .or_default()
            .native_pixels_per_point = Some(self.scale);
        let mut commands = Vec::new();
        let (state, stage) = (&self.state, &mut self.stage);
        let mut painted = None;
        let mut output = self.context.run_ui(input, |ui| {
            let UiOutput {
                commands: more,
                painted: new,
            } = ui::show(ui, state, stage);
            commands.extend(more);
            painted = new;
        });
        self.painted = painted;
        let root = output.viewport_output.get(&egui::ViewportId::ROOT);
        self.repaint_delay = root.map_or(std::time::Duration::MAX, |out| out.repaint_delay);
        self.texts.clear();
        for clipped in &output.shapes {
            collect(&clipped.shape, clipped.clip_rect, &mut self.texts);
        }
        self.primitives = self.context.tessellate(output.shapes, self.scale);
        let mut nothing = Picture::new(1, 1);
        let deltas = &output.textures_delta;
        self.painter
            .paint_primitives(deltas, &[], self.scale, &mut nothing);
        output.textures_delta.clear();
        for command in &commands {
            self.apply(command.clone());
        }
        commands
    }

    /// Passes until nothing happens any more.
    pub(crate) fn settle(&mut self) -> Vec<Command> {
        let mut all = Vec::new();
        for _ in 0..4 {
            all.extend(self.pass());
        }
        all
    }

    pub(crate) fn event(&mut self, event: Event) {
        self.events.push(event);
    }

    pub(crate) fn move_to(&mut self, at: Pos2) -> Vec<Command> {
        self.pointer = at;
        self.event(Event::PointerMoved(at));
        self.pass()
    }

    pub(crate) fn button(&mut self, button: PointerButton, pressed: bool) -> Vec<Command> {
        self.event(Event::PointerButton {
            pos: self.pointer,
            button,
            pressed,
            modifiers: self.modifiers,
        });
        self.pass()
    }

    pub(crate) fn click(&mut self, at: Pos2, button: PointerButton) -> Vec<Command> {
        self.move_to(at);
        let mut all = self.button(button, true);
        all.extend(self.button(button, false));
        all.extend(self.settle());
        all
    }

    /// Keys held from now on.
    pub(crate) fn hold(&mut self, modifiers: Modifiers) {
        self.modifiers = modifiers;
        self.event(Event::ModifiersChanged(modifiers));
    }

    /// Presses at one place, moves in steps, releases at another.
    pub(crate) fn drag(&mut self, from: Pos2, to: Pos2, button: PointerButton) -> Vec<Command> {
        self.move_to(from);
        let mut all = self.button(button, true);
        for step in 1..=5 {
            all.extend(self.move_to(from + (to - from) * (step as f32 / 5.0)));
        }
        all.extend(self.button(button, false));
        all.extend(self.settle());
        all
    }

    pub(crate) fn wheel(&mut self, lines: f32) -> Vec<Command> {
        self.event(Event::MouseWheel {
            unit: MouseWheelUnit::Line,
            delta: egui::vec2(0.0, lines),
            phase: TouchPhase::Move,
            source: egui::MouseWheelSource::Unknown,
            modifiers: self.modifiers,
        });
        self.pass()
    }

    pub(crate) fn key(&mut self, key: egui::Key, modifiers: Modifiers) -> Vec<Command> {
        for pressed in [true, false] {
            self.event(Event::Key {
                key,
                physical_key: None,
                pressed,
                repeat: false,
                modifiers,
            });
        }
        self.pass()
    }

    /// A pause, so that gestures end.
    pub(crate) fn wait(&mut self, seconds: f64) {
        self.time += seconds;
        self.pass();
    }

    /// The window's pixels.
    pub(crate) fn picture(&mut self) -> Picture {
        let px = |points: f32| (points * self.scale).round() as u32;
        let mut picture = Picture::new(px(self.size[0]), px(self.size[1]));
        let deltas = egui::TexturesDelta::default();
        self.painter
            .paint_primitives(&deltas, &self.primitives, self.scale, &mut picture);
        picture
    }

    /// Writes the window's pixels to the folder in `CELLSIUS_SHOTS`, if there is one.
    pub(crate) fn shot(&mut self, name: &str) {
        let Some(folder) = std::env::var_os("CELLSIUS_SHOTS") else {
            return;
        };
        let picture = self.picture();
        let path = PathBuf::from(folder).join(format!("{name}.png"));
        let file = std::fs::File::create(path).unwrap();
        let mut encoder = png::Encoder::new(file, picture.width, picture.height);
        encoder.set_color(png::ColorType::Rgba);
        let mut writer = encoder.write_header().unwrap();
        writer.write_image_data(&picture.straight_pixels()).unwrap();
    }

    /// The centre of a place of the first plot, given as fractions from its top left, in points.
    pub(crate) fn in_plot(&self, x: f64, y: f64) -> Pos2 {
        self.in_plot_of(0, x, y)
    }

    /// The same of another plot.
    pub(crate) fn in_plot_of(&self, plot: usize, x: f64, y: f64) -> Pos2 {
        let painted = self.painted.as_ref().unwrap();
        let rect = painted.frame.plots[plot].rect;
        let px = [
            f64::from(painted.origin_px[0]) + f64::from(rect.x) + f64::from(rect.w) * x,
            f64::from(painted.origin_px[1]) + f64::from(rect.y) + f64::from(rect.h) * y,
        ];
        pos2(px[0] as f32, px[1] as f32) / self.scale
    }

    /// A place on the colour bar, as a fraction from below, in points.
    pub(crate) fn on_bar(&self, share: f64) -> Pos2 {
        self.on_bar_of(0, share)
    }

    /// The same on another bar.
    pub(crate) fn on_bar_of(&self, bar: usize, share: f64) -> Pos2 {
        let painted = self.painted.as_ref().unwrap();
        let rect = painted.frame.colorbars[bar].rect;
        let px = [
            f64::from(painted.origin_px[0]) + f64::from(rect.x) + f64::from(rect.w) * 0.5,
            f64::from(painted.origin_px[1]) + f64::from(rect.y) + f64::from(rect.h) * (1.0 - share),
        ];
        pos2(px[0] as f32, px[1] as f32) / self.scale
    }

    /// The middle of a text painted in the last pass; the topmost of several.
    pub(crate) fn find(&self, text: &str) -> Option<Pos2> {
        let found = self.texts.iter().rev().find(|(known, _)| known == text);
        found.map(|(_, rect)| rect.center())
    }

    /// Is a text that holds this one in sight?
    pub(crate) fn sees(&self, part: &str) -> bool {
        self.texts.iter().any(|(text, _)| text.contains(part))
    }

    /// Clicks on a text.
    pub(crate) fn click_text(&mut self, text: &str) -> Vec<Command> {
        let at = self.find(text);
        let at = at.unwrap_or_else(|| panic!("{text:?} is not among {:?}", self.texts));
        self.click(at, PointerButton::Primary)
    }

    /// Types into the field that has the focus.
    pub(crate) fn type_text(&mut self, text: &str) -> Vec<Command> {
        self.event(Event::Text(text.to_owned()));
        self.settle()
    }

    pub(crate) fn document(&self) -> &Document {
        self.state.active().unwrap()
    }
}

#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &std::path::Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        Err("not asked for".to_owned())
    }
}

/// Texts in sight among shapes.
fn collect(shape: &egui::Shape, clip: Rect, texts: &mut Vec<(String, Rect)>) {
    match shape {
        egui::Shape::Vec(shapes) => {
            for shape in shapes {
                collect(shape, clip, texts);
            }
        }
        egui::Shape::Text(text) => {
            let rect = text.visual_bounding_rect().intersect(clip);
            if rect.is_positive() {
                texts.push((text.galley.text().to_owned(), rect));
            }
        }
        _ => {}
    }
}
