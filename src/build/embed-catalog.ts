// Vite plugin: what can be embedded. `embed.json` for the configurator, and an oEmbed answer beside each lesson.
import { readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { Plugin } from 'vite';
import { siteSources, type SiteSources } from './site-sources.ts';

/** Its name below the site's base; `elements/embed-configurator.ts` reads it. */
const CATALOG = 'embed.json';
const PANEL = 'panel/';
/** Px, as oEmbed wants them; `<pocket-lesson>` fits itself. */
const SIZE = { width: 800, height: 640 };

/**
 * oEmbed (https://oembed.com, 2.3.4.4). `site`: absolute address of the site, from POCKET_SITE; a static folder that does not know
 * its address writes addresses relative to itself, which consumers have to resolve.
 */
const oEmbed = (slug: string, title: string, site: string): object => ({
  version: '1.0',
  type: 'rich',
  title,
  provider_name: 'Pocket Cloud',
  provider_url: site,
  ...SIZE,
  html: `<iframe src="${site}tutorials/${slug}/?embed=1" width="${SIZE.width}" height="${SIZE.height}" title="${title.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}" allow="serial; usb" style="border:0"></iframe>`,
});

const LANGUAGES = 'src/site/languages';

const catalog = (root: string, sources: SiteSources): object => ({
  languages: readdirSync(join(root, LANGUAGES))
    .map((name) => basename(name, '.json'))
    .map((tag) => ({ tag, name: new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag })),
  lessons: sources
    .lessons()
    .map((slug) => sources.compile(slug))
    .sort((a, b) => (a.matter.order ?? Infinity) - (b.matter.order ?? Infinity))
    .map(({ lesson: { slug, title, steps } }) => ({ slug, title, steps: steps.map(({ id, title: what }) => ({ id, title: what })) })),
  panels: sources
    .pages()
    .filter((name) => name.startsWith(PANEL))
    .map((name) => ({ name: name.slice(PANEL.length), title: /<title>(.*?) · /.exec(sources.fill(name))?.[1] ?? name })),
});

export function embedCatalog(): Plugin {
  let root = '';
  return {
    name: 'pocket-embed-catalog',
    configResolved(config) {
      root = resolve(config.root);
    },
    generateBundle() {
      const sources = siteSources(root, false);
      const site = process.env['POCKET_SITE']?.replace(/\/*$/, '/') ?? '';
      this.emitFile({ type: 'asset', fileName: CATALOG, source: JSON.stringify(catalog(root, sources)) });
      for (const slug of sources.lessons()) {
        const answer = oEmbed(slug, sources.compile(slug).lesson.title, site || '../../');
        this.emitFile({ type: 'asset', fileName: `tutorials/${slug}/oembed.json`, source: JSON.stringify(answer) });
      }
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        if (request.url?.split('?')[0] !== `/${CATALOG}`) return next();
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(catalog(root, siteSources(root, true))));
      });
    },
  };
}
