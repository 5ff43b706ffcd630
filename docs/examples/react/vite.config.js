import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// Nothing here is for face-preflight: it needs no configuration.
export default defineConfig({ plugins: [react()] });
