// `npm run check`: every check, also after one has failed, so that one run shows all there is to mend.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { installPackages } from './install.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const CHECKS = ['types', 'lint', 'format:check', 'unused', 'size'];

installPackages();
const failed = CHECKS.filter((name) => {
  console.log(`— ${name}`);
  return spawnSync('npm', ['run', '--silent', name], { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' }).status !== 0;
});
console.log(failed.length > 0 ? `Failed: ${failed.join(', ')}` : 'All checks passed.');
process.exitCode = failed.length > 0 ? 1 : 0;
