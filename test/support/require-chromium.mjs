// Makes sure that there is a browser to test with: finds one, installs Debian's when root, or says what to do and ends.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { findChromium } from './find-chromium.mjs';

const canInstall = () =>
  process.getuid?.() === 0 && existsSync('/etc/os-release') && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));

const installChromium = () => {
  console.log('Installing Chromium (apt-get) …');
  const run = (/** @type {string[]} */ ...args) =>
    spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  run('update');
  run('install', '-y', '--no-install-recommends', 'chromium');
};

const HOW_TO = `The tests need Chromium or Google Chrome, and none was found. One of these helps:
  Debian, as root:  apt-get install -y chromium
  Ubuntu:           install Google Chrome from https://www.google.com/chrome/
  macOS:            brew install --cask google-chrome
  Windows:          winget install Google.Chrome
  anywhere else:    CHROME_PATH=/path/to/chrome npm test`;

/** @returns {Promise<string>} path of the program */
export const requireChromium = async () => {
  let path = await findChromium();
  if (!path && canInstall()) {
    installChromium();
    path = await findChromium();
  }
  if (path) return path;
  console.error(HOW_TO);
  console.log('0 passed, 1 failed');
  process.exit(1);
};
