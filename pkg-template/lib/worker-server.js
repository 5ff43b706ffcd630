import { PreflightError } from './errors.js';
import { inspectFrame } from './inspect-frame.js';
import { InstanceLease } from './instance-lease.js';
import { Job } from './job.js';
import { pieces } from './stream.js';

/** @import { Instances } from './instance.js' */
/** @import { FaceChoice } from './instance-lease.js' */
/** @import { JobResult, Task } from './job.js' */
/** @import { FrameTask } from './inspect-frame.js' */
/** @import { Inspection, Source } from './types.js' */

/**
 * The page's messages, each about one job.
 *
 * @typedef {{ type: 'open', id: number, task: Task }
 *   | { type: 'push', id: number, chunk: Uint8Array }
 *   | { type: 'finish', id: number }
 *   | { type: 'close', id: number }
 *   | { type: 'inspect', id: number, task: FrameTask }
 *   | { type: 'warm', id: number, face: FaceChoice | undefined }} ToWorker
 */

/**
 * The worker's messages. `loading` comes whenever a part of what a job needs has arrived, `opened` once all of it has;
 * `taken` answers each `push`, `answered` an `inspect` or a `warm`; `failed` is the last message about a job.
 *
 * @typedef {{ type: 'ready' }
 *   | { type: 'loading', id: number }
 *   | { type: 'opened', id: number }
 *   | { type: 'taken', id: number, source: Source | undefined }
 *   | { type: 'finished', id: number, result: JobResult }
 *   | { type: 'answered', id: number, answer: Inspection | undefined }
 *   | { type: 'failed', id: number, error: ReturnType<PreflightError['toJSON']> }} FromWorker
 */

/**
 * @typedef {object} Scope the part of a worker's global scope that is used here
 * @property {(message: FromWorker, transfer?: Transferable[]) => void} postMessage
 * @property {(type: any, listener: (event: any) => void) => void} addEventListener
 */

/**
 * Does the page's work inside a worker.
 *
 * @param {Scope} scope
 * @param {Instances} instances
 */
export function serve(scope, instances) {
  /**
   * The step in progress of each job. A message waits for the one before it.
   *
   * @type {Map<number, Promise<Job>>}
   */
  const jobs = new Map();

  /**
   * @param {number} id
   * @param {Promise<Job>} step
   */
  function advance(id, step) {
    jobs.set(id, step);
    // A failure passes on to the messages after it; the last of them reports it.
    step.catch((thrown) => jobs.get(id) === step && fail(id, thrown));
  }

  /** @param {Extract<ToWorker, { type: 'open' }>} message */
  async function open({ id, task }) {
    const job = await Job.open(instances, task, () => scope.postMessage({ type: 'loading', id }));
    scope.postMessage({ type: 'opened', id });
    return job;
  }

  /**
   * @param {number} id
   * @param {unknown} thrown
   */
  function fail(id, thrown) {
    const error = PreflightError.from(thrown) ?? new PreflightError('crashed', String(thrown));
    scope.postMessage({ type: 'failed', id, error: error.toJSON() });
  }

  scope.addEventListener('message', ({ data }) => {
    const message = /** @type {ToWorker} */ (data);
    const { id } = message;
    if (message.type === 'open') {
      advance(id, open(message));
      return;
    }
    if (message.type === 'inspect' || message.type === 'warm') {
      const onProgress = () => scope.postMessage({ type: 'loading', id });
      const work =
        message.type === 'warm'
          ? InstanceLease.warm(instances, message.face)
          : inspectFrame(instances, message.task, onProgress);
      work.then(
        (answer) => scope.postMessage({ type: 'answered', id, answer: answer ?? undefined }),
        (thrown) => fail(id, thrown),
      );
      return;
    }
    const before = jobs.get(id);
    if (!before) {
      return;
    }
    if (message.type === 'close') {
      jobs.delete(id);
      before.then((job) => job.close()).catch(() => {});
    } else {
      advance(
        id,
        before.then((job) => step(scope, job, message)),
      );
    }
  });
  // Its job cannot be known, so let the page see the worker die.
  scope.addEventListener('messageerror', () => {
    throw new Error('a message from the page could not be read');
  });
  scope.postMessage({ type: 'ready' });
}

/**
 * @param {Scope} scope
 * @param {Job} job
 * @param {Extract<ToWorker, { type: 'push' | 'finish' }>} message
 */
async function step(scope, job, message) {
  const { id } = message;
  try {
    if (message.type === 'push') {
      let source;
      for (const piece of pieces(message.chunk)) {
        source = await job.push(piece);
        // Nothing after the header is wanted: damage there does not matter to this job.
        if (source) {
          break;
        }
      }
      scope.postMessage({ type: 'taken', id, source });
    } else {
      const result = await job.finish();
      const bytes = 'jpeg' in result ? result.jpeg : result.fingerprint;
      scope.postMessage({ type: 'finished', id, result }, bytes ? [bytes.buffer] : []);
    }
    return job;
  } catch (error) {
    job.close();
    throw error;
  }
}
