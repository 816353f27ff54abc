// A thousand simulated boards that publish once a virtual minute: how many virtual minutes go by in a real one, and whether a key is still heard at once.
import type { Page } from 'puppeteer-core';
import type { Visitor } from '../support/site.ts';
import { ask, cloudAnswers, until } from '../support/visit.ts';

const SECONDS = 10;
const KEYS_MS = 60;
const BOARDS = 1000;

declare global {
  interface Window {
    fleetDelays: number[];
  }
}

export interface FleetBench {
  /** Boards' events a second with the clock at `rate` times real time; throws when the cloud refused some. */
  rate(rate: number): Promise<number>;
  /** Ms from a key to the page, 95 of 100 keys. `cloud`: while the fleet publishes at real time; `raw`: while it is stopped. */
  delay(name: 'cloud' | 'raw'): Promise<number>;
  close(): Promise<void>;
}

const numbers = (page: Page): Promise<Record<string, number>> =>
  page.$$eval('pocket-fleet >>> .numbers div', (rows) =>
    Object.fromEntries(
      rows.map((row) => [
        row.querySelector('dt')?.textContent ?? '',
        Number((row.querySelector('dd')?.textContent ?? '').replace(/\D/g, '')),
      ]),
    ),
  );

export const openFleet = async (visitor: Visitor, root: string): Promise<FleetBench> => {
  const { page } = await visitor.newPage();
  await page.evaluateOnNewDocument(() => {
    window.fleetDelays = [];
    addEventListener('keydown', (event) => window.fleetDelays.push(performance.now() - event.timeStamp), { capture: true });
  });
  await page.goto(`${root}workbench/`);
  await cloudAnswers(page);
  await page.waitForFunction(() => {
    document.querySelector('pocket-fleet')?.scrollIntoView({ block: 'center', behavior: 'instant' });
    return document.querySelector('pocket-fleet')?.shadowRoot?.querySelector('#count');
  });
  const pace = (rate: number) => ask(page, '/pocket/clock', { method: 'PUT', json: { rate } });
  const pressFirst = (): Promise<void> =>
    page.$eval('pocket-fleet >>> .control-foot .button', (button) => (button as HTMLButtonElement).click());
  const running = async (wanted: boolean): Promise<void> => {
    const state = () => page.$eval('pocket-fleet >>> .badge', ({ textContent }) => (textContent ?? '').includes('Running'));
    if ((await state()) === wanted) return;
    await pressFirst();
    await until(state, (now) => now === wanted, 60_000);
  };
  await page.$eval(
    'pocket-fleet >>> #count',
    (field, boards) => {
      (field as HTMLInputElement).value = String(boards);
      field.dispatchEvent(new Event('change'));
    },
    BOARDS,
  );
  return {
    async rate(rate) {
      await pace(rate);
      await running(true);
      const [before, begun] = [await numbers(page), performance.now()];
      await new Promise((resolve) => setTimeout(resolve, SECONDS * 1000));
      const after = await numbers(page);
      const seconds = (performance.now() - begun) / 1000;
      await pace(1);
      const of = (name: string): number => (after[name] ?? 0) - (before[name] ?? 0);
      if (of('Refused') > 0) throw new Error(`The cloud refused ${of('Refused')} events.`);
      return of('Published') / seconds;
    },
    async delay(name) {
      await running(name === 'cloud');
      await page.evaluate(() => (window.fleetDelays.length = 0));
      const end = performance.now() + 3000;
      while (performance.now() < end) {
        await page.keyboard.press('Shift');
        await new Promise((resolve) => setTimeout(resolve, KEYS_MS));
      }
      const delays = await page.evaluate(() => window.fleetDelays.toSorted((a, b) => a - b));
      return delays[Math.floor(delays.length * 0.95)] ?? Number.NaN;
    },
    close: async () => {
      await running(false);
      await page.close();
    },
  };
};
