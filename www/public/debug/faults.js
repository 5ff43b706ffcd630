// The emulator's faults: what the backend's calls meet.

import { contract } from '../package.js';
import { byId, element } from './dom.js';
import { selectField } from './fields.js';

/** @import { Session } from '../session.js' */

/** One for each family of the gateway's codes. @type {Record<string, string>} */
const MEMBERS = {
  'InvalidSecurityToken.*': 'InvalidSecurityToken.Expired',
  'Throttling*': 'Throttling.User',
  'Missing*': 'MissingVersion',
  'Invalid*': 'InvalidVersion',
  'InvalidAction*': 'InvalidAction.NotFound',
  'Forbidden*': 'Forbidden.RAM',
};

/** A choice that is no fault. */
const RATE = 'callsPerSecond=';

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
  ...[...new Set(contract.endpoints.map(({ queriesPerSecond }) => queriesPerSecond))].map(
    (rate) =>
      /** @type {const} */ ([
        `${RATE}${rate}`,
        `Throttles above ${rate} checks a second, like the regions with that rate`,
      ]),
  ),
  ...contract.subCodes.map(({ code }) => /** @type {const} */ ([`subCode=${code}`, `SubCode ${code}`])),
  ...[...contract.codes, ...contract.gatewayCodes]
    .map(({ code }) => MEMBERS[code] ?? code)
    .filter((code) => code !== 'Success')
    .map((code) => /** @type {const} */ ([`code=${code}`, code])),
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
          said.textContent = await setFault(faultsUrl, name);
        },
      });
      place.replaceChildren(field, said);
    },
  };
}

/** @param {string} url @param {string} name empty: no faults @returns {Promise<string>} what came of it */
async function setFault(url, name) {
  try {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(url, { method: 'PUT', headers, body: JSON.stringify(planOf(name)) });
    return answer.ok ? 'The emulator does so now.' : `The emulator refuses: ${(await answer.json()).error}.`;
  } catch {
    return 'The emulator does not answer.';
  }
}

/** @param {string} name */
function planOf(name) {
  if (name.startsWith(RATE)) {
    return { callsPerSecond: Number(name.slice(RATE.length)) };
  }
  return name === '' ? {} : { rates: { [name]: 1 } };
}
