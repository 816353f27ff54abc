// `npm run bench`: figures of the built site, each beside the raw minimum taken in the same run. Read the ratio; the milliseconds are this machine's.
import { readFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { pageScripts } from '../../src/build/page-scripts.mjs';
import { noLrzsz } from '../support/lrzsz.ts';
import { newVisitor, startSite } from '../support/site.ts';
import { compare, median, type Compared } from './compare.ts';
import { openEmbeds } from './embed-button.ts';
import { FLOOD, openConsole } from './console-rate.ts';
import { openBoots } from './board-boot.ts';
import { firstAnswer } from './first-answer.ts';
import { firstClick } from './first-click.ts';
import { openFirstEvent } from './first-event.ts';
import { openFirmware, type FirmwareTimes } from './first-firmware.ts';
import { flashRate } from './flash-rate.ts';
import { openFleet } from './fleet-rate.ts';
import { openIdleBoard } from './idle-board.ts';
import { logRate } from './log-rate.ts';
import { openPublisher } from './publish-rate.ts';
import { cloudSubject, rawSubject, type Subject } from './subject.ts';
import { templateRate } from './template-rate.ts';
import { openWebhooks } from './webhook-rate.ts';

const DIST = fileURLToPath(new URL('../../dist/', import.meta.url));
const RAW = fileURLToPath(new URL('raw/', import.meta.url));

const line = (title: string, { cloud, raw, ratio }: Compared, unit: string, goal = ''): void =>
  console.log(
    `${title.padEnd(46)} ${`${cloud.toFixed(0)} ${unit}`.padStart(9)}   raw ${`${raw.toFixed(0)} ${unit}`.padStart(9)}   ${ratio.toFixed(2)} of raw${goal}`,
  );

const site = await startSite();
const rawSite = await startSite(RAW);
const visitor = await newVisitor();
const pick = { raw: rawSubject(rawSite.root), cloud: cloudSubject(site.root) };

/** Opens both sides, gives their figures, and closes them: what stays open would be load for the next line. */
const both = async <Side extends { close(): Promise<void> }>(
  open: (subject: Subject) => Promise<Side>,
  use: (sides: { raw: Side; cloud: Side }) => Promise<void>,
): Promise<void> => {
  const sides = { raw: await open(pick.raw), cloud: await open(pick.cloud) };
  await use(sides);
  await sides.raw.close();
  await sides.cloud.close();
};

const load = (): string => loadavg()[0]!.toFixed(1);

try {
  console.log(`Medians of pairs taken in turn, after a warm-up. Load at the start ${load()} on ${cpus().length} cores.\n`);
  line('First visit: navigation to first API answer', await compare(7, 1, (name) => firstAnswer(visitor, pick[name])), 'ms', ' (≤ 300 ms)');
  line(
    'First visit: navigation to first webhook answer',
    await compare(5, 1, (name) => firstClick(visitor, pick[name])),
    'ms',
    ' (≤ 1000 ms)',
  );
  const embeds = await openEmbeds(visitor, site.root, rawSite.root);
  line('Embed: seen until its button works (raw: a frame)', await compare(5, 1, (name) => embeds.time(name)), 'ms', ' (≤ 1000 ms)');
  await embeds.close();
  await both(
    (subject) => openPublisher(visitor, subject),
    async (sides) => {
      for (const streams of [1, 10, 50]) {
        const title = `Publish, 16 at a time, ${streams} stream${streams === 1 ? '' : 's'}`;
        line(title, await compare(7, 1, (name) => sides[name].rate(streams)), '/s', ' (≥ 0.8)');
      }
    },
  );
  const hooks = await openWebhooks(visitor, rawSite.root);
  line('Webhooks end to end (raw: bare fetch, MSW)', await compare(9, 2, (name) => hooks[name]()), '/s', ' (≥ 0.7)');
  await hooks.close();
  line('Templates, thousands (raw: mustache.js)', await compare(9, 1, (name) => templateRate(name) / 1000), '/s', ' (≥ 1.0)');
  line('Log lines, thousands (raw: split and keep)', await compare(9, 2, (name) => logRate(name) / 1000), '/s');
  const logConsole = await openConsole(visitor, site.root);
  const keys = await compare(3, 1, (name) => logConsole.delay(name));
  line(`Key heard at ${FLOOD} log lines/s (raw: at none)`, keys, 'ms', ' (≤ 50 ms)');
  await logConsole.close();

  const boots = await openBoots(visitor, site.root, rawSite.root, `${DIST}firmware/webhook-demo.bin`);
  line('Board runs, its bytes are there (raw: worker)', await compare(7, 1, (name) => boots.time(name)), 'ms', ' (≤ 100 ms)');
  await boots.close();
  const firmware = await openFirmware(visitor, site.root, DIST);
  const visits: Record<'raw' | 'cloud', FirmwareTimes[]> = { raw: [], cloud: [] };
  const firsts = await compare(3, 0, async (name) => {
    const times = await firmware.visit(name);
    visits[name].push(times);
    return times.first;
  });
  await firmware.close();
  line('First firmware of an edit, nothing cached', firsts, 'ms', ' (≤ 12000 ms)');
  line('Each further one', await compare(3, 0, (name) => visits[name].shift()?.each ?? Number.NaN), 'ms', ' (≤ 1000 ms)');
  const idle = await openIdleBoard(visitor, site.root);
  const idling = await compare(3, 0, (name) => idle.load(name));
  await idle.close();
  line('Idle board, % of a core (raw: its power off)', idling, '%', ` (${(idling.cloud - idling.raw).toFixed(1)} more; ≤ 5)`);
  const fleet = await openFleet(visitor, site.root);
  const rawPublisher = await openPublisher(visitor, pick.raw);
  line(
    '1,000 boards at 60 times real time',
    await compare(2, 0, (name) => (name === 'cloud' ? fleet.rate(60) : rawPublisher.rate(1))),
    '/s',
    ' (≥ 17: once a virtual minute in real time)',
  );
  await rawPublisher.close();
  line('Key heard while 1,000 publish (raw: none do)', await compare(3, 0, (name) => fleet.delay(name)), 'ms', ' (≤ 50 ms)');
  await fleet.close();

  if (noLrzsz) console.log(`Flash beside sb --1k: left out, ${noLrzsz}`);
  else {
    const { whole, net } = await flashRate();
    line('Flash 16 MiB into rb (raw: sb --1k)', whole, 'ms', ' (≤ 1.05)');
    line('The same without what rb waits', net, 'MB/s', ' (≥ 0.6)');
  }

  // The three sizes in turn too: what counts is that they are alike.
  const sizes = [0, 10_000, 100_000];
  const trips: Record<'raw' | 'cloud', Awaited<ReturnType<typeof openFirstEvent>>[]> = { raw: [], cloud: [] };
  for (const name of ['raw', 'cloud'] as const)
    for (const stored of sizes) trips[name].push(await openFirstEvent(visitor, pick[name], stored));
  const taken = sizes.map(() => ({ raw: [] as number[], cloud: [] as number[] }));
  for (let round = -1; round < 15; round += 1)
    for (const name of ['raw', 'cloud'] as const)
      for (const at of [0, 1, 2]) {
        const size = (at + round + 3) % 3;
        const ms = await trips[name][size]!.trip();
        if (round >= 0) taken[size]![name].push(ms);
      }
  const empty = median(taken[0]!.cloud);
  for (const [at, stored] of sizes.entries()) {
    const { cloud, raw } = taken[at]!;
    const ratio = median(cloud.map((ms, n) => ms / raw[n]!));
    const goal = `   ${(median(cloud) / empty).toFixed(2)} of the empty store's (0.9–1.1)`;
    line(`First event after a stopped worker, ${stored} stored`, { cloud: median(cloud), raw: median(raw), ratio }, 'ms', goal);
  }
  const size = (paths: readonly string[]): number =>
    paths.reduce((sum, path) => sum + gzipSync(readFileSync(`${DIST}${path}`)).length, 0) / 1000;
  console.log(
    `\nFront page scripts ${size(pageScripts(DIST)).toFixed(1)} kB gzip (budget 30)   worker ${size(['sw.js']).toFixed(1)} kB gzip (budget 60)   load ${load()}`,
  );
} finally {
  await visitor.close();
  await site.close();
  await rawSite.close();
}
