//! egui's textures as they stand after every change so far.

use std::collections::HashMap;

use egui::epaint::{ImageDelta, textures::TextureOptions};
use egui::{Color32, ColorImage, ImageData, TextureId, TexturesDelta};

/// egui tells of changes only. Kept here is the whole, to sample from, and to hand to another
/// painter that takes over in mid-course.
#[derive(Clone, Debug, Default)]
pub struct Textures {
    images: HashMap<TextureId, Texture>,
}

/// One texture.
#[derive(Clone, Debug)]
pub(super) struct Texture {
    pub(super) size: [usize; 2],
    /// Premultiplied, row by row.
    pub(super) pixels: Vec<Color32>,
    pub(super) options: TextureOptions,
}

impl Textures {
    /// Takes what is new in `delta`. Call before painting.
    pub fn set(&mut self, delta: &TexturesDelta) {
        for (id, images) in &delta.set {
            for image in images {
                self.set_one(*id, image);
            }
        }
    }

    /// Forgets what `delta` no longer needs. Call after painting.
    pub fn free(&mut self, delta: &TexturesDelta) {
        for id in &delta.free {
            self.images.remove(id);
        }
    }

    /// All textures, as the first delta of another painter.
    pub fn whole(&self) -> TexturesDelta {
        let mut delta = TexturesDelta::default();
        for (id, texture) in &self.images {
            let image = ColorImage::new(texture.size, texture.pixels.clone());
            let image = ImageDelta::full(image, texture.options);
            delta.set.entry(*id).or_default().push(image);
        }
        delta
    }

    pub(super) fn get(&self, id: TextureId) -> Option<&Texture> {
        self.images.get(&id)
    }

    fn set_one(&mut self, id: TextureId, delta: &ImageDelta) {
        let ImageData::Color(image) = &delta.image;
        match (delta.pos, self.images.get_mut(&id)) {
            (Some(corner), Some(texture)) => texture.patch(corner, image),
            // A patch of nothing: there is no place for it.
            (Some(_), None) => {}
            (None, _) => {
                let texture = Texture {
                    size: image.size,
                    pixels: image.pixels.clone(),
                    options: delta.options,
                };
                self.images.insert(id, texture);
            }
        }
    }
}

impl Texture {
    fn patch(&mut self, [left, top]: [usize; 2], image: &ColorImage) {
        let [width, _] = image.size;
        for (row, pixels) in image.pixels.chunks_exact(width.max(1)).enumerate() {
            let start = (top + row) * self.size[0] + left;
            if let Some(place) = self.pixels.get_mut(start..start + width) {
                place.copy_from_slice(pixels);
            }
        }
    }
}
