// The shapes that go in and come out. Those of the options are rendered from Rust.

import type { CheckId } from './option-types.js';

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
  | ReadableStream<Uint8Array>
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
  signal?: AbortSignal;
  /** Told in order, on the thread that called. What it throws rejects the call. */
  onProgress?: (progress: Progress) => void;
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
  /** Quality on the encoder's own scale, 1 to 100. */
  quality: number;
  /** Quality of equal fidelity on the usual scale, 1 to 100. */
  equivalentQuality: number;
  subsampling: '4:2:0' | '4:4:4';
}

/** One question asked of the photo, with what was measured. */
export interface Check {
  id: CheckId;
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
