// `node www/server/demo.js [--port 8720] [--emulator-port 8721] [--options json] [--json] [--log]`: page, backend and
// emulator in one process on this machine. With the vendor's environment variables set, the real endpoint is called
// instead of the emulator.

import { parseArgs } from 'node:util';
import * as product from '../../pkg/node.js';
import { issueToken } from '../../pkg/server.js';
import { readOptions } from '../../pkg/emulator/options.js';
import { chooseVision } from '../../pkg/emulator/recogniser/choose-vision.js';
import { startEmulator } from '../../pkg/emulator/start-emulator.js';
import { FAULTS_PATH, faultsRoute } from './demo-faults.js';
import { demoPolicies } from './demo-policies.js';
import { RECEIPT_PATH, receiptRoute } from './demo-receipt.js';
import { optionsFrom } from './environment.js';
import { startPage } from './page-server.js';

/** @import { BackendOptions, Credentials } from '../../pkg/server.js' */
/** @import { Options } from '../../pkg/emulator/options.js' */
/** @import { Vision } from '../../pkg/emulator/pictures/take-picture.js' */

/** @typedef {(line: Record<string, unknown>) => void} Log */
/** @typedef {(request: Request) => Promise<Response | undefined>} Route */
/** @typedef {{ page: string, emulator: string | null, accessKeyId: string | null, accessKeySecret: string | null, sts: Credentials | null, faceGroups: string[], token: string, engine: Vision['engine'] | null, engineNote: string | null }} Started `engine`: what tells people apart; `engineNote`: the same for people to read, with the reason */

/** Who the demo's token says the person is, for half a day. */
const DEMO_USER = { userId: 'demo', expiresInS: 12 * 3_600, uses: 1_000 };

try {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '8720' },
      'emulator-port': { type: 'string', default: '8721' },
      options: { type: 'string' },
      json: { type: 'boolean' },
      log: { type: 'boolean' },
    },
  });
  const ports = { page: Number(values.port), emulator: Number(values['emulator-port']) };
  const log = values.log ? (/** @type {unknown} */ line) => console.error(JSON.stringify(line)) : () => {};
  const { ALIBABA_CLOUD_ACCESS_KEY_ID: id, ALIBABA_CLOUD_ACCESS_KEY_SECRET: secret } = process.env;
  if (id && secret && values.options !== undefined) {
    throw new Error("--options are the emulator's; with ALIBABA_CLOUD_ACCESS_KEY_ID the demo calls the real service");
  }
  const options = readOptions(values.options ?? '{}');
  const started = id && secret ? await startLive(ports, log) : await startOffline(ports, log, options);
  console.log(values.json ? JSON.stringify(started) : describe(started));
} catch (error) {
  console.error(/** @type {Error} */ (error).message);
  process.exit(2);
}

/**
 * @param {{ page: number, emulator: number }} ports
 * @param {Log} log
 * @param {Partial<Options>} options of the emulator
 * @returns {Promise<Started>}
 */
async function startOffline(ports, log, options) {
  const { vision, note } = await chooseVision(product, options.engine);
  const { server, key, sts, faceGroups } = await startEmulator({
    port: ports.emulator,
    vision,
    options,
    log,
  });
  const { page, token } = await startDemoPage(
    {
      ALIBABA_CLOUD_ACCESS_KEY_ID: key.accessKeyId,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: key.accessKeySecret,
      FACE_ENDPOINT: server.url,
      FACE_POLICIES: JSON.stringify(demoPolicies(faceGroups)),
      FACE_CLIENT_PER_MINUTE: '600',
    },
    ports.page,
    log,
    { faults: faultsRoute(server.url), engine: vision.engine },
  );
  return {
    page: page.url,
    emulator: server.url,
    ...key,
    sts,
    faceGroups,
    token,
    engine: vision.engine,
    engineNote: note,
  };
}

/** @param {{ page: number }} ports @param {Log} log @returns {Promise<Started>} */
async function startLive(ports, log) {
  const faceGroups = (process.env.FACE_GROUPS ?? '').split(',').filter((code) => code !== '');
  const policies = process.env.FACE_POLICIES ?? JSON.stringify(livePolicies(faceGroups));
  const { page, token } = await startDemoPage({ ...process.env, FACE_POLICIES: policies }, ports.page, log);
  return {
    page: page.url,
    emulator: null,
    accessKeyId: null,
    accessKeySecret: null,
    sts: null,
    faceGroups,
    token,
    engine: null,
    engineNote: null,
  };
}

/**
 * The demo issues its own token: everybody who opens the page is the demo's user, so only this machine may reach it.
 * @param {Record<string, string | undefined>} env
 * @param {number} port
 * @param {Log} log
 * @param {{ faults: Route, engine: Vision['engine'] }} [emulator] where there is one
 */
async function startDemoPage(env, port, log, emulator) {
  const secret = crypto.randomUUID() + crypto.randomUUID();
  const receiptSecret = env.FACE_RECEIPT_SECRET ?? crypto.randomUUID() + crypto.randomUUID();
  const options = optionsFrom({
    FACE_USER_ID_KEY: crypto.randomUUID(),
    ...env,
    FACE_RECEIPT_SECRET: receiptSecret,
    FACE_TOKEN_SECRET: secret,
    FACE_TOKEN_JWKS_URL: undefined,
    FACE_TOKEN_ISSUER: undefined,
    FACE_TOKEN_AUDIENCE: undefined,
    FACE_TOKEN_TYPE: undefined,
  });
  const token = await issueToken({ ...DEMO_USER, policy: Object.keys(options.policies) }, { secret });
  const receipts = receiptRoute({ secret: receiptSecret, userId: DEMO_USER.userId });
  const page = await startPage(
    { ...options, log },
    {
      port,
      pageConfig: {
        ...{ token, receiptUrl: `.${RECEIPT_PATH}` },
        ...(emulator && { faultsUrl: `.${FAULTS_PATH}`, engine: emulator.engine }),
      },
      route: async (request) => (await receipts(request)) ?? emulator?.faults(request),
    },
  );
  return { page, token };
}

/** Without a group of the account there is nothing to search, so only comparing is offered. @param {string[]} faceGroups */
function livePolicies(faceGroups) {
  const policies = demoPolicies(faceGroups);
  return faceGroups.length > 0
    ? policies
    : { demo: { label: 'Choose yourself', mode: 'compare', demo: true }, document: policies.document };
}

/** @param {Started} started */
function describe({ page, emulator, accessKeyId, accessKeySecret, sts, faceGroups, token, engineNote }) {
  if (emulator === null) {
    return `Page           ${page}\nThe REAL service is called with the access key of the environment: every verification is billed.\nFace groups    ${faceGroups.join(' ') || 'none (set FACE_GROUPS=code,code to search)'}\nToken          ${token}`;
  }
  return `Page           ${page}\nEmulator       ${emulator}\nAccess key     ${accessKeyId} ${accessKeySecret}\nSTS key        ${sts?.accessKeyId} ${sts?.accessKeySecret}\nSTS token      ${sts?.securityToken}\nFace groups    ${faceGroups.join(' ')}\nEngine         ${engineNote}\nToken          ${token}`;
}
