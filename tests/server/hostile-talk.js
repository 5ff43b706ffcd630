// A connection on which exactly the given bytes are sent.

import { connect } from 'node:net';

/** @param {string} host name and port @param {Buffer} bytes in which HOST stands for it @param {string} token for TOKEN @returns {Promise<string>} all that comes back */
export function talk(host, bytes, token) {
  const [name, port] = host.split(':');
  return new Promise((done) => {
    const socket = connect(Number(port), name);
    let text = '';
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let silence;
    socket.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
      // Some answers leave the connection open for the next request.
      clearTimeout(silence);
      if (text.includes('\r\n\r\n')) {
        silence = setTimeout(() => socket.destroy(), 200);
      }
    });
    socket.on('error', () => {}).on('close', () => done(text));
    socket.write(Buffer.from(bytes.toString('latin1').replaceAll('HOST', host).replace('TOKEN', token), 'latin1'));
  });
}

/** @param {string} text @returns {string} `<status> <code>`, or `closed` */
export function answerOf(text) {
  const status = /^HTTP\/1\.1 (\d{3})/.exec(text)?.[1];
  if (!status) {
    return 'closed';
  }
  const code = /"code":"([\w.]+)"/.exec(text)?.[1];
  return code ? `${status} ${code}` : status;
}

/**
 * An answer of the backend with what was asked, as `assertDocumented` takes them.
 * @param {Buffer} bytes that were sent
 * @param {string} text that came back, in one chunk
 */
export function exchangeOf(bytes, text) {
  const [method = '', path = ''] = (bytes.toString('latin1').split('\r\n', 1)[0] ?? '').split(' ');
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const [line = '', ...fields] = head.split('\r\n');
  const headers = new Headers(fields.map((field) => /** @type {[string, string]} */ (field.split(/: ?(.*)/s, 2))));
  const sent = rest.join('\r\n\r\n');
  const body =
    headers.get('transfer-encoding') === 'chunked' ? (/^[0-9a-f]+\r\n(.*?)\r\n0\r\n/is.exec(sent)?.[1] ?? '') : sent;
  return { method, path, status: Number(line.split(' ')[1]), headers, text: body };
}
