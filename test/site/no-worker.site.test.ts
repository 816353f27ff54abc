// Where no service worker is possible the same cloud runs in the page, works at once, and says that it keeps nothing.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import puppeteer, { type Browser, type Frame } from 'puppeteer-core';
import sirv from 'sirv';
import { CHROMIUM_ARGS, findChromium } from '../support/find-chromium.mjs';
import { DIST } from '../support/site.ts';
import { until } from '../support/visit.ts';

let server: Server;
let port: number;
const opened: { browser: Browser; profile: string }[] = [];
before(async () => {
  // A sandboxed frame has no origin: it loads modules only from hosts that allow everybody, as most static hosts do.
  const files = sirv(DIST, { dev: true, setHeaders: (response) => void response.setHeader('access-control-allow-origin', '*') });
  server = createServer((request, response) => {
    if (request.url === '/host.html') {
      response.setHeader('content-type', 'text/html');
      response.end(
        `<!doctype html><title>Host</title><iframe sandbox="allow-scripts" src="http://localhost:${port}/" width="1000" height="800"></iframe>`,
      );
      return;
    }
    files(request, response, () => void response.writeHead(404).end());
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  port = (server.address() as AddressInfo).port;
});
after(async () => {
  for (const { browser, profile } of opened) {
    await browser.close();
    rmSync(profile, { recursive: true, force: true });
  }
  server.close();
  server.closeAllConnections();
});

const launch = async (args: string[] = [], preferences: unknown = {}): Promise<Browser> => {
  const profile = mkdtempSync(join(tmpdir(), 'pocket-profile-'));
  mkdirSync(join(profile, 'Default'));
  writeFileSync(join(profile, 'Default/Preferences'), JSON.stringify(preferences));
  const browser = await puppeteer.launch({
    executablePath: (await findChromium())!,
    userDataDir: profile,
    args: [...CHROMIUM_ARGS, ...args],
  });
  opened.push({ browser, profile });
  return browser;
};

/** Everything a person can read, also inside elements. */
const text = (frame: Frame): Promise<string> =>
  frame.evaluate(() => {
    const read = (node: Node): string => {
      if (node instanceof HTMLScriptElement || node instanceof HTMLStyleElement) return '';
      if (node.nodeType === Node.TEXT_NODE) return node.textContent ?? '';
      const root = node instanceof Element ? node.shadowRoot : null;
      return [...(root?.childNodes ?? []), ...node.childNodes].map(read).join(' ');
    };
    return read(document.body).replace(/\s+/g, ' ');
  });

/** Presses the one button and waits for the answer of the mocked server. */
const sendFirstEvent = async (frame: Frame): Promise<void> => {
  const press = (): Promise<boolean> =>
    frame.evaluate(() => {
      const element = document.querySelector('pocket-first-event');
      element?.scrollIntoView();
      const button = element?.shadowRoot?.querySelector<HTMLButtonElement>('button:not([disabled]):not([aria-disabled="true"])');
      button?.click();
      return Boolean(button);
    });
  await until(press, Boolean);
  await until(
    () => text(frame),
    // The picture above the button has these words too, before anything happened.
    (seen) => /200/.test(seen) && /hook-response/.test(seen) && !/not yet|On its way|then sending/.test(seen),
  );
};

it('in a sandboxed frame', async () => {
  const page = await (await launch()).newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.goto(`http://127.0.0.1:${port}/host.html`);
  const frame = await until(
    async () => page.frames().find((one) => one.url().startsWith('http://localhost')),
    (found) => found !== undefined,
  );
  await sendFirstEvent(frame!);
  await until(
    () => text(frame!),
    (seen) => /forgotten when you close the tab.*sandboxed frame/.test(seen),
  );
  assert.deepEqual(errors, []);
});

it('where the browser blocks site data', async () => {
  const page = await (await launch([], { profile: { default_content_setting_values: { cookies: 2 } } })).newPage();
  await page.goto(`http://localhost:${port}/`);
  await sendFirstEvent(page.mainFrame());
  await until(
    () => text(page.mainFrame()),
    (seen) => /forgotten when you close the tab.*blocks site data/.test(seen),
  );
});

it('on an insecure host', async () => {
  const page = await (await launch(['--host-resolver-rules=MAP insecure.test 127.0.0.1'])).newPage();
  await page.goto(`http://insecure.test:${port}/`);
  assert.equal(await page.evaluate(() => isSecureContext), false);
  await sendFirstEvent(page.mainFrame());
  await until(
    () => text(page.mainFrame()),
    (seen) => /forgotten when you close the tab.*http/.test(seen),
  );
});

/** Opens the database of the site's own cloud, raised to a version far ahead, and answers how many accounts it holds. */
const accountsOfNewer = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open('pocket-cloud:/cloud', 99);
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const db = request.result;
      const count = db.transaction('users').objectStore('users').count();
      count.onsuccess = () => {
        db.close();
        resolve(count.result);
      };
    };
  });

it('where a newer version of the site keeps the cloud, which stays as it is', async () => {
  const page = await (await launch()).newPage();
  await page.goto(`http://localhost:${port}/`);
  await until(
    () => text(page.mainFrame()),
    (seen) => /Saved in this browser/.test(seen),
  );
  assert.equal(await page.evaluate(accountsOfNewer), 1);
  await page.reload();
  await until(
    () => text(page.mainFrame()),
    (seen) => /forgotten when you close the tab.*newer version of this site keeps your cloud.*untouched/.test(seen),
  );
  assert.equal(await page.evaluate(accountsOfNewer), 1);
});
