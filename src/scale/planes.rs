//! All components of a photo through one resampler each.

use super::{axis::Axis, plan::Plan, resample::Resampler};
use crate::{
    picture::Plane,
    rows::{Grid, RowSink},
};

/// The output's axes in units of a component's samples.
fn axes(grid: &Grid, plan: &Plan) -> (Axis, Axis) {
    let (horizontal, vertical) = if grid.chroma { plan.chroma_axes() } else { plan.luma_axes() };
    (horizontal.scaled(grid.across), vertical.scaled(grid.down))
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
                let (horizontal, vertical) = axes(grid, plan);
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
