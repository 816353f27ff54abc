// Makes and revokes tokens, and says on the wire how long they live (spec/cloud-api.md §1.1).
import { ApiError } from '../model/errors.ts';
import { MAX_TOKENS } from '../model/storage-limits.ts';
import type { Token } from '../model/user.ts';
import type { WriteTransaction } from './core.ts';

/** 90 days, in seconds. */
const DEFAULT_LIFE = 7_776_000;
const REFRESH_LIFE = 14 * 86_400;

export interface TokenLife {
  /** Seconds; 0: for ever. */
  expires_in?: number | undefined;
  /** ISO, or null: for ever. */
  expires_at?: string | null | undefined;
}

function lifeOf(life: TokenLife, now: number): number {
  if (life.expires_in !== undefined) return life.expires_in;
  if (life.expires_at === null) return 0;
  if (life.expires_at === undefined || life.expires_at === '') return DEFAULT_LIFE;
  const at = Date.parse(life.expires_at);
  if (Number.isNaN(at)) throw new ApiError('validation', 'expires_at must be an ISO 8601 time, such as 2030-01-31T12:00:00Z.');
  if (at <= now) throw new ApiError('validation', 'expires_at must be in the future.');
  return Math.ceil((at - now) / 1000);
}

type Holder = Pick<Token, 'kind' | 'client_id'> & Partial<Pick<Token, 'user_id' | 'customer_id' | 'product_id' | 'scopes'>>;

/** Old logins make room: expired ones first, then the oldest. */
async function makeRoom(tx: WriteTransaction, holder: Holder): Promise<void> {
  const query = holder.user_id
    ? { index: 'user', only: holder.user_id }
    : holder.customer_id
      ? { index: 'customer', only: holder.customer_id }
      : { index: 'product', only: holder.product_id as number };
  if ((await tx.count('tokens', query)) < MAX_TOKENS) return;
  const rows = (await tx.getAll('tokens', query)).filter((token) => token.kind !== 'api-user');
  const expired = rows.filter((token) => token.expires_at !== null && Date.parse(token.expires_at) <= tx.now);
  const oldest = rows.toSorted((a, b) => a.created_at.localeCompare(b.created_at)).slice(0, 1);
  for (const token of expired.length > 0 ? expired : oldest) await tx.delete('tokens', token.id);
}

/** Stores a token. Throws `validation` when its end cannot be read or has passed. Tables: tokens. */
export async function issueToken(tx: WriteTransaction, holder: Holder, life: TokenLife = {}): Promise<Token> {
  const seconds = lifeOf(life, tx.now);
  await makeRoom(tx, holder);
  const lasting = holder.kind === 'api-user';
  const token: Token = {
    user_id: null,
    customer_id: null,
    product_id: null,
    scopes: [],
    ...holder,
    id: tx.newId(40),
    expires_at: seconds === 0 ? null : new Date(tx.now + seconds * 1000).toISOString(),
    refresh_token: lasting ? null : tx.newId(40),
    refresh_expires_at: lasting ? null : new Date(tx.now + REFRESH_LIFE * 1000).toISOString(),
    created_at: tx.nowIso,
  };
  await tx.put('tokens', token);
  return token;
}

/** The 200 body of every grant. */
export function tokenAnswer(token: Token): Record<string, unknown> {
  const life = token.expires_at === null ? 0 : Math.round((Date.parse(token.expires_at) - Date.parse(token.created_at)) / 1000);
  return {
    token_type: 'bearer',
    access_token: token.id,
    expires_in: life,
    expires_at: token.expires_at,
    ...(token.refresh_token === null ? {} : { refresh_token: token.refresh_token }),
    ...(token.scopes.length > 0 ? { scope: token.scopes.join(' ') } : {}),
  };
}

/** Revokes every token that an index finds. Tables: tokens. */
export async function revokeTokens(tx: WriteTransaction, index: 'user' | 'customer' | 'product', key: string | number): Promise<void> {
  for (const token of await tx.getAll('tokens', { index, only: key })) await tx.delete('tokens', token.id);
}
