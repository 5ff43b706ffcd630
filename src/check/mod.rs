//! The checks, one file for each matter. A check measures; its limits come from the options.
//!
//! Some read the photo and its file, the others the face that a detector found; these are left out where there is no
//! detector, and skipped where there is no face.

mod blank;
pub mod blockiness;
mod blocky;
mod blur;
mod bytes;
mod closely;
mod colour_profile;
mod covered;
mod definition;
mod evidence;
mod finding;
mod frame;
mod grey;
mod intact;
mod light;
mod no_face;
mod place;
mod portrait;
mod pose;
mod resolution;
mod source_quality;

use crate::report::Check;
pub use definition::Definition;
use definition::{Asked, Judge};
pub use evidence::{Evidence, FaceEvidence};

/// Every check, in the order of the report.
pub const CHECKS: &[Definition] = &[
    portrait::DEFINITION,
    resolution::DEFINITION,
    bytes::DEFINITION,
    intact::DEFINITION,
    source_quality::DEFINITION,
    blocky::DEFINITION,
    colour_profile::DEFINITION,
    blank::DEFINITION,
    grey::DEFINITION,
    frame::DARK,
    frame::BRIGHT,
    no_face::NO_FACE,
    no_face::MANY_FACES,
    pose::TURNED_PHOTO,
    pose::TILT,
    pose::YAW,
    closely::PITCH,
    covered::DEFINITION,
    closely::MOUTH_OPEN,
    place::FACE_SHARE,
    place::FACE_SMALL,
    place::FACE_CUT,
    place::OFF_CENTRE,
    blur::DEFINITION,
    light::DARK,
    light::BRIGHT,
    light::CONTRAST,
    light::UNEVEN_LIGHT,
    light::COLOUR_CAST,
];

/// Those that can be asked: without the feature `face`, those of the photo, which come first.
#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler")]
const ASKABLE: &[Definition] = {
    let mut photo = 0;
    while matches!(CHECKS[photo].judge, Judge::Photo(_)) {
        photo += 1;
    }
    if cfg!(feature = "face") { CHECKS } else { CHECKS.split_at(photo).0 }
};

/// The checks as they are asked, in the same order.
#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler")]
static ASKED: [Asked; ASKABLE.len()] = {
    let mut asked = [ASKABLE[0].asked(); ASKABLE.len()];
    let mut at = 1;
    while at < asked.len() {
        asked[at] = ASKABLE[at].asked();
        at += 1;
    }
    asked
};

/// Asks every check; those of the face where a detector looked for one.
pub fn all(evidence: &Evidence<'_>, face: Option<&FaceEvidence<'_>>) -> Vec<Check> {
    let ask = |check: &Asked| match check.judge {
        Judge::Photo(judge) => Some(check.check(judge(evidence))),
        Judge::Face(judge) => face.map(|face| check.check(judge(face))),
    };
    ASKED.iter().filter_map(ask).collect()
}

/// Asks the checks of the face alone.
pub fn of_face(evidence: &FaceEvidence<'_>) -> Vec<Check> {
    let ask = |check: &Asked| match check.judge {
        Judge::Photo(_) => None,
        Judge::Face(judge) => Some(check.check(judge(evidence))),
    };
    ASKED.iter().filter_map(ask).collect()
}
