// @ts-check
// The app of `tests/pages/react/`, with each version of React that the package supports.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { PACKAGE } from './sandbox.mjs';

const APP = fileURLToPath(new URL('../../pages/react/app.js', import.meta.url));

/**
 * The npm package of each major version: the suffix of its name.
 *
 * @type {readonly (readonly [alias: string, major: number])[]}
 */
export const REACTS = [
  ['18', 18],
  ['', 19],
];

/**
 * Bundles the app's script with the development build of React, because only that build mounts
 * everything twice in StrictMode.
 *
 * @param {string} alias
 * @returns {Promise<string>}
 */
export async function bundleApp(alias) {
  const { outputFiles } = await build({
    entryPoints: [APP],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    minifyWhitespace: true,
    define: { 'process.env.NODE_ENV': '"development"' },
    alias: {
      react: `react${alias}`,
      'react-dom': `react-dom${alias}`,
      sordino: PACKAGE,
      'sordino/react': join(PACKAGE, 'react'),
    },
    logLevel: 'silent',
  });
  return outputFiles[0].text;
}

/**
 * Opens the page with the rendered app.
 *
 * @param {import("./scene.mjs").Scene} scene
 * @param {string} script
 * @param {object} [props]
 */
export async function openApp(scene, script, props) {
  await scene.visit('/react/page.html');
  await scene.driver.executeScript(script);
  await render(scene, props);
}

/** @param {import("./scene.mjs").Scene} scene @param {object} [props] */
export async function render(scene, props) {
  const usual = {
    frameUrl: scene.addresses.frame,
    token: await scene.token(),
    cardId: scene.card.id,
  };
  await scene.driver.executeScript('harness.render(arguments[0])', { ...usual, ...props });
}
