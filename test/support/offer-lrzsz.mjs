// Brings lrzsz, the receiver that our sender is held to, where it may be installed. Elsewhere those tests are skipped and say why.
import { spawnSync } from 'node:child_process';
import { canInstall, installPackage } from './debian.mjs';

export const offerLrzsz = () => {
  if (!spawnSync('rb', ['--version'], { stdio: 'ignore' }).error || !canInstall()) return;
  console.log('Installing lrzsz (apt-get) …');
  installPackage('lrzsz');
};
