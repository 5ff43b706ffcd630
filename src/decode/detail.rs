//! How much of a JPEG's detail is decoded.

use super::heading::jpeg_model;
use super::jpeg::{self, Scale};
use crate::options::Fidelity;
use crate::rows::Grid;
use crate::scale::Plan;

/// What a component has to be decoded to. The figures are measured: `src/decode/jpeg/README.md`, "Which scale".
struct Detail {
    /// Decoded samples for each output sample along an axis, at least.
    oversampling: f64,
    /// Smallest N of N/8.
    eighths: usize,
    /// Largest sum of row and column of a coefficient that is kept, as a multiple of the highest frequency that
    /// the output shows along one axis: 2 is that frequency along both. `None` keeps all that the scale has.
    diagonal: Option<f64>,
}

impl Detail {
    fn of(fidelity: Fidelity, on_chroma: bool) -> Self {
        match (fidelity, on_chroma) {
            (Fidelity::Best, false) => Self { oversampling: 1.65, eighths: 3, diagonal: Some(2.1) },
            (Fidelity::Best, true) => Self { oversampling: 1.5, eighths: 2, diagonal: None },
            (Fidelity::Fast, _) => Self { oversampling: 1.0, eighths: 1, diagonal: None },
        }
    }

    /// The smallest scale that gives it, for this number of stored samples of an output sample.
    fn scale(&self, stored_per_output: f64) -> Scale {
        let eighths = 8.0 * self.oversampling / stored_per_output;
        let scale = Scale::at_least((eighths.ceil().min(8.0) as usize).max(self.eighths));
        match self.diagonal {
            Some(diagonal) if scale != Scale::FULL => {
                scale.up_to_diagonal((8.0 * diagonal / stored_per_output).round() as usize)
            }
            _ => scale,
        }
    }
}

/// The scale of a component that has `stored_per_output` stored samples for each of the output, along the axis with fewer.
pub fn component_scale(fidelity: Fidelity, on_chroma: bool, stored_per_output: f64) -> Scale {
    Detail::of(fidelity, on_chroma).scale(stored_per_output)
}

/// The scale of each component: the smallest that leaves the resampler enough samples.
pub fn jpeg_grids(
    header: &jpeg::Header,
    plan: &Plan,
    fidelity: Fidelity,
) -> impl Iterator<Item = (Scale, Grid)> {
    let model = jpeg_model(header);
    let (luma, chroma) = (plan.luma_axes(), plan.chroma_axes());
    header.components.iter().enumerate().map(move |(index, component)| {
        let on_chroma = model.is_chroma(index);
        let (horizontal, vertical) = if on_chroma { chroma } else { luma };
        let across = component.h as f64 / header.h_max as f64;
        let down = component.v as f64 / header.v_max as f64;
        let stored_per_output = (horizontal.step * across).min(vertical.step * down);
        let scale = component_scale(fidelity, on_chroma, stored_per_output);
        let ratio = scale.eighths() as f64 / 8.0;
        let grid = Grid {
            width: scale.len(component.width),
            height: scale.len(component.height),
            across: across * ratio,
            down: down * ratio,
            chroma: on_chroma,
        };
        (scale, grid)
    })
}
