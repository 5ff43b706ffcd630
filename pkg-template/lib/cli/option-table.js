// Rendered by `cargo xtask render` from the tables in src/. Do not edit.

/** @typedef {{ name: string, unit: string, range: string, default: string, meaning: string }} OptionRow */

/** @type {readonly OptionRow[]} */
export const OPTION_TABLE = [
  {
    "name": "landscape",
    "unit": "",
    "range": "fail, crop, allow",
    "default": "fail",
    "meaning": "What to do with a photo that is not higher than wide."
  },
  {
    "name": "crop",
    "unit": "",
    "range": "none, face",
    "default": "none",
    "meaning": "Whether the picture is cut to the face, where a detector finds one. Such a picture is not for liveness checks, which look at the surroundings."
  },
  {
    "name": "prefer",
    "unit": "",
    "range": "quality, size",
    "default": "quality",
    "meaning": "Which rule wins when floor and window cannot both hold."
  },
  {
    "name": "fidelity",
    "unit": "",
    "range": "best, fast",
    "default": "best",
    "meaning": "How much of the photo's detail is read before scaling."
  },
  {
    "name": "subsampling",
    "unit": "",
    "range": "4:2:0, 4:4:4",
    "default": "4:2:0",
    "meaning": "Chroma resolution of the JPEG that comes out."
  },
  {
    "name": "coding",
    "unit": "",
    "range": "baseline, progressive",
    "default": "baseline",
    "meaning": "How the JPEG that comes out is written: in one scan, or in several, low frequencies first, which takes more memory to read."
  },
  {
    "name": "effort",
    "unit": "",
    "range": "usual, thorough",
    "default": "usual",
    "meaning": "How long the best picture in the allowed bytes is searched for: `thorough` fits tables and prices to the picture too, which takes some thirty times as long; for servers and batches."
  },
  {
    "name": "preset",
    "unit": "",
    "range": "advise, strict",
    "default": "advise",
    "meaning": "How much the checks refuse: only what the API certainly does, or also what a careful reviewer would send back. `strict` needs the face detector."
  },
  {
    "name": "target.shorterSidePx",
    "unit": "px",
    "range": "480 to 1080",
    "default": "720",
    "meaning": "Length that the shorter side is scaled down to; never enlarged."
  },
  {
    "name": "target.minWidthPx",
    "unit": "px",
    "range": "1 to 1080",
    "default": "480",
    "meaning": "Smallest width that the API takes."
  },
  {
    "name": "target.minHeightPx",
    "unit": "px",
    "range": "1 to 1920",
    "default": "640",
    "meaning": "Smallest height that the API takes."
  },
  {
    "name": "target.maxWidthPx",
    "unit": "px",
    "range": "16 to 4096",
    "default": "1080",
    "meaning": "Largest width that the API takes."
  },
  {
    "name": "target.maxHeightPx",
    "unit": "px",
    "range": "16 to 4096",
    "default": "1920",
    "meaning": "Largest height that the API takes; a longer side is scaled down to it."
  },
  {
    "name": "target.windowMinBytes",
    "unit": "bytes",
    "range": "0 to 10000000",
    "default": "50000",
    "meaning": "Lower end of the recommended window of the file's size."
  },
  {
    "name": "target.windowMaxBytes",
    "unit": "bytes",
    "range": "1000 to 10000000",
    "default": "100000",
    "meaning": "Upper end of the recommended window: the quality is chosen to fit under it."
  },
  {
    "name": "target.hardLimitBytes",
    "unit": "bytes",
    "range": "1000 to 10000000",
    "default": "600000",
    "meaning": "Size that the file never passes, before Base64 (0.6 MB read as the smaller unit)."
  },
  {
    "name": "target.qualityFloor",
    "unit": "quality",
    "range": "1 to 100",
    "default": "90",
    "meaning": "Quality under which the window does not push, on the usual scale (ITU-T T.81 Annex K tables as libjpeg scales them): the API's \"compression rate above 0.9\"."
  },
  {
    "name": "target.qualityCeiling",
    "unit": "quality",
    "range": "1 to 100",
    "default": "95",
    "meaning": "Quality over which nothing is gained, on the same scale."
  },
  {
    "name": "target.faceShare",
    "unit": "share",
    "range": "0.1 to 0.6",
    "default": "0.45",
    "meaning": "Share of the picture that the face takes after `crop: face`; less where room around it would be missing."
  },
  {
    "name": "limits.sourceBytes",
    "unit": "bytes",
    "range": "1 to 1073741824",
    "default": "104857600",
    "meaning": "Largest file."
  },
  {
    "name": "limits.sourcePixels",
    "unit": "px",
    "range": "1 to 4294836225",
    "default": "250000000",
    "meaning": "Largest picture, stored width times height."
  },
  {
    "name": "limits.memoryBytes",
    "unit": "bytes",
    "range": "1048576 to 2147483648",
    "default": "67108864",
    "meaning": "Largest working memory of the decoder (coefficients of progressive files, rows)."
  },
  {
    "name": "limits.scans",
    "unit": "scans",
    "range": "1 to 100000",
    "default": "500",
    "meaning": "Most scans of a progressive file."
  },
  {
    "name": "limits.work",
    "unit": "blocks",
    "range": "1 to 1000000000000",
    "default": "50000000",
    "meaning": "Most work of the decoder: blocks of 8 x 8 samples that are read or corrected, counted again in each scan. Of a PNG: 64 samples each, and one for each sample that it has beyond 64 for a byte of its file."
  },
  {
    "name": "checks.blank.warn",
    "unit": "luma",
    "range": "0 to 128, or null",
    "default": "20",
    "meaning": "Spread of the luma below which the picture counts as blank."
  },
  {
    "name": "checks.blank.fail",
    "unit": "luma",
    "range": "0 to 128, or null",
    "default": "6",
    "meaning": "Spread of the luma below which the picture counts as blank."
  },
  {
    "name": "checks.source_quality.warn",
    "unit": "quality",
    "range": "0 to 100, or null",
    "default": "50",
    "meaning": "Quality of the photo's own JPEG coding below which its artefacts show."
  },
  {
    "name": "checks.source_quality.fail",
    "unit": "quality",
    "range": "0 to 100, or null",
    "default": "20",
    "meaning": "Quality of the photo's own JPEG coding below which its artefacts show."
  },
  {
    "name": "checks.blocky.warn",
    "unit": "ratio",
    "range": "1 to 20, or null",
    "default": "1.6",
    "meaning": "How much steeper the steps of luma are at the borders of 8 × 8 blocks than elsewhere."
  },
  {
    "name": "checks.blocky.fail",
    "unit": "ratio",
    "range": "1 to 20, or null",
    "default": "off",
    "meaning": "How much steeper the steps of luma are at the borders of 8 × 8 blocks than elsewhere."
  },
  {
    "name": "checks.grey.warn",
    "unit": "levels",
    "range": "0 to 255, or null",
    "default": "8",
    "meaning": "Distance between the largest and the smallest of red, green and blue that 99 % of the picture do not pass."
  },
  {
    "name": "checks.grey.fail",
    "unit": "levels",
    "range": "0 to 255, or null",
    "default": "off",
    "meaning": "Distance between the largest and the smallest of red, green and blue that 99 % of the picture do not pass."
  },
  {
    "name": "checks.frame_dark.warn",
    "unit": "luma",
    "range": "0 to 255, or null",
    "default": "90",
    "meaning": "Luma that 95 % of the picture stay below; under the mark the picture is dark."
  },
  {
    "name": "checks.frame_dark.fail",
    "unit": "luma",
    "range": "0 to 255, or null",
    "default": "40",
    "meaning": "Luma that 95 % of the picture stay below; under the mark the picture is dark."
  },
  {
    "name": "checks.frame_bright.warn",
    "unit": "share",
    "range": "0 to 1, or null",
    "default": "0.5",
    "meaning": "Share of the picture that is blown out (luma 247 and more)."
  },
  {
    "name": "checks.frame_bright.fail",
    "unit": "share",
    "range": "0 to 1, or null",
    "default": "0.9",
    "meaning": "Share of the picture that is blown out (luma 247 and more)."
  },
  {
    "name": "checks.no_face.warn",
    "unit": "score",
    "range": "0 to 1, or null",
    "default": "0.85",
    "meaning": "How sure the detector is of the likeliest face; under the mark there may be none."
  },
  {
    "name": "checks.no_face.fail",
    "unit": "score",
    "range": "0 to 1, or null",
    "default": "0.5",
    "meaning": "How sure the detector is of the likeliest face; under the mark there may be none."
  },
  {
    "name": "checks.many_faces.warn",
    "unit": "ratio",
    "range": "0 to 1, or null",
    "default": "0.15",
    "meaning": "Area of the second largest face over the largest's."
  },
  {
    "name": "checks.many_faces.fail",
    "unit": "ratio",
    "range": "0 to 1, or null",
    "default": "off",
    "meaning": "Area of the second largest face over the largest's. With `preset: strict`: 0.6."
  },
  {
    "name": "checks.turned_photo.warn",
    "unit": "degrees",
    "range": "0 to 180, or null",
    "default": "45",
    "meaning": "Angle between the face and the upright, to the nearest quarter turn."
  },
  {
    "name": "checks.turned_photo.fail",
    "unit": "degrees",
    "range": "0 to 180, or null",
    "default": "off",
    "meaning": "Angle between the face and the upright, to the nearest quarter turn. With `preset: strict`: 45."
  },
  {
    "name": "checks.tilt.warn",
    "unit": "degrees",
    "range": "0 to 60, or null",
    "default": "20",
    "meaning": "Angle between the eye line and the nearest quarter turn."
  },
  {
    "name": "checks.tilt.fail",
    "unit": "degrees",
    "range": "0 to 60, or null",
    "default": "off",
    "meaning": "Angle between the eye line and the nearest quarter turn. With `preset: strict`: 35."
  },
  {
    "name": "checks.yaw.warn",
    "unit": "eye distances",
    "range": "0 to 2, or null",
    "default": "0.3",
    "meaning": "Distance of the nose from the line through eyes and mouth, over the distance between the eyes."
  },
  {
    "name": "checks.yaw.fail",
    "unit": "eye distances",
    "range": "0 to 2, or null",
    "default": "off",
    "meaning": "Distance of the nose from the line through eyes and mouth, over the distance between the eyes. With `preset: strict`: 0.5."
  },
  {
    "name": "checks.pitch.warn",
    "unit": "degrees",
    "range": "0 to 90, or null",
    "default": "21",
    "meaning": "By how much the head is raised or lowered. Only where the face is looked at closely."
  },
  {
    "name": "checks.pitch.fail",
    "unit": "degrees",
    "range": "0 to 90, or null",
    "default": "off",
    "meaning": "By how much the head is raised or lowered. Only where the face is looked at closely. With `preset: strict`: 30."
  },
  {
    "name": "checks.covered.warn",
    "unit": "points",
    "range": "0 to 40, or null",
    "default": "2.8",
    "meaning": "Colour of the lower face against the skin between the eyes, and what the detector's score lacks."
  },
  {
    "name": "checks.covered.fail",
    "unit": "points",
    "range": "0 to 40, or null",
    "default": "off",
    "meaning": "Colour of the lower face against the skin between the eyes, and what the detector's score lacks."
  },
  {
    "name": "checks.mouth_open.warn",
    "unit": "ratio",
    "range": "0 to 1, or null",
    "default": "0.2",
    "meaning": "Gap between the lips over the distance from the eyes to the chin. Only where the face is looked at closely."
  },
  {
    "name": "checks.mouth_open.fail",
    "unit": "ratio",
    "range": "0 to 1, or null",
    "default": "off",
    "meaning": "Gap between the lips over the distance from the eyes to the chin. Only where the face is looked at closely."
  },
  {
    "name": "checks.face_share.warn",
    "unit": "share",
    "range": "0 to 1, or null",
    "default": "0.08",
    "meaning": "Area of the face over the picture's; under the mark it is too small. The API's documentation advises 0.6, which no selfie has."
  },
  {
    "name": "checks.face_share.fail",
    "unit": "share",
    "range": "0 to 1, or null",
    "default": "off",
    "meaning": "Area of the face over the picture's; under the mark it is too small. The API's documentation advises 0.6, which no selfie has. With `preset: strict`: 0.05."
  },
  {
    "name": "checks.face_share_high.warn",
    "unit": "share",
    "range": "0 to 4, or null",
    "default": "0.75",
    "meaning": "Area of the face over the picture's; over the mark it is too close. The check is `face_share`."
  },
  {
    "name": "checks.face_share_high.fail",
    "unit": "share",
    "range": "0 to 4, or null",
    "default": "off",
    "meaning": "Area of the face over the picture's; over the mark it is too close. The check is `face_share`."
  },
  {
    "name": "checks.face_small.warn",
    "unit": "px",
    "range": "0 to 1080, or null",
    "default": "160",
    "meaning": "Width of the face in the picture that goes out."
  },
  {
    "name": "checks.face_small.fail",
    "unit": "px",
    "range": "0 to 1080, or null",
    "default": "off",
    "meaning": "Width of the face in the picture that goes out. With `preset: strict`: 100."
  },
  {
    "name": "checks.eye_distance.warn",
    "unit": "px",
    "range": "0 to 1080, or null",
    "default": "70",
    "meaning": "Distance between the eyes in the picture that goes out. The check is `face_small`."
  },
  {
    "name": "checks.eye_distance.fail",
    "unit": "px",
    "range": "0 to 1080, or null",
    "default": "off",
    "meaning": "Distance between the eyes in the picture that goes out. The check is `face_small`. With `preset: strict`: 45."
  },
  {
    "name": "checks.face_cut.warn",
    "unit": "share",
    "range": "0 to 1, or null",
    "default": "0.02",
    "meaning": "Largest part of the face's width or height that is beyond the picture's edge."
  },
  {
    "name": "checks.face_cut.fail",
    "unit": "share",
    "range": "0 to 1, or null",
    "default": "off",
    "meaning": "Largest part of the face's width or height that is beyond the picture's edge. With `preset: strict`: 0.15."
  },
  {
    "name": "checks.off_centre.warn",
    "unit": "share",
    "range": "0 to 1, or null",
    "default": "0.3",
    "meaning": "Distance of the face's middle from the picture's, over the picture's width or height."
  },
  {
    "name": "checks.off_centre.fail",
    "unit": "share",
    "range": "0 to 1, or null",
    "default": "off",
    "meaning": "Distance of the face's middle from the picture's, over the picture's width or height."
  },
  {
    "name": "checks.blur.warn",
    "unit": "ratio",
    "range": "0 to 4, or null",
    "default": "1.35",
    "meaning": "Steepness of the face's edges over that of the same edges blurred (directional edge ratio)."
  },
  {
    "name": "checks.blur.fail",
    "unit": "ratio",
    "range": "0 to 4, or null",
    "default": "off",
    "meaning": "Steepness of the face's edges over that of the same edges blurred (directional edge ratio). With `preset: strict`: 1.12."
  },
  {
    "name": "checks.dark.warn",
    "unit": "luma",
    "range": "0 to 255, or null",
    "default": "134",
    "meaning": "Luma that 95 % of the face stay below, and up to 45 more where the picture shows that there is light; under the mark the face is dark."
  },
  {
    "name": "checks.dark.fail",
    "unit": "luma",
    "range": "0 to 255, or null",
    "default": "off",
    "meaning": "Luma that 95 % of the face stay below, and up to 45 more where the picture shows that there is light; under the mark the face is dark. With `preset: strict`: 70."
  },
  {
    "name": "checks.bright.warn",
    "unit": "share",
    "range": "0 to 1, or null",
    "default": "0.1",
    "meaning": "Share of the face that is blown out (luma 247 and more)."
  },
  {
    "name": "checks.bright.fail",
    "unit": "share",
    "range": "0 to 1, or null",
    "default": "off",
    "meaning": "Share of the face that is blown out (luma 247 and more). With `preset: strict`: 0.35."
  },
  {
    "name": "checks.contrast.warn",
    "unit": "luma",
    "range": "0 to 255, or null",
    "default": "50",
    "meaning": "Difference between the luma that 95 % and that 5 % of the face stay below."
  },
  {
    "name": "checks.contrast.fail",
    "unit": "luma",
    "range": "0 to 255, or null",
    "default": "off",
    "meaning": "Difference between the luma that 95 % and that 5 % of the face stay below. With `preset: strict`: 25."
  },
  {
    "name": "checks.uneven_light.warn",
    "unit": "stops",
    "range": "0 to 10, or null",
    "default": "2.5",
    "meaning": "Doublings of light between one cheek and the other."
  },
  {
    "name": "checks.uneven_light.fail",
    "unit": "stops",
    "range": "0 to 10, or null",
    "default": "off",
    "meaning": "Doublings of light between one cheek and the other."
  },
  {
    "name": "checks.colour_cast.warn",
    "unit": "CIELAB units",
    "range": "0 to 200, or null",
    "default": "12",
    "meaning": "Distance of the cheeks' colour from the range of skin in CIELAB's a* and b*."
  },
  {
    "name": "checks.colour_cast.fail",
    "unit": "CIELAB units",
    "range": "0 to 200, or null",
    "default": "off",
    "meaning": "Distance of the cheeks' colour from the range of skin in CIELAB's a* and b*."
  }
];
