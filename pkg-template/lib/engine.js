import { inspectFrame } from './inspection.js';
import { Job } from './job.js';
import { nextTask } from './next-task.js';
import { pieces } from './stream.js';

/** @import { Instances } from './instance.js' */
/** @import { Outcome, Task } from './job.js' */
/** @import { FrameTask } from './inspection.js' */
/** @import { Inspection, Source } from './types.js' */

/**
 * A photo on its way, wherever the work is done.
 *
 * @typedef {object} EngineJob
 * @property {(chunk: Uint8Array<any>, fresh?: boolean) => Promise<Source | undefined>} push takes the next bytes, for good
 *   where they are `fresh`: nobody else holds them; the header, where it is wanted and known
 * @property {() => Promise<Outcome>} finish
 * @property {() => void} close ends the job at any time
 * @property {Promise<never>} [failed] rejects as soon as the job is lost
 */

/**
 * @typedef {object} Engine
 * @property {(task: Task) => Promise<EngineJob>} open begins with a photo
 * @property {(task: FrameTask) => Promise<Inspection>} inspect looks at one frame
 */

/**
 * Does the work on the thread that calls, giving others their turn between chunks.
 *
 * @param {Instances} instances
 * @returns {Engine}
 */
export function inPlace(instances) {
  return {
    async open(task) {
      const job = await Job.open(instances, task);
      return {
        async push(chunk) {
          for (const piece of pieces(chunk)) {
            await nextTask();
            const source = job.push(piece);
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
    async inspect(task) {
      await nextTask();
      return inspectFrame(instances, task);
    },
  };
}
