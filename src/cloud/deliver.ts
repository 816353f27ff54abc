// Runs one `deliver` job: begins the delivery when it is taken, then calls the server, finishes the delivery. Nothing else in the cloud calls outside.
import type { HookAnswer, Job } from '../model/job.ts';
import { HOOK_RULES } from '../model/limits.ts';
import { beginDelivery, type Call } from './begin-delivery.ts';
import { callServer } from './call-server.ts';
import type { CloudCore, WriteTransaction } from './core.ts';
import { finishDelivery, type Scene } from './finish-delivery.ts';
import { groupedWrite } from './grouped-write.ts';
import { publishSent } from './hook-events.ts';
import { getRow } from './row-cache.ts';
import type { Rest } from './claim-jobs.ts';

export type DeliverJob = Job & { kind: 'deliver' };

/**
 * At least once: the job stays until its result is stored. A run that finds its delivery already running knows that the one
 * before was interrupted; that is no failure, and the next attempt carries the same key. Hold the job's lease for at least 30
 * real seconds: the server has 20.
 */
export async function runDeliver(core: CloudCore, tx: WriteTransaction, job: DeliverJob): Promise<Rest> {
  const { answer, delivery_id } = job.payload;
  if (answer) {
    await settle(core, tx, job, delivery_id, answer, 'told', null);
    return null;
  }
  const call = await beginDelivery(core, tx, job);
  return call && (() => make(core, job, call));
}

async function make(core: CloudCore, job: DeliverJob, call: Call): Promise<void> {
  const started = core.ports.clock.now();
  const { answer, taken, took_ms } = await callServer(core, call);
  const arrives = Math.floor(started + took_ms);
  // A mocked server answers at once and says how long it took: on the cloud's clock the answer is still on its way.
  const late = arrives > core.ports.clock.now();
  await groupedWrite(core, (tx) =>
    late
      ? hold(core, tx, job, call, answer, taken, arrives)
      : settle(core, tx, job, call.delivery.id, answer, taken ? 'taken' : 'refused', call),
  );
}

/** Keeps an answer until the moment it arrives. */
async function hold(
  core: CloudCore,
  tx: WriteTransaction,
  job: DeliverJob,
  call: Call,
  answer: HookAnswer,
  taken: boolean,
  due: number,
): Promise<void> {
  const delivery = await getRow(tx, 'deliveries', call.delivery.id);
  const rules = HOOK_RULES[tx.settings.rules];
  if (delivery?.state === 'running') {
    if (taken && rules.sent_when === 'taken') await publishSent({ core, tx, ...call, delivery, rules });
    await tx.put('jobs', { kind: 'deliver', due, lease_until: 0, payload: { delivery_id: delivery.id, answer } });
    await tx.delete('jobs', job.id);
  }
}

async function settle(
  core: CloudCore,
  tx: WriteTransaction,
  job: DeliverJob,
  deliveryId: string,
  answer: HookAnswer,
  handover: 'taken' | 'refused' | 'told',
  scene: Scene | null,
): Promise<void> {
  const ours = await finishDelivery(core, tx, deliveryId, answer, handover, scene);
  // When another runner took over, the job is its own now. A job that only carries an answer has no other runner.
  if (ours || handover === 'told') await tx.delete('jobs', job.id);
}
