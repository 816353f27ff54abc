// Vite plugin: lessons, the site's own pages, the front page, and firmware projects, found by their files.
import { join, resolve } from 'node:path';
import type { Plugin, ResolvedConfig } from 'vite';
import { fillPage } from './compile-lesson.ts';
import { findFirmwareProjects, packFirmwareProject } from './firmware-projects.ts';
import { frontPage } from './front-page.ts';
import { serveLessons } from './serve-lessons.ts';
import { type SiteSources, siteSources } from './site-sources.ts';
import { buildThemeBoot, THEME_BOOT } from './theme-boot.ts';

/** Adds every page to a Vite site whose root has `tutorials/`, `firmware/`, `src/site/pages/` and an `index.html` that is a template. */
export function lessons(): Plugin {
  let root = '';
  let sources: SiteSources;
  let config: ResolvedConfig;
  /** Where pages lie in the built site, without `index.html`. */
  const places = () => [...sources.lessons().map((slug) => `tutorials/${slug}`), ...sources.pages()];
  const pagePath = (place: string) => join(root, place, 'index.html');
  const placeOf = (id: string) => (id.endsWith('index.html') ? places().find((place) => pagePath(place) === id) : undefined);
  const page = (place: string): string => {
    if (!place.startsWith('tutorials/')) return sources.fill(place);
    const { html, warnings } = sources.compile(place.slice('tutorials/'.length));
    for (const warning of warnings) config.logger.warn(warning);
    return html;
  };

  return {
    name: 'pocket-lessons',
    config(user, { command }) {
      root = resolve(user.root ?? '.');
      sources = siteSources(root, command === 'serve');
      const pages = places().map((place) => [place, pagePath(place)]);
      return { build: { rolldownOptions: { input: Object.fromEntries([['index', join(root, 'index.html')], ...pages]) } } };
    },
    configResolved(resolved) {
      config = resolved;
    },
    resolveId: (id) => (placeOf(id) === undefined ? undefined : id),
    load(id) {
      const place = placeOf(id);
      return place === undefined ? undefined : page(place);
    },
    transformIndexHtml: {
      order: 'pre',
      handler: (html, { filename }) =>
        filename === join(root, 'index.html')
          ? fillPage(html, sources.surroundings(), { ...frontPage(sources.lessons().map(sources.compile)) })
          : html,
    },
    async generateBundle() {
      const firmware = join(root, 'firmware');
      for (const name of findFirmwareProjects(firmware)) {
        const { project, zip } = packFirmwareProject(firmware, name);
        this.emitFile({ type: 'asset', fileName: `projects/${name}.json`, source: JSON.stringify(project) });
        this.emitFile({ type: 'asset', fileName: `projects/${project.zip}`, source: zip });
      }
      this.emitFile({ type: 'asset', fileName: THEME_BOOT, source: await buildThemeBoot(root, false) });
    },
    configureServer(server) {
      const folders = ['tutorials', 'firmware', 'src/site/pages'].map((folder) => join(root, folder));
      server.watcher.add(folders);
      server.watcher.on('all', (_event, file) => {
        if (folders.some((folder) => file.startsWith(folder))) server.ws.send({ type: 'full-reload' });
      });
      server.middlewares.use(
        serveLessons(root, async (place) =>
          places().includes(place) ? server.transformIndexHtml(`/${place}/index.html`, page(place)) : undefined,
        ),
      );
    },
  };
}
