// Vite plugin: writes `openapi.json`, the description of every call, from the cloud's own routes; in dev it answers with it.
import { join } from 'node:path';
import { runnerImport, type Plugin, type ResolvedConfig } from 'vite';

const FILE = 'openapi.json';
/** By its path, not by an import: the build must not depend on the cloud's types. */
const SOURCE = 'src/cloud/openapi.ts';

export function apiDescription(): Plugin {
  let config: ResolvedConfig;
  const describe = async (): Promise<string> => {
    const { module } = await runnerImport<{ openApi(): unknown }>(join(config.root, SOURCE), { configFile: false, root: config.root });
    return JSON.stringify(module.openApi());
  };
  return {
    name: 'pocket-api-description',
    configResolved(resolved) {
      config = resolved;
    },
    configureServer(server) {
      server.middlewares.use(async (request, response, next) => {
        if (request.url?.split('?')[0] !== `${config.base}${FILE}`) return next();
        try {
          const text = await describe();
          response.setHeader('content-type', 'application/json');
          response.end(text);
        } catch (error) {
          next(error);
        }
      });
    },
    async generateBundle() {
      this.emitFile({ type: 'asset', fileName: FILE, source: await describe() });
    },
  };
}
