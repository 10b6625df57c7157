import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** During development (`npx vite` in this folder) the services of a running `npm start` answer. */
const services = ['/api', '/access', '/audit', '/oidc', '/openapi.json'];
const origin = 'http://127.0.0.1:8480';

export default defineConfig({
  plugins: [react()],
  server: { proxy: Object.fromEntries(services.map((path) => [path, origin])) },
  // The content security policy lets no inline script or data: script run.
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    emptyOutDir: true,
    chunkSizeWarningLimit: 2_000,
  },
});
