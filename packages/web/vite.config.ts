import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compress } from './compress.ts';

/** `LOGBOOM_URL` is where a running server answers, for `vite dev`. */
const server = process.env.LOGBOOM_URL ?? 'http://127.0.0.1:8888';

export default defineConfig({
  plugins: [react(), tailwindcss(), compress()],
  resolve: { conditions: ['logboom-source', 'module', 'browser', 'development|production'] },
  build: {
    outDir: '../server/assets',
    emptyOutDir: true,
    // Browsers of mid 2024 and later: light-dark(), popover and nesting stay as they are written.
    target: ['chrome123', 'firefox128', 'safari17.5'],
    reportCompressedSize: true,
    // The editor, which is loaded when it is needed.
    chunkSizeWarningLimit: 600,
  },
  server: {
    proxy: Object.fromEntries(
      ['/api', '/select', '/health', '/ready', '/metrics'].map((path) => [path, { target: server }]),
    ),
  },
});
