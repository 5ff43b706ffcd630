// What the page sends: Base64 shortened on screen, whole in the copy.

import { button, byId, element } from './dom.js';

/** @import { Session } from '../session.js' */
/** @import { Submission } from '../submission.js' */

const SHOWN_CHARACTERS = 32;

/** @param {Session} session */
export function payloadView(session) {
  const text = element('pre', { className: 'payload-text', tabIndex: 0, 'aria-label': 'Request payload' });
  const trouble = element('p', { className: 'fine' });
  const copyButton = button('Copy it whole', copy);
  byId('payload').append(
    element(
      'details',
      { className: 'panel' },
      element('summary', {}, 'The request payload'),
      element(
        'div',
        { className: 'payload-body' },
        element(
          'p',
          { className: 'fine' },
          'What the page hands to the backend, which signs it. Pictures are shortened here.',
        ),
        text,
        trouble,
        element('div', { className: 'actions' }, copyButton),
      ),
    ),
  );
  /** @type {object} */
  let request = {};

  async function copy() {
    await writeClipboard(JSON.stringify(request, null, 2));
    copyButton.textContent = 'Copied';
    setTimeout(() => {
      copyButton.textContent = 'Copy it whole';
    }, 2000);
  }

  return {
    update() {
      const built = session.submission();
      const complete = 'submission' in built;
      if (complete) {
        request = written(built.submission);
      }
      text.hidden = copyButton.hidden = !complete;
      text.textContent = complete ? JSON.stringify(request, shortened, 2) : '';
      trouble.textContent = complete ? '' : built.problem;
    },
  };
}

/** The submission with its pictures in Base64. @param {Submission} submission */
function written({ policy, fields, pictures: { source, target } }) {
  const pictures = { source: source.base64(), ...(target && { target: target.base64() }) };
  return { policy, ...(fields && { fields }), pictures };
}

/** @param {string} name @param {unknown} value */
function shortened(name, value) {
  if (typeof value !== 'string' || !['source', 'target'].includes(name)) {
    return value;
  }
  return `${value.slice(0, SHOWN_CHARACTERS)}… (${value.length.toLocaleString('en')} characters)`;
}

/** Pages without TLS have no clipboard API. @param {string} text */
async function writeClipboard(text) {
  if (navigator.clipboard) {
    return navigator.clipboard.writeText(text);
  }
  const area = element('textarea', { value: text, readOnly: true, className: 'visually-hidden' });
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}
