import { defineConfig } from 'vite';

// The app uses `await` at the top level of a module.
export default defineConfig({ build: { target: 'es2022' } });
