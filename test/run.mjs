// `npm test`: installs, finds a browser, builds, runs every suite, and ends with one plain line, `N passed, N failed`.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { installPackages } from '../src/build/install.mjs';
import { filesBelow } from './support/files-below.mjs';
import { offerLrzsz } from './support/offer-lrzsz.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const SUITE_MS = 40 * 60_000;

/** @typedef {{ passed: number, failed: number }} Totals */

/** @param {string} title @param {Totals} totals */
const say = (title, totals) => console.log(`${title}: ${totals.passed} passed, ${totals.failed} failed\n`);

/** @param {string} text @param {RegExp} pattern */
const lastNumbers = (text, pattern) => [...text.matchAll(pattern)].at(-1)?.slice(1).map(Number);

/** @param {string} text what @web/test-runner printed @returns {Totals | undefined} */
const browserTotals = (text) => {
  const [passed, failed] = lastNumbers(text, /^(\d+) passed, (\d+) failed$/gm) ?? [];
  return passed === undefined || failed === undefined ? undefined : { passed, failed };
};

/** @param {string} text what node:test printed @returns {Totals | undefined} */
const nodeTotals = (text) => {
  const read = (/** @type {string} */ word) => lastNumbers(text, new RegExp(`^\\S+ ${word} (\\d+)$`, 'gm'))?.[0];
  const passed = read('pass');
  const failed = read('fail');
  return passed === undefined || failed === undefined ? undefined : { passed, failed: failed + (read('cancelled') ?? 0) };
};

/**
 * Runs one suite in a process of its own. A suite that crashes, hangs, fails without saying where, or runs nothing counts as a failure.
 * @param {string} title @param {string[]} args for node @param {(text: string) => Totals | undefined} read @returns {Promise<Totals>}
 */
const runSuite = (title, args, read) =>
  new Promise((resolve) => {
    console.log(`— ${title}`);
    let text = '';
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, FORCE_COLOR: '0' },
    });
    const timer = setTimeout(() => child.kill(), SUITE_MS);
    child.stdout.setEncoding('utf8').on('data', (part) => {
      text += part;
      process.stdout.write(part);
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      const totals = read(text) ?? { passed: 0, failed: 1 };
      if (totals.failed === 0 && (code !== 0 || totals.passed === 0)) totals.failed = 1;
      say(title, totals);
      resolve(totals);
    });
  });

/** @param {string} title @param {RegExp} pattern of the files, below test/ @returns {Promise<Totals>} */
const runNodeSuite = (title, pattern) => {
  const files = filesBelow(root, 'test').filter((path) => pattern.test(path));
  // One at a time: site tests measure, and each of them starts a browser.
  const args = ['--import', './test/support/typescript-loader.mjs', '--test', '--test-concurrency=1', '--test-reporter=spec', ...files];
  return files.length > 0 ? runSuite(title, args, nodeTotals) : Promise.resolve({ passed: 0, failed: 0 });
};

/** @returns {Promise<Totals>} */
const build = async () => {
  console.log('— Build');
  try {
    await (await import('vite')).build({ root, logLevel: 'warn' });
    return { passed: 0, failed: 0 };
  } catch (error) {
    console.error(error);
    console.log('The build failed.\n');
    return { passed: 0, failed: 1 };
  }
};

installPackages();
const { requireChromium } = await import('./support/require-chromium.mjs');
process.env.CHROME_PATH = await requireChromium();
offerLrzsz();

const built = await build();
const suites = [
  built,
  await runSuite(
    'Browser tests',
    ['node_modules/@web/test-runner/dist/bin.js', '--config', 'test/web-test-runner.config.mjs'],
    browserTotals,
  ),
  await runNodeSuite('Node tests', /\.node\.test\.ts$/),
  ...(built.failed ? [] : [await runNodeSuite('Site tests', /\.site\.test\.ts$/)]),
];
const sum = (/** @type {keyof Totals} */ key) => suites.reduce((total, suite) => total + suite[key], 0);
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = sum('failed') > 0 || sum('passed') === 0 ? 1 : 0;
