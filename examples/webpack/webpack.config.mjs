/** @type {import("webpack").Configuration} */
export default {
  entry: './main.js',
  output: { filename: 'main.js', module: true },
  experiments: { outputModule: true },
  // The server sends the page itself from public/.
};
