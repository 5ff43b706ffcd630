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
  }
];
