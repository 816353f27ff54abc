// Vite plugin: `firmware/<project>.bin` and `.json`, and below `compiler/` what a page compiles with; in dev made on request.
import { join } from 'node:path';
import type { Plugin, ResolvedConfig } from 'vite';
import { type BuildCompiler, buildCompiler } from './firmware-compiler.ts';
import { buildImage, buildImages, type BuiltImage } from './firmware-images.ts';
import { findFirmwareProjects } from './firmware-projects.ts';
import { thirdPartyLicences } from './licences.ts';

const LICENCES = 'compiler/licences.txt';
const MANIFEST = 'compiler/manifest.json';
const TYPES: Record<string, string> = { json: 'application/json', txt: 'text/plain; charset=utf-8', bin: 'application/octet-stream' };

const imageFiles = ({ image, module }: BuiltImage): [path: string, body: string | Uint8Array][] => [
  [`firmware/${image.file}`, module],
  [`firmware/${image.project}.json`, JSON.stringify(image)],
];

async function compilerFile(compiler: BuildCompiler, path: string): Promise<string | Uint8Array | undefined> {
  const { manifest, files } = await compiler.site();
  return path === MANIFEST ? JSON.stringify(manifest) : files.get(path);
}

export function firmware(): Plugin {
  let config: ResolvedConfig;
  /** One file of the site, for the development server: the sources may have changed since the last. */
  const answer = async (path: string): Promise<string | Uint8Array | undefined> => {
    const root = config.root;
    if (path === LICENCES) return thirdPartyLicences(root);
    if (path.startsWith('compiler/')) return compilerFile(buildCompiler(root), path);
    const name = /^firmware\/([a-z0-9-]+)\.(?:bin|json)$/.exec(path)?.[1];
    if (name === undefined || !findFirmwareProjects(join(root, 'firmware')).includes(name)) return undefined;
    return new Map(imageFiles(buildImage(root, name, buildCompiler(root)))).get(path);
  };

  return {
    name: 'pocket-firmware',
    configResolved(resolved) {
      config = resolved;
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const path = new URL(request.url ?? '/', 'http://localhost').pathname.slice(config.base.length);
        if (request.method !== 'GET' || !/^(?:compiler|firmware)\/[^/]+\.(?:gz|json|txt|bin)$/.test(path)) return next();
        answer(path).then((body) => {
          if (body === undefined) return next();
          const type = TYPES[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
          response.writeHead(200, { 'content-type': type, 'cache-control': 'no-cache' }).end(body);
        }, next);
      });
    },
    async generateBundle() {
      const compiler = buildCompiler(config.root);
      const site = compiler.site();
      const images = buildImages(config.root, compiler).flatMap(imageFiles);
      const { manifest, files } = await site;
      const all = [
        ...images,
        ...files,
        [MANIFEST, JSON.stringify(manifest)] as const,
        [LICENCES, thirdPartyLicences(config.root)] as const,
      ];
      for (const [fileName, source] of all) this.emitFile({ type: 'asset', fileName, source });
    },
  };
}
