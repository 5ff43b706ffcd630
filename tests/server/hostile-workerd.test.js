// The same hostile clients against the backend in workerd. How a request is framed is the platform's affair there, and on
// Cloudflare its edge's; everything else is answered as under Node.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { packageVision } from '../../pkg/emulator/pictures/package-vision.js';
import { serve } from '../../pkg/server/node/node-adapter.js';
import * as product from '../../pkg/node.js';
import { POLICIES, TOKEN_SECRET, bearer } from './backend-client.js';
import { KEY, startEmulator } from '../emulator/client.js';
import { assertDocumented } from './documented.js';
import { hostileCases } from './hostile-cases.js';
import { answerOf, exchangeOf, talk } from './hostile-talk.js';
import { facePng } from './load/pictures.js';
import { startWorkerd } from './workerd.js';

const cases = hostileCases((await product.preflight(facePng(1))).base64()).filter(({ group }) => group !== 'Framing');
const emulator = startEmulator({ vision: packageVision(product, { faces: false }) });
/** @type {{ close: () => Promise<void> }[]} */
const running = [];
let host = '';
const token = (await bearer('anna')).authorization.replace('Bearer ', '');

before(async () => {
  const upstream = await serve(emulator.fetch, { port: 0 });
  const worker = await startWorkerd({
    ALIBABA_CLOUD_ACCESS_KEY_ID: KEY.accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: KEY.accessKeySecret,
    FACE_ENDPOINT: upstream.url,
    FACE_POLICIES: JSON.stringify(POLICIES),
    FACE_USER_ID_KEY: 'k',
    FACE_TOKEN_SECRET: TOKEN_SECRET,
    FACE_CLIENT_PER_MINUTE: '1000',
  });
  running.push(worker, upstream);
  host = worker.url.replace('http://', '');
});
after(() => Promise.all(running.map((server) => server.close())));

for (const { group, name, bytes, answer } of cases) {
  test(`${group}: ${name}: ${answer}`, async () => {
    const text = await talk(host, bytes, token);
    assert.equal(answerOf(text), answer);
    // A code says that the backend answered, and not what is before it.
    if (answer.includes(' ')) {
      assertDocumented(exchangeOf(bytes, text));
    }
  });
}
