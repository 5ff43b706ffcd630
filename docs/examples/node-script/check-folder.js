// node check-folder.js PHOTOS READY: judges every photo of a folder and writes the fit ones into another.
import { createReadStream } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { Readable } from 'node:stream';
import { PreflightError, preflight } from 'face-preflight';

const [from, to] = process.argv.slice(2);
if (!from || !to) {
  throw new Error('usage: node check-folder.js PHOTOS READY');
}
await mkdir(to, { recursive: true });

for (const name of await readdir(from)) {
  try {
    // A stream keeps the memory small: only the picture that goes out is ever whole.
    const photo = await preflight(Readable.toWeb(createReadStream(join(from, name))), { landscape: 'crop' });
    const failed = photo.report.checks.filter((check) => check.status === 'fail');
    if (photo.ok && photo.jpeg) {
      await writeFile(join(to, `${parse(name).name}.jpg`), photo.jpeg);
    }
    console.log(
      `${name}: ${photo.ok ? `${photo.width} x ${photo.height}` : failed.map(({ advice }) => advice).join(' ')}`,
    );
  } catch (error) {
    if (!(error instanceof PreflightError)) {
      throw error;
    }
    console.log(`${name}: ${error.message} (${error.code})`);
    process.exitCode = 1;
  }
}
