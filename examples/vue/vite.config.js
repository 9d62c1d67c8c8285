import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

// Vue needs to know which elements are custom elements and not components.
const isCustomElement = (tag) => tag.startsWith('sordino-');

export default defineConfig({
  plugins: [vue({ template: { compilerOptions: { isCustomElement } } })],
  build: { target: 'es2022' },
});
