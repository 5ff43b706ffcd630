// A client's connection on which a request is sent as slowly, and in as small chunks, as the attack wants.

import { connect } from 'node:net';

/** Bytes of one write; more would only wait in this process. */
const WRITE_BYTES = 65_536;

export class Connection {
  #socket;
  #text = '';
  /** The answer as soon as its code is there, or empty where the connection ended without one. @type {Promise<string>} */
  answered;

  /**
   * @param {string} url of the backend
   * @param {string} path
   * @param {Record<string, string | number>} headers
   */
  constructor(url, path, headers) {
    const { hostname, port, host } = new URL(url);
    this.#socket = connect(Number(port), hostname);
    this.#socket.setNoDelay(true).setMaxListeners(0);
    this.answered = new Promise((done) => {
      this.#socket.setEncoding('latin1').on('data', (text) => {
        this.#text += text;
        if (this.answer.includes(' ')) {
          done(this.answer);
        }
      });
      this.#socket.on('error', () => {}).on('close', () => done(this.answer));
    });
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    this.#socket.write(`POST ${path} HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n${lines.join('')}\r\n`);
  }

  /** Status and code so far, such as `200 Success`. */
  get answer() {
    const status = /^HTTP\/1\.1 (\d{3})/.exec(this.#text)?.[1] ?? '';
    return `${status} ${/"code":"([\w.]+)"/.exec(this.#text)?.[1] ?? ''}`.trim();
  }

  get isOpen() {
    return !this.#socket.destroyed && this.#socket.writable;
  }

  /** Writes as fast as the other side reads; ends early where it reads no more. @param {Uint8Array | string} bytes */
  async send(bytes) {
    const all = Buffer.from(bytes);
    for (let at = 0; at < all.length && this.isOpen; at += WRITE_BYTES) {
      if (!this.#socket.write(all.subarray(at, at + WRITE_BYTES))) {
        await new Promise((done) => this.#socket.once('drain', done).once('close', done));
      }
    }
  }

  close() {
    this.#socket.destroy();
  }
}
