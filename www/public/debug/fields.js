// Form fields with their labels.

import { element } from './dom.js';

/**
 * @param {object} field
 * @param {string} field.name its label
 * @param {string} field.id
 * @param {string} field.value
 * @param {string} field.hint
 * @param {(value: string) => void} field.onChange
 */
export function textField({ name, id, value, hint, onChange }) {
  const input = element('input', {
    type: 'text',
    id,
    value,
    maxLength: 128,
    autocomplete: 'off',
    spellcheck: false,
    'aria-describedby': `${id}-hint`,
  });
  input.addEventListener('input', () => onChange(input.value.trim()));
  return labelled(name, input, hint);
}

/**
 * @template {string} Value
 * @param {object} field
 * @param {string} field.name its label
 * @param {string} field.id
 * @param {readonly (readonly [Value, string])[]} field.choices each value and its text
 * @param {Value} field.value
 * @param {(value: Value) => void} field.onChange
 * @param {string} [field.hint]
 * @param {boolean} [field.disabled]
 */
export function selectField({ name, id, choices, value, onChange, hint, disabled = false }) {
  const options = choices.map(([key, text]) => element('option', { value: key, selected: key === value }, text));
  const list = element('select', { id, disabled, 'aria-describedby': hint && `${id}-hint` }, ...options);
  list.addEventListener('change', () => onChange(/** @type {Value} */ (list.value)));
  return labelled(name, list, hint);
}

/** @param {{ name: string, id: string, checked: boolean, onChange: (on: boolean) => void }} field */
export function checkField({ name, id, checked, onChange }) {
  const input = element('input', { type: 'checkbox', id, checked });
  input.addEventListener('change', () => onChange(input.checked));
  return element('label', { className: 'check-field' }, input, name);
}

/** @param {string} name @param {HTMLInputElement | HTMLSelectElement} control @param {string} [hint] */
function labelled(name, control, hint) {
  return element(
    'div',
    { className: 'field' },
    element('label', { htmlFor: control.id }, name),
    control,
    hint !== undefined && element('p', { className: 'fine', id: `${control.id}-hint` }, hint),
  );
}
