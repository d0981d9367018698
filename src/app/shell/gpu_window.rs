//! The window's picture from the GPU: a surface, and the painter that pictures use too.

use std::sync::Arc;

use winit::window::Window;

use crate::render::gpu::{GpuPainter, GpuTarget, TileLimits, TileUse};
use crate::render::{GpuDevice, GpuError, instance};

use super::error::one_line;
use super::pass::Pass;

/// So many pictures in a row may fail to be shown.
const PATIENCE: u32 = 20;

/// A window painted by the GPU.
pub(super) struct GpuWindow {
    painter: GpuPainter,
    surface: wgpu::Surface<'static>,
    instance: wgpu::Instance,
    configuration: wgpu::SurfaceConfiguration,
    configured: bool,
    failures: u32,
    /// For tests of what follows: the device is lost after so many pictures.
    pictures_left: Option<u32>,
}

/// Why a picture was not shown.
pub(super) enum GpuTrouble {
    /// Not this time.
    NotNow,
    /// Never again, for this reason.
    GaveUp(String),
}

impl GpuWindow {
    /// Takes over a window. A software adapter is taken only if `software` is true: the CPU painter
    /// is quicker than a GPU that is a program itself (by a factor of ten for llvmpipe on two cores,
    /// 9 ms against 90 ms for a window of 1160 x 780).
    ///
    /// Tiles of cells take at most `vram` bytes, or what the kind of adapter suggests.
    ///
    /// # Errors
    /// One line, if no adapter can paint this window with colours passed through as they are.
    pub(super) fn new(
        window: &Arc<Window>,
        software: bool,
        vram: Option<u64>,
    ) -> Result<Self, String> {
        let instance = instance();
        let surface = instance
            .create_surface(Arc::clone(window))
            .map_err(|_| "no graphics driver".to_owned())?;
        let device = GpuDevice::open(&instance, Some(&surface)).map_err(short)?;
        let about = device.adapter.get_info();
        if about.device_type == wgpu::DeviceType::Cpu && !software {
            return Err(format!("quicker than {}", short_name(&about.name)));
        }
        let offered = surface.get_capabilities(&device.adapter);
        let configuration =
            configuration(&offered, device.device.limits().max_texture_dimension_2d)
                .ok_or_else(|| "no surface format passes colours through".to_owned())?;
        let mut limits = TileLimits::for_window(&device.adapter);
        limits.budget_bytes = vram.unwrap_or(limits.budget_bytes);
        Ok(Self {
            painter: GpuPainter::new(device, configuration.format, limits),
            surface,
            instance,
            configuration,
            configured: false,
            failures: 0,
            pictures_left: pictures_left(),
        })
    }

    /// For the status bar.
    pub(super) fn note(&self) -> String {
        format!("GPU: {}", short_name(&self.painter.device().name()))
    }

    /// What tiles of cells take, and how many the last picture lacked.
    pub(super) fn tile_use(&self) -> TileUse {
        self.painter.tile_use()
    }

    /// The longest side of a texture.
    pub(super) fn texture_side(&self) -> usize {
        let limits = self.painter.device().device.limits();
        usize::try_from(limits.max_texture_dimension_2d).unwrap_or(2048)
    }

    /// Paints and shows a pass.
    ///
    /// # Errors
    /// If it could not be shown.
    pub(super) fn paint(
        &mut self,
        pass: &mut Pass,
        window: &Arc<Window>,
    ) -> Result<(), GpuTrouble> {
        let [width, height] = pass.size_px;
        if (self.configuration.width, self.configuration.height) != (width, height) {
            (self.configuration.width, self.configuration.height) = (width, height);
            self.configured = false;
        }
        if width.max(height) as usize > self.texture_side() {
            return Err(GpuTrouble::GaveUp(
                "the window is too large for the GPU".to_owned(),
            ));
        }
        match &mut self.pictures_left {
            Some(0) => self.painter.device().device.destroy(),
            Some(left) => *left -= 1,
            None => {}
        }
        let Some(shown) = self.surface_texture(window) else {
            return Err(self.failed());
        };
        let view = shown
            .texture
            .create_view(&wgpu::TextureViewDescriptor::default());
        let target = GpuTarget {
            view: &view,
            size_px: pass.size_px,
            px_per_point: pass.px_per_point,
            background: pass.background,
        };
        self.painter
            .paint_primitives(&pass.textures, &pass.primitives, target)
            .map_err(|error| GpuTrouble::GaveUp(short(error)))?;
        window.pre_present_notify();
        self.painter.device().queue.present(shown);
        self.failures = 0;
        Ok(())
    }

    /// The surface's next texture; tried again once with what may have been wrong set right.
    fn surface_texture(&mut self, window: &Arc<Window>) -> Option<wgpu::SurfaceTexture> {
        for _ in 0..2 {
            if !std::mem::replace(&mut self.configured, true) {
                let device = &self.painter.device().device;
                self.surface.configure(device, &self.configuration);
            }
            match self.surface.get_current_texture() {
                wgpu::CurrentSurfaceTexture::Success(texture) => return Some(texture),
                wgpu::CurrentSurfaceTexture::Suboptimal(texture) => {
                    self.configured = false;
                    return Some(texture);
                }
                wgpu::CurrentSurfaceTexture::Timeout | wgpu::CurrentSurfaceTexture::Occluded => {
                    return None;
                }
                wgpu::CurrentSurfaceTexture::Outdated | wgpu::CurrentSurfaceTexture::Validation => {
                    self.configured = false;
                }
                wgpu::CurrentSurfaceTexture::Lost => {
                    self.surface = self.instance.create_surface(Arc::clone(window)).ok()?;
                    self.configured = false;
                }
            }
        }
        None
    }

    fn failed(&mut self) -> GpuTrouble {
        self.failures += 1;
        if let Some(error) = self.painter.device().trouble() {
            return GpuTrouble::GaveUp(short(error));
        }
        if self.failures > PATIENCE {
            return GpuTrouble::GaveUp("the surface cannot be painted".to_owned());
        }
        GpuTrouble::NotNow
    }
}

/// A configuration that passes colours through as they are: 8 bits, no conversion.
fn configuration(
    offered: &wgpu::SurfaceCapabilities,
    side: u32,
) -> Option<wgpu::SurfaceConfiguration> {
    let wanted = [
        wgpu::TextureFormat::Bgra8Unorm,
        wgpu::TextureFormat::Rgba8Unorm,
    ];
    let format = wanted
        .into_iter()
        .find(|format| offered.formats.contains(format))?;
    let opaque = wgpu::CompositeAlphaMode::Opaque;
    let alpha_mode = if offered.alpha_modes.contains(&opaque) {
        opaque
    } else {
        wgpu::CompositeAlphaMode::Auto
    };
    Some(wgpu::SurfaceConfiguration {
        usage: wgpu::TextureUsages::RENDER_ATTACHMENT,
        format,
        color_space: wgpu::SurfaceColorSpace::default(),
        width: 1.min(side),
        height: 1.min(side),
        present_mode: wgpu::PresentMode::AutoVsync,
        // The picture follows the pointer as closely as can be.
        desired_maximum_frame_latency: 1,
        alpha_mode,
        view_formats: Vec::new(),
    })
}

/// The environment may ask for a GPU that is lost.
fn pictures_left() -> Option<u32> {
    std::env::var("CELLSIUS_GPU_PICTURES").ok()?.parse().ok()
}

/// What to say of an error in the status bar.
fn short(error: GpuError) -> String {
    match error {
        GpuError::NoAdapter(_) => "no graphics adapter".to_owned(),
        GpuError::NoDevice(why) | GpuError::Failed(why) => one_line(&why, 60),
    }
}

/// An adapter's name without what stands in brackets.
fn short_name(name: &str) -> &str {
    name.split(" (").next().unwrap_or(name)
}
