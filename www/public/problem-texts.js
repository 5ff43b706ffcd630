// What went wrong, for the person: what happened, what to do, and whether trying the same again makes sense.

import { CameraError } from './camera.js';
import { PreflightError, explain } from './package.js';

/** @import { UnreachableAnswer } from './package.js' */

/**
 * @typedef {object} Problem
 * @property {string} title
 * @property {string} text what to do
 * @property {boolean} again whether the same photo or request may succeed
 * @property {string | null} code for engineers
 */

/** Photos that cannot be read: a title and, where there is more to say than the package does, the way on. */
/** @type {Record<string, { title: string, text?: string }>} */
const PHOTO_PROBLEMS = {
  empty_input: { title: 'The file is empty' },
  unsupported_format: { title: 'This file is not a photo that can be read here' },
  unsupported_coding: { title: 'This kind of photo cannot be read' },
  truncated: {
    title: 'A part of the photo is missing',
    text: 'The file ends too early. Download or copy it once more, or choose another photo.',
  },
  corrupt: {
    title: 'The photo’s file is damaged',
    text: 'Download or copy it once more, or choose another photo.',
  },
  limit_exceeded: { title: 'The photo is too large' },
  input_failed: {
    title: 'The photo could not be read',
    text: 'It may have been moved or deleted. Please choose it again.',
  },
  load_failed: { title: 'A part of this page is missing' },
  canvas_blocked: {
    title: 'Your browser hides the picture from this page',
    text:
      'Its privacy protection changes what pages read of pictures. Choose a JPEG or PNG photo, which needs no such ' +
      'reading, or allow it for this page (Firefox: “Extract canvas data”; Brave: Shields) and try again.',
  },
};

/** @param {string} found */
function formatAdvice(found) {
  if (/hei[cf]/i.test(found)) {
    return (
      'It is a HEIC photo, the iPhone’s own format. Use the camera here, or set Camera › Formats to ' +
      '“Most Compatible”, or share it as JPEG.'
    );
  }
  if (/webp|avif|gif|bmp|tiff/i.test(found)) {
    return `It is ${found}. Save or export it as JPEG and choose it again, or use the camera here.`;
  }
  return 'Please choose a photo, or use the camera here.';
}

/** @type {Record<UnreachableAnswer['reason'], Omit<Problem, 'code'>>} */
const UNREACHABLE_PROBLEMS = {
  offline: {
    title: 'You are offline',
    text: 'Your photo is ready and stays here. Send it when the connection is back.',
    again: true,
  },
  unreachable: {
    title: 'The service cannot be reached',
    text: 'Your photo is ready and stays here. Try again in a moment.',
    again: true,
  },
  timeout: {
    title: 'The answer takes too long',
    text: 'Try again in a moment. Trying twice does not count twice.',
    again: true,
  },
  not_understood: {
    title: 'The answer cannot be read',
    text: 'Something is wrong on our side, not with your photo. Please try again later.',
    again: true,
  },
};

/** @type {Record<CameraError['reason'], Omit<Problem, 'code'>>} */
const CAMERA_PROBLEMS = {
  denied: {
    title: 'The camera is blocked for this page',
    text: 'Allow it beside the page’s address (the camera or lock symbol) and try again. Or go on without it:',
    again: true,
  },
  missing: {
    title: 'No camera was found',
    text: 'Connect one and try again. Or go on without it:',
    again: true,
  },
  busy: {
    title: 'The camera is in use',
    text: 'Close the other program or call that uses it and try again. Or go on without it:',
    again: true,
  },
  insecure: {
    title: 'The camera needs a secure page',
    text: 'Browsers give the camera to https pages only. Go on without it:',
    again: false,
  },
  unsupported: {
    title: 'This browser gives no camera',
    text: 'Open the page in Chrome, Firefox or Safari itself, not inside another app. Or go on without it:',
    again: false,
  },
  failed: { title: 'The camera does not start', text: 'Try again. Or go on without it:', again: true },
};

/** @param {UnreachableAnswer} answer @returns {Problem} */
export function describeUnreachable({ reason }) {
  return { ...UNREACHABLE_PROBLEMS[reason], code: null };
}

/**
 * @param {unknown} error
 * @returns {Problem | null} null when the person stopped it
 */
export function describe(error) {
  if (error instanceof CameraError) {
    return { ...CAMERA_PROBLEMS[error.reason], code: null };
  }
  if (error instanceof PreflightError) {
    return error.code === 'aborted' ? null : describePreflight(error);
  }
  if (/** @type {Error} */ (error)?.name === 'AbortError') {
    return null;
  }
  return {
    title: 'Something went wrong',
    text: 'It is not your photo’s fault. Please try again.',
    again: true,
    code: String(error),
  };
}

/** @param {InstanceType<typeof PreflightError>} error @returns {Problem} */
function describePreflight({ code, actor, details, message }) {
  const { forPerson } = explain(code);
  const words = PHOTO_PROBLEMS[code];
  const text = code === 'unsupported_format' ? formatAdvice(String(details.found ?? '')) : words?.text;
  return {
    title: words?.title ?? 'Something went wrong',
    text: text ?? forPerson,
    again: actor === 'environment',
    code: `${code}: ${message}`,
  };
}
