import { inspectFrame } from './inspect-frame.js';
import { InstanceLease } from './instance-lease.js';
import { Job } from './job.js';
import { nextTask } from './next-task.js';
import { pieces } from './stream.js';

/** @import { Instances } from './instance.js' */
/** @import { FaceChoice } from './instance-lease.js' */
/** @import { JobResult, Task } from './job.js' */
/** @import { FrameTask } from './inspect-frame.js' */
/** @import { Inspection, Source } from './types.js' */

/**
 * A photo on its way through an engine.
 *
 * @typedef {object} EngineJob
 * @property {(chunk: Uint8Array<any>, owned?: boolean) => Promise<Source | undefined>} push takes the next bytes, and
 *   keeps those that are `owned`: no one else holds them; resolves to the header, where it is wanted and known
 * @property {() => Promise<JobResult>} finish
 * @property {() => void} close ends the job at any time
 * @property {Promise<void>} [opened] resolves once all is loaded; already so without it
 * @property {Promise<never>} [failed] rejects as soon as the job is lost
 */

/**
 * @typedef {object} Engine
 * @property {(task: Task, onProgress?: () => void, begins?: () => Promise<Uint8Array>) => Promise<EngineJob>} open begins
 *   with a photo; `onProgress` is called while something is loaded, `begins` gives the file's first bytes beforehand
 * @property {(task: FrameTask, onProgress?: () => void) => Promise<Inspection>} inspect inspects one frame
 * @property {(face?: FaceChoice) => Promise<void>} warm loads what such a call needs
 */

/**
 * Does the work on the calling thread, yielding to other tasks between chunks.
 *
 * @param {Instances} instances
 * @returns {Engine}
 */
export function inPlace(instances) {
  return {
    async open(task, onProgress) {
      const job = await Job.open(instances, task, onProgress);
      return {
        async push(chunk) {
          for (const piece of pieces(chunk)) {
            await nextTask();
            const source = await job.push(piece);
            if (source) {
              return source;
            }
          }
          return undefined;
        },
        async finish() {
          await nextTask();
          return job.finish();
        },
        close: () => job.close(),
      };
    },
    async inspect(task, onProgress) {
      await nextTask();
      return inspectFrame(instances, task, onProgress);
    },
    warm: (face) => InstanceLease.warm(instances, face),
  };
}
