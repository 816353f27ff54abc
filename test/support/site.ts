// The built site for site tests: served as a static host would, at `/` and at `/docs/demo/`, on two origins, and a browser with an empty profile.
import { fileURLToPath } from 'node:url';
import puppeteer, { type Browser, type BrowserContext, type Page } from 'puppeteer-core';
import { serveSite } from '../../src/build/static-site.mjs';
import { filesBelow } from './files-below.mjs';
import { CHROMIUM_ARGS, findChromium } from './find-chromium.mjs';
import { startProxyTrap } from './proxy-trap.ts';

/** A build elsewhere is tested by naming its folder in POCKET_DIST. */
export const DIST = process.env['POCKET_DIST'] ?? fileURLToPath(new URL('../../dist', import.meta.url));

export interface Site {
  /** `http://localhost:<port>/` */
  root: string;
  /** The same files under a longer path: `http://localhost:<port>/docs/demo/` */
  nested: string;
  /** Another origin, third party to `root`: `http://127.0.0.1:<port>/` */
  foreign: string;
  /** The host disappears; `up` brings it back on the same port. */
  down(): Promise<void>;
  up(): Promise<void>;
  close(): Promise<void>;
}

/** Paths of every page of the built site below its root: `` for the front page, `tutorials/webhook-demo/`. */
export const builtPages = (): string[] =>
  filesBelow(DIST, '.')
    .filter((path) => /(^|\/)index\.html$/.test(path))
    .map((path) => path.slice(0, -'index.html'.length));

/** Serves `folder` (default: dist, which must be built). */
export const startSite = async (folder = DIST): Promise<Site> => {
  const serve = (port: number): ReturnType<typeof serveSite> => serveSite({ folder, bases: ['/', '/docs/demo/'], port });
  let server: Awaited<ReturnType<typeof serve>> | null = await serve(0);
  const { port } = server;
  const down = async (): Promise<void> => {
    await server?.close();
    server = null;
  };
  return {
    root: `http://localhost:${port}/`,
    nested: `http://localhost:${port}/docs/demo/`,
    foreign: `http://127.0.0.1:${port}/`,
    down,
    up: async () => {
      server ??= await serve(port);
    },
    close: down,
  };
};

export interface Visitor {
  browser: Browser;
  /** Hosts outside this machine that anything in the browser tried to reach: pages, workers, frames. It must stay empty. */
  leaks: string[];
  newPage(): Promise<WatchedPage>;
  close(): Promise<void>;
}

export interface WatchedPage {
  page: Page;
  /** Console errors and warnings, uncaught errors, CSP violations and requests that failed, in order. */
  errors: string[];
  /** Addresses the page asked for, in order. */
  requests: string[];
}

/**
 * Puppeteer looks for a selector again when the document changes, and a change inside a shadow tree is none: elements that draw
 * late were never found. Looking once a frame finds them.
 */
const lookEachFrame = (page: Page): void => {
  const wait = page.waitForSelector.bind(page) as (selector: string, options: object) => Promise<unknown>;
  page.waitForSelector = ((selector: string, options?: object) =>
    wait(selector, { polling: 'raf', ...options })) as typeof page.waitForSelector;
};

const watch = (page: Page): WatchedPage => {
  lookEachFrame(page);
  const errors: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warn') errors.push(`${message.text()} (${message.location().url ?? ''})`);
  });
  page.on('pageerror', (error) => errors.push(error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error)));
  page.on('request', (request) => requests.push(request.url()));
  return { page, errors, requests };
};

interface OpenBrowser {
  browser: Browser;
  leaks: string[];
  close(): Promise<void>;
}

/** Its only way out is a proxy that refuses and writes down. */
const openBrowser = async (): Promise<OpenBrowser> => {
  const executablePath = await findChromium();
  if (!executablePath) throw new Error('No Chromium found; `npm test` says how to get one.');
  const trap = await startProxyTrap();
  const browser = await puppeteer.launch({ executablePath, args: [...CHROMIUM_ARGS, `--proxy-server=127.0.0.1:${trap.port}`] });
  const close = async (): Promise<void> => {
    await browser.close();
    await trap.close();
  };
  return { browser, leaks: trap.hosts, close };
};

const watchedPage = async (from: Browser | BrowserContext): Promise<WatchedPage> => {
  const page = await from.newPage();
  // Elements wake up when they come into view: a tab in the background never does.
  await page.bringToFront();
  return watch(page);
};

/** A person who was never here: a browser with an empty profile. */
export const newVisitor = async (): Promise<Visitor> => {
  const { browser, leaks, close } = await openBrowser();
  return { browser, leaks, newPage: () => watchedPage(browser), close };
};

export interface Visitors {
  /** A person who was never here. */
  next(): Promise<Visitor>;
  close(): Promise<void>;
}

/** One browser for many people, one after the other: each has a profile of their own, empty at first. A browser takes half a second to start. */
export const newVisitors = async (): Promise<Visitors> => {
  const { browser, leaks, close } = await openBrowser();
  const next = async (): Promise<Visitor> => {
    const profile = await browser.createBrowserContext();
    leaks.length = 0;
    return { browser, leaks, newPage: () => watchedPage(profile), close: () => profile.close() };
  };
  return { next, close };
};

/** Stops every service worker, as the browser does when it needs memory. */
export const stopWorkers = async (page: Page): Promise<void> => {
  const session = await page.createCDPSession();
  await session.send('ServiceWorker.enable');
  await session.send('ServiceWorker.stopAllWorkers');
  await session.detach();
};
