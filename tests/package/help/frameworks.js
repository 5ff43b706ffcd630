// The frameworks: a project of each as its own template makes it, with a page and a route of the server for each entry.
import { join } from 'node:path';
import { measuringFiles } from './app.js';
import { toolsFolder, versionOf } from './project.js';

/** @import { Kind } from './project.js' */

/**
 * @typedef {object} Framework
 * @property {string} name as the table says it
 * @property {Kind} kind
 * @property {string} publicFolder whose files the server gives to pages
 * @property {Record<string, string>} files
 * @property {string[]} build the tool's script and its words
 * @property {string[]} start likewise; the host and the port are in `HOST` and `PORT`
 * @property {boolean} [leavesFiles] whether the built server has the package's scripts alone
 */

/** What the server answers to a photo: its line of the golden tables. */
const ENTRIES = /** @type {const} */ ({ main: 'face-preflight', inline: 'face-preflight/inline' });

/** @param {(entry: 'main' | 'inline') => Record<string, string>} files of one entry */
const forBoth = (files) => ({ ...files('main'), ...files('inline') });

/** @param {string} folder of the sources */
const measuring = (folder) => forBoth((entry) => measuringFiles(ENTRIES[entry], `${folder}${entry}/`));

/** @param {Record<string, string>} more what its dependencies are, besides the package */
const manifest = (more) =>
  JSON.stringify({ private: true, type: 'module', dependencies: { 'face-preflight': '0.1.0', ...more } });

/** @param {Kind} kind @param {string} path below its node_modules */
const installed = (kind, path) => join(toolsFolder(kind), 'node_modules', path);

const SVELTE_PAGE = (/** @type {string} */ entry) => `<script>
  import { onMount } from 'svelte';
  import { start } from '$lib/${entry}/photos.js';
  onMount(start);
</script>
<p>photos</p>
`;

/** @returns {Framework} */
const svelteKit = () => ({
  name: `SvelteKit ${versionOf('frameworks', '@sveltejs/kit')} (adapter-node)`,
  kind: 'frameworks',
  publicFolder: 'static',
  files: {
    'package.json': manifest({}),
    'vite.config.js': `import { sveltekit } from '@sveltejs/kit/vite';\nexport default { plugins: [sveltekit()] };\n`,
    'svelte.config.js': `import adapter from '@sveltejs/adapter-node';\nexport default { kit: { adapter: adapter() } };\n`,
    'src/app.html':
      '<!doctype html><html lang="en"><head>%sveltekit.head%</head><body>%sveltekit.body%</body></html>',
    ...measuring('src/lib/'),
    ...forBoth((entry) => ({
      [`src/routes/${entry}/+page.svelte`]: SVELTE_PAGE(entry),
      [`src/routes/api/${entry}/+server.js`]: `import { line } from '$lib/${entry}/photos.js';
export const POST = async ({ request }) => new Response(await line(await request.arrayBuffer()));
`,
    })),
  },
  build: [installed('frameworks', 'vite/bin/vite.js'), 'build'],
  start: ['build'],
});

const REACT_ROOT = `import { Outlet, Scripts } from 'react-router';
export default function Root() {
  return <html lang="en"><body><Outlet /><Scripts /></body></html>;
}
`;

/** @returns {Framework} */
const reactRouter = () => ({
  name: `React Router ${versionOf('node-24', 'react-router')} (framework mode)`,
  kind: 'node-24',
  publicFolder: 'public',
  files: {
    'package.json': manifest({
      react: '19',
      'react-dom': '19',
      'react-router': '8',
      '@react-router/node': '8',
      isbot: '5',
    }),
    'vite.config.js': `import { reactRouter } from '@react-router/dev/vite';\nexport default { plugins: [reactRouter()] };\n`,
    'app/root.jsx': REACT_ROOT,
    'app/routes.js': `import { route } from '@react-router/dev/routes';
export default ['main', 'inline'].flatMap((entry) => [
  route(entry, './' + entry + '/page.jsx'),
  route('api/' + entry, './' + entry + '/route.js'),
]);
`,
    ...measuring('app/'),
    ...forBoth((entry) => ({
      [`app/${entry}/page.jsx`]: `import { useEffect } from 'react';
import { start } from './photos.js';
export default function Page() {
  useEffect(() => void start(), []);
  return <p>photos</p>;
}
`,
      [`app/${entry}/route.js`]: `import { line } from './photos.js';
export const action = async ({ request }) => new Response(await line(await request.arrayBuffer()));
`,
    })),
  },
  build: [installed('node-24', '@react-router/dev/bin.cjs'), 'build'],
  start: [installed('node-24', '@react-router/serve/bin.cjs'), './build/server/index.js'],
});

/** @returns {Framework} */
const astro = () => ({
  name: `Astro ${versionOf('node-24', 'astro')} (@astrojs/node)`,
  kind: 'node-24',
  publicFolder: 'public',
  files: {
    'package.json': manifest({}),
    'astro.config.mjs': `import node from '@astrojs/node';
export default { output: 'server', adapter: node({ mode: 'standalone' }) };
`,
    ...measuring('src/'),
    ...forBoth((entry) => ({
      [`src/pages/${entry}.astro`]: `<html lang="en"><body><p>photos</p>
<script>
  import { start } from '../${entry}/photos.js';
  start();
</script></body></html>
`,
      [`src/pages/api/${entry}.js`]: `import { line } from '../../${entry}/photos.js';
export const POST = async ({ request }) => new Response(await line(await request.arrayBuffer()));
`,
    })),
  },
  build: [installed('node-24', 'astro/bin/astro.mjs'), 'build'],
  start: ['dist/server/entry.mjs'],
});

/** @returns {Framework} */
const nuxt = () => ({
  name: `Nuxt ${versionOf('node-24', 'nuxt')}`,
  kind: 'node-24',
  publicFolder: 'public',
  files: {
    'package.json': manifest({ nuxt: '4', vue: '3' }),
    'app/app.vue': '<template><NuxtPage /></template>\n',
    ...measuring('app/lib/'),
    ...measuring('server/lib/'),
    ...forBoth((entry) => ({
      [`app/pages/${entry}.vue`]: `<script setup>
import { onMounted } from 'vue';
import { start } from '../lib/${entry}/photos.js';
onMounted(start);
</script>
<template><p>photos</p></template>
`,
      [`server/api/${entry}.post.js`]: `import { line } from '../lib/${entry}/photos.js';
export default defineEventHandler(async (event) => line(await readRawBody(event, false)));
`,
    })),
  },
  build: [installed('node-24', 'nuxt/bin/nuxt.mjs'), 'build'],
  start: ['.output/server/index.mjs'],
  leavesFiles: true,
});

export const frameworks = () => [svelteKit(), reactRouter(), astro(), nuxt()];
