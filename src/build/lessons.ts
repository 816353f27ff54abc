// Vite plugin: pages of tutorials, the front page, and firmware projects, found by their files.
import { join, resolve } from 'node:path';
import type { Plugin, ResolvedConfig } from 'vite';
import { fillPage } from './compile-lesson.ts';
import { findFirmwareProjects, packFirmwareProject } from './firmware-projects.ts';
import { frontPage } from './front-page.ts';
import { serveLessons } from './serve-lessons.ts';
import { type SiteSources, siteSources } from './site-sources.ts';
import { buildThemeBoot, THEME_BOOT } from './theme-boot.ts';

/** Adds every page to a Vite site whose root has `tutorials/`, `firmware/` and an `index.html` that is a template. */
export function lessons(): Plugin {
  let root = '';
  let sources: SiteSources;
  let config: ResolvedConfig;
  const pagePath = (slug: string) => join(root, 'tutorials', slug, 'index.html');
  const slugOf = (id: string) => (id.endsWith('index.html') ? sources.lessons().find((slug) => pagePath(slug) === id) : undefined);
  const page = (slug: string): string => {
    const { html, warnings } = sources.compile(slug);
    for (const warning of warnings) config.logger.warn(warning);
    return html;
  };

  return {
    name: 'pocket-lessons',
    config(user, { command }) {
      root = resolve(user.root ?? '.');
      sources = siteSources(root, command === 'serve');
      const pages = sources.lessons().map((slug) => [`tutorials/${slug}`, pagePath(slug)]);
      return { build: { rolldownOptions: { input: Object.fromEntries([['index', join(root, 'index.html')], ...pages]) } } };
    },
    configResolved(resolved) {
      config = resolved;
    },
    resolveId: (id) => (slugOf(id) === undefined ? undefined : id),
    load(id) {
      const slug = slugOf(id);
      return slug === undefined ? undefined : page(slug);
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
      const folders = [join(root, 'tutorials'), join(root, 'firmware')];
      server.watcher.add(folders);
      server.watcher.on('all', (_event, file) => {
        if (folders.some((folder) => file.startsWith(folder))) server.ws.send({ type: 'full-reload' });
      });
      server.middlewares.use(
        serveLessons(root, async (slug) =>
          sources.lessons().includes(slug) ? server.transformIndexHtml(`/tutorials/${slug}/index.html`, page(slug)) : undefined,
        ),
      );
    },
  };
}
