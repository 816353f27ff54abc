// The session on Chromium's own navigator.serial, a pseudo terminal, and the real lrzsz behind it (spec/device.md §7): no fake in the page.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { build } from 'esbuild';
import type { Page } from 'puppeteer-core';
import { buildModule } from '../support/build-module.ts';
import { noLrzsz } from '../support/lrzsz.ts';
import { RbBoard } from '../support/rb-board.ts';
import { noSerialHarness, startSerialHarness } from '../support/serial-harness.ts';
import type { SerialPage } from '../support/serial-page.ts';
import { says, words } from '../support/shadow.ts';
import { startSite } from '../support/site.ts';
import { cloudAnswers, until } from '../support/visit.ts';

declare global {
  interface Window {
    device: SerialPage;
  }
}

const script = async (): Promise<string> => {
  const entryPoints = [fileURLToPath(new URL('../support/serial-page.ts', import.meta.url))];
  const { outputFiles } = await build({ entryPoints, bundle: true, write: false, format: 'iife', target: 'es2022' });
  return outputFiles[0]!.text;
};

/** A page with a session, and a board that is plugged in. */
const open = async () => {
  const text = await script();
  const server = createServer(({ url }, response) => {
    response.setHeader('content-type', url === '/page.js' ? 'text/javascript' : 'text/html; charset=utf-8');
    response.end(url === '/page.js' ? text : '<!doctype html><title>Serial</title><script src="page.js"></script>');
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  const harness = await startSerialHarness(origin);
  const page = await harness.browser.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.goto(`${origin}/`);
  await page.evaluate(() => navigator.serial.getPorts());
  const board = new RbBoard(harness);
  await until(
    () => page.evaluate(() => navigator.serial.getPorts().then(({ length }) => length)),
    (count) => count === 1,
  );
  return {
    board,
    page,
    errors,
    close: async () => {
      await board.close();
      await harness.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

const facts = (page: Page) =>
  page.evaluate(() => {
    const { session, states, lines } = window.device;
    const { state, identity, progress } = session;
    return { state, identity, progress, error: session.error?.code ?? null, states, lines: lines().slice(-30) };
  });
const lineCount = (page: Page): Promise<number> => page.evaluate(() => window.device.session.log.size);

test(
  'through navigator.serial: log, identify, flash into rb, a pulled cable, re-enumeration',
  { skip: noSerialHarness || noLrzsz, timeout: 90_000 },
  async (t) => {
    const { board, page, errors, close } = await open();
    t.after(close);

    await t.test('the granted port is opened by itself, and its log is read', async () => {
      assert.equal(await page.evaluate(() => window.device.session.attach(window.device.provider)), true);
      await until(
        () => lineCount(page),
        (count) => count > 5,
      );
      const { identity, lines, state } = await facts(page);
      assert.equal(state, 'logging');
      assert.equal(identity?.platform_id, 13);
      assert.match(lines.at(-1)!, /^boot 1, 21\.5 °C$/);
      assert.ok(!board.rates.includes(14_400));
    });

    await t.test('a line that is sent reaches the firmware', async () => {
      assert.equal(await page.evaluate(() => window.device.session.send('hello', '\n')), true);
      await until(
        async () => board.heard,
        (heard) => heard.includes('hello\n'),
      );
    });

    await t.test('the board tells who it is without anybody pressing a button', async () => {
      assert.equal(await page.evaluate(() => window.device.session.identify()), true);
      const { identity, error } = await facts(page);
      assert.equal(error, null);
      assert.deepEqual(
        { id: identity?.id, os: identity?.os_version, hash: identity?.app_hash, claimed: identity?.claimed },
        { id: board.board.id, os: '5.9.0', hash: 'ab'.repeat(32), claimed: true },
      );
      const before = await lineCount(page);
      await until(
        () => lineCount(page),
        (count) => count > before + 3,
      );
    });

    const module = buildModule({ platform_id: 13, payload: 'x'.repeat(200_000) });
    const flash = (): Promise<boolean> =>
      page.evaluate(async (given) => {
        window.device.states.length = 0;
        const bytes = Uint8Array.from(atob(given), (char) => char.charCodeAt(0));
        return window.device.session.flash(bytes, { strategy: 'ymodem' });
      }, Buffer.from(module).toString('base64'));

    await t.test('a cable pulled while flashing is an error by name, and the page connects again by itself', async () => {
      board.onReceived = (bytes) => {
        if (bytes < 60_000) return;
        board.onReceived = () => {};
        board.restart(500);
      };
      assert.equal(await flash(), false);
      const { error, progress } = await facts(page);
      assert.equal(error, 'port_lost');
      assert.equal(progress?.outcome, 'failed');
      await until(
        () => facts(page),
        ({ state, lines }) => state === 'logging' && lines.at(-1) === 'boot 2, 21.5 °C',
      );
      assert.equal(board.board.installed, null);
    });

    await t.test('a module is flashed into rb byte by byte, the board comes back as a new port, and its hash proves it', async () => {
      assert.equal(await flash(), true, JSON.stringify(await facts(page)));
      assert.ok(board.board.installed && Buffer.compare(board.board.installed, module) === 0, 'rb stored the same bytes');
      const { progress, states, error } = await facts(page);
      assert.equal(error, null);
      assert.equal(progress?.outcome, 'done');
      assert.equal(progress?.read_back, progress?.hash);
      for (const stage of ['check', 'prepare', 'erase', 'send', 'apply', 'restart', 'verify'])
        assert.ok(
          states.some((state) => state.endsWith(`:${stage}`)),
          `${stage} in ${states.join(' ')}`,
        );
      await until(
        () => facts(page),
        ({ state, lines }) => state === 'logging' && lines.at(-1) === 'boot 3, 21.5 °C',
      );
    });

    await t.test('a restart of the board alone is followed without a click', async () => {
      board.restart();
      await until(
        () => facts(page),
        ({ state, lines }) => state === 'logging' && lines.at(-1) === 'boot 4, 21.5 °C',
      );
    });

    assert.deepEqual(errors, []);
  },
);

test(
  'the built page opens a granted board by itself, shows its log and finds it again',
  { skip: noSerialHarness || noLrzsz, timeout: 90_000 },
  async (t) => {
    const LOGS = 'pocket-device-logs';
    const site = await startSite();
    t.after(() => site.close());
    const harness = await startSerialHarness(site.root.slice(0, -1));
    t.after(() => harness.close());
    const page = await harness.browser.newPage();
    await page.bringToFront();
    await page.goto(site.root);
    await page.evaluate(() => navigator.serial.getPorts());
    const board = new RbBoard(harness);
    t.after(() => board.close());
    await until(
      () => page.evaluate(() => navigator.serial.getPorts().then(({ length }) => length)),
      (count) => count === 1,
    );

    await page.goto(`${site.root}tutorials/webhook-demo/`);
    await cloudAnswers(page);
    const sources = `${LOGS} >>> input[name=source]`;
    // Scrolled to again while parts above it still come.
    await until(
      async () => {
        await page.evaluate((tag) => document.querySelector(tag)?.scrollIntoView({ block: 'start', behavior: 'instant' }), LOGS);
        return (await page.$$(sources)).length;
      },
      (count) => count === 3,
      40_000,
    );
    await (await page.$$(sources))[1]?.evaluate((input) => input.click());
    await says(page, LOGS, 'boot 1, 21.5 °C');
    assert.match(await words(page, LOGS), /Boron/);
    board.restart();
    await says(page, LOGS, 'boot 2, 21.5 °C');
    assert.ok(!board.rates.some((rate) => rate === 14_400 || rate === 28_800), 'nothing was asked of the board');
  },
);
