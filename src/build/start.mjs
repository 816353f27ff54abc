// `npm start`: installs, builds and serves the production site, and prints its address.
import { fileURLToPath } from 'node:url';
import { installPackages } from './install.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const port = Number(process.env.PORT || 4173);

installPackages();
const { build } = await import('vite');
const { serveSite } = await import('./static-site.mjs');

console.log('Building …');
await build({ root, logLevel: 'warn' });
try {
  await serveSite({ folder: `${root}dist`, port });
} catch (error) {
  if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EADDRINUSE') throw error;
  console.error(`Port ${port} is taken. Choose another one: PORT=${port + 1} npm start`);
  process.exit(1);
}
console.log(`Pocket Cloud: http://localhost:${port}/  (Ctrl+C stops it; after one visit the site also works without it)`);
