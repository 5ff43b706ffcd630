import { encodeBase64 } from '../base64.js';
import { escapeHtml } from '../escape-html.js';
import { version } from '../version.js';
import { STYLE } from './html-style.js';
import { formatBytes, formatSize, formatValue, printable, photoVerdict } from './text.js';

/** @import { Check, Report } from '../types.js' */
/** @import { Judged } from './judge.js' */
/** @import { PhotoVerdict } from './text.js' */
/** @import { Failure } from './failure.js' */

/** The page's label for each verdict, in the order of the filter. */
const VERDICTS = /** @type {const} */ ([
  ['unfit', 'Unfit'],
  ['error', 'Not judged'],
  ['warns', 'Fit, with warnings'],
  ['fit', 'Fit'],
]);

const STATUS = { pass: 'passed', note: 'noted', warn: 'warns', fail: 'failed', skipped: 'skipped' };

/** The page of one run. Pictures and style are inside; it loads nothing from the network. */
export class HtmlReport {
  /** @type {string[]} */
  #cards = [];

  /** @type {Record<PhotoVerdict, number>} */
  #counts = { fit: 0, warns: 0, unfit: 0, error: 0 };

  /** @param {Judged} judged */
  add({ path, report, thumbnail, error }) {
    const verdict = photoVerdict(report);
    this.#counts[verdict] += 1;
    const body = report ? checks(report) : failure(error);
    this.#cards.push(
      `<li class="photo ${verdict}">\n${picture(thumbnail, report)}\n<div>\n<h2>${shown(path)}</h2>\n` +
        `<p class="verdict">${labelOf(verdict)}</p>\n${body}</div>\n</li>\n`,
    );
  }

  toString() {
    const total = this.#cards.length;
    return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>Photos judged by face-preflight</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${total} ${total === 1 ? 'photo' : 'photos'}</h1>
<fieldset>
<legend>Show</legend>
${choice('all', 'All', total, true)}${VERDICTS.map(([verdict, label]) =>
  choice(verdict, label, this.#counts[verdict], false),
).join('')}</fieldset>
<ul>
${this.#cards.join('')}</ul>
<footer>face-preflight ${version}. This page holds the pictures themselves: treat it as you treat the photos.</footer>
</main>
</body>
</html>
`;
  }
}

/**
 * @param {string} name
 * @param {string} label
 * @param {number} count
 * @param {boolean} isChosen
 */
function choice(name, label, count, isChosen) {
  const state = isChosen ? ' checked' : count === 0 ? ' disabled' : '';
  return `<label><input type="radio" name="show" id="show-${name}"${state}> ${label} (${count})</label>\n`;
}

/** @param {PhotoVerdict} verdict */
function labelOf(verdict) {
  return VERDICTS.find(([name]) => name === verdict)?.[1] ?? verdict;
}

/**
 * The small picture, with a frame around each face.
 *
 * @param {Uint8Array | null} jpeg
 * @param {Report | null} report
 */
function picture(jpeg, report) {
  if (!jpeg) {
    return '<div class="picture">no picture</div>';
  }
  const { output = null, faces = [] } = report ?? {};
  const address = `data:image/jpeg;base64,${encodeBase64(jpeg)}`;
  if (!output || faces.length === 0) {
    return `<img class="picture" alt="" loading="lazy" src="${address}">`;
  }
  const frames = faces.map(
    ({ box: { x, y, width, height } }) => `<rect x="${x}" y="${y}" width="${width}" height="${height}"/>`,
  );
  return (
    `<svg class="picture" viewBox="0 0 ${output.width} ${output.height}" preserveAspectRatio="xMidYMin" aria-hidden="true">` +
    `<image href="${address}" width="${output.width}" height="${output.height}"/>${frames.join('')}</svg>`
  );
}

/** @param {Failure | null} error */
function failure(error) {
  return `<p>${shown(error?.message ?? '')} <code>${shown(error?.code ?? '')}</code></p>\n`;
}

/** @param {Report} report */
function checks({ source, output, checks }) {
  const bad = checks.filter(({ status }) => status === 'fail' || status === 'warn');
  const advice = bad.map((check) => `<li class="${check.status}">${shown(check.advice ?? check.id)}</li>\n`).join('');
  const came = `${source.format} ${source.coding}, ${formatSize(source)}, ${formatBytes(source.bytes)} bytes`;
  const goes = output ? `${formatSize(output)}, ${formatBytes(output.bytes)} bytes` : 'no picture';
  return (
    `<p class="way">${shown(came)} → ${goes}</p>\n${advice && `<ul class="advice">\n${advice}</ul>\n`}` +
    `<details>\n<summary>${checks.length} checks</summary>\n<table>\n` +
    `<thead><tr><th scope="col">Check</th><th scope="col">Result</th><th scope="col">Measured</th>` +
    `<th scope="col">Limit</th></tr></thead>\n<tbody>\n${checks.map(row).join('')}</tbody>\n</table>\n</details>\n`
  );
}

/** @param {Check} check */
function row({ id, status, value, limit, unit }) {
  const measured = formatValue(value);
  const cells = [/\d/.test(measured) ? `${measured} ${unit}` : measured, formatValue(limit)];
  return (
    `<tr class="${status}"><th scope="row"><code>${shown(id)}</code></th><td>${STATUS[status]}</td>` +
    `${cells.map((cell) => `<td>${shown(cell)}</td>`).join('')}</tr>\n`
  );
}

/** @param {string} text */
function shown(text) {
  return escapeHtml(printable(text));
}
