//! How the window looks: fonts, sizes, colours.

use egui::{
    Color32, Context, CornerRadius, FontFamily, FontId, Margin, Shadow, Stroke, Style, TextStyle,
    ThemePreference, Visuals, vec2,
};

use crate::app::state::ThemeChoice;
use crate::color::Rgba;
use crate::view::Theme;

/// Sets fonts and style of a context; once, before its first pass.
pub fn install(context: &Context) {
    crate::render::install_fonts(context);
    context.set_visuals_of(egui::Theme::Light, visuals(Theme::Light));
    context.set_visuals_of(egui::Theme::Dark, visuals(Theme::Dark));
    context.all_styles_mut(spacing);
    context.options_mut(|options| options.fallback_theme = egui::Theme::Light);
}

/// Light or dark, as chosen.
pub(super) fn follow(context: &Context, choice: ThemeChoice) {
    let wanted = match choice {
        ThemeChoice::System => ThemePreference::System,
        ThemeChoice::Always(Theme::Light) => ThemePreference::Light,
        ThemeChoice::Always(Theme::Dark) => ThemePreference::Dark,
    };
    if context.options(|options| options.theme_preference) != wanted {
        context.set_theme(wanted);
    }
}

/// The theme of pictures in this context.
pub(super) fn theme(context: &Context) -> Theme {
    match context.theme() {
        egui::Theme::Dark => Theme::Dark,
        egui::Theme::Light => Theme::Light,
    }
}

/// One of ours for egui.
pub(super) fn color(rgba: Rgba) -> Color32 {
    let [red, green, blue, alpha] = rgba.0;
    Color32::from_rgba_unmultiplied(red, green, blue, alpha)
}

/// Frame of the bars above and below.
pub(super) fn bar_frame(style: &Style) -> egui::Frame {
    egui::Frame::new()
        .fill(style.visuals.panel_fill)
        .inner_margin(Margin::symmetric(8, 3))
}

fn spacing(style: &mut Style) {
    let font = |size: f32| FontId::new(size, FontFamily::Proportional);
    style.text_styles = [
        (TextStyle::Small, font(11.0)),
        (TextStyle::Body, font(13.0)),
        (TextStyle::Button, font(13.0)),
        (TextStyle::Heading, font(18.0)),
        (
            TextStyle::Monospace,
            FontId::new(12.5, FontFamily::Monospace),
        ),
    ]
    .into();
    let spacing = &mut style.spacing;
    spacing.item_spacing = vec2(8.0, 6.0);
    spacing.button_padding = vec2(8.0, 3.0);
    spacing.interact_size = vec2(32.0, 24.0);
    spacing.menu_margin = Margin::same(6);
    spacing.window_margin = Margin::same(16);
    spacing.indent = 18.0;
    spacing.combo_width = 60.0;
    spacing.icon_width = 16.0;
    spacing.icon_width_inner = 9.0;
    style.interaction.selectable_labels = false;
    style.interaction.tooltip_delay = 0.4;
    style.animation_time = 0.0;
}

/// The accent: the same blue in both themes, light enough on dark.
fn accent(theme: Theme) -> Color32 {
    match theme {
        Theme::Light => Color32::from_rgb(0x1F, 0x6F, 0xC4),
        Theme::Dark => Color32::from_rgb(0x6C, 0xB0, 0xF5),
    }
}

fn visuals(theme: Theme) -> Visuals {
    let (mut visuals, panel, field, line, text, hover) = match theme {
        Theme::Light => (
            Visuals::light(),
            Color32::from_rgb(0xF6, 0xF7, 0xF9),
            Color32::WHITE,
            Color32::from_rgb(0xD5, 0xD9, 0xE0),
            Color32::from_rgb(0x1F, 0x25, 0x2E),
            Color32::from_rgb(0xE6, 0xEA, 0xEF),
        ),
        Theme::Dark => (
            Visuals::dark(),
            Color32::from_rgb(0x1E, 0x22, 0x28),
            Color32::from_rgb(0x14, 0x17, 0x1B),
            Color32::from_rgb(0x38, 0x3F, 0x49),
            Color32::from_rgb(0xE4, 0xE8, 0xEE),
            Color32::from_rgb(0x30, 0x36, 0x3F),
        ),
    };
    visuals.panel_fill = panel;
    visuals.window_fill = panel;
    visuals.extreme_bg_color = field;
    visuals.window_stroke = Stroke::new(1.0, line);
    visuals.window_corner_radius = CornerRadius::same(8);
    visuals.menu_corner_radius = CornerRadius::same(6);
    visuals.selection.bg_fill = accent(theme).gamma_multiply(0.28);
    visuals.selection.stroke = Stroke::new(1.0, accent(theme));
    visuals.hyperlink_color = accent(theme);
    visuals.warn_fg_color = match theme {
        Theme::Light => Color32::from_rgb(0x96, 0x55, 0x00),
        Theme::Dark => Color32::from_rgb(0xF0, 0xB4, 0x5A),
    };
    visuals.error_fg_color = match theme {
        Theme::Light => Color32::from_rgb(0xB4, 0x23, 0x18),
        Theme::Dark => Color32::from_rgb(0xFF, 0x8A, 0x80),
    };
    let shadow = Shadow {
        offset: [0, 4],
        blur: 16,
        spread: 0,
        color: Color32::from_black_alpha(if theme == Theme::Dark { 110 } else { 40 }),
    };
    (visuals.window_shadow, visuals.popup_shadow) = (shadow, shadow);
    widgets(&mut visuals, [panel, field, line, text, hover]);
    visuals
}

fn widgets(visuals: &mut Visuals, [panel, field, line, text, hover]: [Color32; 5]) {
    let accent = visuals.selection.stroke.color;
    let widgets = &mut visuals.widgets;
    let all = [
        (&mut widgets.noninteractive, panel, panel, line),
        (&mut widgets.inactive, field, hover, line),
        (&mut widgets.hovered, hover, hover, accent),
        (&mut widgets.active, hover, hover, accent),
        (&mut widgets.open, hover, hover, line),
    ];
    for (widget, fill, weak_fill, border) in all {
        widget.bg_fill = fill;
        widget.weak_bg_fill = weak_fill;
        widget.bg_stroke = Stroke::new(1.0, border);
        widget.fg_stroke = Stroke::new(1.0, text);
        widget.corner_radius = CornerRadius::same(4);
        widget.expansion = 0.0;
    }
}
