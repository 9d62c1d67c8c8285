import { defineConfig } from 'vite';

// `await` at the top of a module.
export default defineConfig({ build: { target: 'es2022' } });
