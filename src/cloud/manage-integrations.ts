// Creates, replaces, enables and deletes integrations; the routes say under which addresses (spec/cloud-api.md §5.1).
import { ApiError } from '../model/errors.ts';
import type { Integration } from '../model/integration.ts';
import { readIntegration, type IntegrationSettings } from '../model/integration-settings.ts';
import { HOOK_RULES } from '../model/limits.ts';
import type { CloudCore, WriteTransaction } from './core.ts';
import { freshHealth } from './hook-health.ts';
import type { Transaction } from './ports.ts';

/** Whose integrations: an account's own, or a product's. */
export interface Owner {
  user_id: string;
  product_id: number | null;
}

const settingsFrom = (core: CloudCore, input: Record<string, unknown>): IntegrationSettings => {
  const { settings, errors } = readIntegration(input);
  const type = core.ports.integrations?.find((one) => one.type === settings.integration_type);
  if (core.ports.integrations && !type)
    errors.push(
      `integration_type "${settings.integration_type.slice(0, 40)}" is not known. Use ${core.ports.integrations.map((one) => one.type).join(', ')}.`,
    );
  for (const name of type?.required ?? []) {
    if (name !== 'url' && input[name] === undefined) errors.push(`${name} is missing.`);
  }
  if (errors.length > 0) throw new ApiError('validation', errors[0] as string, { errors });
  return settings;
};

export async function listIntegrations(core: CloudCore, owner: Owner): Promise<Integration[]> {
  return core.read(['integrations'], async (tx) =>
    owner.product_id === null
      ? (await tx.getAll('integrations', { index: 'user', only: owner.user_id })).filter((row) => row.product_id === null)
      : tx.getAll('integrations', { index: 'product', only: owner.product_id }),
  );
}

/** The integration, when it belongs to `owner`; else undefined. */
export async function findIntegration(tx: Transaction, owner: Owner, id: string): Promise<Integration | undefined> {
  const row = await tx.get('integrations', id.toLowerCase());
  const theirs = row && row.product_id === owner.product_id && (owner.product_id !== null || row.user_id === owner.user_id);
  return theirs ? row : undefined;
}

export async function createIntegration(core: CloudCore, owner: Owner, input: Record<string, unknown>): Promise<Integration> {
  const settings = settingsFrom(core, input);
  return core.write(['integrations', 'health'], async (tx) => {
    const limit = HOOK_RULES[tx.settings.rules].hooks_per_user;
    const webhooks = (await tx.getAll('integrations', { index: 'user', only: owner.user_id })).filter(
      (row) => row.integration_type === 'Webhook',
    );
    if (limit !== null && settings.integration_type === 'Webhook' && webhooks.length >= limit) {
      const error = `Too many web hooks: an account may have ${limit}. Delete one first.`;
      throw new ApiError('validation', error, { status: 403, body: { ok: false, error } });
    }
    const row: Integration = { ...settings, ...owner, id: tx.newId(24), created_at: tx.nowIso };
    await tx.put('integrations', row);
    await tx.put('health', freshHealth(row.id));
    return row;
  });
}

/** Replaces all settings; a disabled hook that is sent back enabled starts a new run. */
export async function replaceIntegration(
  core: CloudCore,
  owner: Owner,
  id: string,
  input: Record<string, unknown>,
  missing: () => ApiError,
): Promise<Integration> {
  const settings = settingsFrom(core, input);
  return core.write(['integrations', 'health'], async (tx) => {
    const before = await findIntegration(tx, owner, id);
    if (!before) throw missing();
    const row: Integration = {
      ...settings,
      id: before.id,
      created_at: before.created_at,
      user_id: before.user_id,
      product_id: before.product_id,
    };
    await tx.put('integrations', row);
    if (before.disabled && !row.disabled) await forgiveErrors(tx, row.id);
    return row;
  });
}

/** The way back for a hook that was disabled after too many errors. */
export async function enableIntegration(core: CloudCore, id: string): Promise<void> {
  await core.write(['integrations', 'health'], async (tx) => {
    const row = await tx.get('integrations', id);
    if (!row) throw new ApiError('not_found', 'Integration not found');
    await tx.put('integrations', { ...row, disabled: false });
    await forgiveErrors(tx, id);
  });
}

async function forgiveErrors(tx: WriteTransaction, id: string): Promise<void> {
  const health = await tx.get('health', id);
  await tx.put('health', { ...(health ?? freshHealth(id)), consecutive_errors: 0, disabled_reason: null, disabled_at: null });
}

/** Deliveries that wait find their webhook gone and say so in the log. */
export async function deleteIntegration(core: CloudCore, owner: Owner, id: string, missing: () => ApiError): Promise<void> {
  await core.write(['integrations', 'health'], async (tx) => {
    const row = await findIntegration(tx, owner, id);
    if (!row) throw missing();
    await tx.delete('integrations', row.id);
    await tx.delete('health', row.id);
  });
}
