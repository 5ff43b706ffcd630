// The shapes that go in and come out. Units, ranges and defaults of the options stand in the README.

/** Who has to act so that the next try succeeds. */
export type Actor = 'caller' | 'photo' | 'policy' | 'environment';

/** What holds a photo's bytes. A stream or a response is read to its end or cancelled. */
export type PhotoInput = Blob | ArrayBufferLike | ArrayBufferView | Response | Request | ReadableStream<Uint8Array>;

/** The marks of one check: past `warn` it warns, past `fail` it fails; `null` switches a mark off. */
export interface Threshold {
  warn?: number | null;
  fail?: number | null;
}

/** What a caller may choose; whatever is left out keeps its default, which suits the API. */
export interface PreflightOptions {
  /** What to do with a photo that is not higher than wide. Default: `'fail'`. */
  landscape?: 'fail' | 'crop' | 'allow';
  /** Whether the quality floor or the byte window wins when both cannot hold. Default: `'quality'`. */
  prefer?: 'quality' | 'size';
  /** How much of the photo's detail is read before scaling. Default: `'best'`. */
  fidelity?: 'best' | 'fast';
  /** Chroma resolution of the JPEG that comes out. Default: `'4:2:0'`. */
  subsampling?: '4:2:0' | '4:4:4';
  /** Size and bytes of the picture that comes out. */
  target?: {
    shorterSidePx?: number;
    minWidthPx?: number;
    minHeightPx?: number;
    maxWidthPx?: number;
    maxHeightPx?: number;
    windowMinBytes?: number;
    windowMaxBytes?: number;
    hardLimitBytes?: number;
    qualityFloor?: number;
    qualityCeiling?: number;
  };
  /** What a photo may ask of the machine; checked from its header, before memory is taken. */
  limits?: {
    sourceBytes?: number;
    sourcePixels?: number;
    memoryBytes?: number;
    scans?: number;
  };
  /** Marks of the measured checks, by the check's id. */
  checks?: Record<string, Threshold>;
}

/** Where a call stands. `fraction` runs from 0 to 1 and is null while the input's length is unknown. */
export interface Progress {
  /** `load` the wasm, `read` and decode the input, `finish` the picture, `done`. */
  stage: 'load' | 'read' | 'finish' | 'done';
  loadedBytes: number;
  totalBytes: number | null;
  fraction: number | null;
}

/** What concerns the call and not the picture. */
export interface CallOptions {
  /** Ends the call: it rejects with code `aborted` and the signal's reason as the cause. */
  signal?: AbortSignal;
  /** Told in order, on the thread that called. What it throws rejects the call. */
  onProgress?: (progress: Progress) => void;
}

/** The photo as it came. */
export interface Source {
  format: 'jpeg' | 'png';
  /** JPEG: `baseline`, `extended`, `progressive`; PNG: `plain`, `interlaced`. */
  coding: string;
  /** In pixels as stored, before the orientation is applied. */
  width: number;
  height: number;
  /** EXIF orientation, 1 to 8. */
  orientation: number;
  /** Size of the file; null while only its beginning has been read. */
  bytes: number | null;
  components: number;
  bitDepth: number;
  /** Colour model as stored: `YCbCr`, `grey`, `RGB`, `CMYK`, `YCCK`, `palette`, …. */
  colour: string;
  subsampling: string | null;
  /** Quality of the JPEG's luma table on the usual scale, 1 to 100. */
  quality: number | null;
  /** Name of the embedded ICC profile. */
  profile: string | null;
}

/** The picture that goes out. */
export interface Output {
  width: number;
  height: number;
  /** Size of the JPEG, before Base64. */
  bytes: number;
  /** Length of the Base64 form in characters. */
  base64Length: number;
  /** Quality on the encoder's own scale, 1 to 100. */
  quality: number;
  /** Quality of equal fidelity on the usual scale, 1 to 100. */
  equivalentQuality: number;
  subsampling: '4:2:0' | '4:4:4';
}

/** One question asked of the photo, with what was measured. */
export interface Check {
  id: string;
  status: 'pass' | 'warn' | 'fail' | 'skipped';
  value: number | string | null;
  limit: number | string | null;
  unit: string;
  /** What the person can do, in plain words; null when it passed. */
  advice: string | null;
  /** The API's answer that this check prevents. */
  apiCode: string | null;
}

/** Everything that was found out about one photo. */
export interface Report {
  source: Source;
  /** Null where no usable picture could be made. */
  output: Output | null;
  checks: Check[];
}
