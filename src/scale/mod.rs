//! From the photo's size to the output's: first the plan (pure arithmetic), then the pixels.

mod kernel;
mod plan;
mod resample;

pub use plan::{Axis, Plan, Size};
pub use resample::Resampler;
