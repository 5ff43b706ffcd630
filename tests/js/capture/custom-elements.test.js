// The manifest of the custom element says what the element is.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ATTRIBUTES } from '../../../pkg/capture/attributes.js';
import { FaceCapture } from '../../../pkg/capture/element.js';
import { EVENT_NAMES } from '../../../pkg/capture/events.js';
import { PROPERTIES } from '../../../pkg/capture/wrapper/properties.js';
import { packageFolder } from '../../support/package.js';

const manifest = JSON.parse(readFileSync(join(packageFolder, 'custom-elements.json'), 'utf8'));
const { declarations, exports } = manifest.modules[0];
const [element] = declarations;

/** @param {{ name: string }[]} entries */
const names = (entries) => entries.map(({ name }) => name).sort();

/** @param {RegExp} pattern @returns {string[]} what the element's own files say */
const inSource = (pattern) => {
  const folder = join(packageFolder, 'capture');
  const text = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.js'))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n');
  return [...new Set([...text.matchAll(pattern)].map(([, name]) => String(name)))].sort();
};

test('the manifest describes an element that the package defines', () => {
  assert.equal(manifest.schemaVersion, '2.1.0');
  assert.deepEqual([element.tagName, element.name], ['face-capture', 'FaceCapture']);
  assert.deepEqual(
    exports.map((/** @type {{ kind: string }} */ { kind }) => kind),
    ['js', 'custom-element-definition'],
  );
});

test('its attributes and events are those of the element, and each is described', () => {
  assert.deepEqual(names(element.attributes), [...ATTRIBUTES].sort());
  assert.deepEqual(names(element.events), EVENT_NAMES.map((name) => `face-capture:${name}`).sort());
  for (const { name, description } of [...element.attributes, ...element.events]) {
    assert.ok(description.length > 10, name);
  }
});

test('its methods and properties are there', () => {
  for (const { kind, name } of element.members) {
    const isThere = kind === 'method' ? typeof Reflect.get(FaceCapture.prototype, name) === 'function' : true;
    assert.ok(isThere && name in FaceCapture.prototype === !['lang', 'nonce'].includes(name), name);
  }
});

test('its parts, slots and custom properties are those that the element has', () => {
  const kinds = ['primary', 'secondary', 'quiet'];
  assert.deepEqual(names(element.cssParts), [...inSource(/part: ['`]([a-z-]+)/g), ...kinds].sort());
  assert.deepEqual(names(element.slots), inSource(/'slot',\s*\{[^}]*name: '([a-z]+)'/g));
  assert.deepEqual(names(element.cssProperties), inSource(/(--face-capture-[a-z-]+)/g));
});

test('components hand on every property that the element takes', () => {
  const taken = ATTRIBUTES.map((name) => (name === 'send-anyway' ? 'sendAnyway' : name));
  assert.deepEqual([...PROPERTIES].sort(), [...taken, 'fields', 'target'].sort());
});
