// Rendered by `cargo xtask render` from the tables in src/. Do not edit.

/** The marks of one check: past `warn` it warns, past `fail` it fails; `null` switches a mark off. */
export interface Threshold {
  warn?: number | null | undefined;
  fail?: number | null | undefined;
}

/** Names of the checks, in the order of the report. */
export type CheckId = 'portrait' | 'resolution' | 'bytes' | 'intact' | 'source_quality' | 'blocky' | 'colour_profile' | 'blank' | 'grey' | 'frame_dark' | 'frame_bright' | 'no_face' | 'many_faces' | 'turned_photo' | 'tilt' | 'yaw' | 'pitch' | 'covered' | 'mouth_open' | 'face_share' | 'face_small' | 'face_cut' | 'off_centre' | 'blur' | 'dark' | 'bright' | 'contrast' | 'uneven_light' | 'colour_cast';

/** What a caller may choose; whatever is left out keeps its default, which suits the API. */
export interface PreflightOptions {
  /** What to do with a photo that is not higher than wide. Default: fail. */
  landscape?: 'fail' | 'crop' | 'allow' | undefined;
  /** Whether the picture is cut to the face, where a detector finds one. Such a picture is not for liveness checks, which look at the surroundings. Default: none. */
  crop?: 'none' | 'face' | undefined;
  /** Which rule wins when floor and window cannot both hold. Default: quality. */
  prefer?: 'quality' | 'size' | undefined;
  /** How much of the photo's detail is read before scaling. Default: best. */
  fidelity?: 'best' | 'fast' | undefined;
  /** Chroma resolution of the JPEG that comes out. Default: 4:2:0. */
  subsampling?: '4:2:0' | '4:4:4' | undefined;
  /** How the JPEG that comes out is written: in one scan, or in several, low frequencies first, which takes more memory to read. Default: baseline. */
  coding?: 'baseline' | 'progressive' | undefined;
  /** How long the best picture in the allowed bytes is searched for: `thorough` fits tables and prices to the picture too, which takes some thirty times as long; for servers and batches. Default: usual. */
  effort?: 'usual' | 'thorough' | undefined;
  /** How much the checks refuse: only what the API certainly does, or also what a careful reviewer would send back. `strict` needs the face detector. Default: advise. */
  preset?: 'advise' | 'strict' | undefined;
  /** Size and bytes of the picture that comes out. */
  target?: {
    /** Length that the shorter side is scaled down to; never enlarged. Unit: px. Range: 480 to 1080. Default: 720. */
    shorterSidePx?: number | undefined;
    /** Smallest width that the API takes. Unit: px. Range: 1 to 1080. Default: 480. */
    minWidthPx?: number | undefined;
    /** Smallest height that the API takes. Unit: px. Range: 1 to 1920. Default: 640. */
    minHeightPx?: number | undefined;
    /** Largest width that the API takes. Unit: px. Range: 16 to 4096. Default: 1080. */
    maxWidthPx?: number | undefined;
    /** Largest height that the API takes; a longer side is scaled down to it. Unit: px. Range: 16 to 4096. Default: 1920. */
    maxHeightPx?: number | undefined;
    /** Lower end of the recommended window of the file's size. Unit: bytes. Range: 0 to 10000000. Default: 50000. */
    windowMinBytes?: number | undefined;
    /** Upper end of the recommended window: the quality is chosen to fit under it. Unit: bytes. Range: 1000 to 10000000. Default: 100000. */
    windowMaxBytes?: number | undefined;
    /** Size that the file never passes, before Base64 (0.6 MB read as the smaller unit). Unit: bytes. Range: 1000 to 10000000. Default: 600000. */
    hardLimitBytes?: number | undefined;
    /** Quality under which the window does not push, on the usual scale (ITU-T T.81 Annex K tables as libjpeg scales them): the API's "compression rate above 0.9". Unit: quality. Range: 1 to 100. Default: 90. */
    qualityFloor?: number | undefined;
    /** Quality over which nothing is gained, on the same scale. Unit: quality. Range: 1 to 100. Default: 95. */
    qualityCeiling?: number | undefined;
    /** Share of the picture that the face takes after `crop: face`; less where room around it would be missing. Unit: share. Range: 0.1 to 0.6. Default: 0.45. */
    faceShare?: number | undefined;
  } | undefined;
  /** What a photo may ask of the machine; checked from its header, before memory is taken. By name: `'device'`, the default, or `'server'`. */
  limits?: 'device' | 'server' | {
    /** Largest file. Unit: bytes. Range: 1 to 1073741824. Default: 104857600. */
    sourceBytes?: number | undefined;
    /** Largest picture, stored width times height. Unit: px. Range: 1 to 4294836225. Default: 250000000. */
    sourcePixels?: number | undefined;
    /** Largest working memory of the decoder (coefficients of progressive files, rows). Unit: bytes. Range: 1048576 to 2147483648. Default: 67108864. */
    memoryBytes?: number | undefined;
    /** Most scans of a progressive file. Unit: scans. Range: 1 to 100000. Default: 500. */
    scans?: number | undefined;
    /** Most work of the decoder: blocks of 8 x 8 samples that are read or corrected, counted again in each scan. Of a PNG: 64 samples each, and one for each sample that it has beyond 64 for a byte of its file. Unit: blocks. Range: 1 to 1000000000000. Default: 50000000. */
    work?: number | undefined;
  } | undefined;
  /** Marks of the measured checks, by the check's id. */
  checks?: {
    /** Spread of the luma below which the picture counts as blank. Unit: luma. Range: 0 to 128, or null. Default: warn 20, fail 6. */
    blank?: Threshold | undefined;
    /** Quality of the photo's own JPEG coding below which its artefacts show. Unit: quality. Range: 0 to 100, or null. Default: warn 50, fail 20. */
    source_quality?: Threshold | undefined;
    /** How much steeper the steps of luma are at the borders of 8 × 8 blocks than elsewhere. Unit: ratio. Range: 1 to 20, or null. Default: warn 1.6, fail off. */
    blocky?: Threshold | undefined;
    /** Distance between the largest and the smallest of red, green and blue that 99 % of the picture do not pass. Unit: levels. Range: 0 to 255, or null. Default: warn 8, fail off. */
    grey?: Threshold | undefined;
    /** Luma that 95 % of the picture stay below; under the mark the picture is dark. Unit: luma. Range: 0 to 255, or null. Default: warn 90, fail 40. */
    frame_dark?: Threshold | undefined;
    /** Share of the picture that is blown out (luma 247 and more). Unit: share. Range: 0 to 1, or null. Default: warn 0.5, fail 0.9. */
    frame_bright?: Threshold | undefined;
    /** How sure the detector is of the likeliest face; under the mark there may be none. Unit: score. Range: 0 to 1, or null. Default: warn 0.85, fail 0.5. */
    no_face?: Threshold | undefined;
    /** Area of the second largest face over the largest's. Unit: ratio. Range: 0 to 1, or null. Default: warn 0.15, fail off. */
    many_faces?: Threshold | undefined;
    /** Angle between the face and the upright, to the nearest quarter turn. Unit: degrees. Range: 0 to 180, or null. Default: warn 45, fail off. */
    turned_photo?: Threshold | undefined;
    /** Angle between the eye line and the nearest quarter turn. Unit: degrees. Range: 0 to 60, or null. Default: warn 20, fail off. */
    tilt?: Threshold | undefined;
    /** Distance of the nose from the line through eyes and mouth, over the distance between the eyes. Unit: eye distances. Range: 0 to 2, or null. Default: warn 0.3, fail off. */
    yaw?: Threshold | undefined;
    /** By how much the head is raised or lowered. Only where the face is looked at closely. Unit: degrees. Range: 0 to 90, or null. Default: warn 21, fail off. */
    pitch?: Threshold | undefined;
    /** Colour of the lower face against the skin between the eyes, and what the detector's score lacks. Unit: points. Range: 0 to 40, or null. Default: warn 2.8, fail off. */
    covered?: Threshold | undefined;
    /** Gap between the lips over the distance from the eyes to the chin. Only where the face is looked at closely. Unit: ratio. Range: 0 to 1, or null. Default: warn 0.2, fail off. */
    mouth_open?: Threshold | undefined;
    /** Area of the face over the picture's; under the mark it is too small. The API's documentation advises 0.6, which no selfie has. Unit: share. Range: 0 to 1, or null. Default: warn 0.08, fail off. */
    face_share?: Threshold | undefined;
    /** Area of the face over the picture's; over the mark it is too close. The check is `face_share`. Unit: share. Range: 0 to 4, or null. Default: warn 0.75, fail off. */
    face_share_high?: Threshold | undefined;
    /** Width of the face in the picture that goes out. Unit: px. Range: 0 to 1080, or null. Default: warn 160, fail off. */
    face_small?: Threshold | undefined;
    /** Distance between the eyes in the picture that goes out. The check is `face_small`. Unit: px. Range: 0 to 1080, or null. Default: warn 70, fail off. */
    eye_distance?: Threshold | undefined;
    /** Largest part of the face's width or height that is beyond the picture's edge. Unit: share. Range: 0 to 1, or null. Default: warn 0.02, fail off. */
    face_cut?: Threshold | undefined;
    /** Distance of the face's middle from the picture's, over the picture's width or height. Unit: share. Range: 0 to 1, or null. Default: warn 0.3, fail off. */
    off_centre?: Threshold | undefined;
    /** Steepness of the face's edges over that of the same edges blurred (directional edge ratio). Unit: ratio. Range: 0 to 4, or null. Default: warn 1.35, fail off. */
    blur?: Threshold | undefined;
    /** Luma that 95 % of the face stay below, and up to 45 more where the picture shows that there is light; under the mark the face is dark. Unit: luma. Range: 0 to 255, or null. Default: warn 134, fail off. */
    dark?: Threshold | undefined;
    /** Share of the face that is blown out (luma 247 and more). Unit: share. Range: 0 to 1, or null. Default: warn 0.1, fail off. */
    bright?: Threshold | undefined;
    /** Difference between the luma that 95 % and that 5 % of the face stay below. Unit: luma. Range: 0 to 255, or null. Default: warn 50, fail off. */
    contrast?: Threshold | undefined;
    /** Doublings of light between one cheek and the other. Unit: stops. Range: 0 to 10, or null. Default: warn 2.5, fail off. */
    uneven_light?: Threshold | undefined;
    /** Distance of the cheeks' colour from the range of skin in CIELAB's a* and b*. Unit: CIELAB units. Range: 0 to 200, or null. Default: warn 12, fail off. */
    colour_cast?: Threshold | undefined;
  } | undefined;
}
