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

/** What the browser calls, and what serves the class itself. */
const NOT_PUBLIC =
  /^(constructor|(connected|disconnected|attributeChanged|formReset|formDisabled)Callback|adoptEarlyProperties|settingsChanged|questionChanged)$/;

/** Names and descriptors of what the class adds to every element's. */
const own = [FaceCapture.prototype, Object.getPrototypeOf(FaceCapture.prototype)]
  .flatMap((prototype) => Object.entries(Object.getOwnPropertyDescriptors(prototype)))
  .filter(([name], at, all) => !NOT_PUBLIC.test(name) && all.findIndex(([other]) => other === name) === at);

/** @typedef {{ kind: string, name: string, description?: string, readonly?: true, static?: true, attribute?: string, type?: Type, parameters?: object[], return?: { type: Type } }} Member */
/** @typedef {{ text: string, references?: { name: string, module: string, start: number, end: number }[] }} Type */

/** @type {Member[]} */
const members = element.members;
const instance = members.filter((member) => !member.static);

test('its members are those of the class, no more and no fewer', () => {
  assert.deepEqual(
    names(instance),
    // The two that every element has.
    [...own.map(([name]) => name), 'lang', 'nonce'].sort(),
  );
  for (const [name, { get, set, value }] of own) {
    const member = instance.find((one) => one.name === name);
    assert.equal(member?.kind, typeof value === 'function' ? 'method' : 'field', name);
    assert.equal(member.readonly === true, get !== undefined && set === undefined, name);
    assert.ok((member.description ?? '').length > 10, name);
    if (typeof value === 'function') {
      assert.equal(member.parameters?.length ?? 0, value.length, name);
      assert.ok(member.return?.type.text, name);
    }
  }
  const formAssociated = members.find(({ name }) => name === 'formAssociated');
  assert.deepEqual([formAssociated?.static, FaceCapture.formAssociated], [true, true]);
});

test('each attribute has its property, and each type is one that the package exports', () => {
  for (const { name, fieldName, type } of element.attributes) {
    assert.ok(
      instance.some((member) => member.name === fieldName && member.attribute === name),
      name,
    );
    assert.ok(type.text !== '', name);
  }
  const typed = [...members, ...element.events].flatMap(({ name, type, return: given }) =>
    [type, given?.type].flatMap((one) => (one ? [{ name, type: one }] : [])),
  );
  assert.ok(typed.length > 30);
  for (const { name, type } of typed) {
    for (const { name: used, module, start, end } of type.references ?? []) {
      assert.equal(type.text.slice(start, end), used, name);
      const declared = readFileSync(
        join(packageFolder, module === 'browser.js' ? 'lib/common.d.ts' : module.replace('.js', '.d.ts')),
        'utf8',
      );
      assert.match(declared, new RegExp(`^export type ${used}\\b`, 'm'), name);
    }
    // What is named and not the platform's is referred to.
    const platform = /^(Blob|File|HTMLFormElement|ValidityState|Promise|Record|NonNullable)$/;
    const named = [...type.text.matchAll(/\b[A-Z]\w+/g)].map(([word]) => word).filter((word) => !platform.test(word));
    assert.deepEqual(
      named,
      (type.references ?? []).map((/** @type {{ name: string }} */ reference) => reference.name),
      name,
    );
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
