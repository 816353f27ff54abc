// Vite plugin: pages of tutorials, the front page, and firmware projects, found by their files.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { build } from 'esbuild';
import type { Connect, Plugin, ResolvedConfig } from 'vite';
import { type CompiledLesson, compileLesson, fillPage, type Surroundings } from './compile-lesson.ts';
import { findFirmwareProjects, packFirmwareProject } from './firmware-projects.ts';

const THEME_BOOT = 'theme-boot.js';

/** Adds every page to a Vite site whose root has `tutorials/`, `firmware/` and an `index.html` that is a template. */
export function lessons(): Plugin {
  let root = '';
  let config: ResolvedConfig;
  const tutorials = () => join(root, 'tutorials');
  const firmware = () => join(root, 'firmware');
  const pagePath = (slug: string) => join(tutorials(), slug, 'index.html');
  const slugOf = (id: string) => findLessons(tutorials()).find((slug) => pagePath(slug) === id);
  const around = (): Surroundings => ({
    partials: readTemplates(join(tutorials(), 'partials')),
    layouts: readTemplates(join(tutorials(), 'layouts')),
    pictureExists: (src) => /^(data:|https:)/.test(src) || (!src.startsWith('/') && existsSync(join(tutorials(), src))),
    firmwareFile: (project, file) => (findFirmwareProjects(firmware()).includes(project) ? packFirmwareProject(firmware(), project).project.files.find(({ path }) => path === file)?.text : undefined),
    development: config.command === 'serve',
  });
  const compile = (slug: string): CompiledLesson => {
    const file = `tutorials/${slug}/index.md`;
    const compiled = compileLesson(readFileSync(join(root, file), 'utf8'), slug, file, around());
    for (const warning of compiled.warnings) config.logger.warn(warning);
    return compiled;
  };

  return {
    name: 'pocket-lessons',
    config(user) {
      root = resolve(user.root ?? '.');
      const pages = findLessons(tutorials()).map((slug) => [`tutorials/${slug}`, pagePath(slug)]);
      return { build: { rolldownOptions: { input: Object.fromEntries([['index', join(root, 'index.html')], ...pages]) } } };
    },
    configResolved(resolved) {
      config = resolved;
    },
    resolveId: (id) => (slugOf(id) === undefined ? undefined : id),
    load(id) {
      const slug = slugOf(id);
      if (slug === undefined) return undefined;
      this.addWatchFile(join(tutorials(), slug, 'index.md'));
      return compile(slug).html;
    },
    transformIndexHtml: {
      order: 'pre',
      handler: (html, { filename }) => (filename === join(root, 'index.html') ? fillPage(html, around(), frontPage(findLessons(tutorials()).map(compile))) : html),
    },
    async generateBundle() {
      for (const name of findFirmwareProjects(firmware())) {
        const { project, zip } = packFirmwareProject(firmware(), name);
        this.emitFile({ type: 'asset', fileName: `projects/${name}.json`, source: JSON.stringify(project) });
        this.emitFile({ type: 'asset', fileName: `projects/${project.zip}`, source: zip });
      }
      this.emitFile({ type: 'asset', fileName: THEME_BOOT, source: await themeBoot(root) });
    },
    configureServer(server) {
      server.watcher.add([tutorials(), firmware()]);
      server.watcher.on('all', (_event, file) => {
        if ([tutorials(), firmware()].some((folder) => file.startsWith(folder))) server.ws.send({ type: 'full-reload' });
      });
      server.middlewares.use(serveInDevelopment(() => root, { page: async (slug) => server.transformIndexHtml(`/tutorials/${slug}/index.html`, compile(slug).html) }));
    },
  };
}

/** Folders of `tutorials/` that hold a page, by name. */
export function findLessons(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, 'index.md')))
    .map(({ name }) => name)
    .sort();
}

function readTemplates(folder: string): Map<string, string> {
  const files = readdirSync(folder).filter((name) => name.endsWith('.hbs'));
  return new Map(files.map((name) => [basename(name, '.hbs'), readFileSync(join(folder, name), 'utf8')]));
}

/** Lessons in their order, under the headings their front matter names. */
function frontPage(compiled: CompiledLesson[]): Record<string, unknown> {
  const ordered = compiled.toSorted((a, b) => (a.matter.order ?? Infinity) - (b.matter.order ?? Infinity) || (a.lesson.slug < b.lesson.slug ? -1 : 1));
  const groups = new Map<string, CompiledLesson[]>();
  for (const one of ordered) {
    const title = one.matter.group ?? 'Lessons';
    groups.set(title, [...(groups.get(title) ?? []), one]);
  }
  return {
    base: './',
    first: ordered[0]?.lesson,
    groups: [...groups].map(([title, members]) => ({
      title,
      lessons: members.map(({ lesson, matter }) => ({ ...lesson, icon: matter.icon ?? 'file', count: lesson.steps.length })),
    })),
  };
}

/** The one script that blocks: it must run before the first paint, and a module never does. */
async function themeBoot(root: string): Promise<string> {
  const { outputFiles } = await build({ entryPoints: [join(root, 'src/site/theme-boot.ts')], bundle: true, format: 'iife', minify: true, target: 'es2022', write: false });
  return outputFiles[0]!.text;
}

function serveInDevelopment(root: () => string, { page }: { page: (slug: string) => Promise<string> }): Connect.NextHandleFunction {
  const answers: [RegExp, string, (match: RegExpExecArray) => Promise<string | Uint8Array | undefined>][] = [
    [/^\/tutorials\/([a-z0-9-]+)\/(?:index\.html)?$/, 'text/html', async ([, slug]) => (findLessons(join(root(), 'tutorials')).includes(slug!) ? page(slug!) : undefined)],
    [/^\/projects\/([a-z0-9-]+)\.json$/, 'application/json', async ([, name]) => packed(root(), name!, ({ project }) => JSON.stringify(project))],
    [/^\/projects\/([a-z0-9-]+)\.zip$/, 'application/zip', async ([, name]) => packed(root(), name!, ({ zip }) => zip)],
    [/^\/theme-boot\.js$/, 'text/javascript', () => themeBoot(root())],
  ];
  return (request, response, next) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    if (/^\/tutorials\/[a-z0-9-]+$/.test(path)) return void response.writeHead(301, { location: `${path}/` }).end();
    for (const [pattern, type, answer] of answers) {
      const match = pattern.exec(path);
      if (!match) continue;
      return void answer(match).then((body) => (body === undefined ? next() : response.writeHead(200, { 'content-type': type, 'cache-control': 'no-cache' }).end(body)), next);
    }
    next();
  };
}

function packed<T>(root: string, name: string, pick: (packed: ReturnType<typeof packFirmwareProject>) => T): T | undefined {
  const folder = join(root, 'firmware');
  return findFirmwareProjects(folder).includes(name) ? pick(packFirmwareProject(folder, name)) : undefined;
}
