#!/usr/bin/env node
// The command line.
import { constants } from 'node:os';
import { main } from './lib/cli/main.js';

const controller = new AbortController();
for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  // By custom the exit status tells the signal. A second one ends the process at once.
  process.once(name, () => controller.abort(128 + constants.signals[name]));
}
// Whoever reads the output may have had enough, as `head` does.
process.stdout.on('error', (/** @type {NodeJS.ErrnoException} */ error) => {
  if (error.code !== 'EPIPE') {
    throw error;
  }
  controller.abort(128 + constants.signals.SIGPIPE);
});

process.exitCode = await main(process.argv.slice(2), process, controller.signal);
