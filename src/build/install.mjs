// Installs the packages of package-lock.json when they are missing or stale, so that `npm start` and `npm test` work on a fresh machine.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('../../', import.meta.url);
const NODE_MIN = [20, 19];

/** @param {string} path @returns {Record<string, {version?: string, optional?: boolean}>} */
const lockedPackages = (path) => JSON.parse(readFileSync(new URL(path, root), 'utf8')).packages;

/** npm writes down what it installed; anything else than the lock file's versions is stale. Optional ones depend on the machine. */
const isFresh = () => {
  if (!existsSync(new URL('node_modules/.package-lock.json', root))) return false;
  const installed = lockedPackages('node_modules/.package-lock.json');
  return Object.entries(lockedPackages('package-lock.json')).every(
    ([path, { version, optional }]) => path === '' || optional || installed[path]?.version === version,
  );
};

const checkNode = () => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [wantMajor = 0, wantMinor = 0] = NODE_MIN;
  if (major > wantMajor || (major === wantMajor && minor >= wantMinor)) return;
  console.error(
    `Pocket Cloud needs Node ${NODE_MIN.join('.')} or newer; this is ${process.versions.node}. Get it from https://nodejs.org/.`,
  );
  process.exit(1);
};

/** Ends the process with a message when that is not possible. */
export const installPackages = () => {
  checkNode();
  if (isFresh()) return;
  console.log('Installing packages (once, about a minute) …');
  // No package of ours needs its install script; NODE_ENV=production would leave the build tools out.
  const args = ['ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = process.env.npm_execpath;
  const options = /** @type {const} */ ({ cwd: fileURLToPath(root), stdio: 'inherit' });
  const { status } = npm?.endsWith('.js')
    ? spawnSync(process.execPath, [npm, ...args], options)
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
  if (status === 0) return;
  console.error('The packages could not be installed. Check the connection to the npm registry and run the command again.');
  process.exit(1);
};

if (process.argv[1] === fileURLToPath(import.meta.url)) installPackages();
