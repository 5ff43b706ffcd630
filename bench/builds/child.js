// Runs one build of the package in a process of its own, one photo per message: node child.js <folder of the build>
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const { preflight } = await import(pathToFileURL(join(resolve(process.argv[2] ?? ''), 'node.js')).href);

process.on('message', async ({ file, face }) => {
  const photo = readFileSync(file);
  const before = process.cpuUsage();
  const { jpeg } = await preflight(photo, {}, { face });
  const { user, system } = process.cpuUsage(before);
  process.send?.({ cpuMs: (user + system) / 1000, bytes: jpeg?.length ?? 0 });
});
process.send?.('ready');
