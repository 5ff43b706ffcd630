//! What to tell the person, in English, by the key of a finding; a note's text is for engineers. Nothing of the module
//! reads it: it goes into Rust programs, and `cargo xtask render` writes it to the npm package, which has the other
//! languages.
//!
//! The texts speak to someone who may be nervous in front of a camera: they say what to do, without numbers, codes or
//! blame.

/// Key and text, in the order of the report. A key is a check's id and the variant.
#[rustfmt::skip]
pub const ENGLISH: &[(&str, &str)] = &[
    ("portrait.wide", "Hold your phone upright and take the photo again."),
    ("portrait.cropped", "We trimmed the sides of this photo. Check that your whole face is still in it."),
    ("portrait.allowed", "This photo will work, but an upright one works better."),
    ("resolution.too_small", "Use the original photo. Previews and copies from chat apps are too small."),
    ("resolution.too_large", "Take a new photo with your phone upright, not a panorama."),
    ("resolution.small", "If you have a larger copy of this photo, use that one."),
    ("bytes.none_fits", "Take the photo in front of a plain wall."),
    ("bytes.rich", "Rich in detail: the file stays over the recommended size to keep its quality."),
    ("bytes.lowered", "The quality was lowered below the floor to fit the recommended size."),
    ("bytes.plain", "Little detail: the file stays under the recommended size at the highest quality."),
    ("intact.rows_missing", "Choose this photo again, or take a new one. Its lower part didn’t come through."),
    ("intact.coarse", "Choose this photo again, or take a new one. Some of its detail didn’t come through."),
    ("intact.doubtful", "Look closely at this photo. If any part looks wrong, choose it again or take a new one."),
    ("intact.left_over", "If this photo looks wrong, choose it again or take a new one."),
    ("intact.inside", "Choose the photo itself, not a file that contains it."),
    ("intact.not_rotated", "If this photo is on its side, turn it upright."),
    ("intact.end", "This photo is complete and ready to use."),
    ("source_quality.compressed", "Use the original photo from your camera. Copies from chat apps lose detail."),
    ("blocky.compressed", "Use the original photo from your camera, not a copy or a screenshot."),
    ("colour_profile.far", "The colours of this file look wrong. Take a photo with your camera."),
    ("colour_profile.unusual", "The colours may look a little different. A photo straight from your camera works best."),
    ("blank.empty", "Make sure nothing covers the camera, then take the photo again."),
    ("grey.grey", "Turn off any black-and-white filter and take the photo again."),
    ("frame_dark.dark", "Find more light: turn to a window or a lamp."),
    ("frame_bright.bright", "Step out of the direct light and take the photo again."),
    ("no_face.none", "Look straight into the camera, with your whole face in the picture."),
    ("no_face.unclear", "Look straight into the camera, in good light and with nothing covering your face."),
    ("many_faces.second", "Make sure you’re the only person in the picture."),
    ("turned_photo.rotate_left", "This photo is on its side. Turn it to the left."),
    ("turned_photo.rotate_right", "This photo is on its side. Turn it to the right."),
    ("turned_photo.upside_down", "This photo is upside down. Turn it around."),
    ("turned_photo.askew", "Hold your head and your phone upright."),
    ("tilt.tilted", "Hold your head and your phone upright."),
    ("yaw.turned", "Look straight into the camera."),
    ("pitch.up", "Lower your chin a little and look straight into the camera."),
    ("pitch.down", "Raise your chin a little and look straight into the camera."),
    ("covered.face", "Take off your mask or sunglasses, and keep your hands away from your face."),
    ("mouth_open.open", "Close your mouth."),
    ("face_share.too_close", "Hold your phone a little further away."),
    ("face_share.too_far", "Hold your phone a little closer."),
    ("face_share.advised", "Large enough. The API's documentation advises a face of more than 60 % of the picture."),
    ("face_small.few_pixels", "Hold your phone closer, or use the original photo."),
    ("face_cut.cut", "Bring your whole face into the picture."),
    ("off_centre.high", "Your face is near the top. Hold your phone a little higher."),
    ("off_centre.low", "Your face is near the bottom. Hold your phone a little lower."),
    ("off_centre.left", "Your face is on the left. Bring it to the middle of the picture."),
    ("off_centre.right", "Your face is on the right. Bring it to the middle of the picture."),
    ("blur.blurred", "Wipe the lens, hold your phone still and take the photo again."),
    ("dark.dark", "Turn your face to a window or a lamp."),
    ("bright.bright", "Turn your face away from the direct light."),
    ("contrast.flat", "Wipe the lens, and make sure the light isn’t behind you."),
    ("uneven_light.one_side", "Turn to the light, so that it falls on your whole face."),
    ("colour_cast.coloured", "Take the photo in daylight or white light."),
];

/// The text of a key.
pub fn english(key: &str) -> Option<&'static str> {
    ENGLISH.iter().find(|(known, _)| *known == key).map(|&(_, text)| text)
}
