// Configures VitePress. The site loads nothing from other origins: no font, no script, no search
// service.
import { defineConfig } from 'vitepress';
import { slug } from './slug.mjs';

const { SORDINO_RELEASE: release = '' } = process.env;

const page = (text, link) => ({ text, link });

/** Pages with a wide table. */
const WIDE = ['comparison.md', 'migrate/evervault.md', 'migrate/stripe.md', 'use-cases/index.md'];

/**
 * Makes empty table headers plain cells. Otherwise a screen reader reads an empty header for each
 * row.
 */
const withoutEmptyHeaders = (md) => {
  md.core.ruler.push('empty-headers', ({ tokens }) => {
    for (const [at, token] of tokens.entries()) {
      if (token.type === 'th_open' && tokens[at + 1].content.trim() === '')
        token.tag = tokens[at + 2].tag = 'td';
    }
  });
};

/** Lets a long name in a table's cell break before each of its words. */
const withBreaks = (md) => {
  const code = md.renderer.rules.code_inline;
  md.renderer.rules.code_inline = (...args) =>
    code(...args).replaceAll(/(?<=[a-z])(?=[A-Z][a-z])|(?<=[A-Z]_)/g, '<wbr>');
};

export default defineConfig({
  title: 'Sordino',
  description:
    'Card numbers, PINs and personal data out of reach of the page that shows and takes them',
  lang: 'en',
  cleanUrls: false,
  // `links.mjs` checks all links, including anchors.
  ignoreDeadLinks: true,
  // A table of contents inside a page has only the second level of headings.
  markdown: {
    anchor: { slugify: slug },
    toc: { level: [2] },
    languageAlias: { caddy: 'nginx' },
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    config: (md) => {
      for (const change of [withoutEmptyHeaders, withBreaks]) change(md);
    },
  },
  transformPageData({ relativePath, frontmatter }) {
    if (WIDE.includes(relativePath))
      Object.assign(frontmatter, { aside: false, pageClass: 'wide' });
  },
  head: [
    ['link', { rel: 'icon', href: '/mark.svg', type: 'image/svg+xml' }],
    ['meta', { name: 'referrer', content: 'no-referrer' }],
  ],
  themeConfig: {
    outline: { level: [2, 3] },
    search: { provider: 'local' },
    nav: [
      page('Quick start', '/quick-start'),
      page('Use cases', '/use-cases/'),
      page('Reference', '/reference/'),
      page(release, '/versions'),
    ],
    sidebar: [
      {
        text: 'Start',
        items: [
          page('What it is', '/'),
          page('Quick start', '/quick-start'),
          page('Concepts', '/concepts'),
          page('Comparison with others', '/comparison'),
        ],
      },
      {
        text: 'Use cases',
        items: [
          page('All thirteen', '/use-cases/'),
          page('Card viewer', '/use-cases/card-viewer'),
          page('Secure inputs', '/use-cases/secure-inputs'),
          page('Tokenize a business', '/use-cases/tokenize-business'),
          page('Tokenize a person', '/use-cases/tokenize-person'),
          page('Tokenize an authorized user', '/use-cases/tokenize-authorized-user'),
          page('Create a business', '/use-cases/create-business'),
          page('Create a person', '/use-cases/create-person'),
          page('Create an authorized user', '/use-cases/create-authorized-user'),
          page('Upload documents', '/use-cases/upload-documents'),
          page('Set a card’s PIN', '/use-cases/set-pin'),
          page('View account and routing number', '/use-cases/view-account'),
          page('View a card’s details', '/use-cases/view-card'),
          page('View an external bank account', '/use-cases/view-external-account'),
        ],
      },
      {
        text: 'In your app',
        items: [
          page('Your server', '/servers'),
          page('Deploying the frame', '/DEPLOY'),
          page('Appearance', '/appearance'),
          page('Languages', '/languages'),
          page('Accessibility', '/accessibility'),
          page('Testing', '/testing'),
          page('Troubleshooting', '/troubleshooting'),
          page('Versions', '/versions'),
        ],
      },
      {
        text: 'Migrating',
        items: [
          page('From Highnote’s SDKs', '/migrate/highnote'),
          page('From Stripe Issuing Elements', '/migrate/stripe'),
          page('From Evervault', '/migrate/evervault'),
        ],
      },
      {
        text: 'API reference',
        items: [
          page('sordino', '/reference/sordino'),
          page('sordino/elements', '/reference/elements'),
          page('sordino/react', '/reference/react'),
          page('sordino/highnote/card-viewer', '/reference/highnote-card-viewer'),
          page('sordino/highnote/secure-inputs', '/reference/highnote-secure-inputs'),
          page('sordino/highnote/document-upload', '/reference/highnote-document-upload'),
          page('sordino/testing', '/reference/testing'),
        ],
      },
      // Pages for reviewers and contributors. The build adds those that exist.
      { text: 'Inside', items: JSON.parse(process.env.SORDINO_INSIDE ?? '[]') },
    ],
  },
});
