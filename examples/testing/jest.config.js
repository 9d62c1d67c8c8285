// Node.js runs the ES modules unchanged, with `--experimental-vm-modules`.
export default {
  transform: {},
  testMatch: ['**/tests/*.jest.js'],
  moduleNameMapper: { '^sordino$': 'sordino/testing' },
};
