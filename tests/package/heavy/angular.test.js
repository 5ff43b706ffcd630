// Angular's CLI without configuration: its bundler copies no WebAssembly of packages, so the error names `/inline`.
import { join } from 'node:path';
import { after } from 'node:test';
import { launchChromium } from '../../support/chromium.js';
import { measuringFiles } from '../help/app.js';
import { assertGood, assertNamesInline } from '../help/expected.js';
import { loadBuilt } from '../help/load.js';
import { cell } from '../help/matrix.js';
import { makeProject, runIn, toolsFolder, versionOf } from '../help/project.js';

const engine = await launchChromium();
after(() => engine.close());

const ng = join(toolsFolder('frameworks'), 'node_modules/.bin/ng');
const row = `Angular CLI ${versionOf('frameworks', '@angular/cli')}`;

const WORKSPACE = {
  version: 1,
  projects: {
    photos: {
      projectType: 'application',
      root: '',
      architect: {
        build: {
          builder: '@angular/build:application',
          options: { browser: 'src/main.ts', index: 'src/index.html', tsConfig: 'tsconfig.json', outputPath: 'dist' },
        },
      },
    },
  },
  cli: { analytics: false },
};

const TYPES = {
  compilerOptions: {
    target: 'ES2022',
    module: 'preserve',
    moduleResolution: 'bundler',
    lib: ['ES2023', 'DOM'],
    types: [],
    allowJs: true,
    skipLibCheck: true,
  },
  files: ['src/main.ts'],
};

const MAIN = `import { Component, afterNextRender } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';

@Component({ selector: 'app-root', template: '<p>photos</p>' })
class App {
  constructor() {
    const isInline = location.search === '?inline';
    const measuring = isInline ? () => import('./inline/photos.js') : () => import('./main/photos.js');
    afterNextRender(async () => (await measuring()).start());
  }
}
bootstrapApplication(App);
`;

/** @type {Promise<string> | undefined} */
let building;

/** Builds the project once for both tests. */
const built = () => (building ??= build());

async function build() {
  const folder = makeProject('frameworks', 'angular', {
    'package.json': JSON.stringify({ private: true, dependencies: { 'face-preflight': '0.1.0' } }),
    'angular.json': JSON.stringify(WORKSPACE),
    'tsconfig.json': JSON.stringify(TYPES),
    'src/main.ts': MAIN,
    'src/index.html':
      '<!doctype html><html lang="en"><head><base href="/"></head><body><app-root></app-root></body></html>',
    ...measuringFiles('face-preflight', 'src/main/'),
    ...measuringFiles('face-preflight/inline', 'src/inline/'),
  });
  await runIn(folder, ng, ['build'], { NG_CLI_ANALYTICS: 'false' });
  return join(folder, 'dist/browser');
}

cell('bundlers', row, 'face-preflight', async () => {
  assertNamesInline((await loadBuilt(engine, await built())).failed);
  return 'names `/inline`';
});

cell('bundlers', row, 'face-preflight/inline', async () => {
  assertGood(await loadBuilt(engine, await built(), '?inline'));
  return 'yes';
});
