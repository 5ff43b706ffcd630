// The answer as a plain page, for a form that was sent without JavaScript.

import { escapeHtml } from '../../lib/escape-html.js';

const STYLE =
  ':root{color-scheme:light dark;font:1.125rem/1.5 system-ui,sans-serif}main{max-width:34rem;margin:10vh auto;padding:0 1rem}';

/** Whether a browser asks for a page rather than for data. @param {Request} request */
export function prefersHtml(request) {
  return /^text\/html\b/.test(request.headers.get('accept') ?? '');
}

/** @param {number} status @param {Record<string, any>} body @param {string} nonce of the page's style */
export function asHtml(status, body, nonce) {
  const failed = Array.isArray(body.report?.checks)
    ? body.report.checks.filter((/** @type {any} */ check) => check.status === 'fail')
    : [];
  const lines = [
    `<h1>${body.passed ? 'Passed' : 'Not passed'}</h1>`,
    `<p>${escapeHtml(body.meaning)} ${escapeHtml(body.advice)}</p>`,
    ...(failed.length > 0
      ? ['<ul>', ...failed.map((/** @type {any} */ check) => `<li>${escapeHtml(check.advice)}</li>`), '</ul>']
      : []),
    '<p><a href="/">Back</a></p>',
    `<p>Code ${escapeHtml(body.subCode ?? body.code)}${body.requestId ? `, request ${escapeHtml(body.requestId)}` : ''}</p>`,
  ];
  const head = `<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n<title>Verification</title>\n<style nonce="${nonce}">${STYLE}</style>`;
  const page = `<!doctype html>\n<html lang="en">\n${head}\n<main>\n${lines.join('\n')}\n</main>\n</html>\n`;
  return new Response(page, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; style-src 'nonce-${nonce}'; base-uri 'none'; frame-ancestors 'none'`,
    },
  });
}
