// Registrations whose backend is killed with SIGKILL on the way, and started again over the same file.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { fakePicture } from '../../support/fake-picture.js';
import { startService } from './service.js';

/** The steps of a registration, each with a kill; a number is any moment, in milliseconds from its start. */
export const STEPS = [
  'before the key is taken',
  'before sending',
  'sent, and lost',
  'sent, and carried out',
  'after the answer',
  'before the answer is kept',
  'after the answer is kept',
  'before the integrator hears',
  'before the reply',
  'any moment',
];
const LONGEST_MOMENT_MS = 40;
const MOST_TRIES = 100;

/** @typedef {{ step: string, status: string, verdict: any, again: any, faces: number, tries: number }} Outcome */

export class CrashingBackend {
  #folder = mkdtempSync(join(tmpdir(), 'face-crash-'));
  /** @type {import('node:child_process').ChildProcess | undefined} */
  #child;
  #url = '';
  /** @type {Awaited<ReturnType<typeof startService>> | undefined} */
  #service;
  #step = '';

  async start() {
    this.#service = await startService(() => this.#onCall());
    await this.#startChild();
  }

  /** @returns {'lost' | 'carried out' | undefined} */
  #onCall() {
    const what = /^sent, and (lost|carried out)$/.exec(this.#step)?.[1];
    if (what) {
      this.#step = '';
      this.#child?.kill('SIGKILL');
    }
    return /** @type {'lost' | 'carried out' | undefined} */ (what);
  }

  async #startChild() {
    const script = fileURLToPath(new URL('child.js', import.meta.url));
    const child = spawn(process.execPath, [script, join(this.#folder, 'keys.db'), this.#service?.url ?? ''], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#child = child;
    [this.#url] = await once(createInterface({ input: child.stdout }), 'line');
  }

  /**
   * A registration that is cut at a step, asked for again with its key, then once more, then with another key.
   * @param {number} index of the run
   * @returns {Promise<Outcome>}
   */
  async run(index) {
    const step = STEPS[index % STEPS.length] ?? '';
    const user = `crash-user-${index}`;
    this.#step = step;
    const crashAt = step === 'any moment' ? String((index * 7) % LONGEST_MOMENT_MS) : step;
    const ended = once(/** @type {any} */ (this.#child), 'exit');
    const first = await this.#ask(index, user, `crash-key-${index}`, crashAt);
    if (first && step !== 'any moment') {
      throw new Error(`${step}: answered ${JSON.stringify(first)}`);
    }
    await ended;
    this.#step = '';
    await this.#startChild();
    const { verdict, tries } = await this.#askUntilVerdict(index, user, `crash-key-${index}`);
    const again = await this.#ask(index, user, `crash-key-${index}`);
    const other = await this.#ask(index, user, `crash-other-key-${index}`);
    const faces = this.#service?.faces().filter(({ merchantUserId }) => merchantUserId === user).length ?? 0;
    const status = [verdict, again, other].map(({ passed, subCode, registered }) => [passed, subCode, registered]);
    return { step, status: JSON.stringify(status), verdict, again, faces, tries };
  }

  /** @param {number} index @param {string} user @param {string} key */
  async #askUntilVerdict(index, user, key) {
    for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
      const verdict = await this.#ask(index, user, key);
      if (verdict?.kind === 'verdict') {
        return { verdict, tries };
      }
      await new Promise((done) => {
        setTimeout(done, 50);
      });
    }
    throw new Error(`no verdict for ${key}`);
  }

  /** @param {number} index @param {string} user @param {string} key @param {string} [crashAt] */
  async #ask(index, user, key, crashAt) {
    const headers = {
      authorization: user,
      'content-type': 'application/json',
      'idempotency-key': key,
      ...(crashAt !== undefined && { 'x-crash-at': crashAt }),
    };
    const SourceFacePicture = Buffer.from(fakePicture({ person: index + 1 })).toString('base64');
    const body = JSON.stringify({ policy: 'signup', request: { SourceFacePicture } });
    const answer = await fetch(`${this.#url}/api/verify`, { method: 'POST', headers, body }).catch(() => undefined);
    return answer?.json().catch(() => undefined);
  }

  async close() {
    this.#child?.kill('SIGKILL');
    await this.#service?.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
