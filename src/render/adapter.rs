//! The graphics device, chosen in one place for window and pictures.

use std::sync::{Arc, Mutex, PoisonError};

/// There is no GPU to paint with, or it failed. The CPU painter takes over.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GpuError {
    /// No driver, or none that can paint on the surface.
    #[error("no adapter found: {0}")]
    NoAdapter(String),
    /// The adapter is there but refused.
    #[error("the adapter gave no device: {0}")]
    NoDevice(String),
    /// The device was lost, ran out of memory or refused a command.
    #[error("the device failed: {0}")]
    Failed(String),
}

/// An open graphics device.
#[derive(Clone, Debug)]
pub struct GpuDevice {
    /// Where it comes from; tells what a surface can do.
    pub adapter: wgpu::Adapter,
    /// Makes resources.
    pub device: wgpu::Device,
    /// Takes commands.
    pub queue: wgpu::Queue,
    trouble: Arc<Mutex<Option<String>>>,
}

/// A connection to the system's graphics drivers.
#[must_use]
pub fn instance() -> wgpu::Instance {
    wgpu::Instance::new(wgpu::InstanceDescriptor {
        flags: wgpu::InstanceFlags::empty(),
        ..wgpu::InstanceDescriptor::new_without_display_handle()
    })
}

impl GpuDevice {
    /// Opens the best adapter that can paint on `surface`; a software one if there is no other.
    ///
    /// # Errors
    /// If there is no adapter, or it gives no device.
    pub fn open(
        instance: &wgpu::Instance,
        surface: Option<&wgpu::Surface<'_>>,
    ) -> Result<Self, GpuError> {
        let options = wgpu::RequestAdapterOptions {
            // Looking up colours is no work for a second, hungrier card.
            power_preference: wgpu::PowerPreference::LowPower,
            compatible_surface: surface,
            ..wgpu::RequestAdapterOptions::default()
        };
        let adapter = pollster::block_on(instance.request_adapter(&options))
            .map_err(|error| GpuError::NoAdapter(error.to_string()))?;
        let descriptor = wgpu::DeviceDescriptor {
            label: Some("cellsius"),
            required_limits: wgpu::Limits {
                max_texture_array_layers: adapter.limits().max_texture_array_layers,
                ..wgpu::Limits::downlevel_defaults().using_resolution(adapter.limits())
            },
            memory_hints: wgpu::MemoryHints::MemoryUsage,
            ..wgpu::DeviceDescriptor::default()
        };
        let (device, queue) = pollster::block_on(adapter.request_device(&descriptor))
            .map_err(|error| GpuError::NoDevice(error.to_string()))?;
        let trouble = Arc::<Mutex<Option<String>>>::default();
        let record = |trouble: &Arc<Mutex<Option<String>>>, text: String| {
            let mut first = trouble.lock().unwrap_or_else(PoisonError::into_inner);
            first.get_or_insert(text);
        };
        let heard = Arc::clone(&trouble);
        device.on_uncaptured_error(Arc::new(move |error: wgpu::Error| {
            record(&heard, error.to_string());
        }));
        let heard = Arc::clone(&trouble);
        // Also when it is dropped, but then nobody asks any longer.
        device.set_device_lost_callback(move |_reason, text| {
            record(&heard, format!("device lost: {text}"));
        });
        Ok(Self {
            adapter,
            device,
            queue,
            trouble,
        })
    }

    /// The adapter's name, for the status bar.
    #[must_use]
    pub fn name(&self) -> String {
        self.adapter.get_info().name
    }

    /// What went wrong first, if anything did: time for the CPU painter to take over.
    #[must_use]
    pub fn trouble(&self) -> Option<GpuError> {
        let trouble = self.trouble.lock().unwrap_or_else(PoisonError::into_inner);
        trouble.clone().map(GpuError::Failed)
    }
}
