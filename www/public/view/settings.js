// The engineers' panel: who, under which policy, and how the photo is made ready.

import { byId, element } from '../dom.js';
import { choosing, cropObstacle, modeOf, photoOptions } from '../settings.js';
import { FACE_SETTINGS } from '../words.js';

/** @import { Flow } from '../flow.js' */

/** @param {Flow} flow */
export function settingsView(flow) {
  const form = /** @type {HTMLFormElement} */ (byId('settings-form'));
  form.addEventListener('submit', (event) => event.preventDefault());
  /** What the fields were last made from. @type {unknown} */
  let madeFrom;

  function make() {
    const { settings } = flow;
    const { policies, policy, userId, liveness, groups, registerGroup, returnFaces, landscape, prefer } = settings;
    const searches = modeOf(settings) !== '1';
    const obstacle = cropObstacle(settings);
    const codes = policy?.demo ? (policy.faceGroupCodes ?? []) : [];
    const fields = [
      policies.length > 0 &&
        select(
          'Policy',
          'policy',
          policies.map(({ name, label }) => [name, label]),
          policy?.name ?? '',
          (name) => {
            const chosen = policies.find((candidate) => candidate.name === name);
            if (chosen) {
              flow.change(choosing(chosen));
            }
          },
        ),
      text('User id', 'user-id', userId, 'A hash in a real service, never a name.', (value) =>
        flow.change({ userId: value }),
      ),
      policy?.demo && check('Look for a live person', 'liveness', liveness, (on) => flow.change({ liveness: on })),
      searches && codes.length > 0 && groupChoice(codes, groups),
      searches &&
        codes.length > 0 &&
        select(
          'Register a face that is not found',
          'register',
          [['', 'No'], ...codes.map((code) => /** @type {[string, string]} */ ([code, `In ${code}`]))],
          registerGroup,
          (code) => flow.change({ registerGroup: code }),
        ),
      searches &&
        codes.length > 0 &&
        select(
          'Faces to return',
          'return-faces',
          ['1', '2', '3', '4', '5'].map((n) => [n, n]),
          String(returnFaces),
          (n) => flow.change({ returnFaces: Number(n) }),
        ),
      select(
        'Photos wider than high',
        'landscape',
        [
          ['fail', 'Refuse'],
          ['crop', 'Cut out an upright part'],
          ['allow', 'Allow'],
        ],
        landscape,
        (value) => flow.change({ landscape: /** @type {any} */ (value) }),
      ),
      select(
        'When quality and size conflict',
        'prefer',
        [
          ['quality', 'Keep the quality'],
          ['size', 'Keep the size'],
        ],
        prefer,
        (value) => flow.change({ prefer: /** @type {any} */ (value) }),
      ),
      select(
        FACE_SETTINGS.strictness,
        'strictness',
        [
          ['advise', FACE_SETTINGS.advise],
          ['strict', FACE_SETTINGS.strict],
        ],
        settings.strictness,
        (value) => flow.change({ strictness: /** @type {any} */ (value) }),
        FACE_SETTINGS.share,
      ),
      select(
        FACE_SETTINGS.crop,
        'crop',
        [
          ['none', FACE_SETTINGS.whole],
          ['face', FACE_SETTINGS.face],
        ],
        photoOptions(settings).crop,
        (value) => flow.change({ crop: /** @type {any} */ (value) }),
        obstacle === null ? FACE_SETTINGS.cut : FACE_SETTINGS.uncut[obstacle],
        obstacle !== null,
      ),
    ];
    form.replaceChildren(...fields.filter((field) => field !== false && field !== undefined));
  }

  /** @param {string[]} codes @param {string[]} chosen */
  function groupChoice(codes, chosen) {
    return element(
      'fieldset',
      { className: 'field' },
      element('legend', {}, 'Face groups to search'),
      ...codes.map((code) =>
        check(code, `group-${code}`, chosen.includes(code), (on) => {
          const others = flow.settings.groups.filter((group) => group !== code);
          flow.change({ groups: codes.filter((group) => others.includes(group) || (on && group === code)) });
        }),
      ),
    );
  }

  return {
    update() {
      // Made anew only when other fields are needed, so that typing keeps the focus.
      const from = JSON.stringify([
        flow.settings.policy?.name,
        flow.settings.policies.length,
        modeOf(flow.settings),
        cropObstacle(flow.settings),
      ]);
      if (from === madeFrom) {
        return;
      }
      madeFrom = from;
      const focused = document.activeElement?.id ?? '';
      make();
      if (focused !== '') {
        /** @type {HTMLElement | null} */ (form.querySelector(`#${CSS.escape(focused)}`))?.focus();
      }
    },
  };
}

/**
 * @param {string} name
 * @param {string} id
 * @param {string} value
 * @param {string} hint
 * @param {(value: string) => void} changed
 */
function text(name, id, value, hint, changed) {
  const input = element('input', {
    type: 'text',
    id,
    value,
    maxLength: 128,
    autocomplete: 'off',
    spellcheck: false,
    'aria-describedby': `${id}-hint`,
  });
  input.addEventListener('input', () => changed(input.value.trim()));
  return element(
    'div',
    { className: 'field' },
    element('label', { htmlFor: id }, name),
    input,
    element('p', { className: 'fine', id: `${id}-hint` }, hint),
  );
}

/**
 * @param {string} name
 * @param {string} id
 * @param {[string, string][]} choices
 * @param {string} value
 * @param {(value: string) => void} changed
 * @param {string} [hint]
 * @param {boolean} [disabled]
 */
function select(name, id, choices, value, changed, hint, disabled = false) {
  const options = choices.map(([key, words]) => element('option', { value: key, selected: key === value }, words));
  const list = element('select', { id, disabled, 'aria-describedby': hint && `${id}-hint` }, ...options);
  list.addEventListener('change', () => changed(list.value));
  return element(
    'div',
    { className: 'field' },
    element('label', { htmlFor: id }, name),
    list,
    hint !== undefined && element('p', { className: 'fine', id: `${id}-hint` }, hint),
  );
}

/** @param {string} name @param {string} id @param {boolean} checked @param {(on: boolean) => void} changed */
function check(name, id, checked, changed) {
  const input = element('input', { type: 'checkbox', id, checked });
  input.addEventListener('change', () => changed(input.checked));
  return element('label', { className: 'check-field' }, input, name);
}
