// What the class of the element has, from its declarations as TypeScript wrote them.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The browser calls these; a page never does. */
const REACTIONS = /^(?:connected|disconnected|attributeChanged|formReset|formDisabled)Callback$/;

/** Entries of the package whose types a declaration may name, and the declarations of each. */
const ENTRIES = { 'capture.js': 'capture.d.ts', 'client.js': 'client.d.ts', 'browser.js': 'lib/common.d.ts' };

/**
 * @typedef {{ text: string, references?: { name: string, module: string, start: number, end: number }[] }} Type
 * @typedef {object} Member
 * @property {'field' | 'method'} kind
 * @property {string} name
 * @property {string} [description]
 * @property {Type} [type] of a field
 * @property {boolean} [readonly]
 * @property {boolean} [static]
 * @property {{ name: string, type: Type }[]} [parameters] of a method
 * @property {{ type: Type }} [return]
 */

/** @param {string} package_ folder of the package, with its declarations @returns {Member[]} */
export function membersOf(package_) {
  const read = (/** @type {string} */ file) => readFileSync(join(package_, file), 'utf8');
  const types = typesOf(new Map(Object.entries(ENTRIES).map(([entry, file]) => [entry, read(file)])));
  const files = ['capture/attributes.d.ts', 'capture/element.d.ts'].map(read);
  const aliases = new Map(
    files.flatMap((text) =>
      [...text.matchAll(/^export type (\w+) = (.+);$/gm)].map(([, name = '', is = '']) => [name, is]),
    ),
  );
  const type = (/** @type {string} */ text) =>
    withReferences(
      text.replaceAll(/\b[A-Z]\w+\b/g, (name) => aliases.get(name) ?? name),
      types,
    );
  return files.flatMap((text) => membersIn(text, type));
}

/** @param {Map<string, string>} entries @returns {Map<string, string>} the entry that exports a type, by its name */
function typesOf(entries) {
  return new Map(
    [...entries].flatMap(([module, text]) =>
      [...text.matchAll(/^export type (\w+)/gm)].map(([, name = '']) => /** @type {const} */ ([name, module])),
    ),
  );
}

/** @param {string} text @param {Map<string, string>} types @returns {Type} */
function withReferences(text, types) {
  const references = [...text.matchAll(/\b[A-Z]\w+\b/g)].flatMap(({ 0: name, index }) => {
    const module = types.get(name);
    return module === undefined ? [] : [{ name, module, start: index, end: index + name.length }];
  });
  return references.length > 0 ? { text, references } : { text };
}

/** @param {string} text a file of declarations with one class @param {(text: string) => Type} type @returns {Member[]} */
function membersIn(text, type) {
  const [, body = ''] = /^export declare class [^{]+\{\n([\s\S]*?)^\}/m.exec(text) ?? [];
  const settable = new Set([...body.matchAll(/^ {4}set (\w+)\(/gm)].map(([, name]) => name));
  const declared = body.matchAll(/(?: {4}\/\*\*([\s\S]*?)\*\/\n)? {4}(static |get )?(\w+)(?:\((.*?)\))?: (.+);\n/g);
  return [...declared].flatMap(([, comment = '', kind = '', name = '', parameters, given = '']) => {
    const description = documented(comment);
    const told = { name, ...(description && { description }) };
    if (kind === 'get ') {
      return [{ kind: 'field', ...told, type: type(given), ...(!settable.has(name) && { readonly: true }) }];
    }
    if (kind === 'static ') {
      return name === 'formAssociated' ? [{ kind: 'field', ...told, static: true, type: type(given) }] : [];
    }
    return parameters === undefined || REACTIONS.test(name)
      ? []
      : [{ kind: 'method', ...told, ...parametersOf(parameters, type), return: { type: type(given) } }];
  });
}

/** @param {string} list @param {(text: string) => Type} type */
function parametersOf(list, type) {
  const parameters = [...list.matchAll(/(\w+): ([^,]+)/g)].map(([, name = '', given = '']) => ({
    name,
    type: type(given),
  }));
  return parameters.length > 0 ? { parameters } : {};
}

/** @param {string} comment @returns {string} without stars and tags */
function documented(comment) {
  const [text = ''] = comment.replaceAll(/\n\s*\*/g, ' ').split(/\s@\w/);
  return text.replaceAll(/\s+/g, ' ').trim();
}
