// The shapes that go in and come out. Those of the options are rendered from Rust.

import type { OperationCode } from './contract-types.js';
import type { CheckId } from './option-types.js';
import type { CheckKey, Texts } from './texts/types.js';

/** Who has to act so that the next try succeeds. */
export type Actor = 'caller' | 'photo' | 'policy' | 'environment';

/** A type of the platform that is not declared everywhere: `never` where it is not. */
type Platform<Name extends string> = typeof globalThis extends Record<Name, { prototype: infer Kind }> ? Kind : never;

/** In pixels. */
export interface Size {
  width: number;
  height: number;
}

/** RGBA, 8 bits a sample, alpha not premultiplied, sRGB, row by row from the top left: as `ImageData` has it. */
export interface Pixels extends Size {
  data: Uint8Array | Uint8ClampedArray;
}

/** What can be drawn on a canvas; in pages and their workers. A video shows the frame of the moment. */
export type Drawable =
  | Platform<'ImageData'>
  | Platform<'ImageBitmap'>
  | Platform<'VideoFrame'>
  | Platform<'HTMLVideoElement'>
  | Platform<'HTMLCanvasElement'>
  | Platform<'OffscreenCanvas'>;

/** A web stream of bytes, whichever library declares it: the page's, or Node's by `Readable.toWeb`. */
export interface ByteStream {
  getReader(): { read(): Promise<{ done: boolean; value?: Uint8Array | undefined }> };
}

/**
 * What holds a photo: the bytes of its file, or its pixels. A stream or a response is read to its end or cancelled.
 * A file is better than what was drawn from it: nothing of it is lost, and its result is the same everywhere.
 */
export type PhotoInput =
  | Blob
  | ArrayBufferLike
  | ArrayBufferView
  | Response
  | Request
  | ByteStream
  | Pixels
  | Drawable;

/** Formats that are left to the browser, where it reads them. Browsers may decode them differently. */
export type BrowserFormat = 'heic' | 'heif' | 'avif' | 'webp' | 'gif' | 'bmp' | 'tiff' | 'jxl' | 'jp2';

export type { CheckId, PreflightOptions, Threshold } from './option-types.js';

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
  signal?: AbortSignal | undefined;
  /** Told in order, on the thread that called. What it throws rejects the call. */
  onProgress?: ((progress: Progress) => void) | undefined;
  /**
   * Looks for the face and judges it: `true` loads the package's weights (about 100 KB) when they are first needed;
   * the bytes of `face_weights.bin` serve where they come by another way. With `'optional'` the photo is checked without
   * the face where the weights do not load, and the report says so. Default: `false`, no face is looked for.
   *
   * A second net (about 315 KB) looks closely at the face: it says whether it is one, how the head nods, whether the mouth
   * is open, and how large the head is. With `true` and `'optional'` it is loaded only where the detector is in doubt,
   * and the doubt remains where it does not load; with `'thorough'` it is loaded at once and looks at every face.
   */
  face?: boolean | 'optional' | 'thorough' | ArrayBufferLike | Uint8Array | FaceNets | undefined;
  /** Texts for the advice, such as those of `loadTexts` of `face-preflight/texts`. Default: English. */
  texts?: Texts | undefined;
}

/** The weights of each net, where they come by another way than the package's own. */
export interface FaceNets {
  /** The bytes of `face_weights.bin`. Default: the package's own. */
  detector?: ArrayBufferLike | Uint8Array | undefined;
  /**
   * The net that looks closely: `true` for every face, `false` for none, the bytes of `face_landmarks.bin` for every face
   * where they come by another way. Default: the package's own, where the detector is in doubt.
   */
  landmarks?: boolean | ArrayBufferLike | Uint8Array | undefined;
}

/** What the later call will need. */
export interface WarmUpOptions {
  /**
   * As the later call has it. With `false`, the default, what looks for faces is not loaded. `inspect` and the capture
   * element need `true`.
   */
  face?: CallOptions['face'];
}

/** What concerns the call of `inspect`. */
export interface InspectOptions {
  /** Ends the call: it rejects with code `aborted` and the signal's reason as the cause. */
  signal?: AbortSignal | undefined;
  /**
   * The bytes of `face_weights.bin`, where they come by another way than the package's own. `'thorough'` looks closely at
   * the face as well; `true`, the default, never does in a frame.
   */
  face?: true | 'thorough' | ArrayBufferLike | Uint8Array | FaceNets | undefined;
  /** Told while the WebAssembly and the weights are loaded, with the stage `load`. What it throws rejects the call. */
  onProgress?: ((progress: Progress) => void) | undefined;
  /** Texts for the advice, such as those of `loadTexts` of `face-preflight/texts`. Default: English. */
  texts?: Texts | undefined;
}

/** The photo as it came. */
export interface Source {
  format: 'jpeg' | 'png' | 'pixels' | BrowserFormat;
  /**
   * JPEG: `baseline`, `extended`, `progressive`; PNG: `plain`, `interlaced`; pixels: `RGBA`; a format that the browser
   * decoded: `browser`.
   */
  coding: string;
  /** In pixels as stored, before the orientation is applied. */
  width: number;
  height: number;
  /** EXIF orientation, 1 to 8. */
  orientation: number;
  /** Size of the file, or of the pixels; null while only its beginning has been read. */
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
  /** Quality on the encoder's own scale, 1 to 100; with `effort: 'thorough'` that of the usual file. */
  quality: number;
  /** Quality of equal fidelity on the usual scale, 1 to 100; with `effort: 'thorough'` that of the usual file. */
  equivalentQuality: number;
  subsampling: '4:2:0' | '4:4:4';
  coding: 'baseline' | 'progressive';
  /** How long its best form was searched for. */
  effort: 'usual' | 'thorough';
  /** Whether the picture was cut to the face (`crop: 'face'`). Liveness is not looked for in such a picture. */
  cropped: boolean;
}

/** One question asked of the photo, with what was measured. */
export interface Check {
  id: CheckId;
  /**
   * A warning is what the person can do better. A note is what an engineer may want to know: it is no warning, and is not
   * for the person.
   */
  status: 'pass' | 'note' | 'warn' | 'fail' | 'skipped';
  value: number | string | null;
  limit: number | string | null;
  unit: string;
  /**
   * Names what to tell: the check's id and a variant, for example `face_share.too_far`; null when it passed or was not
   * measured.
   */
  key: CheckKey | null;
  /**
   * What the person can do, in the language of the call's `texts`; with a note what was found, for an engineer. Null when
   * it passed.
   */
  advice: string | null;
  /** The API's answer that this check prevents. */
  apiCode: OperationCode | null;
}

/** A point in pixels; outside of the picture where the face is cut. */
export interface Keypoint {
  x: number;
  y: number;
}

/** An upright rectangle in pixels. */
export interface Box extends Keypoint, Size {}

/** A face that was found. */
export interface Face {
  /** How sure the detector is, 0.5 to 1. */
  score: number;
  /** From the brows to the chin. */
  box: Box;
  /**
   * The eye on the left of the picture (the person's right one), the other eye, tip of the nose, middle of the mouth,
   * the ear on the left of the picture, the other ear.
   */
  keypoints: [Keypoint, Keypoint, Keypoint, Keypoint, Keypoint, Keypoint];
}

/** Everything that was found out about one photo. */
export interface Report {
  source: Source;
  /** Null where no usable picture could be made. */
  output: Output | null;
  checks: Check[];
  /**
   * The faces, in pixels of the picture that goes out, the one that the checks are about first: the largest certain
   * one (a score of at least 0.85), or else the likeliest (at least 0.5). Others beside it are certain, likely (at least
   * 0.7) or confirmed by the second net (at least 0.5). Only with `face`.
   */
  faces?: Face[];
  /**
   * The weights of the face detector did not load, so that nothing is said about the face. Only with
   * `face: 'optional'`.
   */
  faceUnavailable?: true;
}

interface PhotoOfEither {
  /** The source, the output and every check. */
  readonly report: Report;
  /** Width of the picture in pixels; 0 without one. */
  readonly width: number;
  /** Height of the picture in pixels; 0 without one. */
  readonly height: number;
  /**
   * The picture in Base64 (RFC 4648 §4), as the API takes it.
   * @throws `PreflightError` of code `no_picture`
   */
  base64(): string;
  /**
   * The picture as a Blob of type image/jpeg.
   * @throws `PreflightError` of code `no_picture`
   */
  blob(): Blob;
}

/** A photo that can be sent: no check failed. */
export interface OkPhoto extends PhotoOfEither {
  readonly ok: true;
  /** The picture as a metadata-free JPEG. */
  readonly jpeg: Uint8Array<ArrayBuffer>;
}

/** A photo with a failed check. */
export interface RefusedPhoto extends PhotoOfEither {
  readonly ok: false;
  /** The picture as a metadata-free JPEG; null where no usable one could be made. */
  readonly jpeg: Uint8Array<ArrayBuffer> | null;
}

/** What came of a photo: the picture to send and everything that was found out. */
export type Photo = OkPhoto | RefusedPhoto;

/** What one frame shows. */
export interface Inspection extends Size {
  /**
   * The faces, in the frame's own pixels, the one that the checks are about first: the largest certain one (a score of
   * at least 0.85), or else the likeliest (at least 0.5). Others beside it are certain, likely (at least 0.7) or confirmed
   * by the second net (at least 0.5).
   */
  faces: Face[];
  /** The checks of the face. */
  checks: Check[];
}
