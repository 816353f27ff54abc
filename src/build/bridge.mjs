// `npm run bridge`: installs, builds, serves the site on this machine only, and lets curl and the CLI reach the cloud of one open page.
import { fileURLToPath } from 'node:url';
import { installPackages } from './install.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const port = Number(process.env.PORT || 8890);

installPackages();
const { build } = await import('vite');
const { startBridge } = await import('./bridge-server.mjs');

console.log('Building …');
await build({ root, logLevel: 'warn' });
const say = (/** @type {string} */ link) => console.log(`Open this page and leave it open. The link works once:\n  ${link}`);
try {
  const bridge = await startBridge({ folder: `${root}dist`, port, onLink: say });
  console.log(`Bridge: http://localhost:${bridge.port}  (Ctrl+C stops it)`);
  say(bridge.link());
} catch (error) {
  if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EADDRINUSE') throw error;
  console.error(`Port ${port} is taken. Choose another one: PORT=${port + 1} npm run bridge`);
  process.exit(1);
}
