// Measures everything and prints it as one JSON document: node run.js <rounds>
import { cpus } from 'node:os';
import { measure as measureBrowser } from './browser.js';
import { measure as measureNode } from './node.js';
import { photos } from './photos.js';

const rounds = Number(process.argv[2]);
const all = await photos();
const node = [];
for (const photo of all) {
  console.error(`   Measuring ${photo.name}`);
  node.push(await measureNode(photo, rounds));
}
console.error('   Measuring in Chromium');
const browser = await measureBrowser(all, rounds);
const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.versions.node}`;
console.log(JSON.stringify({ date: new Date().toISOString().slice(0, 10), machine, rounds, node, browser }));
process.exit(0);
