// Builds the one script that blocks: it must run before the first paint, and a module never does.
import { join } from 'node:path';
import { build } from 'esbuild';

/** Its name below the site's base; `tutorials/partials/page-head.hbs` names it too. */
export const THEME_BOOT = 'theme-boot.js';

/** The text of the script. */
export async function buildThemeBoot(root: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(root, 'src/site/theme-boot.ts')],
    bundle: true,
    format: 'iife',
    minify: true,
    target: 'es2022',
    write: false,
  });
  return outputFiles[0]!.text;
}
