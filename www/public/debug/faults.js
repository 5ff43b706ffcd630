// The emulator's faults: what the backend's calls meet.

import { contract } from '../package.js';
import { byId, element } from './dom.js';
import { selectField } from './fields.js';

/** @import { Session } from '../session.js' */

/** @type {(readonly [string, string])[]} */
const CHOICES = [
  ['', 'None'],
  ['latency', 'Answers come late'],
  ['throttle', 'Too many calls'],
  ['error500', 'Internal errors'],
  ['html502', 'A gateway’s page'],
  ['drop', 'Connections are dropped'],
  ['half', 'Half an answer'],
  ['late', 'Carried out, answered too late'],
  ['empty', 'Empty answers'],
  ...contract.subCodes.map(({ code }) => /** @type {const} */ ([`subCode=${code}`, `SubCode ${code}`])),
  ...[...contract.codes, ...contract.gatewayCodes]
    .filter(({ code }) => code !== 'Success' && !code.endsWith('*'))
    .map(({ code }) => /** @type {const} */ ([`code=${code}`, code])),
];

/** @param {Session} session */
export function faultsView(session) {
  const place = byId('faults');
  return {
    update() {
      const { faultsUrl } = session.settings;
      if (faultsUrl === undefined || place.childElementCount > 0) {
        return;
      }
      const said = element('p', { className: 'fine', role: 'status' });
      const field = selectField({
        name: 'Faults of the emulator',
        id: 'fault',
        choices: CHOICES,
        value: '',
        onChange: async (name) => {
          said.textContent = (await setFault(faultsUrl, name))
            ? 'The emulator does so now.'
            : 'The emulator refused.';
        },
      });
      place.replaceChildren(field, said);
    },
  };
}

/** @param {string} url @param {string} name empty: no faults @returns {Promise<boolean>} */
async function setFault(url, name) {
  try {
    const body = JSON.stringify(name === '' ? {} : { rates: { [name]: 1 } });
    return (await fetch(url, { method: 'PUT', headers: { 'content-type': 'application/json' }, body })).ok;
  } catch {
    return false;
  }
}
