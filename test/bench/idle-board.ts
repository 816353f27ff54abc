// What a virtual board costs that only waits: processor time of the page's processes, beside the same page with the board's power off.
import type { Visitor } from '../support/site.ts';
import { says } from '../support/shadow.ts';
import { cloudAnswers } from '../support/visit.ts';

const BOARD = 'pocket-board';
const SECONDS = 10;

export interface IdleBench {
  /** Percent of one core. */
  load(name: 'cloud' | 'raw'): Promise<number>;
  close(): Promise<void>;
}

export const openIdleBoard = async (visitor: Visitor, root: string): Promise<IdleBench> => {
  const { page } = await visitor.newPage();
  await page.goto(`${root}workbench/`);
  await cloudAnswers(page);
  await page.waitForFunction(() => {
    document.querySelector('pocket-board')?.scrollIntoView({ block: 'center', behavior: 'instant' });
    return document.querySelector('pocket-board')?.matches(':defined');
  });
  const client = await visitor.browser.target().createCDPSession();
  /** Seconds of all renderers: the page, its workers, the cloud's worker. */
  const used = async (): Promise<number> => {
    const { processInfo } = await client.send('SystemInfo.getProcessInfo');
    return processInfo.filter(({ type }) => type === 'renderer').reduce((sum, { cpuTime }) => sum + cpuTime, 0);
  };
  const power = async (on: boolean): Promise<void> => {
    await page.evaluate((wanted) => {
      const input = document.querySelector('pocket-board')?.shadowRoot?.querySelector<HTMLInputElement>('.switches input');
      if (input && input.checked !== wanted) input.click();
    }, on);
    await says(page, BOARD, on ? 'breathing cyan: connected to the cloud' : 'The power is off.');
    // What belongs to starting and stopping is over.
    await new Promise((resolve) => setTimeout(resolve, 2000));
  };
  await says(page, BOARD, 'breathing cyan: connected to the cloud');
  return {
    async load(name) {
      await power(name === 'cloud');
      const [before, begun] = [await used(), performance.now()];
      await new Promise((resolve) => setTimeout(resolve, SECONDS * 1000));
      return (((await used()) - before) / ((performance.now() - begun) / 1000)) * 100;
    },
    close: () => page.close(),
  };
};
