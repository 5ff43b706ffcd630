// Rendered by `cargo xtask render` from the tables in src/. Do not edit.

/** The marks of one check: past `warn` it warns, past `fail` it fails; `null` switches a mark off. */
export interface Threshold {
  warn?: number | null;
  fail?: number | null;
}

/** Names of the checks, in the order of the report. */
export type CheckId = 'portrait' | 'resolution' | 'bytes' | 'intact' | 'source_quality' | 'colour_profile' | 'blank' | 'frame_dark' | 'frame_bright';

/** What a caller may choose; whatever is left out keeps its default, which suits the API. */
export interface PreflightOptions {
  /** What to do with a photo that is not higher than wide. Default: fail. */
  landscape?: 'fail' | 'crop' | 'allow';
  /** Which rule wins when floor and window cannot both hold. Default: quality. */
  prefer?: 'quality' | 'size';
  /** How much of the photo's detail is read before scaling. Default: best. */
  fidelity?: 'best' | 'fast';
  /** Chroma resolution of the JPEG that comes out. Default: 4:2:0. */
  subsampling?: '4:2:0' | '4:4:4';
  /** Size and bytes of the picture that comes out. */
  target?: {
    /** Length that the shorter side is scaled down to; never enlarged. Unit: px. Range: 480 to 1080. Default: 720. */
    shorterSidePx?: number;
    /** Smallest width that the API takes. Unit: px. Range: 1 to 1080. Default: 480. */
    minWidthPx?: number;
    /** Smallest height that the API takes. Unit: px. Range: 1 to 1920. Default: 640. */
    minHeightPx?: number;
    /** Largest width that the API takes. Unit: px. Range: 16 to 4096. Default: 1080. */
    maxWidthPx?: number;
    /** Largest height that the API takes; a longer side is scaled down to it. Unit: px. Range: 16 to 4096. Default: 1920. */
    maxHeightPx?: number;
    /** Lower end of the recommended window of the file's size. Unit: bytes. Range: 0 to 10000000. Default: 50000. */
    windowMinBytes?: number;
    /** Upper end of the recommended window: the quality is chosen to fit under it. Unit: bytes. Range: 1000 to 10000000. Default: 100000. */
    windowMaxBytes?: number;
    /** Size that the file never passes, before Base64 (0.6 MB read as the smaller unit). Unit: bytes. Range: 1000 to 10000000. Default: 600000. */
    hardLimitBytes?: number;
    /** Quality under which the window does not push, on the usual scale (ITU-T T.81 Annex K tables as libjpeg scales them): the API's "compression rate above 0.9". Unit: quality. Range: 1 to 100. Default: 90. */
    qualityFloor?: number;
    /** Quality over which nothing is gained, on the same scale. Unit: quality. Range: 1 to 100. Default: 95. */
    qualityCeiling?: number;
  };
  /** What a photo may ask of the machine; checked from its header, before memory is taken. */
  limits?: {
    /** Largest file. Unit: bytes. Range: 1 to 1073741824. Default: 104857600. */
    sourceBytes?: number;
    /** Largest picture, stored width times height. Unit: px. Range: 1 to 4294836225. Default: 250000000. */
    sourcePixels?: number;
    /** Largest working memory of the decoder (coefficients of progressive files, rows). Unit: bytes. Range: 1048576 to 2147483648. Default: 67108864. */
    memoryBytes?: number;
    /** Most scans of a progressive file. Unit: scans. Range: 1 to 100000. Default: 500. */
    scans?: number;
  };
  /** Marks of the measured checks, by the check's id. */
  checks?: {
    /** Spread of the luma below which the picture counts as blank. Unit: luma. Range: 0 to 128, or null. Default: warn 20, fail 6. */
    blank?: Threshold;
    /** Quality of the photo's own JPEG coding below which its artefacts show. Unit: quality. Range: 0 to 100, or null. Default: warn 50, fail 20. */
    source_quality?: Threshold;
    /** Luma that 95 % of the picture stay below; under the mark the picture is dark. Unit: luma. Range: 0 to 255, or null. Default: warn 90, fail 40. */
    frame_dark?: Threshold;
    /** Share of the picture that is blown out (luma 247 and more). Unit: share. Range: 0 to 1, or null. Default: warn 0.5, fail 0.9. */
    frame_bright?: Threshold;
  };
}
