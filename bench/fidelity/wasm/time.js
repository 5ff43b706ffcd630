// CPU time of the whole search in WebAssembly: `node time.js MODULE.wasm FOLDER [usual | thorough] [rounds]`. The folder
// holds what `fidelity planes` wrote. Prints one line of JSON for each picture and limit.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

const [WIDTH, HEIGHT] = [720, 960];
const LIMITS_BYTES = [50_000, 75_000, 100_000];

const [file, folder, effort = 'usual', rounds = '7'] = process.argv.slice(2);
if (!file || !folder) {
  throw new Error('usage: node time.js MODULE.wasm FOLDER [usual | thorough] [rounds]');
}

const module = new WebAssembly.Module(readFileSync(file));
// The package's door asks for functions of the page, which the encoder never calls.
const imports = {};
for (const { module: from, name } of WebAssembly.Module.imports(module)) {
  imports[from] ??= {};
  imports[from][name] = () => {
    throw new Error(`${name} is not there`);
  };
}
const { memory, room, encode } = new WebAssembly.Instance(module, imports).exports;

for (const name of readdirSync(folder)
  .filter((name) => name.endsWith('.yuv'))
  .sort()) {
  const samples = readFileSync(join(folder, name));
  const place = room(samples.length);
  new Uint8Array(memory.buffer).set(samples, place);
  const times = LIMITS_BYTES.map(() => []);
  let bytes = [];
  for (let round = 0; round < Number(rounds) + 2; round++) {
    bytes = LIMITS_BYTES.map((limit, at) => {
      const before = process.cpuUsage();
      const size = encode(WIDTH, HEIGHT, limit, effort === 'thorough');
      const { user, system } = process.cpuUsage(before);
      // The first two rounds warm the compiler up.
      if (round >= 2) {
        times[at].push((user + system) / 1000);
      }
      return size;
    });
  }
  for (const [at, limit] of LIMITS_BYTES.entries()) {
    const sorted = times[at].sort((a, b) => a - b);
    const ms = { least: sorted[0], median: sorted[sorted.length >> 1] };
    console.log(JSON.stringify({ name: name.slice(0, -4), limit, bytes: bytes[at], ...ms }));
  }
}
