//! The pipelines that colour cells, and what they are bound to.

use std::num::NonZeroU64;

use wgpu::util::DeviceExt as _;

use super::atlas::SLABS;

/// What the shader is told of some cells; laid out as in `shaders/cells.wgsl`.
#[repr(C)]
#[derive(Clone, Copy, Debug, bytemuck::Pod, bytemuck::Zeroable)]
pub struct CellsUniform {
    /// The first pixel seen, on the target.
    pub corner: [u32; 2],
    /// Columns and rows of pixels seen.
    pub size: [u32; 2],
    /// Columns and rows of the texture of values, or of the page table.
    pub source: [u32; 2],
    /// Columns and rows of the coarser level's page table.
    pub coarse: [u32; 2],
    /// Number of thresholds.
    pub thresholds: u32,
    /// Fills the struct to a multiple of eight bytes.
    pub padding: u32,
}

/// The pipelines and the layouts of what they are bound to.
pub(super) struct CellsPipelines {
    picture: wgpu::RenderPipeline,
    tiles: wgpu::RenderPipeline,
    common_layout: wgpu::BindGroupLayout,
    picture_layout: wgpu::BindGroupLayout,
    tiles_layout: wgpu::BindGroupLayout,
}

/// What one drawing of cells is bound to.
pub(super) struct Bound<'a> {
    pub(super) uniform: CellsUniform,
    /// Columns, then rows.
    pub(super) tables: &'a [u32],
    pub(super) levels: &'a wgpu::Buffer,
    pub(super) keys: Keys<'a>,
}

/// Where the keys are.
pub(super) enum Keys<'a> {
    /// In a texture made for the picture.
    Picture(&'a wgpu::TextureView),
    /// In tiles.
    Tiles {
        pages: &'a [u32],
        slabs: [&'a wgpu::TextureView; SLABS],
    },
}

/// A drawing ready to be recorded.
pub(super) struct Drawing {
    groups: [wgpu::BindGroup; 2],
    in_tiles: bool,
}

impl CellsPipelines {
    pub(super) fn new(device: &wgpu::Device, format: wgpu::TextureFormat) -> Self {
        let uniform = buffer(wgpu::BufferBindingType::Uniform, UNIFORM_BYTES);
        let common = [uniform, buffer(STORAGE, 4), buffer(STORAGE, 4)];
        let common_layout = layout(device, 0, &common);
        let picture_layout = layout(device, 0, &[keys(wgpu::TextureViewDimension::D2)]);
        let slab = keys(wgpu::TextureViewDimension::D2Array);
        let tiles_layout = layout(
            device,
            1,
            &[&[buffer(STORAGE, 4)], [slab; SLABS].as_slice()].concat(),
        );
        let module = device.create_shader_module(wgpu::ShaderModuleDescriptor {
            label: Some("cells.wgsl"),
            source: wgpu::ShaderSource::Wgsl(include_str!("../../../shaders/cells.wgsl").into()),
        });
        let pipeline = |layout, entry| {
            let layouts = [&common_layout, layout];
            pipeline(device, &module, format, layouts, entry)
        };
        Self {
            picture: pipeline(&picture_layout, "picture"),
            tiles: pipeline(&tiles_layout, "tiles"),
            common_layout,
            picture_layout,
            tiles_layout,
        }
    }

    pub(super) fn bind(&self, device: &wgpu::Device, bound: &Bound<'_>) -> Drawing {
        let new_buffer = |label, contents: &[u8], usage| {
            device.create_buffer_init(&wgpu::util::BufferInitDescriptor {
                label: Some(label),
                contents,
                usage,
            })
        };
        let storage = |label, words: &[u32]| {
            // A buffer of nothing cannot be bound.
            let words = if words.is_empty() { &[0] } else { words };
            new_buffer(
                label,
                bytemuck::cast_slice(words),
                wgpu::BufferUsages::STORAGE,
            )
        };
        let uniform = bytemuck::bytes_of(&bound.uniform);
        let uniform = new_buffer("cells", uniform, wgpu::BufferUsages::UNIFORM);
        let tables = storage("cell tables", bound.tables);
        let common = [
            uniform.as_entire_binding(),
            tables.as_entire_binding(),
            bound.levels.as_entire_binding(),
        ];
        let common = group(device, &self.common_layout, 0, common.to_vec());
        let keys = match &bound.keys {
            Keys::Picture(view) => {
                let values = vec![wgpu::BindingResource::TextureView(view)];
                group(device, &self.picture_layout, 0, values)
            }
            Keys::Tiles { pages, slabs } => {
                let pages = storage("pages", pages);
                let mut tiles = vec![pages.as_entire_binding()];
                tiles.extend(slabs.map(wgpu::BindingResource::TextureView));
                group(device, &self.tiles_layout, 1, tiles)
            }
        };
        Drawing {
            groups: [common, keys],
            in_tiles: matches!(bound.keys, Keys::Tiles { .. }),
        }
    }

    /// Records a drawing; viewport and scissor are set already.
    pub(super) fn draw(&self, pass: &mut wgpu::RenderPass<'static>, drawing: &Drawing) {
        pass.set_pipeline(if drawing.in_tiles {
            &self.tiles
        } else {
            &self.picture
        });
        for (index, group) in (0..).zip(&drawing.groups) {
            pass.set_bind_group(index, group, &[]);
        }
        pass.draw(0..3, 0..1);
    }
}

fn pipeline(
    device: &wgpu::Device,
    module: &wgpu::ShaderModule,
    format: wgpu::TextureFormat,
    layouts: [&wgpu::BindGroupLayout; 2],
    entry: &str,
) -> wgpu::RenderPipeline {
    let layout = device.create_pipeline_layout(&wgpu::PipelineLayoutDescriptor {
        label: Some("cells"),
        bind_group_layouts: &layouts.map(Some),
        ..wgpu::PipelineLayoutDescriptor::default()
    });
    device.create_render_pipeline(&wgpu::RenderPipelineDescriptor {
        label: Some("cells"),
        layout: Some(&layout),
        vertex: wgpu::VertexState {
            module,
            entry_point: Some("cover"),
            compilation_options: wgpu::PipelineCompilationOptions::default(),
            buffers: &[],
        },
        primitive: wgpu::PrimitiveState::default(),
        depth_stencil: None,
        multisample: wgpu::MultisampleState::default(),
        fragment: Some(wgpu::FragmentState {
            module,
            entry_point: Some(entry),
            compilation_options: wgpu::PipelineCompilationOptions::default(),
            targets: &[Some(wgpu::ColorTargetState {
                format,
                blend: Some(wgpu::BlendState::PREMULTIPLIED_ALPHA_BLENDING),
                write_mask: wgpu::ColorWrites::ALL,
            })],
        }),
        multiview_mask: None,
        cache: None,
    })
}

const STORAGE: wgpu::BufferBindingType = wgpu::BufferBindingType::Storage { read_only: true };
const UNIFORM_BYTES: u64 = size_of::<CellsUniform>() as u64;

/// A layout of these types from binding `first` on.
fn layout(device: &wgpu::Device, first: u32, types: &[wgpu::BindingType]) -> wgpu::BindGroupLayout {
    let entry = |(binding, ty): (u32, &wgpu::BindingType)| wgpu::BindGroupLayoutEntry {
        binding,
        visibility: wgpu::ShaderStages::FRAGMENT,
        ty: *ty,
        count: None,
    };
    let entries: Vec<_> = (first..).zip(types).map(entry).collect();
    device.create_bind_group_layout(&wgpu::BindGroupLayoutDescriptor {
        label: Some("cells"),
        entries: &entries,
    })
}

/// These resources from binding `first` on.
fn group(
    device: &wgpu::Device,
    layout: &wgpu::BindGroupLayout,
    first: u32,
    resources: Vec<wgpu::BindingResource<'_>>,
) -> wgpu::BindGroup {
    let entries: Vec<_> = (first..)
        .zip(resources)
        .map(|(binding, resource)| wgpu::BindGroupEntry { binding, resource })
        .collect();
    device.create_bind_group(&wgpu::BindGroupDescriptor {
        label: Some("cells"),
        layout,
        entries: &entries,
    })
}

fn keys(view_dimension: wgpu::TextureViewDimension) -> wgpu::BindingType {
    wgpu::BindingType::Texture {
        sample_type: wgpu::TextureSampleType::Uint,
        view_dimension,
        multisampled: false,
    }
}

fn buffer(ty: wgpu::BufferBindingType, at_least: u64) -> wgpu::BindingType {
    wgpu::BindingType::Buffer {
        ty,
        has_dynamic_offset: false,
        min_binding_size: NonZeroU64::new(at_least),
    }
}
