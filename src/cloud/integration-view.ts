// What the API tells about one integration: settings, the last runs, errors, counters, health (spec/cloud-api.md §5.1, §5.8).
import type { Delivery, Integration, IntegrationHealth } from '../model/integration.ts';
import { hostIn, toWireIntegration } from '../model/integration-settings.ts';
import { HOOK_RULES } from '../model/limits.ts';
import type { CloudCore } from './core.ts';
import { healthOf, sleepOf } from './hook-health.ts';
import type { TableName, Transaction } from './ports.ts';

/** Runs that `logs` and `errors` show. */
const SHOWN = 10;
/** Runs that are read to find the last errors among them. */
const SEARCHED = 200;
const DAYS = 30;
const DAY = 86_400_000;

export const VIEW_TABLES: readonly TableName[] = ['integrations', 'health', 'deliveries', 'events', 'limits'];

export async function integrationView(core: CloudCore, tx: Transaction, row: Integration) {
  const now = core.ports.clock.now();
  const runs = await tx.getAll('deliveries', { index: 'integration', from: [row.id], to: [row.id], limit: SEARCHED, reverse: true });
  const settled = runs.filter((run) => run.state !== 'waiting' && run.state !== 'running');
  const entries = async (some: Delivery[]) => {
    const list = [];
    for (const run of some.slice(0, SHOWN)) list.push(await logEntry(tx, run));
    return list;
  };
  const health = await healthOf(tx, row.id);
  const asleep = await sleepOf(tx, hostIn(row.url) ?? '', now);
  return {
    ...toWireIntegration(row),
    logs: await entries(settled),
    errors: await entries(settled.filter((run) => run.state === 'error')),
    counters: counters(health, now),
    health: {
      consecutive_errors: health.consecutive_errors,
      errors_until_disabled: HOOK_RULES[core.settings.rules].errors_until_disabled,
      disabled_reason: health.disabled_reason,
      disabled_at: health.disabled_at,
      sleeping_until: asleep === null ? null : new Date(asleep).toISOString(),
    },
  };
}

async function logEntry(tx: Transaction, run: Delivery) {
  const event = await tx.get('events', run.event_id);
  return {
    type: run.state,
    time: run.finished_at ?? run.created_at,
    event: { name: run.event_name, data: event?.data ?? null, published_at: event?.published_at ?? run.created_at, coreid: run.coreid },
    request: run.request,
    response: run.response && { status: run.response.status, headers: run.response.headers, body: run.response.body },
    error: run.error,
    delivery_id: run.id,
    journey: run.journey,
  };
}

/** One entry a day, today first, days without a run included. */
function counters(health: IntegrationHealth, now: number): IntegrationHealth['counters'] {
  return Array.from({ length: DAYS }, (_, ago) => {
    const date = new Date(now - ago * DAY).toISOString().slice(0, 10);
    return health.counters.find((day) => day.date === date) ?? { date, success: 0, error: 0, sleep: 0 };
  });
}
