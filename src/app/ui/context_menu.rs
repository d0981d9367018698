//! The menu of a right click on a cell.

use egui::{Id, Ui};

use super::colorbar::shown_value;
use super::pointer::Target;
use crate::app::state::{Command, Navigation, Reach, State, Toggle};
use crate::figure::ShowSettings;
use crate::view::Probe;

fn id() -> Id {
    Id::unique("cellsius context menu cell")
}

/// Shows the menu while it is open, about the cell where it was opened.
pub(super) fn show(target: &Target<'_>, state: &State, commands: &mut Vec<Command>) {
    let context = &target.response.ctx;
    if target.response.secondary_clicked() {
        let probe = target.pointer().and_then(|at| target.scene.frame.probe(at));
        context.data_mut(|data| data.insert_temp::<Option<Probe>>(id(), probe));
    }
    target.response.context_menu(|ui| {
        ui.set_min_width(200.0);
        let probe = context
            .data(|data| data.get_temp::<Option<Probe>>(id()))
            .flatten();
        if let Some(probe) = probe {
            about_cell(ui, target, &probe, commands);
            ui.separator();
        }
        if ui.button("Show everything").clicked() {
            commands.push(Command::Navigate {
                reach: Reach::Everything,
                navigation: Navigation::Fit,
                gesture: None,
            });
        }
        if ui.button("Automatic range").clicked() {
            let mut show = target.document.settings.show.clone();
            show.free_range(false);
            show.ranges.clear();
            push(show, commands);
        }
        let text = if state.has_crosshair() {
            "Hide crosshair"
        } else {
            "Show crosshair"
        };
        if ui.button(text).clicked() {
            commands.push(Command::Toggle(Toggle::Crosshair));
        }
    });
}

fn about_cell(ui: &mut Ui, target: &Target<'_>, probe: &Probe, commands: &mut Vec<Command>) {
    let value = probe.shown.clone();
    if ui.button(format!("Copy value  {value}")).clicked() {
        commands.push(Command::Copy(value));
    }
    if ui.button("Copy description").clicked() {
        commands.push(Command::Copy(probe.lines.join("\n")));
    }
    let plot = target.scene.frame.plots.get(probe.plot);
    let layer = plot.and_then(|plot| plot.heatmap(probe.layer));
    let number = shown_value(probe).filter(|number| number.is_finite());
    let (Some(layer), Some(number)) = (layer, number) else {
        return;
    };
    ui.separator();
    let [low, high] = layer.range;
    let color = layer.heatmap.color;
    let document = target.document;
    let changes: [(&str, bool, ShowSettings); 3] = [
        (
            "Range starts here",
            number < high,
            document.with_range(color, Some([number, high])),
        ),
        (
            "Range ends here",
            number > low,
            document.with_range(color, Some([low, number])),
        ),
        (
            "Midpoint here",
            true,
            ShowSettings {
                midpoint: Some(number),
                ..document.settings.show.clone()
            },
        ),
    ];
    for (text, possible, show) in changes {
        if ui.add_enabled(possible, egui::Button::new(text)).clicked() {
            push(show, commands);
        }
    }
}

fn push(show: ShowSettings, commands: &mut Vec<Command>) {
    commands.push(Command::Show {
        show: Box::new(show),
        gesture: None,
    });
}
