//! The light on the face.
//!
//! Measured on the core of the face's box, 15 to 85 % of its width and 15 to 90 % of its height. The brightest twentieth
//! tells more than the mean: skin reflects little or much, but highlights, the white of the eyes and teeth stay. Of 70
//! portraits none was past a mark of `dark`, `bright` or `contrast`; a quarter of the light brings 57 % below the first
//! mark of `dark`, an eighth all. Only six of them were of people with darker skin.

use super::covered::is_covered;
use super::definition::{Definition, Judge};
use super::evidence::FaceEvidence;
use super::finding::Finding;

/// The luma that 95 % of the face stay at or below.
pub const DARK: Definition = Definition {
    id: "dark",
    meaning: "The brightest twentieth of the face is bright enough.",
    unit: "luma",
    api_code: Some("UnqualifiedPhoto"),
    judge: Judge::Face(dark),
};

/// The share of the face from luma 247.
pub const BRIGHT: Definition = Definition {
    id: "bright",
    meaning: "The face is not blown out to white.",
    unit: "share",
    api_code: Some("UnqualifiedPhoto"),
    judge: Judge::Face(bright),
};

/// The difference between the luma that 95 % and that 5 % of the face stay at or below.
pub const CONTRAST: Definition = Definition {
    id: "contrast",
    meaning: "The face stands out: its bright and its dark parts differ.",
    unit: "luma",
    api_code: Some("UnqualifiedPhoto"),
    judge: Judge::Face(contrast),
};

/// The cheeks' light against each other. 3 % of the portraits were past the mark.
pub const UNEVEN_LIGHT: Definition = Definition {
    id: "uneven_light",
    meaning: "Both sides of the face are lit alike.",
    unit: "stops",
    api_code: Some("UnqualifiedPhoto"),
    judge: Judge::Face(uneven_light),
};

/// How far the cheeks' colour is from a* of 5 to 25 and b* of 5 to 35, the range of OFIQ.
pub const COLOUR_CAST: Definition = Definition {
    id: "colour_cast",
    meaning: "The skin has a colour of skin: the light is not coloured.",
    unit: "CIELAB units",
    api_code: Some("UnqualifiedPhoto"),
    judge: Judge::Face(colour_cast),
};

fn dark(evidence: &FaceEvidence<'_>) -> Finding {
    evidence.measured_part(
        |measures| measures.light,
        |luma| Finding::low(luma, evidence.options.checks.dark, "dark.dark"),
    )
}

fn bright(evidence: &FaceEvidence<'_>) -> Finding {
    evidence.measured_part(
        |measures| measures.blown_out,
        |share| Finding::high(share, evidence.options.checks.bright, "bright.bright"),
    )
}

fn contrast(evidence: &FaceEvidence<'_>) -> Finding {
    evidence.measured_part(
        |measures| measures.contrast,
        |difference| Finding::low(difference, evidence.options.checks.contrast, "contrast.flat"),
    )
}

fn uneven_light(evidence: &FaceEvidence<'_>) -> Finding {
    evidence.measured_part(
        |measures| measures.uneven_light,
        |difference| Finding::high(difference, evidence.options.checks.uneven_light, "uneven_light.one_side"),
    )
}

fn colour_cast(evidence: &FaceEvidence<'_>) -> Finding {
    // A mask's colour says nothing about the light.
    if is_covered(evidence) {
        return Finding::skipped();
    }
    evidence.measured_part(
        |measures| measures.colour_cast,
        |cast| Finding::high(cast, evidence.options.checks.colour_cast, "colour_cast.coloured"),
    )
}
