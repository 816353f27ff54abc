// Vite plugin: `apps/particle-api-js.js`, the vendor's own browser build as it is published, for web apps of lessons that ask for it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin, ResolvedConfig } from 'vite';

const FILE = 'apps/particle-api-js.js';

export function appLibrary(): Plugin {
  let config: ResolvedConfig;
  // Its source map stays at home.
  const library = (): string =>
    readFileSync(join(config.root, 'node_modules/particle-api-js/dist/particle.min.js'), 'utf8').replace(
      /\/\/# sourceMappingURL=.*\s*$/,
      '',
    );
  return {
    name: 'pocket-app-library',
    configResolved(resolved) {
      config = resolved;
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        if (new URL(request.url ?? '/', 'http://localhost').pathname !== `${config.base}${FILE}`) return next();
        response.writeHead(200, { 'content-type': 'text/javascript', 'cache-control': 'no-cache' }).end(library());
      });
    },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: FILE, source: library() });
    },
  };
}
