// How long the firmware of the build takes to run on the virtual board, once its bytes are in the page; beside a bare worker that starts the same WebAssembly.
import { readFileSync } from 'node:fs';
import type { Page } from 'puppeteer-core';
import { readImage } from '../../src/device/virtual/read-image.ts';
import type { Visitor } from '../support/site.ts';
import { cloudAnswers } from '../support/visit.ts';

interface Traced {
  /** When each thing happened first, ms. */
  trace: Record<string, number>;
}

/** Runs before the page's own scripts: notes what the worker of a board is told and says. */
const traceBoards = (): void => {
  const trace: Record<string, number> = ((window as unknown as Traced).trace = {});
  const note = (name: string): void => void (trace[name] ??= performance.now());
  window.Worker = class extends Worker {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      if (!options?.name?.startsWith('device')) return;
      note('worker');
      this.addEventListener('message', ({ data }) => note((data as { type: string }).type));
    }
    override postMessage(message: { type: string }, ...rest: never[]): void {
      note(`told ${message.type}`);
      super.postMessage(message, ...rest);
    }
  };
};

/** The least: a worker that compiles the module, gives it imports that do nothing, and hears that it started. */
const startBare = (bytes: number[]): Promise<number> =>
  new Promise((resolve) => {
    const wasm = new Uint8Array(bytes);
    const script = `onmessage = async ({ data }) => {
      const module = await WebAssembly.compile(data);
      const imports = Object.fromEntries(WebAssembly.Module.imports(module).map(({ name }) => [name, () => 0]));
      imports.start = () => { postMessage('started'); throw new Error('enough'); };
      const { exports } = await WebAssembly.instantiate(module, { device: imports });
      try { exports.fw_run(); } catch {}
    };`;
    const begun = performance.now();
    const worker = new Worker(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })));
    worker.onmessage = () => {
      worker.terminate();
      resolve(performance.now() - begun);
    };
    worker.postMessage(wasm);
  });

export interface BootBench {
  time(name: 'cloud' | 'raw'): Promise<number>;
  /** What happened when in the last start of the board, ms after its bytes came. */
  readonly last: Record<string, number>;
  close(): Promise<void>;
}

const bootBoard = async (page: Page, root: string): Promise<Record<string, number>> => {
  await page.goto(`${root}workbench/`);
  await cloudAnswers(page);
  await page.waitForFunction(() => {
    document.querySelector('pocket-board')?.scrollIntoView({ block: 'center', behavior: 'instant' });
    return 'started' in (window as unknown as Traced).trace;
  });
  return page.evaluate(() => {
    const { trace } = window as unknown as Traced;
    const bytes = performance.getEntriesByType('resource').find(({ name }) => name.endsWith('firmware/webhook-demo.bin'));
    const came = (bytes as PerformanceResourceTiming).responseEnd;
    return Object.fromEntries(Object.entries(trace).map(([name, at]) => [name, at - came]));
  });
};

/** `bin`: the image of the build on disk. */
export const openBoots = async (visitor: Visitor, root: string, rawRoot: string, bin: string): Promise<BootBench> => {
  const wasm = [...(await readImage(readFileSync(bin)))];
  const board = await visitor.newPage();
  await board.page.evaluateOnNewDocument(traceBoards);
  const bare = await visitor.newPage();
  await bare.page.goto(rawRoot);
  let last: Record<string, number> = {};
  return {
    async time(name) {
      const { page } = name === 'raw' ? bare : board;
      await page.bringToFront();
      if (name === 'raw') return page.evaluate(startBare, wasm);
      last = await bootBoard(page, root);
      return last['started'] as number;
    },
    get last() {
      return last;
    },
    async close() {
      await board.page.close();
      await bare.page.close();
    },
  };
};
