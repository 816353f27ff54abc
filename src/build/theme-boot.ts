// Builds the one script that blocks: it must run before the first paint, and a module never does.
import { join } from 'node:path';
import { build } from 'esbuild';

/** Its name below the site's base; `tutorials/partials/page-head.hbs` names it too. */
export const THEME_BOOT = 'theme-boot.js';

/** The text of the script. `development`: the worker is served as modules. */
export async function buildThemeBoot(root: string, development: boolean): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(root, 'src/site/theme-boot.ts')],
    bundle: true,
    format: 'iife',
    minify: true,
    target: 'es2022',
    define: { 'import.meta.env.DEV': String(development) },
    write: false,
  });
  return outputFiles[0]!.text;
}
