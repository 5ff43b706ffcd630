import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

// Nothing here is for face-preflight: it needs no configuration.
export default defineConfig({ plugins: [vue()] });
