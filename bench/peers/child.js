// Runs one contestant in a process of its own, one photo per message.
import { readFileSync } from 'node:fs';
import { wasmBytes } from '../../tests/support/wasm-memory.js';

/** @typedef {(photo: Buffer) => Promise<{ jpeg: Uint8Array | null, width: number, height: number }>} Contestant */

const { default: run } = await import(`./contestants/${process.argv[2]}.js`);

process.on('message', async (file) => {
  try {
    const photo = readFileSync(String(file));
    const before = process.cpuUsage();
    const { jpeg, width, height } = await run(photo);
    const { user, system } = process.cpuUsage(before);
    process.send?.({ cpuMs: (user + system) / 1000, bytes: jpeg.length, width, height, wasmBytes: wasmBytes() });
  } catch (error) {
    process.send?.({ error: String(error) });
  }
});
process.send?.('ready');
