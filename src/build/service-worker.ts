// Vite plugin: the service worker at one address, `<base>sw.js`, in dev and in the build, with the list of our files in its second script.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type EnvironmentModuleNode, type InlineConfig, type Plugin, type ResolvedConfig, type Rolldown } from 'vite';
import { withoutReference } from './without-reference.ts';

const ENTRY = 'src/worker/main.ts';
const FILE = 'sw.js';
/** Told to open pages in dev (`site/updates.ts` listens). */
const CHANGED = 'pocket:worker-changed';
const ALIAS = { 'tough-cookie': fileURLToPath(new URL('../adapters/tough-cookie-stub.ts', import.meta.url)) };
/** Vite writes a hash into these names: their address is their revision. */
const HASHED = /^assets\/.*-[\w-]{8}\.\w+$/;
const LATER = '/src/worker/later.ts';
const LATER_ROUTES = 'src/cloud/later-routes.ts';
const LATER_GLOBAL = 'pocketLater';
const FILES_GLOBAL = 'pocketFiles';
/** Hidden files, the worker itself, what only other people’s pages load, and the compiler, which a page keeps itself (device/compiler/kept-files.ts). */
const LEFT_OUT = /(^|\/)(\.|sw(-later-\w+)?\.js$)|\.map$|^package\/|^embed\.js$|oembed\.json$|^compiler\/(?!manifest\.json$)/;

export interface PrecacheEntry {
  url: string;
  revision: string | null;
}

/** Every file of a built folder, small ones first: a visit that ends early has most of the site. */
export const listFiles = (folder: string): PrecacheEntry[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .map((path) => ({ path, url: relative(folder, path).split(sep).join('/'), size: statSync(path).size }))
    .filter(({ url }) => !LEFT_OUT.test(url))
    .sort((a, b) => a.size - b.size || (a.url < b.url ? -1 : 1))
    .map(({ path, url }) => ({
      url,
      revision: HASHED.test(url) ? null : createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 12),
    }));

const common = (config: ResolvedConfig, plugins: Plugin[]): InlineConfig => ({
  configFile: false,
  root: config.root,
  base: './',
  publicDir: false,
  logLevel: 'warn',
  resolve: { alias: ALIAS },
  define: { 'process.env.NODE_ENV': '"production"' },
  plugins: [...plugins, withoutReference()],
});

/**
 * The second script: calls that a first visit does without, and the list of our files. It hangs a function on `self` that makes the
 * calls: installing must not wait for that.
 */
const buildLater = async (config: ResolvedConfig): Promise<string> => {
  const output = (await build({
    ...common(config, []),
    build: {
      write: false,
      target: 'es2022',
      // An application's entry exports nothing unless it is told to.
      rolldownOptions: {
        input: join(config.root, LATER_ROUTES),
        preserveEntrySignatures: 'strict',
        output: { format: 'iife', name: LATER_GLOBAL, codeSplitting: false },
      },
    },
  })) as Rolldown.RolldownOutput;
  const [{ code: made }] = output.output;
  if (!made.includes(LATER_GLOBAL)) throw new Error(`${LATER_ROUTES} was built without a name for the worker to find it by.`);
  const outDir = resolve(config.root, config.build.outDir);
  const files = JSON.stringify(listFiles(outDir));
  const code = `self.${FILES_GLOBAL} = ${files};\nself.${LATER_GLOBAL} = () => {\n${made}\nreturn ${LATER_GLOBAL};\n};\n`;
  const name = `sw-later-${createHash('sha256').update(code).digest('hex').slice(0, 8)}.js`;
  writeFileSync(join(outDir, name), code);
  return name;
};

/** In place of `worker/later.ts`. An imported script is kept with the worker, so that asking again never goes to the network. */
const laterScript = (name: string): Plugin => ({
  name: 'pocket-later-script',
  enforce: 'pre',
  load: (id) =>
    id.endsWith(LATER)
      ? `export const fetchLater = () => importScripts('./${name}');
let routes;
const later = () => { self.${LATER_GLOBAL} ?? fetchLater(); return self; };
export const readFiles = () => later().${FILES_GLOBAL};
export const readLater = () => routes ??= later().${LATER_GLOBAL}().laterRoutes;`
      : null,
});

/** Two files, the second under a name of its content, so that no host's caching rules can mix two versions of the worker. */
const buildWorker = async (config: ResolvedConfig): Promise<void> => {
  const outDir = resolve(config.root, config.build.outDir);
  const later = await buildLater(config);
  await build({
    ...common(config, [laterScript(later)]),
    build: {
      outDir,
      emptyOutDir: false,
      target: 'es2022',
      rolldownOptions: { input: join(config.root, ENTRY), output: { format: 'es', entryFileNames: FILE, codeSplitting: false } },
    },
  });
};

export function serviceWorker(): Plugin {
  let config: ResolvedConfig;
  let version = 0;

  const reaches = (module: EnvironmentModuleNode, entry: string, seen = new Set<EnvironmentModuleNode>()): boolean => {
    if (module.file === entry) return true;
    if (seen.has(module)) return false;
    seen.add(module);
    return [...module.importers].some((importer) => reaches(importer, entry, seen));
  };

  return {
    name: 'pocket-service-worker',
    enforce: 'post',
    // The page's own cloud (no worker possible) has MSW too, so the stub holds everywhere.
    config: () => ({ resolve: { alias: ALIAS }, optimizeDeps: { entries: ['index.html', 'src/site/*.ts', ENTRY] } }),
    configResolved(resolved) {
      config = resolved;
    },
    configureServer(server) {
      server.middlewares.use(async (request, response, next) => {
        if (request.url?.split('?')[0] !== `${config.base}${FILE}`) return next();
        try {
          const result = await server.transformRequest(`/${ENTRY}`);
          response.setHeader('content-type', 'text/javascript');
          response.setHeader('cache-control', 'no-cache');
          // The number makes the file differ after a change deep in its imports.
          response.end(`/* ${version} */ self.__WB_DISABLE_DEV_LOGS = true;\n${result?.code ?? ''}`);
        } catch (error) {
          next(error);
        }
      });
    },
    hotUpdate({ modules }) {
      if (this.environment.name !== 'client') return;
      if (!modules.some((module) => reaches(module, join(config.root, ENTRY)))) return;
      version += 1;
      this.environment.hot.send(CHANGED, {});
    },
    closeBundle: {
      order: 'post',
      sequential: true,
      async handler() {
        if (config.command === 'build' && !config.build.ssr) await buildWorker(config);
      },
    },
  };
}
