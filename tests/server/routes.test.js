// Which address and method gets which answer.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { routesBelow } from '../../pkg/server/http/routes.js';
import { POLICIES, person, startBackend } from './backend-client.js';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

test('a route answers to its own methods alone', async () => {
  const forget = { type: /** @type {const} */ ('admin'), authenticate: () => null };
  const { app } = startBackend({
    env: { FACE_METRICS_TOKEN: 'watch' },
    options: { policies: { ...POLICIES, forget } },
  });
  for (const { path, methods } of Object.values(routesBelow('/api'))) {
    for (const method of METHODS) {
      const headers = { authorization: 'Bearer watch' };
      const answer = await app.fetch(new Request(`http://backend.test${path}`, { method, headers }));
      const isAllowed = methods.includes(method);
      assert.equal(answer.status === 405, !isAllowed, `${method} ${path}: ${answer.status}`);
      assert.notEqual(answer.status, 404, `${method} ${path}`);
      assert.equal(answer.headers.get('allow'), isAllowed ? null : methods.join(', '), `${method} ${path}`);
    }
  }
});

test('an address that only resembles a route is not found', async () => {
  const { send } = startBackend();
  for (const path of ['/', '/api', '/api/config/', '/api//config', '/API/config', '/config', '/api/healthz']) {
    assert.equal((await send(path)).json.code, 'not_found', path);
  }
});

test('what a browser may see of the configuration', async () => {
  const { send } = startBackend();
  const { json } = await send('/api/config');
  assert.deepEqual(
    json.policies.find((/** @type {any} */ one) => one.name === 'signup'),
    {
      name: 'signup',
      label: 'signup',
      demo: false,
      mode: 'search',
      needsToken: true,
      needsTarget: false,
      liveness: true,
      registers: true,
      pictureUrls: false,
      picture: {},
      face: false,
    },
  );
  assert.deepEqual(json.policies[0].groups, ['groupone', 'grouptwo']);
  assert.deepEqual([json.region, json.live], ['ap-southeast-1', false]);
});

test('health and metrics', async () => {
  const { send, verify } = startBackend({ env: { FACE_METRICS_TOKEN: 'watch' } });
  await verify('signup', { MerchantUserId: 'anna', SourceFacePicture: person(1) });
  assert.deepEqual((await send('/healthz')).json, { ok: true });
  for (const authorization of ['', 'Bearer ', 'Bearer watcher', 'watch']) {
    assert.equal((await send('/metrics', { headers: { authorization } })).status, 404);
  }
  assert.equal(
    (await startBackend().send('/metrics', { headers: { authorization: 'Bearer undefined' } })).status,
    404,
    'none without a token',
  );
  const { text } = await send('/metrics', { headers: { authorization: 'Bearer watch' } });
  assert.match(text, /^face_requests_total\{policy="signup",code="200"\} 1$/m);
  assert.match(text, /^face_service_attempts_total 1$/m);
  assert.match(text, /^face_request_duration_seconds_count 1$/m);
});
