/** @type {import("@rspack/cli").Configuration} */
export default {
  entry: './main.js',
  output: { filename: 'main.js', module: true },
  experiments: { outputModule: true },
  // The page itself is served from public/ as it is.
};
