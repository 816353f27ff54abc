// Knows which program is asking: the official clients' well-known pairs, or a client someone registered here (spec/cloud-api.md §1.1).
import { ApiError } from '../model/errors.ts';
import type { OAuthClient } from '../model/user.ts';
import { readBasic } from './authenticate.ts';
import type { Transaction } from './ports.ts';

/** Pairs that the official tools carry in their source: no secrets. */
const WELL_KNOWN: ReadonlyMap<string, string> = new Map([
  ['particle', 'particle'],
  ['particle-api', 'particle-api'],
  ['particle-cli', 'particle-cli'],
  // The CLI up to 3.43.
  ['CLI2', 'client_secret_here'],
]);

export interface ClientPair {
  client_id?: string | undefined;
  client_secret?: string | undefined;
}

/** The pair of the Basic header, else of the fields. */
export function clientPair(request: Request, fields: ClientPair): ClientPair {
  const basic = readBasic(request);
  return basic ? { client_id: basic.username, client_secret: basic.password } : fields;
}

/** A registered client with this pair. Throws `invalid_client`. Tables: clients. */
export async function registeredClient(tx: Transaction, pair: ClientPair, status?: number): Promise<OAuthClient> {
  const client = pair.client_id ? await tx.get('clients', pair.client_id) : undefined;
  if (!client || client.secret !== pair.client_secret)
    throw new ApiError(
      'invalid_client',
      'Client credentials are invalid. Send client_id and client_secret of a client that you created.',
      status === undefined ? {} : { status },
    );
  return client;
}

/** The id of a well-known client, or the registered client. Throws `invalid_client`. */
export async function anyClient(tx: Transaction, pair: ClientPair): Promise<{ id: string; registered: OAuthClient | null }> {
  if (pair.client_id && pair.client_secret !== undefined && WELL_KNOWN.get(pair.client_id) === pair.client_secret)
    return { id: pair.client_id, registered: null };
  const registered = await registeredClient(tx, pair);
  return { id: registered.id, registered };
}
