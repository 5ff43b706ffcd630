//! All components of a photo through one resampler each.

use super::{Axis, Plan, Resampler};
use crate::{jpeg::RowSink, picture::Plane};

/// How the rows of one component that a reader delivers lie on the stored photo.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grid {
    /// Samples of a delivered row.
    pub width: usize,
    /// Number of delivered rows.
    pub height: usize,
    /// Delivered samples for each stored pixel, horizontally.
    pub across: f64,
    /// Delivered rows for each stored row of pixels.
    pub down: f64,
    /// Whether it ends on the chroma planes' samples.
    pub chroma: bool,
}

impl Grid {
    /// The output's axes in units of this component's samples.
    fn axes(&self, plan: &Plan) -> (Axis, Axis) {
        let (horizontal, vertical) = if self.chroma { plan.chroma_axes() } else { plan.luma_axes() };
        (horizontal.scaled(self.across), vertical.scaled(self.down))
    }
}

/// Takes the rows of every component and gives their small planes, still in stored order.
pub struct PlanesScaler {
    resamplers: Vec<Resampler>,
}

impl PlanesScaler {
    /// One resampler for each component.
    pub fn new(plan: &Plan, grids: &[Grid]) -> Self {
        let mut resamplers: Vec<Resampler> = Vec::with_capacity(grids.len());
        for grid in grids {
            let alike = grids.iter().zip(&resamplers).find(|(other, _)| *other == grid);
            let resampler = alike.map(|(_, resampler)| resampler.another()).unwrap_or_else(|| {
                let (horizontal, vertical) = grid.axes(plan);
                Resampler::new(&horizontal, &vertical, grid.width, grid.height)
            });
            resamplers.push(resampler);
        }
        Self { resamplers }
    }

    /// The planes in the order of the components.
    pub fn finish(self) -> Vec<Plane> {
        self.resamplers.into_iter().map(Resampler::finish).collect()
    }
}

impl RowSink for PlanesScaler {
    fn row(&mut self, component: usize, samples: &[u8]) {
        if let Some(resampler) = self.resamplers.get_mut(component) {
            resampler.push_row(samples);
        }
    }
}
