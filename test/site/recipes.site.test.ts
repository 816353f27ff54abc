// The recipes of test/recipes: a docs site made by each generator's own packages, built and opened, with a lesson in it.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import sirv from 'sirv';
import { newVisitor, startSite, type Site, type Visitor } from '../support/site.ts';

const run = promisify(execFile);
const RECIPES = fileURLToPath(new URL('../recipes', import.meta.url));
const CACHE = fileURLToPath(new URL('../../.cache/recipes', import.meta.url));
/** Their packages take minutes to install, so they run when asked: RECIPES=all npm test. */
const LARGE = ['docusaurus', 'starlight'];
const all = process.env['RECIPES'] === 'all';

let site: Site;
let visitor: Visitor;
/** Packages come over the network while another recipe is built. */
const built = new Map<string, Promise<string>>();
before(async () => {
  site = await startSite();
  for (const name of names) built.set(name, build(name));
  // Whose turn comes says what failed.
  for (const one of built.values()) one.catch(() => {});
  visitor = await newVisitor();
});
after(async () => {
  await visitor.close();
  await site.close();
});

/** A copy of the recipe with its packages, kept as long as they stay the same. */
const install = async (name: string): Promise<string> => {
  const wanted = readFileSync(join(RECIPES, name, 'package.json'));
  const folder = join(CACHE, `${name}-${createHash('sha256').update(wanted).digest('hex').slice(0, 12)}`);
  mkdirSync(folder, { recursive: true });
  cpSync(join(RECIPES, name), folder, { recursive: true });
  if (!existsSync(join(folder, 'node_modules')))
    await run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'], { cwd: folder });
  return folder;
};

const build = async (name: string): Promise<string> => {
  const folder = await install(name);
  // What a generator makes smaller is not what is tested; VitePress leaves that out when it is looked into.
  await run('npm', ['run', 'build'], { cwd: folder, env: { ...process.env, DEBUG: '1', POCKET_SITE: site.root } });
  return join(folder, 'out');
};
const names = readdirSync(RECIPES).filter((one) => existsSync(join(RECIPES, one, 'package.json')) && (all || !LARGE.includes(one)));

for (const name of LARGE.filter((one) => !names.includes(one)))
  it(`a page made by ${name} holds a working lesson`, { skip: 'its packages take minutes; RECIPES=all runs it' }, () => {});
for (const name of names) {
  it(`a page made by ${name} holds a working lesson`, async () => {
    const server = createServer(sirv(await (built.get(name) ?? build(name)), { dev: true }));
    await new Promise<void>((resolve) => server.listen(0, resolve));
    try {
      const { page } = await visitor.newPage();
      await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
      await page.waitForSelector('pocket-lesson.ready', { timeout: 20_000 });
      const frame = page.frames().find((one) => one.url().startsWith(site.root))!;
      await frame.waitForFunction(() => document.querySelector('pocket-first-event')?.shadowRoot?.querySelector('button.primary'));
      assert.equal(await page.$$eval('pocket-lesson', (tags) => tags.length), 1);
      await page.close();
    } finally {
      server.close();
      server.closeAllConnections();
    }
  });
}
