// Makes sure that there is a browser to test with: finds one, installs Debian's when root, or says what to do and ends.
import { canInstall, installPackage } from './debian.mjs';
import { findChromium } from './find-chromium.mjs';

const installChromium = () => {
  console.log('Installing Chromium (apt-get) …');
  installPackage('chromium');
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
