// `npm run bench`: figures of the built site, each beside the raw minimum taken in the same run. Read the ratio; the milliseconds are this machine's.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { pageScripts } from '../../src/build/page-scripts.mjs';
import { newVisitor, startSite } from '../support/site.ts';
import { firstAnswer } from './first-answer.ts';
import { firstEvent } from './first-event.ts';
import { publishRate } from './publish-rate.ts';
import { cloudSubject, rawSubject } from './subject.ts';
import { templateRate } from './template-rate.ts';
import { webhookRates } from './webhook-rate.ts';

const DIST = fileURLToPath(new URL('../../dist/', import.meta.url));
const RAW = fileURLToPath(new URL('raw/', import.meta.url));

const median = (figures: readonly number[]): number => figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] ?? Number.NaN;

const line = (title: string, cloud: number, raw: number, unit: string): void => {
  const ratio = unit === '/s' ? raw / cloud : cloud / raw;
  console.log(
    `${title.padEnd(46)} ${`${cloud.toFixed(0)} ${unit}`.padStart(9)}   raw ${`${raw.toFixed(0)} ${unit}`.padStart(9)}   × ${ratio.toFixed(2)}`,
  );
};

const site = await startSite();
const rawSite = await startSite(RAW);
const visitor = await newVisitor();
const raw = rawSubject(rawSite.root);
const cloud = cloudSubject(site.root);

/** Takes a figure of both in turn, so that a busy moment hits both. */
const compare = async (times: number, figure: (subject: typeof raw) => Promise<number>): Promise<{ cloud: number; raw: number }> => {
  const figures: { cloud: number[]; raw: number[] } = { cloud: [], raw: [] };
  for (let n = 0; n < times; n += 1) for (const subject of [raw, cloud]) figures[subject.name].push(await figure(subject));
  return { cloud: median(figures.cloud), raw: median(figures.raw) };
};

try {
  console.log('Medians; × is how much slower than the raw minimum of the same run.\n');
  const answer = await compare(7, (subject) => firstAnswer(visitor, subject));
  line('First visit: navigation to first API answer', answer.cloud, answer.raw, 'ms');
  for (const streams of [1, 10, 50]) {
    const rate = await compare(5, (subject) => publishRate(visitor, subject, streams));
    line(`Publish, 16 at a time, ${streams} stream${streams === 1 ? '' : 's'}`, rate.cloud, rate.raw, '/s');
  }
  const hooks = await webhookRates(visitor, rawSite.root, 5);
  line('Webhooks end to end (raw: bare fetch, MSW)', median(hooks.cloud), median(hooks.raw), '/s');
  const templates = await compare(5, ({ name }) => Promise.resolve(templateRate(name) / 1000));
  line('Templates, thousands (raw: mustache.js)', templates.cloud, templates.raw, '/s');
  for (const stored of [0, 10_000, 100_000]) {
    const first = await compare(1, async (subject) => median(await firstEvent(visitor, subject, stored, 5)));
    line(`First event after a stopped worker, ${stored} stored`, first.cloud, first.raw, 'ms');
  }
  const size = (paths: readonly string[]): number =>
    paths.reduce((sum, path) => sum + gzipSync(readFileSync(`${DIST}${path}`)).length, 0) / 1000;
  console.log(
    `\nFront page scripts ${size(pageScripts(DIST)).toFixed(1)} kB gzip (budget 30)   worker ${size(['sw.js']).toFixed(1)} kB gzip (budget 60)`,
  );
} finally {
  await visitor.close();
  await site.close();
  await rawSite.close();
}
