//! The pipeline that colours cells, and what it is bound to.

use std::num::NonZeroU64;

use wgpu::util::DeviceExt as _;

/// What the shader is told of some cells; laid out as in `shaders/cells.wgsl`.
#[repr(C)]
#[derive(Clone, Copy, Debug, bytemuck::Pod, bytemuck::Zeroable)]
pub struct CellsUniform {
    /// The first pixel seen, on the target.
    pub corner: [u32; 2],
    /// Columns and rows of pixels seen.
    pub size: [u32; 2],
    /// Columns and rows of the texture of values.
    pub source: [u32; 2],
    /// Number of thresholds.
    pub thresholds: u32,
    /// Fills the struct to a multiple of eight bytes.
    pub padding: u32,
}

/// The pipeline and the layout of what it is bound to.
pub(super) struct CellsPipeline {
    pub(super) pipeline: wgpu::RenderPipeline,
    layout: wgpu::BindGroupLayout,
}

/// What one drawing of cells is bound to.
pub(super) struct Bound<'a> {
    pub(super) uniform: CellsUniform,
    /// Columns, then rows.
    pub(super) tables: &'a [u32],
    pub(super) levels: &'a wgpu::Buffer,
    pub(super) values: &'a wgpu::TextureView,
}

impl CellsPipeline {
    pub(super) fn new(device: &wgpu::Device, format: wgpu::TextureFormat) -> Self {
        let layout = device.create_bind_group_layout(&wgpu::BindGroupLayoutDescriptor {
            label: Some("cells"),
            entries: &[
                entry(0, buffer(wgpu::BufferBindingType::Uniform, UNIFORM_BYTES)),
                entry(1, buffer(STORAGE, 4)),
                entry(2, buffer(STORAGE, 4)),
                entry(
                    3,
                    wgpu::BindingType::Texture {
                        sample_type: wgpu::TextureSampleType::Uint,
                        view_dimension: wgpu::TextureViewDimension::D2,
                        multisampled: false,
                    },
                ),
            ],
        });
        let module = device.create_shader_module(wgpu::ShaderModuleDescriptor {
            label: Some("cells.wgsl"),
            source: wgpu::ShaderSource::Wgsl(include_str!("../../../shaders/cells.wgsl").into()),
        });
        let pipeline_layout = device.create_pipeline_layout(&wgpu::PipelineLayoutDescriptor {
            label: Some("cells"),
            bind_group_layouts: &[Some(&layout)],
            ..wgpu::PipelineLayoutDescriptor::default()
        });
        let pipeline = device.create_render_pipeline(&wgpu::RenderPipelineDescriptor {
            label: Some("cells"),
            layout: Some(&pipeline_layout),
            vertex: wgpu::VertexState {
                module: &module,
                entry_point: Some("cover"),
                compilation_options: wgpu::PipelineCompilationOptions::default(),
                buffers: &[],
            },
            primitive: wgpu::PrimitiveState::default(),
            depth_stencil: None,
            multisample: wgpu::MultisampleState::default(),
            fragment: Some(wgpu::FragmentState {
                module: &module,
                entry_point: Some("color"),
                compilation_options: wgpu::PipelineCompilationOptions::default(),
                targets: &[Some(wgpu::ColorTargetState {
                    format,
                    blend: Some(wgpu::BlendState::PREMULTIPLIED_ALPHA_BLENDING),
                    write_mask: wgpu::ColorWrites::ALL,
                })],
            }),
            multiview_mask: None,
            cache: None,
        });
        Self { pipeline, layout }
    }

    pub(super) fn bind(&self, device: &wgpu::Device, bound: &Bound<'_>) -> wgpu::BindGroup {
        let uniform = device.create_buffer_init(&wgpu::util::BufferInitDescriptor {
            label: Some("cells"),
            contents: bytemuck::bytes_of(&bound.uniform),
            usage: wgpu::BufferUsages::UNIFORM,
        });
        let tables = device.create_buffer_init(&wgpu::util::BufferInitDescriptor {
            label: Some("cell tables"),
            contents: bytemuck::cast_slice(bound.tables),
            usage: wgpu::BufferUsages::STORAGE,
        });
        let resources = [
            uniform.as_entire_binding(),
            tables.as_entire_binding(),
            bound.levels.as_entire_binding(),
            wgpu::BindingResource::TextureView(bound.values),
        ];
        let entries: Vec<_> = (0..)
            .zip(resources)
            .map(|(binding, resource)| wgpu::BindGroupEntry { binding, resource })
            .collect();
        device.create_bind_group(&wgpu::BindGroupDescriptor {
            label: Some("cells"),
            layout: &self.layout,
            entries: &entries,
        })
    }
}

const STORAGE: wgpu::BufferBindingType = wgpu::BufferBindingType::Storage { read_only: true };
const UNIFORM_BYTES: u64 = size_of::<CellsUniform>() as u64;

fn entry(binding: u32, ty: wgpu::BindingType) -> wgpu::BindGroupLayoutEntry {
    wgpu::BindGroupLayoutEntry {
        binding,
        visibility: wgpu::ShaderStages::FRAGMENT,
        ty,
        count: None,
    }
}

fn buffer(ty: wgpu::BufferBindingType, at_least: u64) -> wgpu::BindingType {
    wgpu::BindingType::Buffer {
        ty,
        has_dynamic_offset: false,
        min_binding_size: NonZeroU64::new(at_least),
    }
}
