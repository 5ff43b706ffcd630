#!/usr/bin/env node
// The command line.
import { constants } from 'node:os';
import { main } from './lib/cli/main.js';

const controller = new AbortController();
for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  // By convention the exit status contains the signal's number. A second signal ends the process immediately.
  process.once(name, () => controller.abort(128 + constants.signals[name]));
}
// The reader of the output may close it early, as `head` does.
process.stdout.on('error', (/** @type {NodeJS.ErrnoException} */ error) => {
  if (error.code !== 'EPIPE') {
    throw error;
  }
  controller.abort(128 + constants.signals.SIGPIPE);
});

process.exitCode = await main(process.argv.slice(2), process, controller.signal);
