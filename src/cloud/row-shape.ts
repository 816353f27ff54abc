// What a row of each table must have at least, so that an imported file cannot break the cloud later.
import { ApiError } from '../model/errors.ts';
import { TABLE_NAMES, type TableName } from './ports.ts';

type Kind = 'text' | 'number' | 'flag' | 'list' | 'object';

/** Field names by kind; a `?` behind a name: may also be null or missing. `id` is given for each. */
const SHAPES: { readonly [N in TableName]: Partial<Record<Kind, string>> } = {
  settings: { text: 'id seed rules', number: 'schema sequence', object: 'time', list: 'allowed_hosts' },
  users: { text: 'id username password_hash password_salt created_at', object: 'account_info' },
  tokens: {
    text: 'id kind client_id user_id? customer_id? expires_at? refresh_token? refresh_expires_at? created_at',
    number: 'product_id?',
    list: 'scopes',
  },
  clients: { text: 'id name type secret redirect_uri? scope? user_id created_at', number: 'product_id?' },
  customers: { text: 'id email password_hash? password_salt? created_at', number: 'product_id' },
  claim_codes: { text: 'id user_id? customer_id? expires_at', number: 'product_id?' },
  team: { text: 'id username role invited_at', number: 'product_id', flag: 'is_programmatic', list: 'scopes' },
  mails: { text: 'to from subject text link? sent_at', number: 'id' },
  devices: {
    text: 'id name owner_id? customer_id? serial_number notes? last_heard? last_handshake_at? last_ip_address? system_firmware_version? app_hash? created_at',
    number: 'platform_id product_id firmware_version? firmware_product_id? desired_firmware_version?',
    flag: 'online cellular firmware_updates_enabled firmware_updates_forced development quarantined denied signaling virtual',
    list: 'functions groups subscriptions?',
    object: 'variables',
  },
  products: { text: 'name slug description user_id created_at', number: 'id platform_id', object: 'settings' },
  groups: { text: 'id name description color', number: 'product_id' },
  firmware: {
    text: 'id title description name uploaded_on uploaded_by binary_id',
    number: 'product_id version size',
    flag: 'product_default intelligent mandatory',
    list: 'groups',
  },
  binaries: { text: 'id created_at expires_at?', number: 'platform_id?' },
  integrations: {
    text: 'id integration_type event name url requestType created_at user_id',
    number: 'product_id?',
    flag: 'noDefaults rejectUnauthorized disabled',
  },
  health: { text: 'id disabled_reason? disabled_at? sleeping_until?', number: 'consecutive_errors', list: 'counters' },
  events: { text: 'name data? ttl published_at coreid user_id? origin journey', number: 'id product_id?' },
  deliveries: {
    text: 'id integration_id user_id event_name coreid journey idempotency_key state created_at started_at? finished_at? error? cause',
    number: 'seq product_id? event_id attempt',
    object: 'request? response?',
  },
  limits: { text: 'id', list: 'times' },
  jobs: { text: 'kind', number: 'id due lease_until', object: 'payload' },
  server_requests: { text: 'host received_at method url body journey? error?', number: 'id duration_ms', object: 'headers response?' },
  server_state: { text: 'id' },
};

const IS: Record<Kind, (value: unknown) => boolean> = {
  text: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number' && Number.isFinite(value),
  flag: (value) => typeof value === 'boolean',
  list: (value) => Array.isArray(value),
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
};

/** What a job needs to be done at all; undefined for a kind there is none of. */
function jobSubject({ kind, payload }: Record<string, unknown>): unknown {
  const { delivery_id, event } = payload as Record<string, unknown>;
  if (kind === 'deliver') return typeof delivery_id === 'string' ? payload : undefined;
  return kind === 'publish' ? event : undefined;
}

export const isTable = (name: string): name is TableName => (TABLE_NAMES as readonly string[]).includes(name);

/** Throws 400 that names table, row and field. `at` counts from 0. */
export function checkRow(table: TableName, row: unknown, at: number): asserts row is Record<string, unknown> {
  if (!IS.object(row)) throw new ApiError('validation', `tables.${table}[${at}] is not an object.`);
  for (const [kind, names] of Object.entries(SHAPES[table]) as [Kind, string][])
    for (const name of names.split(' ')) {
      const optional = name.endsWith('?');
      const field = optional ? name.slice(0, -1) : name;
      const value = (row as Record<string, unknown>)[field];
      if (optional && (value === null || value === undefined)) continue;
      if (!IS[kind](value))
        throw new ApiError('validation', `tables.${table}[${at}].${field} must be ${kind === 'object' ? 'an' : 'a'} ${kind}.`);
    }
  if (table === 'jobs' && !IS.object(jobSubject(row as Record<string, unknown>)))
    throw new ApiError('validation', `tables.jobs[${at}] is no job that this cloud can do.`);
}
