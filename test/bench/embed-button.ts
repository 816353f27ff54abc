// Milliseconds from the moment an embed becomes visible in another site's page until its test button can be pressed. Raw: an empty frame of the same site.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Visitor } from '../support/site.ts';

const page = (tag: string): string =>
  `<!doctype html><html lang="en"><title>Docs</title><h1>Docs</h1><div style="block-size:3000px"></div>${tag}</html>`;

interface Bench {
  /** One figure, in a browser context of its own: nothing was ever fetched or kept. */
  time(name: 'raw' | 'cloud'): Promise<number>;
  close(): Promise<void>;
}

/** `site` is the root of the built site, `raw` that of any page with next to nothing in it. */
export const openEmbeds = async ({ browser }: Visitor, site: string, raw: string): Promise<Bench> => {
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'text/html');
    const tag = `<pocket-lesson panel="first-event"></pocket-lesson><script async src="${site}embed.js"></script>`;
    response.end(page(request.url === '/raw' ? `<iframe src="${raw}" loading="lazy" width="800" height="480"></iframe>` : tag));
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const docs = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return {
    async time(name) {
      const context = await browser.createBrowserContext();
      const tab = await context.newPage();
      await tab.goto(`${docs}${name === 'raw' ? 'raw' : ''}`, { waitUntil: 'load' });
      const since = await tab.evaluate(() => {
        document.querySelector('pocket-lesson, iframe')!.scrollIntoView();
        return Date.now();
      });
      const frame = await tab.waitForFrame((one) => one !== tab.mainFrame() && one.url().startsWith('http'), { timeout: 20_000 });
      const at = await frame.evaluate(
        (wanted) =>
          new Promise<number>((resolve) => {
            const look = (): void => {
              const root = document.querySelector('pocket-first-event')?.shadowRoot;
              if (!wanted || root?.querySelector('button.primary')) resolve(Date.now());
              else requestAnimationFrame(look);
            };
            look();
          }),
        name === 'cloud',
      );
      await context.close();
      return at - since;
    },
    async close() {
      server.close();
      server.closeAllConnections();
    },
  };
};
