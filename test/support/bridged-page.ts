// A page that answers for the bridge: what programs outside the browser ask, its cloud says.
import type { Page } from 'puppeteer-core';
import type { startBridge } from '../../src/build/bridge-server.mjs';
import type { Visitor } from './site.ts';
import { until } from './visit.ts';

export type Bridge = Awaited<ReturnType<typeof startBridge>>;

/** Opens the bridge's link, and resolves when the page is connected. */
export const openBridgedPage = async (visitor: Visitor, bridge: Bridge): Promise<Page> => {
  const { page } = await visitor.newPage();
  await page.goto(bridge.link());
  await until(
    () => page.$eval('pocket-bridge', (element) => element.shadowRoot?.textContent ?? ''),
    (text) => text.includes('Connected.'),
  );
  return page;
};
