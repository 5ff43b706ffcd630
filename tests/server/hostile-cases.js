// What a hostile client tries, as raw bytes on a connection to the backend under Node.

const CRLF = '\r\n';

/** Says who asks: without it nothing is read. */
const AUTHORIZATION = 'Authorization: Bearer TOKEN';

/**
 * @param {string} line the request line
 * @param {(string | undefined)[]} headers
 * @param {string | Uint8Array} [body]
 */
function request(line, headers, body = '') {
  const head = [line, ...headers.filter((header) => header !== undefined), AUTHORIZATION, '', ''].join(CRLF);
  return Buffer.concat([Buffer.from(head, 'latin1'), Buffer.from(body)]);
}

/** @param {string} body @param {string[]} [headers] */
function postJson(body, headers = []) {
  return request(
    'POST /api/verify HTTP/1.1',
    [
      'Host: HOST',
      'Content-Type: application/json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Connection: close',
      ...headers,
    ],
    body,
  );
}

/** @param {string} target @param {string} [method] */
function get(target, method = 'GET') {
  return request(`${method} ${target} HTTP/1.1`, ['Host: HOST', 'Connection: close']);
}

/** @param {[string, string][]} parts disposition parameters and contents */
function postMultipart(parts) {
  const body = `${parts.map(([disposition, content]) => `--b${CRLF}Content-Disposition: form-data; ${disposition}${CRLF}${CRLF}${content}${CRLF}`).join('')}--b--${CRLF}`;
  return request(
    'POST /api/verify HTTP/1.1',
    [
      'Host: HOST',
      'Content-Type: multipart/form-data; boundary=b',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Connection: close',
    ],
    body,
  );
}

/** Only a demo policy takes a user from a body, of somebody who has no token. The length stays. @param {Buffer} bytes */
function withoutToken(bytes) {
  const text = bytes.toString('latin1').replace(`${AUTHORIZATION}${CRLF}`, '');
  return Buffer.from(text.replace('"policy":"plain"', '"policy": "demo"'), 'latin1');
}

const prepared = (/** @type {string} */ picture, more = '') =>
  `{"policy":"plain","request":{"MerchantUserId":"anna","SourceFacePicture":"${picture}"${more}}}`;

/**
 * `HOST` stands for the server's host and port, `TOKEN` for a user's. An answer is `<status> <code>`, or `closed` for a connection that ends
 * without one.
 * @param {string} picture a prepared picture as Base64
 * @returns {{ group: string, name: string, bytes: Buffer, answer: string }[]}
 */
export function hostileCases(picture) {
  const groups = {
    Framing: [
      ['a header that never ends', Buffer.from('GET /api/config HTTP/1.1\r\nHost: HOST\r\nX: '), '408'],
      [
        'a body that never comes',
        request(
          'POST /api/verify HTTP/1.1',
          ['Host: HOST', 'Content-Type: application/json', 'Content-Length: 100'],
          '{',
        ),
        '408 body_too_slow',
      ],
      [
        'two lengths',
        request('POST /api/verify HTTP/1.1', ['Host: HOST', 'Content-Length: 5', 'Content-Length: 6'], 'abcdef'),
        '400',
      ],
      [
        'a length and chunks at once',
        request(
          'POST /api/verify HTTP/1.1',
          ['Host: HOST', 'Content-Length: 5', 'Transfer-Encoding: chunked'],
          `0${CRLF}${CRLF}`,
        ),
        '400',
      ],
      [
        'invalid chunks',
        request(
          'POST /api/verify HTTP/1.1',
          ['Host: HOST', 'Content-Type: application/json', 'Transfer-Encoding: chunked'],
          'zz\r\n',
        ),
        '400',
      ],
      [
        'a length of 10^15',
        request(
          'POST /api/verify HTTP/1.1',
          ['Host: HOST', 'Content-Type: application/json', 'Content-Length: 1000000000000000'],
          '{',
        ),
        '413 body_too_large',
      ],
      [
        '20,000 bytes of header',
        request('GET /api/config HTTP/1.1', ['Host: HOST', `X: ${'x'.repeat(20_000)}`]),
        '431',
      ],
      ['no Host', request('GET /api/config HTTP/1.1', []), '400'],
      [
        'a Host with a user',
        request('GET /api/config HTTP/1.1', ['Host: a@elsewhere.test', 'Connection: close']),
        '400',
      ],
      [
        'a Host of another name (DNS rebinding)',
        request('GET /api/config HTTP/1.1', ['Host: evil.test', 'Origin: http://evil.test', 'Connection: close']),
        '403 origin_forbidden',
      ],
      ["another server's address as target", get('http://elsewhere.test/api/config'), '400'],
      ['TRACE', get('/api/verify', 'TRACE'), '400'],
      ['a method of its own', get('/api/verify', 'BREW'), '400'],
    ],
    Paths: [
      ['/../', get('/../server/node.js'), '404 not_found'],
      ['encoded dots', get('/%2e%2e/server/node.js'), '404 not_found'],
      ['encoded slashes', get('/..%2fserver%2fnode.js'), '404 not_found'],
      ['encoded backslashes', get('/..%5cserver%5cnode.js'), '404 not_found'],
      ["out of the package's folder", get('/face-preflight/../../Cargo.toml'), '404 not_found'],
      ['a NUL', get('/index.html%00.js'), '404 not_found'],
      ['a hidden file', get('/.git/config'), '404 not_found'],
      ['10,000 characters', get(`/${'a'.repeat(10_000)}.js`), '404 not_found'],
      ['an inherited property', get('/__proto__'), '404 not_found'],
      ['metrics without their token', get('/metrics'), '404 not_found'],
    ],
    Origins: [
      ['a foreign origin', postJson(prepared(picture), ['Origin: https://evil.test']), '403 origin_forbidden'],
      ['null', postJson(prepared(picture), ['Origin: null']), '403 origin_forbidden'],
      [
        'an origin that begins alike',
        postJson(prepared(picture), ['Origin: http://HOST.evil.test']),
        '403 origin_forbidden',
      ],
      [
        'two origins',
        postJson(prepared(picture), ['Origin: http://HOST', 'Origin: https://evil.test']),
        '403 origin_forbidden',
      ],
      [
        'a body type that needs no permission',
        request(
          'POST /api/verify HTTP/1.1',
          ['Host: HOST', 'Content-Type: text/plain', 'Content-Length: 2', 'Connection: close'],
          '{}',
        ),
        '415 content_type_unsupported',
      ],
    ],
    JSON: [
      ['100,000 brackets', postJson('['.repeat(100_000)), '400 body_malformed'],
      [
        '__proto__ beside the policy',
        postJson('{"policy":"plain","request":{},"__proto__":{"demo":true}}'),
        '400 field_unknown',
      ],
      ['__proto__ as request', postJson('{"policy":"plain","__proto__":{"request":{}}}'), '400 field_unknown'],
      ['__proto__ as field', postJson(prepared(picture, ',"__proto__":"x"')), '400 field_unknown'],
      ['constructor as field', postJson(prepared(picture, ',"constructor":"x"')), '400 field_unknown'],
      [
        '__proto__ as policy',
        postJson('{"policy":"__proto__","request":{"MerchantUserId":"a"}}'),
        '404 policy_unknown',
      ],
      [
        'an object as picture',
        postJson('{"policy":"plain","request":{"SourceFacePicture":{"toString":"x"}}}'),
        '400 field_invalid',
      ],
      [
        'a list as picture',
        postJson('{"policy":"plain","request":{"SourceFacePicture":["QUJD"]}}'),
        '400 field_invalid',
      ],
      ['the policy twice', postJson(`{"policy":"demo",${prepared(picture).slice(1)}`), '200 Success'],
      [
        'a compressed body',
        postJson(prepared(picture).replace('{', '\x1f\x8b'), ['Content-Encoding: gzip']),
        '400 body_malformed',
      ],
    ],
    Parameters: [
      ['another product', postJson(prepared(picture, ',"ProductCode":"FACE_VERIFY_MIN"')), '403 policy_forbids'],
      [
        'ProductCode in the query too',
        request(
          'POST /api/verify?ProductCode=FACE_VERIFY_MIN&policy=plain&MerchantUserId=a HTTP/1.1',
          ['Host: HOST', 'Content-Type: image/jpeg', 'Content-Length: 3', 'Connection: close'],
          'abc',
        ),
        '403 policy_forbids',
      ],
      [
        'ProductCode twice',
        request(
          'POST /api/verify?ProductCode=FACE_IDU_MIN&ProductCode=X&policy=plain&MerchantUserId=a HTTP/1.1',
          ['Host: HOST', 'Content-Type: image/jpeg', 'Content-Length: 3', 'Connection: close'],
          'abc',
        ),
        '400 field_invalid',
      ],
      ['another mode', postJson(prepared(picture, ',"VerifyModel":"1"')), '403 policy_forbids'],
      ['no registration', postJson(prepared(picture, ',"AutoRegistration":"1"')), '403 policy_forbids'],
      ['another group', postJson(prepared(picture, ',"FaceGroupCodes":"grouptwo"')), '403 policy_forbids'],
      [
        'groups after a full-width comma',
        postJson(
          `{"policy":"demo","request":{"MerchantUserId":"a","SourceFacePicture":"${picture}","FaceGroupCodes":"groupone，secret"}}`,
        ),
        '403 policy_forbids',
      ],
      [
        "overwriting another user's face",
        postJson(prepared(picture, ',"UpdateFaceIfUserExists":"Y"')),
        '403 policy_forbids',
      ],
      ['a threshold of its own', postJson(prepared(picture, ',"FaceVerifyThreshold":"0"')), '400 field_unknown'],
      ['an action', postJson(prepared(picture, ',"Action":"DeleteFaceGroup"')), '400 field_unknown'],
      [
        'a parameter inside a value',
        withoutToken(postJson(prepared(picture).replace('anna', 'anna&VerifyModel=1'))),
        '200 Success',
      ],
      ['a user beside the token: ignored', postJson(prepared(picture).replace('anna', 'a\\r\\nb')), '200 Success'],
      ['no token', withoutToken(postJson(prepared(picture).replace('plain', 'urls'))), '401 unauthenticated'],
      [
        'a line break in the user',
        withoutToken(postJson(prepared(picture).replace('anna', 'a\\r\\nx-acs-action: Other'))),
        '400 field_invalid',
      ],
      [
        'a URL where the policy has none',
        postJson(
          '{"policy":"plain","request":{"MerchantUserId":"a","SourceFacePictureUrl":"http://169.254.169.254/"}}',
        ),
        '403 policy_forbids',
      ],
      [
        'a user of 129 characters',
        withoutToken(postJson(prepared(picture).replace('anna', 'a'.repeat(129)))),
        '400 field_invalid',
      ],
      [
        'an idempotency key with blanks',
        postJson(prepared(picture), ['Idempotency-Key: a b c d e f g']),
        '400 field_invalid',
      ],
    ],
    Multipart: [
      [
        '10,000 fields',
        postMultipart(Array.from({ length: 10_000 }, (_, index) => [`name="f${index}"`, 'x'])),
        '400 body_malformed',
      ],
      [
        '__proto__ as name',
        postMultipart([
          ['name="policy"', 'plain'],
          ['name="MerchantUserId"', 'a'],
          ['name="__proto__"', 'x'],
        ]),
        '400 field_unknown',
      ],
      ['a file for the policy', postMultipart([['name="policy"; filename="policy"', 'plain']]), '400 field_unknown'],
      [
        'a field twice',
        postMultipart([
          ['name="policy"', 'plain'],
          ['name="policy"', 'demo'],
        ]),
        '400 field_invalid',
      ],
      [
        'a prepared picture among raw ones',
        postMultipart([
          ['name="policy"', 'plain'],
          ['name="SourceFacePicture"', 'QUJD'],
        ]),
        '400 field_invalid',
      ],
      [
        'a file name that leads out',
        postMultipart([
          ['name="policy"', 'plain'],
          ['name="MerchantUserId"', 'a'],
          ['name="source"; filename="../../etc/passwd"', 'text'],
        ]),
        '422 picture_unreadable',
      ],
      [
        'no boundary',
        request(
          'POST /api/verify HTTP/1.1',
          ['Host: HOST', 'Content-Type: multipart/form-data', 'Content-Length: 3', 'Connection: close'],
          'abc',
        ),
        '400 body_malformed',
      ],
    ],
  };
  return Object.entries(groups).flatMap(([group, cases]) =>
    cases.map(([name, bytes, answer]) => ({
      group,
      name: String(name),
      bytes: /** @type {Buffer} */ (bytes),
      answer: String(answer),
    })),
  );
}
