// The second half of a delivery, in one transaction: what the answer means for the log, the events and the hook's health.
import type { StoredEvent } from '../model/event.ts';
import type { Delivery, Integration } from '../model/integration.ts';
import type { HookAnswer } from '../model/job.ts';
import { HOOK_RULES } from '../model/limits.ts';
import type { CloudCore, WriteTransaction } from './core.ts';
import { publishError, publishResponse, publishSent, type HookScene } from './hook-events.ts';
import { countOutcome, judgeHost } from './hook-health.ts';
import { getRow, putRow, updateRow } from './row-cache.ts';
import { RenderError, renderResponse, renderTopics } from './render-request.ts';

/** Characters of an answer that the delivery log keeps. */
const LOGGED = 16 * 1024;
/** Codes that speak for themselves; the others need their sentence. */
const PLAIN_CODES = new Set(['ETIMEDOUT', 'ESOCKETTIMEDOUT', 'ECONNRESET', 'ECONNREFUSED', 'ENOTFOUND']);

/** Settings and event as the request was built from them. */
export interface Scene {
  integration: Integration;
  event: StoredEvent;
}

/**
 * Answers false when this attempt is no longer ours to finish. `handover`: whether a server took the request, or (`told`) that `hook-sent` was already said. `known` saves reading what this
 * run has read already.
 */
export async function finishDelivery(
  core: CloudCore,
  tx: WriteTransaction,
  deliveryId: string,
  answer: HookAnswer,
  handover: 'taken' | 'refused' | 'told',
  known: Scene | null,
): Promise<boolean> {
  const delivery = await getRow(tx, 'deliveries', deliveryId);
  // Another runner took over after our lease ended: its attempt speaks for the delivery.
  if (delivery?.state !== 'running') return false;
  const now = await getRow(tx, 'integrations', delivery.integration_id);
  const [integration, event] = known ? [known.integration, known.event] : [now, await getRow(tx, 'events', delivery.event_id)];
  const verdict = judge(delivery, integration, event, answer);
  const finished: Delivery = {
    ...delivery,
    state: verdict.error === null ? 'success' : 'error',
    error: verdict.error === null || answer.ok ? verdict.error : `${answer.code}: ${answer.detail}`,
    finished_at: tx.nowIso,
    response: answer.ok
      ? {
          status: answer.status,
          headers: answer.headers,
          body: answer.body.slice(0, LOGGED),
          truncated: answer.truncated || answer.body.length > LOGGED,
        }
      : null,
  };
  await putRow(tx, 'deliveries', finished);
  // A webhook that was deleted meanwhile says nothing more, and has no health to keep.
  if (!now || !integration || !event) return true;

  const rules = HOOK_RULES[tx.settings.rules];
  const scene: HookScene = { core, tx, integration, event, delivery: finished, rules };
  const topics = renderTopics(integration, event, rules);
  const succeeded = answer.ok && isSuccess(answer.status);
  if (rules.sent_when === 'taken' ? handover === 'taken' : succeeded) await publishSent(scene);
  if (verdict.error === null) await publishResponse(scene, topics.response, verdict.text);
  else await publishError(scene, topics.error, verdict.error);

  // A host that the visitor has not allowed was never asked: that says nothing about the server.
  const serversFault = !succeeded && !(!answer.ok && answer.code === 'HOST_NOT_ALLOWED');
  const health = await countOutcome(tx, integration.id, verdict.error === null ? 'success' : 'error', serversFault);
  await judgeHost(tx, hostOf(delivery), serversFault, rules);
  if (rules.errors_until_disabled !== null && health.consecutive_errors >= rules.errors_until_disabled) await disable(scene, topics.error);
  return true;
}

async function disable(scene: HookScene, topic: string): Promise<void> {
  const { tx, integration } = scene;
  let disabled = false;
  // The row as it is now: a person may have changed the settings meanwhile.
  await updateRow(tx, 'integrations', integration.id, (row) => {
    disabled = row !== undefined && !row.disabled;
    return row && disabled ? { ...row, disabled: true } : null;
  });
  if (!disabled) return;
  await updateRow(tx, 'health', integration.id, (row) =>
    row ? { ...row, disabled_reason: 'Too many errors', disabled_at: tx.nowIso } : null,
  );
  await publishError(scene, topic, 'Too many errors, webhook disabled', 'disabled');
}

const isSuccess = (status: number): boolean => status >= 200 && status < 300;
const hostOf = (delivery: Delivery): string => (delivery.request ? new URL(delivery.request.url).hostname : '');

/** What the device is told: the text of the answer, or the error's. */
function judge(
  delivery: Delivery,
  integration: Integration | undefined,
  event: StoredEvent | undefined,
  answer: HookAnswer,
): { error: string } | { error: null; text: string } {
  if (!answer.ok) return { error: PLAIN_CODES.has(answer.code) ? answer.code : `${answer.code}: ${answer.detail}` };
  if (!isSuccess(answer.status)) return { error: `error status ${answer.status} from ${hostOf(delivery)}` };
  if (!integration || !event || integration.dataUrlResponseEvent) return { error: null, text: answer.body };
  try {
    return { error: null, text: renderResponse(integration, event, answer.body) };
  } catch (error) {
    return { error: error instanceof RenderError ? error.message : 'The response template cannot be rendered' };
  }
}
