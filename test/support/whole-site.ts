// When a visitor has the whole site: the worker keeps its files beside its first work, and until then a page needs the host.
import type { Page } from 'puppeteer-core';
import { filesBelow } from './files-below.mjs';
import { DIST } from './site.ts';
import { until } from './visit.ts';

/** Not the worker itself, what only other people's pages load, nor the compiler, which a page keeps when it needs it. */
const LEFT_OUT = /^sw(-later-\w+)?\.js$|\.map$|^embed\.js$|^package\/|oembed\.json$|^compiler\/(?!manifest)/;

/** Paths of the files that are kept, below the site's root. */
export const SITE_FILES: readonly string[] = filesBelow(DIST, '.').filter((path) => !LEFT_OUT.test(path));

/** Paths of what the worker has kept so far, from the origin's root. */
export const keptPaths = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const names = (await caches.keys()).filter((name) => name.startsWith('pocket-files:'));
    const keys = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return keys.flat().map(({ url }) => new URL(url).pathname);
  });

/** Resolves when the host is needed no more. */
export const wholeSiteKept = async (page: Page): Promise<void> => {
  await until(
    () => keptPaths(page),
    (paths) => paths.length >= SITE_FILES.length,
    60_000,
  );
};
