// Serves the page's files, read from the disk at each request: they are few and small. They were compressed when they
// were built.

import { createHash } from 'node:crypto';
import { readFile, realpath, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** @type {Record<string, string>} */
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.bin': 'application/octet-stream',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.ico': 'image/x-icon',
  '.webmanifest': 'application/manifest+json',
  '.txt': 'text/plain; charset=utf-8',
};

/** The page needs nothing from elsewhere and the wasm's compilation; its camera and nothing else of the device. */
export const PAGE_HEADERS = {
  'content-security-policy':
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' blob:; media-src 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
  'permissions-policy': 'camera=(self), microphone=(), geolocation=()',
  // Not `no-referrer`: under it a form that is sent without JavaScript has the origin `null`, which is refused.
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-cache',
};

/** A file whose name says its content: another version has another name. */
const NAMED_BY_CONTENT = /-[A-Z0-9]{8}\.js$/;

/** How long the file of a name may be kept without asking for it again. @param {string} name */
export function cacheControlOf(name) {
  return NAMED_BY_CONTENT.test(name) ? 'public, max-age=31536000, immutable' : PAGE_HEADERS['cache-control'];
}

/** How a compressed file ends, by the coding's name in HTTP; the smallest first. */
const CODINGS = { br: '.br', gzip: '.gz' };

/**
 * @param {URL} folder
 * @returns {(request: Request) => Promise<Response | undefined>} nothing when no file fits
 */
export function staticFiles(folder) {
  return async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return undefined;
    }
    const name = safeName(new URL(request.url).pathname.slice(1));
    const type = name === undefined ? undefined : TYPES[extname(name)];
    if (name === undefined || type === undefined) {
      return undefined;
    }
    const found = await smallest(folder, name, request.headers.get('accept-encoding') ?? '');
    if (!found) {
      return undefined;
    }
    const etag = etagOf(found.bytes);
    const headers = { ...PAGE_HEADERS, 'cache-control': cacheControlOf(name), etag, vary: 'accept-encoding' };
    if (isNamedIn(request.headers.get('if-none-match') ?? '', etag)) {
      return new Response(null, { status: 304, headers });
    }
    return new Response(request.method === 'HEAD' ? null : found.bytes, {
      headers: {
        ...headers,
        'content-type': type,
        'content-length': String(found.bytes.length),
        ...(found.coding && { 'content-encoding': found.coding }),
      },
    });
  };
}

/** A coded file has one of its own. @param {Uint8Array} bytes */
function etagOf(bytes) {
  return `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
}

/** A proxy that changes the coding makes a strong one weak; either will do for a GET. @param {string} header @param {string} etag */
function isNamedIn(header, etag) {
  return header.split(',').some((part) => ['*', etag].includes(part.trim().replace(/^W\//, '')));
}

/**
 * @param {URL} folder
 * @param {string} name
 * @param {string} accepted the header `Accept-Encoding`
 * @returns {Promise<{ bytes: Buffer<ArrayBuffer>, coding?: string } | undefined>}
 */
async function smallest(folder, name, accepted) {
  for (const [coding, ending] of Object.entries(CODINGS)) {
    const bytes = accepts(accepted, coding) ? await readInside(folder, name + ending) : undefined;
    if (bytes) {
      return { bytes, coding };
    }
  }
  const bytes = await readInside(folder, name);
  return bytes && { bytes };
}

/** Only what is named counts: `*` is rare, and a plain file is never wrong. @param {string} header @param {string} coding */
function accepts(header, coding) {
  return header.split(',').some((part) => {
    const [name = '', weight = ''] = part.toLowerCase().replaceAll(/\s/g, '').split(';');
    return name === coding && !/^q=0(\.0*)?$/.test(weight);
  });
}

/** A file's name below the folder: no hidden file, no way up, no encoded tricks. @param {string} path */
function safeName(path) {
  const name = path === '' || path.endsWith('/') ? `${path}index.html` : path;
  return name.split('/').every((part) => /^[A-Za-z0-9_][\w.-]*$/.test(part)) ? name : undefined;
}

/** @param {URL} folder @param {string} name */
async function readInside(folder, name) {
  try {
    const root = await realpath(fileURLToPath(folder));
    const path = await realpath(fileURLToPath(new URL(name, folder)));
    // A symbolic link must not lead out.
    if (!path.startsWith(`${root}/`) || !(await stat(path)).isFile()) {
      return undefined;
    }
    return await readFile(path);
  } catch {
    return undefined;
  }
}
