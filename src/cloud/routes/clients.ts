// OAuth clients of an account and of a product (spec/cloud-api.md §1.4).
import * as v from 'valibot';
import { CLIENT_ANSWER, CLIENT_CHANGE, NEW_CLIENT } from '../../model/account-schema.ts';
import { ApiError } from '../../model/errors.ts';
import { slugOf } from '../../model/slug.ts';
import { MAX_CLIENTS } from '../../model/storage-limits.ts';
import type { OAuthClient } from '../../model/user.ts';
import { noContent } from '../answer.ts';
import type { WriteTransaction } from '../core.ts';
import type { Transaction } from '../ports.ts';
import { defineRoute, type Route } from '../route.ts';

const TAG = 'Clients';
const ONE = v.object({ ok: v.literal(true), client: CLIENT_ANSWER });

/** The secret is told once, when the client is made. */
const clientAnswer = ({ name, type, id, redirect_uri, scope }: OAuthClient) => ({
  name,
  type,
  id,
  ...(redirect_uri === null ? {} : { redirect_uri }),
  ...(scope === null ? {} : { scope }),
});

interface Owner {
  user_id: string;
  product_id: number | null;
}

async function clientsOf(tx: Transaction, owner: Owner): Promise<OAuthClient[]> {
  if (owner.product_id !== null) return tx.getAll('clients', { index: 'product', only: owner.product_id });
  return (await tx.getAll('clients', { index: 'user', only: owner.user_id })).filter((client) => client.product_id === null);
}

async function findClient(tx: Transaction, owner: Owner, id: string): Promise<OAuthClient> {
  const client = (await clientsOf(tx, owner)).find((one) => one.id === id);
  if (!client) throw new ApiError('not_found', 'Client not found. List the clients to see their ids.');
  return client;
}

async function createClient(tx: WriteTransaction, owner: Owner, wish: v.InferOutput<typeof NEW_CLIENT>): Promise<OAuthClient> {
  const redirect_uri = wish.redirect_uri ?? null;
  if (wish.type === 'web' && redirect_uri === null) throw new ApiError('validation', 'redirect_uri is missing: a web client needs one.');
  if (redirect_uri !== null && !/^[a-z][a-z0-9+.-]*:\/\/\S+$/i.test(redirect_uri))
    throw new ApiError('validation', 'redirect_uri must be an absolute address, such as https://example.com/done.');
  if ((await clientsOf(tx, owner)).length >= MAX_CLIENTS)
    throw new ApiError('validation', `Keep at most ${MAX_CLIENTS} clients. Delete one first.`);
  let id: string;
  do id = `${slugOf(wish.name, 'client')}-${1000 + (Number.parseInt(tx.newId(8), 16) % 9000)}`;
  while (await tx.get('clients', id));
  const client: OAuthClient = {
    ...owner,
    id,
    name: wish.name,
    type: wish.type,
    secret: tx.newId(40),
    redirect_uri,
    scope: wish.scope ?? null,
    created_at: tx.nowIso,
  };
  await tx.put('clients', client);
  return client;
}

function clientRoutes(scope: 'user' | 'product'): Route[] {
  const path = scope === 'product' ? '/v1/products/:product/clients' : '/v1/clients';
  const whose = scope === 'product' ? 'of a product' : 'of your account';
  return [
    defineRoute({
      method: 'GET',
      path,
      summary: `List the OAuth clients ${whose}; their secrets are never shown.`,
      tag: TAG,
      access: scope,
      answer: v.object({ ok: v.literal(true), clients: v.array(CLIENT_ANSWER) }),
      handle: async ({ caller, product, core }) => ({
        ok: true,
        clients: (await core.read(['clients'], (tx) => clientsOf(tx, ownerOf(caller, product)))).map(clientAnswer),
      }),
    }),
    defineRoute({
      method: 'POST',
      path,
      summary: `Create an OAuth client ${whose}. The answer shows its secret, once.`,
      tag: TAG,
      access: scope,
      body: NEW_CLIENT,
      answer: ONE,
      handle: async ({ caller, product, body, core }) => {
        const client = await core.write(['clients'], (tx) => createClient(tx, ownerOf(caller, product), body));
        return { ok: true, client: { ...clientAnswer(client), secret: client.secret } };
      },
    }),
    defineRoute({
      method: 'PUT',
      path: `${path}/:client`,
      summary: `Change the name or scope of an OAuth client ${whose}.`,
      tag: TAG,
      access: scope,
      body: CLIENT_CHANGE,
      answer: ONE,
      handle: async ({ caller, product, params, body, core }) => {
        const client = await core.write(['clients'], async (tx) => {
          const before = await findClient(tx, ownerOf(caller, product), params['client'] ?? '');
          const next = { ...before, name: body.name ?? before.name, scope: body.scope === undefined ? before.scope : body.scope };
          await tx.put('clients', next);
          return next;
        });
        return { ok: true, client: clientAnswer(client) };
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: `${path}/:client`,
      summary: `Delete an OAuth client ${whose}. Tokens it asked for live on.`,
      tag: TAG,
      access: scope,
      handle: async ({ caller, product, params, core }) => {
        await core.write(['clients'], async (tx) => {
          const client = await findClient(tx, ownerOf(caller, product), params['client'] ?? '');
          await tx.delete('clients', client.id);
        });
        return noContent();
      },
    }),
  ];

  function ownerOf(caller: { user: { id: string } }, product: { id: number; user_id: string } | undefined): Owner {
    return scope === 'product' && product
      ? { user_id: product.user_id, product_id: product.id }
      : { user_id: caller.user.id, product_id: null };
  }
}

export const routes = [...clientRoutes('user'), ...clientRoutes('product')];
