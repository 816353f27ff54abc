// Finds a Chromium-based browser on this machine: CHROME_PATH, the usual places, then chrome-launcher's search.
import { existsSync } from 'node:fs';

const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** Path of the browser, or null. A CHROME_PATH that names no file is an error: it was meant. */
export const findChromium = async () => {
  const wish = process.env.CHROME_PATH;
  if (wish) {
    if (existsSync(wish)) return wish;
    throw new Error(`CHROME_PATH is set to ${wish}, but there is no such file.`);
  }
  const usual = USUAL_PLACES.find((path) => existsSync(path));
  if (usual) return usual;
  try {
    const { Launcher } = await import('chrome-launcher');
    return Launcher.getFirstInstallation() ?? null;
  } catch {
    return null;
  }
};

/** Arguments for every browser the tests start: no traffic of its own, and no sandbox for root (Chromium refuses to start otherwise). */
export const CHROMIUM_ARGS = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
