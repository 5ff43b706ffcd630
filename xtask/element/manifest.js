// Writes `custom-elements.json`, which editors and Storybook read, from the tables of `docs/capture.md`: one description of
// the element for people and for tools. Called with the path to write.

import { readFileSync, writeFileSync } from 'node:fs';

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

const attributes = tableOf('attribute').flatMap(([names, value, initial, meaning]) =>
  namesIn(names).map((name) => ({
    name,
    fieldName: camel(name),
    type: { text: value === 'boolean' ? 'boolean' : 'string' },
    default: plain(initial).replaceAll('`', ''),
    description: `${plain(meaning)}. Value: ${plain(value)}.`,
  })),
);

const fields = attributes.map(({ name, fieldName, description }) => ({
  kind: 'field',
  name: fieldName,
  type: { text: `FaceCapture['${fieldName}']` },
  attribute: name,
  description,
}));

const methods = tableOf('method').flatMap(([names, what]) =>
  namesIn(names).map((call) => ({ kind: 'method', name: call.replace(/\(.*/, ''), description: plain(what) })),
);

const events = tableOf('event').flatMap(([names, detail, when]) =>
  namesIn(names).map((name) => ({
    name,
    type: { text: `FaceCaptureEventMap['${name}']` },
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
          members: [...fields, ...methods],
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

const [, , path] = process.argv;
if (!path) {
  throw new Error('the path to write is missing');
}
writeFileSync(path, `${JSON.stringify(manifest, null, 2)}\n`);
