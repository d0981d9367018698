//! The bar under a figure that can be played: play or pause, a slider, the name of what is shown.

use std::time::Duration;

use egui::{
    Align, Button, Id, Label, Layout, Rect, Response, Shape, Slider, Stroke, Ui, pos2, vec2,
};

use super::facts::Facts;
use super::style;
use crate::app::state::{Command, Document, DocumentId};
use crate::figure::Animation;

/// Nothing is shown for a shorter time, in seconds.
const SHORTEST: f64 = 0.016;
/// Width of the name, in points.
const NAME: f32 = 220.0;

/// What has been shown since when, in egui's time.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Since {
    document: DocumentId,
    frame: usize,
    time: f64,
}

/// Shows the bar where a figure can be played, and plays it.
pub(super) fn show(ui: &mut Ui, document: &Document, commands: &mut Vec<Command>) {
    let Some(animation) = document.animation() else {
        return;
    };
    let last = animation.names.len().saturating_sub(1);
    let now = document.settings.show.frame.unwrap_or(0).min(last);
    if document.playing {
        play(ui, document, animation, now, commands);
    }
    egui::Panel::bottom("player")
        .frame(style::bar_frame(ui.style()))
        .resizable(false)
        .show(ui, |ui| {
            ui.horizontal(|ui| {
                if button(ui, document.playing).clicked() {
                    commands.push(Command::Play(!document.playing));
                }
                let name = format!(
                    "{}{}",
                    animation.prefix,
                    animation.names.get(now).map_or("", String::as_str)
                );
                let room = ui.available_width();
                let name_width = NAME.min(room * 0.4);
                ui.spacing_mut().slider_width = (room - name_width - 16.0).max(40.0);
                let mut frame = now;
                let slider = Slider::new(&mut frame, 0..=last)
                    .show_value(false)
                    .trailing_fill(true);
                if ui.add(slider).changed() {
                    if document.playing {
                        commands.push(Command::Play(false));
                    }
                    commands.push(Command::Frame(frame));
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    let label = Label::new(&name).truncate();
                    ui.add(label).on_hover_text(format!(
                        "{} of {}",
                        now + 1,
                        animation.names.len()
                    ));
                });
            });
        });
}

/// Moves on when what is shown has been seen long enough.
fn play(
    ui: &Ui,
    document: &Document,
    animation: &Animation,
    now: usize,
    commands: &mut Vec<Command>,
) {
    let context = ui.ctx();
    let id = Id::unique("cellsius playing");
    let time = context.input(|input| input.time);
    let fresh = Since {
        document: document.id,
        frame: now,
        time,
    };
    let stale = Facts::recall(context).stale;
    let known = context.data(|data| data.get_temp::<Since>(id));
    // While a picture is still being made, nothing of it has been seen.
    let since = known
        .filter(|known| !stale && known.document == document.id && known.frame == now)
        .unwrap_or(fresh);
    context.data_mut(|data| data.insert_temp(id, since));
    let seconds = (animation.frame_ms / 1000.0).clamp(SHORTEST, 3600.0);
    let left = since.time + seconds - time;
    if left > 0.0 {
        context.request_repaint_after(Duration::from_secs_f64(left));
    } else if now + 1 < animation.names.len() {
        commands.push(Command::Frame(now + 1));
        context.request_repaint();
    } else {
        commands.push(Command::Play(false));
    }
}

/// A triangle, or two bars.
fn button(ui: &mut Ui, playing: bool) -> Response {
    let button = Button::new("").min_size(vec2(32.0, 22.0));
    let response = ui.add(button);
    let color = ui.visuals().text_color();
    let (middle, painter) = (response.rect.center(), ui.painter());
    if playing {
        for x in [-3.5, 3.5] {
            let bar = Rect::from_center_size(middle + vec2(x, 0.0), vec2(3.0, 11.0));
            painter.rect_filled(bar, 0.0, color);
        }
    } else {
        let corners = [(-4.0, -6.0), (-4.0, 6.0), (6.0, 0.0)];
        let corners = corners.map(|(x, y)| pos2(middle.x + x, middle.y + y));
        painter.add(Shape::convex_polygon(corners.to_vec(), color, Stroke::NONE));
    }
    response.on_hover_text(if playing {
        "Pause (Space)"
    } else {
        "Play (Space)"
    })
}
