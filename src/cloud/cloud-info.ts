// What a cloud tells about itself (`GET /pocket/info`).
import type { CloudInfo } from '../model/cloud-state.ts';
import type { CloudCore } from './core.ts';

export const cloudInfo = (core: CloudCore): CloudInfo => ({
  name: 'pocket-cloud',
  version: '0.1.0',
  saved: core.ports.store.saved,
  home: core.ports.home,
  rules: core.settings.rules,
  time: core.settings.time,
  now: new Date(Math.floor(core.ports.clock.now())).toISOString(),
});
