// The official CLI itself, over the bridge, against the cloud of an open page. Its packages take a minute and 370 MB, so it runs when
// asked: CLI=real npm test (or CLI=3.43.1, an older one). What it puts on the wire is replayed in cli.site.test.ts on every run.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import { startBridge } from '../../src/build/bridge-server.mjs';
import { readModule } from '../../src/model/firmware-module.ts';
import { openBridgedPage, type Bridge } from '../support/bridged-page.ts';
import { createCli, installCli, type ParticleCli } from '../support/particle-cli.ts';
import { flashedOnto, playDevice } from '../support/play-device.ts';
import { DIST, newVisitor, type Visitor } from '../support/site.ts';
import { ask, until } from '../support/visit.ts';

const version = process.env['CLI'];
const skip = version ? false : 'its packages take a minute; CLI=real runs it';

let cli: ParticleCli;
let bridge: Bridge;
let visitor: Visitor;
let page: Page;
let board = '';

before(async () => {
  if (!version) return;
  cli = createCli(await installCli(version));
  bridge = await startBridge({ folder: DIST, port: 0, onLink: () => {} });
  visitor = await newVisitor();
  page = await openBridgedPage(visitor, bridge);
});
after(async () => {
  cli?.close();
  await visitor?.close();
  await bridge?.close();
});

/** What a command that must fail says. */
const fails = async (line: string): Promise<string> => {
  const { code, text } = await cli.run(line.split(' '));
  assert.notEqual(code, 0, `particle ${line}: ${text}`);
  return text;
};

/** Runs a command that must go well, and gives what it printed. */
const particle = async (line: string, onText?: (text: string) => void): Promise<string> => {
  const { code, text } = await cli.run(line.split(' '), onText);
  assert.equal(code, 0, `particle ${line}: ${text}`);
  return text;
};

it('a profile points it at the bridge; login, whoami', { skip }, async () => {
  // The older ones know it as `config`.
  const word = (await cli.run(['profile', 'pocket'])).code === 0 ? 'profile' : 'config';
  await particle(`${word} pocket`);
  await particle(`${word} set apiUrl http://localhost:${bridge.port}`);
  assert.match(await particle('login --username student@example.com --password pocket-cloud'), /Successfully completed login/);
  assert.match(await particle('whoami'), /student@example\.com/);
  assert.match(await fails('login --username student@example.com --password wrong'), /User credentials are invalid/);
});

it('list', { skip }, async () => {
  const offline = await particle('list');
  board = /[0-9a-f]{24}/.exec(offline)?.[0] ?? '';
  assert.match(offline, /pocket_board \[[0-9a-f]{24}\].* is offline/);
  await playDevice(page, board);
  const online = await particle('list');
  assert.match(online, /is online/);
  assert.match(online, /temp \(double\)/);
  assert.match(online, /led/);
});

it('publish and subscribe', { skip }, async () => {
  let sent: Promise<string> | undefined;
  const heard = await particle('subscribe from-cli --max 1', (text) => {
    // The empty line comes when the stream is open.
    if (/exit after receiving 1 event.*\n[^]*\n/.test(text)) sent ??= particle('publish from-cli 42');
  });
  assert.match(heard, /"data":"42","ttl":"60".*"coreid":"api","name":"from-cli"/);
  assert.match((await sent) ?? '', /Published/i);
});

it('webhook create, list, delete, and from a file', { skip }, async () => {
  const [, id = ''] = /webhook with ID ([0-9a-f]{24})/.exec(await particle('webhook create cli https://echo.example/cli')) ?? [];
  const listed = await particle('webhook list');
  assert.match(listed, new RegExp(`ID ${id} is watching for "cli"`));
  assert.match(listed, /sending to: https:\/\/echo\.example\/cli/);
  await particle(`webhook delete ${id}`);
  assert.doesNotMatch(await particle('webhook list'), new RegExp(id));
  writeFileSync(
    join(cli.folder, 'hook.json'),
    JSON.stringify({ event: 'file', url: 'https://echo.example/file', requestType: 'GET', query: { v: '{{{PARTICLE_EVENT_VALUE}}}' } }),
  );
  const [, made = ''] = /webhook with ID ([0-9a-f]{24})/.exec(await particle('webhook create hook.json')) ?? [];
  assert.match(await particle('webhook list'), /"file"/);
  await particle(`webhook delete ${made}`);
});

it('call, get, function list, variable list', { skip }, async () => {
  assert.match(await particle(`call ${board} led 41`), /^42$/m);
  assert.match(await particle('get pocket_board temp'), /21\.5/);
  assert.match(await particle('function list'), /led/);
  assert.match(await particle('variable list'), /temp/);
  assert.match(await fails(`call ${board} nothing`), /Function `nothing` not found/);
  assert.match(await fails(`get ${board} nothing`), /Variable not found/);
});

it('product device add, list, remove', { skip }, async () => {
  const given = await ask(page, '/oauth/token', {
    method: 'POST',
    fields: {
      grant_type: 'password',
      username: 'student@example.com',
      password: 'pocket-cloud',
      client_id: 'particle',
      client_secret: 'particle',
    },
  });
  const token = given.body.access_token as string;
  const { product } = (
    await ask(page, '/v1/user/products', { method: 'POST', token, json: { product: { name: 'CLI lamp', platform_id: 3 } } })
  ).body;
  assert.match(await particle(`product device add ${product.id} ${board}`), /Success!/);
  assert.match(await particle(`product device list ${product.id}`), new RegExp(board));
  assert.match(await particle(`product device list ${product.id} ${board}`), /pocket_board/);
  assert.match(await particle(`product device remove ${product.id} ${board}`), /Success! Removed/);
  assert.doesNotMatch(await particle(`product device list ${product.id}`), new RegExp(board));
});

const sketch = (name: string, text: string): void => {
  mkdirSync(join(cli.folder, name, 'src'), { recursive: true });
  writeFileSync(join(cli.folder, name, 'project.properties'), `name=${name}\n`);
  writeFileSync(join(cli.folder, name, 'src', `${name}.cpp`), text);
};

it('compile for a board this cloud has no compiler for says so, in words', { skip }, async () => {
  sketch('blink', '#include "Particle.h"\nvoid setup() {}\nvoid loop() {}\n');
  assert.match(await fails('compile photon blink'), /compiles for the virtual board only, not for Photon/);
  // The program knows boards that are sold, and refuses this one itself.
  assert.match(await fails('compile gcc blink'), /Target device gcc is not valid/);
});

const online = async (): Promise<void> => {
  await until(
    () => particle('list'),
    (text) => text.includes('is online'),
  );
};

it('flash of sources compiles them in the open page; mistakes are told by line', { skip }, async () => {
  assert.match(await particle('flash --cloud pocket_board blink'), /Compile succeeded\.[^]*Flash success!/);
  const flashed = readModule(
    await until(
      () => flashedOnto(page),
      (bytes) => bytes.length > 0,
    ),
  );
  assert.equal(flashed.ok && flashed.module.platform_id, 3);
  sketch('broken', 'int x = oops;\n');
  assert.match(await fails('flash --cloud pocket_board broken'), /src\/broken\.cpp:1:\d+: error: .*oops/);
});

it('flash of a binary', { skip }, async () => {
  const other = new Uint8Array(readFileSync(join(DIST, 'firmware/tinker.bin')));
  writeFileSync(join(cli.folder, 'tinker.bin'), other);
  await online();
  assert.match(await particle(`flash --cloud ${board} tinker.bin`), /Flash success!/);
  await until(
    () => flashedOnto(page),
    (bytes) => Buffer.from(bytes).equals(Buffer.from(other)),
  );
});

it('device rename and nyan; logout ends the token', { skip }, async () => {
  await particle(`device rename ${board} blue_lamp`);
  await online();
  assert.match(await particle('list'), /blue_lamp/);
  await particle('nyan blue_lamp on');
  assert.match(await particle('logout'), /logged out/i);
  assert.match(await fails('list'), /not logged in/i);
});
