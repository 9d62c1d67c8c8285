// ES modules as they are: nothing is transformed, Node.js runs them with
// `--experimental-vm-modules`.
export default {
  transform: {},
  testMatch: ['**/tests/*.jest.js'],
  moduleNameMapper: { '^sordino$': 'sordino/testing' },
};
