// Vite plugin: `embed.js`, the one script that other people's pages load, and the same as a package for npm in `package/`.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import type { Plugin } from 'vite';
import { siteSources } from './site-sources.ts';

/** Its name below the site's base. */
const EMBED = 'embed.js';

const LANGUAGES = 'src/site/languages';

/** What the tag itself says, in every language that says it: the texts of the catalogues that stand in `code`. */
const wordsOf = (root: string, code: string): Record<string, Record<string, string>> =>
  Object.fromEntries(
    readdirSync(join(root, LANGUAGES)).map((name) => {
      const texts = JSON.parse(readFileSync(join(root, LANGUAGES, name), 'utf8')) as Record<string, string>;
      return [basename(name, '.json'), Object.fromEntries(Object.entries(texts).filter(([text]) => code.includes(JSON.stringify(text))))];
    }),
  );

const bundle = async (root: string, entry: string, format: 'iife' | 'esm'): Promise<string> =>
  compile(root, entry, format, wordsOf(root, await compile(root, entry, format, {})));

const compile = async (root: string, entry: string, format: 'iife' | 'esm', words: object): Promise<string> => {
  const { outputFiles } = await build({
    entryPoints: [join(root, entry)],
    bundle: true,
    format,
    minify: true,
    target: 'es2022',
    write: false,
    define: { EMBED_WORDS: JSON.stringify(words), EMBED_LESSONS: JSON.stringify(siteSources(root, false).lessons()) },
  });
  return outputFiles[0]!.text;
};

/** The package's own files; its code is the element without an address of its own: whoever imports it names the site. */
const packageFiles = async (root: string): Promise<Record<string, string>> => {
  const { version, license } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string; license: string };
  const about = {
    name: 'pocket-lesson',
    version,
    license,
    description: 'A lesson about connected products, with a working device cloud, in any page.',
    type: 'module',
    exports: { '.': { types: './index.d.ts', default: './index.js' } },
    files: ['index.js', 'index.d.ts', 'README.md'],
    sideEffects: true,
  };
  return {
    'package.json': `${JSON.stringify(about, null, 2)}\n`,
    'index.js': await bundle(root, 'src/embed/package.ts', 'esm'),
    'index.d.ts': readFileSync(join(root, 'src/embed/package-types.txt'), 'utf8'),
    'README.md': readFileSync(join(root, 'src/embed/package-readme.md'), 'utf8'),
  };
};

export function embedScript(): Plugin {
  let root = '';
  return {
    name: 'pocket-embed-script',
    configResolved(config) {
      root = config.root;
    },
    async generateBundle() {
      this.emitFile({ type: 'asset', fileName: EMBED, source: await bundle(root, 'src/embed/embed.ts', 'iife') });
      for (const [name, source] of Object.entries(await packageFiles(root)))
        this.emitFile({ type: 'asset', fileName: `package/${name}`, source });
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        if (request.url?.split('?')[0] !== `/${EMBED}`) return next();
        bundle(root, 'src/embed/embed.ts', 'iife').then((code) => {
          response.writeHead(200, { 'content-type': 'text/javascript', 'cache-control': 'no-cache' }).end(code);
        }, next);
      });
    },
  };
}
