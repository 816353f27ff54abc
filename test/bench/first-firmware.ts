// How long a visitor waits for the first firmware of an edit, with nothing in the browser's cache, and for each one after it; beside a bare worker with the same compiler.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { startSite, type Visitor } from '../support/site.ts';
import { cloudAnswers, signIn } from '../support/visit.ts';
import { median } from './compare.ts';

export interface FirmwareTimes {
  /** Ms. */
  first: number;
  each: number;
}

const EDITS = 5;

/** A host of the compiler and of the bare worker. */
const bareSite = async (dist: string): Promise<{ root: string; close(): Promise<void> }> => {
  const folder = mkdtempSync(join(tmpdir(), 'pocket-bare-'));
  mkdirSync(join(folder, 'compiler'));
  cpSync(join(dist, 'compiler'), join(folder, 'compiler'), { recursive: true });
  const entry = join(import.meta.dirname, 'bare-compiler.ts');
  await build({ entryPoints: [entry], bundle: true, outfile: join(folder, 'worker.js'), format: 'iife', target: 'es2022' });
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Bare compiler</title>');
  const site = await startSite(folder);
  return {
    root: site.root,
    close: async () => {
      await site.close();
      rmSync(folder, { recursive: true });
    },
  };
};

/** In the page: `make` gives a module of a text. */
const timed = async (edits: number, make: (text: string) => Promise<boolean>): Promise<{ first: number; each: number[] }> => {
  const source = (word: string): string =>
    `#include "Particle.h"\nvoid setup() { Particle.publish("${word}"); }\nvoid loop() { delay(1000); }\n`;
  const one = async (word: string): Promise<number> => {
    const begun = performance.now();
    if (!(await make(source(word)))) throw new Error('The sketch does not compile.');
    return performance.now() - begun;
  };
  const first = await one('first');
  const each: number[] = [];
  for (let edit = 0; edit < edits; edit += 1) each.push(await one(`edit${edit}`));
  return { first, each };
};

const bare = async (visitor: Visitor, root: string): Promise<{ first: number; each: number[] }> => {
  const context = await visitor.browser.createBrowserContext();
  const page = await context.newPage();
  await page.goto(root);
  const times = await page.evaluate(
    `(async () => {
      const worker = new Worker('/worker.js');
      const make = (text) => new Promise((resolve) => {
        worker.onmessage = ({ data }) => resolve(data);
        worker.postMessage([{ path: 'src/edit.cpp', text }]);
      });
      return (${timed.toString()})(${EDITS}, make);
    })()`,
  );
  await context.close();
  return times as { first: number; each: number[] };
};

/** Through the cloud's own API, as the CLI asks: the page's compiler answers it. */
const ours = async (visitor: Visitor, root: string): Promise<{ first: number; each: number[] }> => {
  const context = await visitor.browser.createBrowserContext();
  const page = await context.newPage();
  await page.goto(`${root}tutorials/webhook-demo/`);
  await page.waitForFunction(() => {
    document.querySelector('pocket-project-browser')?.scrollIntoView();
    return document.querySelector('pocket-project-browser')?.matches(':defined');
  });
  await cloudAnswers(page);
  const token = await signIn(page);
  const times = await page.evaluate(
    `(async () => {
      const make = async (text) => {
        const body = new FormData();
        body.set('platform_id', '3');
        body.set('file', new File([text], 'edit.cpp'));
        const answer = await fetch('../../cloud/v1/binaries', { method: 'POST', headers: { authorization: 'Bearer ${token}' }, body });
        return (await answer.json()).ok;
      };
      return (${timed.toString()})(${EDITS}, make);
    })()`,
  );
  await context.close();
  return times as { first: number; each: number[] };
};

export interface FirmwareBench {
  /** A visit of somebody who was never here. */
  visit(name: 'cloud' | 'raw'): Promise<FirmwareTimes>;
  close(): Promise<void>;
}

/** `dist`: folder of the built site that is served at `root`. */
export const openFirmware = async (visitor: Visitor, root: string, dist: string): Promise<FirmwareBench> => {
  const site = await bareSite(dist);
  return {
    async visit(name) {
      const { first, each } = name === 'raw' ? await bare(visitor, site.root) : await ours(visitor, root);
      return { first, each: median(each) };
    },
    close: site.close,
  };
};
