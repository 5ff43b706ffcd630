// Writes `custom-elements.json`, which editors and Storybook read: what the element has from the declarations of its class,
// what it means from the tables of `docs/capture.md`. Called with the folder of the package.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { membersOf } from './members.js';

const [, , folder] = process.argv;
if (!folder) {
  throw new Error('the folder of the package is missing');
}

const text = readFileSync('docs/capture.md', 'utf8');

/** @param {string} first cell of the head @returns {string[][]} the cells of that table's rows */
function tableOf(first) {
  const lines = text.split('\n');
  const head = lines.findIndex((line) => line.startsWith(`| ${first} |`));
  if (head < 0) {
    throw new Error(`docs/capture.md has no table whose first column is "${first}"`);
  }
  const after = lines.slice(head + 2);
  const end = after.findIndex((line) => !line.startsWith('|'));
  return after.slice(0, end).map((line) =>
    line
      .slice(1, -1)
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim()),
  );
}

/** @param {string | undefined} cell @returns {string[]} what stands in backticks */
const namesIn = (cell) => [...(cell ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => String(name));

/** @param {string | undefined} cell its text, without links */
const plain = (cell) => (cell ?? '').replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1');

/** @param {string} name @returns {string} */
const camel = (name) => name.replaceAll(/-(\w)/g, (_, letter) => letter.toUpperCase());

/** `--face-capture-pass`, `-warn` and so on stand for names with the same beginning. @param {string[]} names */
const whole = (names) => names.map((name) => (name.startsWith('--') ? name : `--face-capture${name}`));

/** Attributes whose properties hold what no attribute can, or that the browser hides: setting the property leaves them. */
const KEPT = new Set(['face', 'nonce', 'options', 'strings', 'token']);

/** Attributes that hold several words, or what only a page knows. */
const FREE = new Set(['sources', 'steps', 'lang']);

/** @param {string} name @param {string} value the cell of an attribute's value @returns {string} a type */
function typeOf(name, value) {
  const [written = ''] = value.split(';');
  if (written === 'boolean') {
    return written;
  }
  const words = FREE.has(name) ? [] : namesIn(written);
  const others = words.length === 0 || written.includes(' or ') ? ['string'] : [];
  return [...words.map((word) => `'${word}'`), ...others].join(' | ');
}

const attributes = tableOf('attribute').flatMap(([names, value = '', initial, meaning]) =>
  namesIn(names).map((name) => ({
    name,
    fieldName: camel(name),
    type: { text: typeOf(name, value) },
    default: plain(initial).replaceAll('`', ''),
    description: `${plain(meaning)}. Value: ${plain(value)}.`,
  })),
);

/** What the documentation says of a member, and which attribute it stands for. @type {Map<string, object>} */
const documented = new Map([
  ...attributes.map(
    ({ name, fieldName, description }) =>
      /** @type {const} */ ([
        fieldName,
        { attribute: name, ...(!KEPT.has(name) && { reflects: true }), description },
      ]),
  ),
  ...tableOf('method').flatMap(([names, what]) =>
    namesIn(names).map((call) => /** @type {const} */ ([call.replace(/\(.*/, ''), { description: plain(what) }])),
  ),
]);

/** Attributes whose properties are those of every element. */
const inherited = ['lang', 'nonce'].map((name) => ({ kind: 'field', name, type: { text: 'string' } }));

const members = [...membersOf(folder), ...inherited].map((member) => ({ ...member, ...documented.get(member.name) }));

const events = tableOf('event').flatMap(([names, detail, when]) =>
  namesIn(names).map((name) => ({
    name,
    type: {
      text: `FaceCaptureEventMap['${name}']`,
      references: [
        { name: 'FaceCaptureEventMap', module: 'capture.js', start: 0, end: 'FaceCaptureEventMap'.length },
      ],
    },
    description: `${plain(when)}. Detail: ${plain(detail)}.`,
  })),
);

const manifest = {
  schemaVersion: '2.1.0',
  modules: [
    {
      kind: 'javascript-module',
      path: 'capture.js',
      declarations: [
        {
          kind: 'class',
          customElement: true,
          tagName: 'face-capture',
          name: 'FaceCapture',
          superclass: { name: 'HTMLElement' },
          description:
            'Takes a photo of a face by camera or file, checks it on the device, and sends it where it is asked to.',
          attributes,
          members,
          events,
          slots: tableOf('slot').flatMap(([names, what]) =>
            namesIn(names).map((name) => ({ name, description: plain(what) })),
          ),
          cssParts: tableOf('part').flatMap(([names, what]) =>
            [...namesIn(names), ...namesIn(what)].map((name) => ({ name })),
          ),
          cssProperties: tableOf('custom property').flatMap(([names, what]) =>
            whole(namesIn(names)).map((name) => ({ name, description: plain(what) })),
          ),
        },
      ],
      exports: [
        { kind: 'js', name: 'FaceCapture', declaration: { name: 'FaceCapture' } },
        {
          kind: 'custom-element-definition',
          name: 'face-capture',
          declaration: { name: 'FaceCapture' },
        },
      ],
    },
  ],
};

writeFileSync(join(folder, 'custom-elements.json'), `${JSON.stringify(manifest, null, 2)}\n`);
