// Reads how much of every webhook limit is used right now.
import { counted, HOOK_RULES, nextTurn, WINDOW, type Gauge } from '../model/limits.ts';
import type { CloudCore } from './core.ts';
import type { TableName } from './ports.ts';

const TABLES: readonly TableName[] = ['limits', 'devices', 'integrations', 'health', 'users'];
/** Windows that one answer reads: a fleet has a window a device. */
const MAX_WINDOWS = 1_000;

/** Gauges that have been used, the fullest first. */
export async function hookGauges(core: CloudCore): Promise<Gauge[]> {
  const now = core.ports.clock.now();
  const rules = HOOK_RULES[core.settings.rules];
  const { windows, devices, integrations, health, users } = await core.read(TABLES, async (tx) => ({
    windows: await tx.getAll('limits', { limit: MAX_WINDOWS }),
    devices: await tx.getAll('devices', {}),
    integrations: await tx.getAll('integrations', {}),
    health: await tx.getAll('health', {}),
    users: await tx.getAll('users', {}),
  }));
  const gauges: Gauge[] = [];
  const iso = (moment: number | undefined): string | null => (moment === undefined ? null : new Date(moment).toISOString());

  for (const { id, times } of windows) {
    const recent = counted(times, now);
    if (recent.length === 0) continue;
    const past = recent.filter((time) => time <= now);
    const resets_at = iso(past[0] === undefined ? recent[0] : past[0] + WINDOW);
    const host = /^host\/(.*)$/.exec(id)?.[1];
    const [, user, coreid] = /^device\/([^/]*)\/(.*)$/.exec(id) ?? [];
    if (host !== undefined && rules.requests_per_host !== null) {
      const waiting = recent.length - past.length;
      const gauge: Gauge = {
        name: 'requests-per-host',
        key: host,
        used: past.length,
        limit: rules.requests_per_host,
        window: WINDOW,
        resets_at,
        waiting,
      };
      const turn = nextTurn(times, now, rules.requests_per_host, rules.queue_per_host);
      gauges.push(turn === null ? { ...gauge, full: true } : gauge);
    } else if (coreid !== undefined && rules.triggers_per_device !== null) {
      const own = coreid === 'api' ? devices.filter((device) => device.owner_id === user).length : 1;
      gauges.push({
        name: 'triggers-per-device',
        key: coreid,
        used: past.length,
        limit: rules.triggers_per_device * own,
        window: WINDOW,
        resets_at,
      });
    }
  }
  if (rules.hooks_per_user !== null) {
    const owned = new Map<string, number>();
    for (const row of integrations) if (row.integration_type === 'Webhook') owned.set(row.user_id, (owned.get(row.user_id) ?? 0) + 1);
    for (const [id, used] of owned)
      gauges.push({
        name: 'webhooks-per-user',
        key: users.find((user) => user.id === id)?.username ?? id,
        used,
        limit: rules.hooks_per_user,
        window: null,
        resets_at: null,
      });
  }
  if (rules.errors_until_disabled !== null) {
    for (const row of health) {
      if (integrations.some((one) => one.id === row.id))
        gauges.push({
          name: 'errors-in-a-row',
          key: row.id,
          used: row.consecutive_errors,
          limit: rules.errors_until_disabled,
          window: null,
          resets_at: null,
        });
    }
  }
  return gauges.toSorted((a, b) => b.used / b.limit - a.used / a.limit);
}
