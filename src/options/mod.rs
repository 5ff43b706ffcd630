//! What a caller may choose. Every number has its unit, range and default beside it, once.

mod choices;
pub mod given;
mod numbers;
mod reference;
mod thresholds;

pub use choices::{Coding, Crop, Effort, Fidelity, Landscape, Prefer, Preset};
pub use numbers::{Limits, Target};
pub use reference::OptionRow;
pub use thresholds::{Threshold, Thresholds};

use crate::{error::Error, picture::Subsampling};
use numbers::GivenLimits;
use serde::{Deserialize, Serialize};
use std::fmt::Display;
use thresholds::ThresholdChanges;

/// What a caller may choose; the default suits `FaceDuplicationCheckIntl`.
///
/// ```
/// use face_preflight::{Landscape, Options, Preset};
///
/// let mut options = Options { landscape: Landscape::Crop, ..Options::of(Preset::Strict) };
/// options.target.window_max_bytes = 80_000;
/// options.validate()?;
/// # Ok::<(), face_preflight::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", from = "Described")]
pub struct Options {
    /// What to do with a photo that is not higher than wide.
    pub landscape: Landscape,
    /// Whether the picture is cut to the face; without a detector it never is.
    pub crop: Crop,
    /// Whether the quality floor or the byte window wins.
    pub prefer: Prefer,
    /// How much detail is read before scaling.
    pub fidelity: Fidelity,
    /// Chroma resolution of the JPEG that comes out.
    pub subsampling: Subsampling,
    /// How that JPEG is written.
    pub coding: Coding,
    /// How long its best form is searched for.
    pub effort: Effort,
    /// Size and bytes of the picture that comes out.
    pub target: Target,
    /// What a photo may ask of the machine.
    pub limits: Limits,
    /// The preset that the marks started from; [`Preset::Strict`] needs a detector.
    pub preset: Preset,
    /// Marks of the measured checks; [`Options::of`] gives those of a [`Preset`].
    pub checks: Thresholds,
}

/// The options as serde reads them: with the preset that the marks start from.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Described {
    landscape: Landscape,
    crop: Crop,
    prefer: Prefer,
    fidelity: Fidelity,
    subsampling: Subsampling,
    coding: Coding,
    effort: Effort,
    preset: Preset,
    target: Target,
    limits: GivenLimits,
    checks: ThresholdChanges,
}

impl From<Described> for Options {
    fn from(given: Described) -> Self {
        let Described {
            landscape,
            crop,
            prefer,
            fidelity,
            subsampling,
            coding,
            effort,
            preset,
            target,
            limits,
            checks,
        } = given;
        let (checks, limits) = (checks.over(Thresholds::of(preset)), limits.into());
        Self {
            landscape,
            crop,
            prefer,
            fidelity,
            subsampling,
            coding,
            effort,
            target,
            limits,
            preset,
            checks,
        }
    }
}

impl Options {
    /// The defaults with the marks of a preset.
    pub fn of(preset: Preset) -> Self {
        Self { preset, checks: Thresholds::of(preset), ..Self::default() }
    }

    /// Every option with its unit, range, default and meaning, in the order of the reference.
    pub fn reference() -> Vec<OptionRow> {
        let mut rows = Vec::from(choices::rows());
        rows.extend(Target::rows());
        rows.extend(Limits::rows());
        rows.extend(Thresholds::rows());
        rows
    }

    /// Checks that every option is in its range, and that no two contradict each other.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidOption`] names the first that is not.
    pub fn validate(&self) -> Result<(), Error> {
        self.target.validate()?;
        self.limits.validate()?;
        self.checks.validate()?;
        let target = &self.target;
        ordered(("target.minWidthPx", target.min_width_px), ("target.maxWidthPx", target.max_width_px))?;
        ordered(("target.minHeightPx", target.min_height_px), ("target.maxHeightPx", target.max_height_px))?;
        let window_max = ("target.windowMaxBytes", target.window_max_bytes);
        ordered(("target.windowMinBytes", target.window_min_bytes), window_max)?;
        ordered(window_max, ("target.hardLimitBytes", target.hard_limit_bytes))?;
        ordered(
            ("target.qualityFloor", target.quality_floor),
            ("target.qualityCeiling", target.quality_ceiling),
        )
    }
}

/// Refuses a lower limit that is over the upper one.
fn ordered<T: PartialOrd + Display>(
    (low_name, low): (&str, T),
    (high_name, high): (&str, T),
) -> Result<(), Error> {
    if low > high {
        return Err(Error::option(low_name, format!("{low} is over {high_name}, {high}")));
    }
    Ok(())
}
