import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

// Vue takes an element for a component unless it is told which are custom elements.
const isCustomElement = (tag) => tag.startsWith('sordino-');

export default defineConfig({
  plugins: [vue({ template: { compilerOptions: { isCustomElement } } })],
  build: { target: 'es2022' },
});
