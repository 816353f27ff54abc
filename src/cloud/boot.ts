// Loads a cloud's state, or makes a new cloud with its starter account, before the first request is answered.
import { PUBLISH_TABLES, type CloudCore } from './core.ts';
import { deviceEvent } from './device-event.ts';
import { firstSettings, writeStarterAccount } from './starter-account.ts';

/** Devices whose link died with the worker before: no link, not online. */
async function markOffline(core: CloudCore): Promise<void> {
  const stale = (await core.read(['devices'], (tx) => tx.getAll('devices'))).filter((device) => device.online);
  if (stale.length === 0) return;
  await core.write(PUBLISH_TABLES, async (tx) => {
    for (const device of stale) {
      await tx.put('devices', { ...device, online: false });
      await core.publishIn(tx, { ...deviceEvent(device), name: 'spark/status', data: 'offline', origin: 'system' });
    }
  });
}

export async function boot(core: CloudCore): Promise<void> {
  const { ports } = core;
  /** Cloud ms of the newest event. */
  let last = -Infinity;
  // Two tabs may boot at once: whoever finds no settings inside the transaction makes the cloud.
  core.settings = await ports.store.transaction(['settings', 'users', 'devices', 'integrations', 'events'], 'readwrite', async (tx) => {
    const [newest] = await tx.getAll('events', { reverse: true, limit: 1 });
    core.newest = newest?.id ?? 0;
    if (newest) last = Date.parse(newest.published_at);
    const found = await tx.get('settings', 'settings');
    if (found) return found;
    const settings = firstSettings(ports, ports.seed);
    await writeStarterAccount(ports, tx, settings);
    return settings;
  });
  ports.clock.set(core.settings.time);
  core.timeline.startsAt(last);
  await markOffline(core);
}
