// The engineers' panel: who, under which policy, and how the photo is made ready.

import { byId, element } from './dom.js';
import { choosing, cropObstacle, modeOf, photoOptions } from '../settings.js';
import { FACE_SETTINGS } from './texts.js';
import { checkField, selectField, textField } from './fields.js';

/** @import { Session } from '../session.js' */

const RETURN_FACES = ['1', '2', '3', '4', '5'];

/** @param {Session} session */
export function settingsView(session) {
  const form = /** @type {HTMLFormElement} */ (byId('settings-form'));
  form.addEventListener('submit', (event) => event.preventDefault());
  /** What the fields were last made for. */
  let madeFor = '';
  return {
    update() {
      // Made again only when other fields are needed, so that typing keeps the focus.
      const { settings } = session;
      const needed = JSON.stringify([
        settings.policy?.name,
        settings.policies.length,
        modeOf(settings),
        cropObstacle(settings),
      ]);
      if (needed === madeFor) {
        return;
      }
      madeFor = needed;
      const focused = document.activeElement?.id ?? '';
      form.replaceChildren(
        ...policyFields(session),
        ...searchFields(session),
        ...photoFields(session),
        ...faceFields(session),
      );
      if (focused !== '') {
        /** @type {HTMLElement | null} */ (form.querySelector(`#${CSS.escape(focused)}`))?.focus();
      }
    },
  };
}

/** @param {Session} session */
function policyFields(session) {
  const { policies, policy, userId, liveness } = session.settings;
  const policyField = selectField({
    name: 'Policy',
    id: 'policy',
    choices: policies.map(({ name, label }) => [name, label]),
    value: policy?.name ?? '',
    onChange(name) {
      const chosen = policies.find((candidate) => candidate.name === name);
      if (chosen) {
        session.change(choosing(chosen));
      }
    },
  });
  const userField = textField({
    name: 'User id',
    id: 'user-id',
    value: userId,
    hint: 'A hash in a real service, never a name.',
    onChange: (value) => session.change({ userId: value }),
  });
  const livenessField = checkField({
    name: 'Look for a live person',
    id: 'liveness',
    checked: liveness,
    onChange: (on) => session.change({ liveness: on }),
  });
  return [...(policies.length > 0 ? [policyField] : []), ...(policy?.demo ? [userField, livenessField] : [])];
}

/** What a demo policy leaves open of a search. @param {Session} session */
function searchFields(session) {
  const { policy, registerGroup, returnFaces } = session.settings;
  const codes = policy?.demo ? (policy.groups ?? []) : [];
  if (modeOf(session.settings) === 'compare' || codes.length === 0) {
    return [];
  }
  return [
    groupChoice(session, codes),
    selectField({
      name: 'Register a face that is not found',
      id: 'register',
      choices: [['', 'No'], ...codes.map((code) => /** @type {const} */ ([code, `In ${code}`]))],
      value: registerGroup,
      onChange: (code) => session.change({ registerGroup: code }),
    }),
    selectField({
      name: 'Faces to return',
      id: 'return-faces',
      choices: RETURN_FACES.map((count) => [count, count]),
      value: String(returnFaces),
      onChange: (count) => session.change({ returnFaces: Number(count) }),
    }),
  ];
}

/** @param {Session} session @param {string[]} codes */
function groupChoice(session, codes) {
  const boxes = codes.map((code) =>
    checkField({
      name: code,
      id: `group-${code}`,
      checked: session.settings.groups.includes(code),
      onChange(on) {
        const others = session.settings.groups.filter((group) => group !== code);
        session.change({ groups: codes.filter((group) => others.includes(group) || (on && group === code)) });
      },
    }),
  );
  return element('fieldset', { className: 'field' }, element('legend', {}, 'Face groups to search'), ...boxes);
}

/** @param {Session} session */
function photoFields(session) {
  const { landscape, prefer } = session.settings;
  return [
    selectField({
      name: 'Photos wider than high',
      id: 'landscape',
      choices: [
        ['fail', 'Refuse'],
        ['crop', 'Cut out an upright part'],
        ['allow', 'Allow'],
      ],
      value: landscape,
      onChange: (value) => session.change({ landscape: value }),
    }),
    selectField({
      name: 'When quality and size conflict',
      id: 'prefer',
      choices: [
        ['quality', 'Keep the quality'],
        ['size', 'Keep the size'],
      ],
      value: prefer,
      onChange: (value) => session.change({ prefer: value }),
    }),
  ];
}

/** @param {Session} session */
function faceFields(session) {
  const { settings } = session;
  const obstacle = cropObstacle(settings);
  return [
    selectField({
      name: FACE_SETTINGS.strictness,
      id: 'strictness',
      choices: [
        ['advise', FACE_SETTINGS.advise],
        ['strict', FACE_SETTINGS.strict],
      ],
      value: settings.strictness,
      onChange: (value) => session.change({ strictness: value }),
      hint: FACE_SETTINGS.share,
    }),
    selectField({
      name: FACE_SETTINGS.crop,
      id: 'crop',
      choices: [
        ['none', FACE_SETTINGS.whole],
        ['face', FACE_SETTINGS.face],
      ],
      value: photoOptions(settings).crop,
      onChange: (value) => session.change({ crop: value }),
      hint: obstacle === null ? FACE_SETTINGS.cut : FACE_SETTINGS.uncut[obstacle],
      disabled: obstacle !== null,
    }),
  ];
}
