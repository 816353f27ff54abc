// How soon a key is heard while log lines flood the console of the built site, none of them lost: everything above the port.
import type { Page } from 'puppeteer-core';
import type { Visitor } from '../support/site.ts';
import { until } from '../support/visit.ts';

/** Lines a second; a board on USB prints about as many at most. */
export const FLOOD = 10_000;
const SECONDS = 3;
const KEYS_MS = 60;
/** The console keeps so many; older ones make room. */
const MOST_LINES = 100_000;

export interface ConsoleBench {
  /** Ms from a key to the page, 95 of 100 keys. `cloud`: while `FLOOD` lines a second arrive; throws when one is lost. `raw`: while none do. */
  delay(name: 'cloud' | 'raw'): Promise<number>;
  close(): Promise<void>;
}

declare global {
  interface Window {
    flood(rate: number, seconds: number): Promise<number>;
    delays: number[];
  }
}

/** Runs in the page before it: one granted port, as the browser would offer it. The part under test is everything above. */
const installPort = (): void => {
  let controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  const port = Object.assign(new EventTarget(), {
    readable: null as ReadableStream<Uint8Array> | null,
    writable: null as WritableStream<Uint8Array> | null,
    connected: true,
    getInfo: () => ({ usbVendorId: 0x2b04, usbProductId: 0xc00d }),
    setSignals: async () => {},
    open: async () => {
      port.readable = new ReadableStream({ start: (given) => void (controller = given) });
      port.writable = new WritableStream();
    },
    close: async () => {
      port.readable = null;
      port.writable = null;
    },
  });
  const serial = Object.assign(new EventTarget(), { getPorts: async () => [port], requestPort: async () => port });
  Object.defineProperty(Navigator.prototype, 'serial', { configurable: true, get: () => serial });
  let count = 0;
  window.delays = [];
  addEventListener('keydown', (event) => window.delays.push(performance.now() - event.timeStamp), { capture: true });
  /** Resolves with the number of lines so far when all are given to the stream. */
  window.flood = (rate, seconds) =>
    new Promise((resolve) => {
      const first = count;
      const start = performance.now();
      const step = (): void => {
        const due = Math.min(Math.floor(((performance.now() - start) * rate) / 1000), rate * seconds);
        let text = '';
        while (count - first < due) {
          count += 1;
          text += `${String(count).padStart(10, '0')} [app] INFO: reading ${count} is 21.5 °C\r\n`;
        }
        if (text !== '') controller?.enqueue(new TextEncoder().encode(text));
        if (count - first < rate * seconds) setTimeout(step, 8);
        else resolve(count);
      };
      step();
    });
};

/** What the console's last visible row says, and how many lines the list has. */
const lastRow = (page: Page): Promise<{ text: string; total: number }> =>
  page.$$eval('pocket-device-logs >>> [role=listitem]', (rows) => {
    const last = rows.at(-1);
    return { text: last?.textContent ?? '', total: Number(last?.getAttribute('aria-setsize')) };
  });

const typeFor = async (page: Page, going: () => boolean): Promise<number> => {
  await page.evaluate(() => (window.delays.length = 0));
  await page.focus('pocket-device-logs >>> #line');
  while (going()) {
    await page.keyboard.press('a');
    await new Promise((resolve) => setTimeout(resolve, KEYS_MS));
  }
  const delays = await page.evaluate(() => window.delays.toSorted((a, b) => a - b));
  return delays[Math.floor(delays.length * 0.95)] ?? Number.NaN;
};

const typeWhileFlooding = async (page: Page): Promise<number> => {
  const before = await lastRow(page);
  let flooding = true;
  const flood = page.evaluate((rate, seconds) => window.flood(rate, seconds), FLOOD, SECONDS).finally(() => (flooding = false));
  const delay = await typeFor(page, () => flooding);
  const count = await flood;
  const after = await until(
    () => lastRow(page),
    ({ text }) => text.includes(`reading ${count} `),
    5_000,
  );
  const kept = Math.min(before.total + FLOOD * SECONDS, MOST_LINES);
  if (after.total !== kept) throw new Error(`${after.total} of ${kept} lines are in the list.`);
  return delay;
};

export const openConsole = async (visitor: Visitor, root: string): Promise<ConsoleBench> => {
  const { page } = await visitor.newPage();
  await page.evaluateOnNewDocument(installPort);
  await page.goto(`${root}tutorials/webhook-demo/`);
  await page.waitForSelector('pocket-device-logs');
  await page.$eval('pocket-device-logs', (element) => element.scrollIntoView());
  const sources = 'pocket-device-logs >>> input[name=source]';
  await page.waitForSelector(sources);
  await (await page.$$(sources))[1]?.evaluate((input) => input.click());
  await page.waitForSelector('pocket-device-logs >>> #line');
  await page.evaluate(() => window.flood(1_000, 1));
  return {
    delay: (name) => {
      const end = performance.now() + SECONDS * 1000;
      return name === 'cloud' ? typeWhileFlooding(page) : typeFor(page, () => performance.now() < end);
    },
    close: () => page.close(),
  };
};
