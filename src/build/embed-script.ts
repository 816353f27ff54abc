// Vite plugin: `embed.js`, the one script that other people's pages load, and the same as a package for npm in `package/`.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Plugin } from 'vite';

/** Its name below the site's base. */
const EMBED = 'embed.js';

const bundle = async (root: string, entry: string, format: 'iife' | 'esm'): Promise<string> => {
  const { outputFiles } = await build({
    entryPoints: [join(root, entry)],
    bundle: true,
    format,
    minify: true,
    target: 'es2022',
    write: false,
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
