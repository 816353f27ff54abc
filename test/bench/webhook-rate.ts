// Webhooks a second, from the publish call to the answer on a stream, beside as many bare fetches through MSW: both in a page.
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Visitor } from '../support/site.ts';

const WEBHOOKS = 240;
const AT_ONCE = 16;

const file = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** One of the two programs as a script; cookies are left out as in our own worker. */
const bundle = async (entry: string): Promise<string> => {
  const { outputFiles } = await build({
    entryPoints: [file(entry)],
    bundle: true,
    write: false,
    format: 'iife',
    minify: true,
    define: { 'process.env.NODE_ENV': '"production"' },
    alias: { 'tough-cookie': file('../../src/adapters/tough-cookie-stub.ts') },
    logLevel: 'error',
  });
  return outputFiles[0]!.text;
};

type Program = (count: number, atOnce: number, data: string) => Promise<number>;

/** `address`: any page of this machine without a Content-Security-Policy. The programs get a page each: MSW patches `fetch`. */
export const openWebhooks = async (
  { browser }: Visitor,
  address: string,
): Promise<{ cloud(): Promise<number>; raw(): Promise<number>; close(): Promise<void> }> => {
  const context = await browser.createBrowserContext();
  const open = async (entry: string, name: string): Promise<() => Promise<number>> => {
    const page = await context.newPage();
    await page.goto(address, { waitUntil: 'load' });
    await page.addScriptTag({ content: await bundle(entry) });
    return () =>
      page.evaluate(
        (program, count, atOnce) => (globalThis as unknown as Record<string, Program>)[program]!(count, atOnce, 'x'.repeat(100)),
        name,
        WEBHOOKS,
        AT_ONCE,
      );
  };
  return {
    raw: await open('msw-fetch.ts', 'mswFetches'),
    cloud: await open('hook-engine.ts', 'webhooks'),
    close: () => context.close(),
  };
};
