//! Cutting the picture once its faces are known.
//!
//! A picture cut to the face meets the API's advice on the face's size without a closer camera, and loses bystanders. It
//! also loses what liveness checks look at, the screen's edge or the hand, which is why it has to be asked for.

use crate::{
    face::{CERTAIN, Detection, Face},
    options::Target,
    picture::{Area, Picture, Size},
    scale::{self, Framing, Plan, centred_portrait, output_size},
};

/// Where the eyes stand in a picture that is cut to the face, from its top.
const EYE_LEVEL: f32 = 0.435;

/// What is left free above and below the face's box, in its heights.
const ABOVE: f32 = 0.25;
const BELOW: f32 = 0.15;

/// Cuts what the plan says and shrinks the rest to its size; the faces move along, and those that are left outside are
/// no longer reported. Says whether the picture was cut to the face.
///
/// A portrait is taken at a face in doubt as well, so that the viewer sees what the checks are about; only a
/// certain face is worth cutting the picture down to it.
pub fn frame(picture: Picture, plan: &mut Plan, faces: &mut Detection, target: &Target) -> (Picture, bool) {
    let whole = Area::whole(&picture.y);
    let face = faces.faces.first();
    let close = face
        .filter(|face| plan.framing == Framing::Face && face.score >= CERTAIN)
        .and_then(|face| face_area(whole, face, target));
    let area = match (plan.framing, close) {
        (Framing::AsPlanned, _) => return (picture, false),
        (_, Some(area)) => area,
        (Framing::Face, None) if plan.upright.is_portrait() => whole,
        (Framing::Portrait | Framing::Face, None) => portrait_area(whole, face),
    };
    let picture = if area == whole { picture } else { picture.cut(area) };
    let cut = Size { width: area.width as u32, height: area.height as u32 };
    let output = output_size(cut, target);
    let picture = if output == cut { picture } else { scale::shrink(&picture, output) };
    let scale = output.width as f32 / cut.width.max(1) as f32;
    faces.transform((area.left as f32, area.top as f32), scale);
    if area != whole {
        faces.keep_shown(output.width as f32, output.height as f32);
    }
    let ratio = f64::from(plan.crop.width) / f64::from(plan.output.width.max(1));
    let stored = |length: usize| (length as f64 * ratio + 0.5) as u32;
    plan.crop_left += stored(area.left);
    plan.crop_top += stored(area.top);
    plan.crop = Size { width: stored(area.width), height: stored(area.height) };
    plan.output = output;
    (picture, close.is_some_and(|area| area != whole))
}

/// A portrait of the full height, as near to the face as the edges allow; in the middle where there is none.
fn portrait_area(whole: Area, face: Option<&Face>) -> Area {
    let size = Size { width: whole.width as u32, height: whole.height as u32 };
    let width = (centred_portrait(size).width as usize).min(whole.width);
    let middle = face.map_or(whole.width as f32 / 2.0, |face| {
        let tight = face.tight_box();
        tight.x + tight.width / 2.0
    });
    Area {
        left: placed(middle - width as f32 / 2.0, width, whole.width),
        top: 0,
        width,
        height: whole.height,
    }
}

/// A 3:4 portrait of which the face takes the wanted share, as far as the room around it and the API's smallest picture
/// allow; `None` where the face is on its side, is large enough, or where no 3:4 portrait within the photo has that
/// room.
fn face_area(whole: Area, face: &Face, target: &Target) -> Option<Area> {
    let tight = face.tight_box();
    let large_enough = tight.area() >= target.face_share as f32 * (whole.width * whole.height) as f32;
    if face.turned() || large_enough {
        return None;
    }
    let wanted = (tight.area() / target.face_share as f32 * 4.0 / 3.0).sqrt();
    let around = (1.0 + ABOVE + BELOW) * tight.height;
    let least = target.min_height_px.max((target.min_width_px * 4).div_ceil(3)) as f32;
    // In units of 6 × 8 pixels, so that sides and corners are on chroma samples.
    let largest = (whole.width / 6).min(whole.height / 8);
    if around > (8 * largest) as f32 {
        return None;
    }
    let units = ((wanted.max(around).max(least) / 8.0).ceil() as usize).min(largest);
    let (width, height) = (6 * units, 8 * units);
    let too_small = (width as u32) < target.min_width_px || (height as u32) < target.min_height_px;
    if too_small {
        return None;
    }
    let [left_eye, right_eye, ..] = face.keypoints;
    let eyes = (left_eye.y + right_eye.y) / 2.0;
    let free_above = tight.y - ABOVE * tight.height;
    let free_below = tight.y + (1.0 + BELOW) * tight.height - height as f32;
    let top = (eyes - EYE_LEVEL * height as f32).min(free_above).max(free_below);
    let left = tight.x + (tight.width - width as f32) / 2.0;
    Some(Area {
        left: placed(left, width, whole.width),
        top: placed(top, height, whole.height),
        width,
        height,
    })
}

/// An even start as near as the edges allow.
fn placed(start: f32, length: usize, whole: usize) -> usize {
    (start.max(0.0) as usize).min(whole - length.min(whole)) & !1
}
