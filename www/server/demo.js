// `node www/server/demo.js [--port 8720] [--emulator-port 8721] [--json] [--log]`: page, backend and emulator in one
// process on this machine. With the vendor's environment variables set, the real endpoint is called instead of the
// emulator.

import { parseArgs } from 'node:util';
import { readConfig } from './config.js';
import { demoPolicies } from './demo-policies.js';
import { packageVision } from '../emulator/pictures/package-vision.js';
import { startEmulator } from '../emulator/start-emulator.js';
import { loadPackage } from './package-files.js';
import { startPage } from './page-server.js';

/** @import { Credentials } from '../../pkg/server/signature/sign.js' */

/** @typedef {{ page: string, emulator: string | null, accessKeyId: string | null, accessKeySecret: string | null, sts: Credentials | null, faceGroups: string[] }} Started */

try {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '8720' },
      'emulator-port': { type: 'string', default: '8721' },
      json: { type: 'boolean' },
      log: { type: 'boolean' },
    },
  });
  const ports = { page: Number(values.port), emulator: Number(values['emulator-port']) };
  const log = values.log
    ? (/** @type {Record<string, unknown>} */ line) => console.error(JSON.stringify(line))
    : () => {};
  const { ALIBABA_CLOUD_ACCESS_KEY_ID: id, ALIBABA_CLOUD_ACCESS_KEY_SECRET: secret } = process.env;
  const started = id && secret ? await startLive(ports, log) : await startOffline(ports, log);
  console.log(values.json ? JSON.stringify(started) : describe(started));
} catch (error) {
  console.error(/** @type {Error} */ (error).message);
  process.exit(2);
}

/**
 * @param {{ page: number, emulator: number }} ports
 * @param {(line: Record<string, unknown>) => void} log
 * @returns {Promise<Started>}
 */
async function startOffline(ports, log) {
  const { server, key, sts, faceGroups } = await startEmulator({
    port: ports.emulator,
    vision: packageVision(await loadPackage()),
    log,
  });
  const config = readConfig({
    ALIBABA_CLOUD_ACCESS_KEY_ID: key.accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: key.accessKeySecret,
    FACE_ENDPOINT: server.url,
    FACE_USER_ID_KEY: crypto.randomUUID(),
    FACE_POLICIES: JSON.stringify(demoPolicies(faceGroups)),
    FACE_CLIENT_PER_MINUTE: '600',
  });
  const page = await startPage(config, { port: ports.page, log });
  return { page: page.url, emulator: server.url, ...key, sts, faceGroups };
}

/**
 * @param {{ page: number }} ports
 * @param {(line: Record<string, unknown>) => void} log
 * @returns {Promise<Started>}
 */
async function startLive(ports, log) {
  const faceGroups = (process.env.FACE_GROUPS ?? '').split(',').filter((code) => code !== '');
  const policies = process.env.FACE_POLICIES ?? JSON.stringify(livePolicies(faceGroups));
  const config = readConfig({ FACE_USER_ID_KEY: crypto.randomUUID(), ...process.env, FACE_POLICIES: policies });
  const page = await startPage(config, { port: ports.page, log });
  return { page: page.url, emulator: null, accessKeyId: null, accessKeySecret: null, sts: null, faceGroups };
}

/**
 * Without a group of the account there is nothing to search, so only comparing is offered.
 * @param {string[]} faceGroups
 */
function livePolicies(faceGroups) {
  const { login, ...searching } = demoPolicies(faceGroups);
  return faceGroups.length > 0
    ? { ...searching, login }
    : { demo: { label: 'Choose yourself', mode: 'compare', demo: true }, login };
}

/** @param {Started} started */
function describe({ page, emulator, accessKeyId, accessKeySecret, sts, faceGroups }) {
  if (emulator === null) {
    return `Page           ${page}\nThe REAL service is called with the access key of the environment: every verification is billed.\nFace groups    ${faceGroups.join(' ') || 'none (set FACE_GROUPS=code,code to search)'}`;
  }
  return `Page           ${page}\nEmulator       ${emulator}\nAccess key     ${accessKeyId} ${accessKeySecret}\nSTS key        ${sts?.accessKeyId} ${sts?.accessKeySecret}\nSTS token      ${sts?.securityToken}\nFace groups    ${faceGroups.join(' ')}`;
}
