import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

// Nothing here is for face-preflight: it needs no configuration.
export default defineConfig({ plugins: [sveltekit()] });
