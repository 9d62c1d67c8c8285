// Checks that each link of the built site leads to an existing file, and to an anchor in it.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

const decode = (text) =>
  text.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#39;', "'");

/**
 * Checks all pages of a folder. Links to other origins are listed and not requested.
 *
 * @param {string} site
 */
export function checkLinks(site) {
  const names = readdirSync(site, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.html'),
  );
  const texts = new Map(names.map((name) => [name, readFileSync(join(site, name), 'utf8')]));
  const anchors = new Map(
    [...texts].map(([name, text]) => [
      name,
      new Set([...text.matchAll(/\bid="([^"]*)"/g)].map(([, id]) => decode(id))),
    ]),
  );
  const external = new Set();
  const broken = [];
  let internal = 0;
  for (const [name, text] of texts) {
    for (const [, raw] of text.matchAll(/\b(?:href|src|srcset)="([^"\s]*)/g)) {
      const target = decode(raw);
      if (/^(https?:|mailto:)/.test(target)) {
        external.add(target);
        continue;
      }
      if (/^(data:|blob:)/.test(target)) continue;
      internal += 1;
      const [path, anchor] = target.split('#').map(decodeURIComponent);
      let file =
        path === '' ? name : path.startsWith('/') ? path.slice(1) : join(dirname(name), path);
      if (file === '' || file.endsWith('/')) file += 'index.html';
      if (!existsSync(join(site, file)) && existsSync(join(site, `${file}.html`))) file += '.html';
      if (!existsSync(join(site, file))) broken.push(`${name}: ${target} is not there`);
      else if (anchor && !anchors.get(file)?.has(anchor))
        broken.push(`${name}: ${target} has no such anchor`);
    }
  }
  return {
    pages: names.length,
    internal,
    external: [...external].sort(),
    broken: [...new Set(broken)],
  };
}
