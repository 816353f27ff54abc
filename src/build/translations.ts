// Vite plugin: lessons in other languages. `tutorials/<slug>/index.<language>.md` becomes `tutorials/<slug>/<language>.html`.
import { resolve } from 'node:path';
import type { Plugin } from 'vite';
import { siteSources } from './site-sources.ts';

export function translations(): Plugin {
  let root = '';
  return {
    name: 'pocket-translations',
    configResolved(config) {
      root = resolve(config.root);
    },
    generateBundle() {
      const sources = siteSources(root, false);
      for (const slug of sources.lessons()) {
        for (const language of sources.translations(slug)) {
          const { html, warnings } = sources.translate(slug, language);
          for (const warning of warnings) this.warn(warning);
          this.emitFile({ type: 'asset', fileName: `tutorials/${slug}/${language}.html`, source: html });
        }
      }
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const [, slug = '', language = ''] = /^\/tutorials\/([a-z0-9-]+)\/([a-z-]+)\.html$/.exec(request.url?.split('?')[0] ?? '') ?? [];
        const sources = siteSources(root, true);
        if (!sources.lessons().includes(slug) || !sources.translations(slug).includes(language)) return next();
        response.writeHead(200, { 'content-type': 'text/html', 'cache-control': 'no-cache' }).end(sources.translate(slug, language).html);
      });
    },
  };
}
