// What users write: the right use compiles, each wrong use is an error.
import {
  PreflightError,
  buildRequest,
  type contract,
  explain,
  inspect,
  preflight,
  probe,
  version,
  type Check,
  type Face,
  type Inspection,
  type Photo,
  type Pixels,
  type PreflightOptions,
  type Progress,
  type Report,
  type Source,
} from 'face-preflight';
import { contract as sameContract } from 'face-preflight/contract';
import * as inline from 'face-preflight/inline';

declare const file: File;

export async function right(): Promise<void> {
  const controller = new AbortController();
  const options: PreflightOptions = {
    landscape: 'crop',
    target: { shorterSidePx: 600 },
    checks: { blank: { fail: null } },
  };
  const onProgress = ({ stage, fraction }: Progress) => `${stage} ${fraction?.toFixed(2)}`;
  const photo: Photo = await preflight(file, options, { signal: controller.signal, onProgress });
  const report: Report = photo.report;
  const failed: Check[] = report.checks.filter((check) => check.status === 'fail');
  const size: number = report.output?.bytes ?? failed.length;
  const jpeg: Uint8Array | null = photo.jpeg;
  const blob: Blob = photo.blob();
  const source: Source = await probe(await fetch('/photo.jpg'));
  await preflight(new ArrayBuffer(8));
  await preflight(new Uint8Array(8).subarray(2));
  await preflight(new DataView(new ArrayBuffer(8)));
  await preflight(blob.stream());
  const video: HTMLVideoElement = document.createElement('video');
  await preflight(video);
  await preflight(await createImageBitmap(blob));
  await preflight(new ImageData(1, 1));
  await preflight(new OffscreenCanvas(1, 1));
  const pixels: Pixels = { data: new Uint8Array(4), width: 1, height: 1 };
  await preflight(pixels);
  const judged = await preflight(file, { preset: 'strict' }, { face: true });
  const noses: number[] | undefined = judged.report.faces?.map(({ keypoints }) => keypoints[2].x);
  await preflight(file, {}, { face: new Uint8Array(8) });
  const inspection: Inspection = await inspect(
    video,
    { checks: { tilt: { warn: 20 } } },
    { signal: controller.signal },
  );
  const widest: Face | undefined = inspection.faces[0];
  console.log(noses, widest?.box.width, inspection.checks.length);
  const payload = buildRequest({
    source: photo,
    bizId: 'a',
    userId: 'b',
    mode: 'search',
    groups: ['g'],
  });
  const code: 'FACE_IDU_MIN' = payload.ProductCode;
  const words: string = explain(233).advice + explain('Success').meaning + version + photo.base64() + code;
  const same: typeof contract = sameContract;
  const samePhoto: Photo = await (inline.preflight satisfies typeof preflight)(file, options);
  try {
    await preflight(file);
  } catch (error) {
    if (error instanceof PreflightError && error.actor === 'photo') {
      console.log(error.code, error.details['found']);
    }
  }
  console.log(size, jpeg, source.orientation, words, same, samePhoto.ok);
}

export async function wrong(photo: Photo, pixels: Pixels): Promise<void> {
  // @ts-expect-error a path is no photo for this entry either
  await inline.preflight('photo.jpg');
  // @ts-expect-error a path is no photo
  await preflight('photo.jpg');
  // @ts-expect-error a file input is no photo
  await preflight(document.createElement('input'));
  // @ts-expect-error an image element has the file's address, not its pixels
  await preflight(new Image());
  // @ts-expect-error 8 bits a sample are needed
  await preflight({ data: new Float32Array(4), width: 1, height: 1 });
  // @ts-expect-error it belongs into the next argument
  await preflight(file, { face: true });
  // @ts-expect-error a file is no frame
  await inspect(file);
  // @ts-expect-error progress is an object
  await inspect(pixels, {}, { onProgress: (stage: string) => stage });
  // @ts-expect-error misspelt
  await preflight(file, { landscap: 'crop' });
  // @ts-expect-error no such choice
  await preflight(file, { landscape: 'rotate' });
  // @ts-expect-error a number is needed
  await preflight(file, { target: { shorterSidePx: '720' } });
  // @ts-expect-error the signal belongs into the next argument
  await preflight(file, { signal: new AbortController().signal });
  // @ts-expect-error the picture may be missing
  photo.jpeg.byteLength;
  // @ts-expect-error the output may be missing
  photo.report.output.bytes;
  // @ts-expect-error a method
  photo.base64.length.toFixed().x;
  // @ts-expect-error no such status
  photo.report.checks.filter((check) => check.status === 'failed');
}
