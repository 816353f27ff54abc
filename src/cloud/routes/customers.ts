// /v1/products/:product/customers (spec/cloud-api.md §1.5).
import * as v from 'valibot';
import { CUSTOMER_ANSWER, NEW_CUSTOMER, TOKEN_ANSWER } from '../../model/account-schema.ts';
import { DEVICE_ANSWER } from '../../model/device-schema.ts';
import { ApiError } from '../../model/errors.ts';
import type { OAuthClient } from '../../model/user.ts';
import { OK_ANSWER, numberField, textField } from '../../model/wire-fields.ts';
import { authenticate, tokenOf } from '../authenticate.ts';
import type { CloudCore } from '../core.ts';
import { issueToken, tokenAnswer } from '../issue-token.ts';
import { listCustomers } from '../list-customers.ts';
import { CUSTOMER_TABLES, createCustomer, customerScope, deleteCustomer, knownCustomer, secretOf } from '../manage-customers.ts';
import { clientPair, registeredClient, type ClientPair } from '../oauth-client.ts';
import { RESET_TABLES, mailReset } from '../password-reset.ts';
import { defineRoute, type Route } from '../route.ts';

const TAG = 'Customers';
const ALL = '/v1/products/:product/customers';
const ONE = `${ALL}/:customer`;
const PAGE = v.object({
  page: v.optional(numberField('page', 1, 1_000_000), 1),
  per_page: v.optional(numberField('per_page', 1, 1000), 25),
});

/** What a maker's token must be allowed to do, where no client is named. */
const MAKER = { method: 'POST', path: ALL, summary: '', tag: TAG, access: 'product', handle: () => Promise.resolve() } satisfies Route;

interface Asking {
  core: CloudCore;
  request: Request;
  body: ClientPair & { response_type?: string | undefined };
  product: { id: number };
}

/** Who makes a customer: a client of the product (in a page: by its id alone), or someone whose token manages the product. */
async function makerOf({ core, request, body, product }: Asking): Promise<{ client: OAuthClient | null; implicit: boolean }> {
  const pair = clientPair(request, body);
  const implicit = body.response_type === 'token' && pair.client_secret === undefined;
  if (pair.client_id === undefined) {
    const token = tokenOf(request, Object.fromEntries(new URL(request.url).searchParams), {});
    if (token === null)
      throw new ApiError('invalid_client', 'Send client_id and client_secret of a client of the product.', { status: 401 });
    await authenticate(core, MAKER, token, String(product.id));
    return { client: null, implicit: false };
  }
  const client = await core.read(['clients'], (tx) =>
    implicit ? tx.get('clients', pair.client_id as string) : registeredClient(tx, pair, 401),
  );
  if (client?.product_id !== product.id) throw new ApiError('invalid_client', 'The client belongs to another product.', { status: 401 });
  if (implicit && client.redirect_uri === null)
    throw new ApiError('invalid_client', 'The client has no redirect_uri, so it cannot get a token without its secret.');
  return { client, implicit };
}

export const routes = [
  defineRoute({
    method: 'GET',
    path: ALL,
    summary: 'List the customers of a product that have devices.',
    tag: TAG,
    access: 'product',
    query: PAGE,
    answer: v.object({
      customers: v.array(CUSTOMER_ANSWER),
      devices: v.array(DEVICE_ANSWER),
      meta: v.object({ total_pages: v.number() }),
    }),
    handle: ({ product, query, core }) => core.read(['devices', 'customers'], (tx) => listCustomers(tx, product, query)),
  }),
  defineRoute({
    method: 'POST',
    path: ALL,
    summary: 'Create a customer, with a client or a token of the product, and get the customer’s token.',
    tag: TAG,
    access: 'basic',
    body: NEW_CUSTOMER,
    answer: TOKEN_ANSWER,
    handle: async ({ product, body, request, core }) => {
      const { client, implicit } = await makerOf({ core, request, body, product });
      if (client !== null && body.password === undefined && body.no_password !== true)
        throw new ApiError('validation', 'password is missing. Send one, or no_password=true.');
      const token = await core.write(CUSTOMER_TABLES, async (tx) => {
        const customer = await createCustomer(tx, product, body.email, body.password);
        const client_id = client?.id ?? 'particle';
        const scopes = customerScope(customer);
        return issueToken(tx, { kind: 'customer', client_id, customer_id: customer.id, product_id: product.id, scopes });
      });
      if (!implicit) return tokenAnswer(token);
      const hash = new URLSearchParams({
        access_token: token.id,
        token_type: 'bearer',
        expires_in: String(tokenAnswer(token)['expires_in']),
      });
      return new Response(null, { status: 302, headers: { location: `${client?.redirect_uri?.split('#', 1)[0]}#${hash}` } });
    },
  }),
  defineRoute({
    method: 'PUT',
    path: ONE,
    summary: 'Set a new password for a customer, once your own back end knows who asks.',
    tag: TAG,
    access: 'product',
    body: v.object({ password: textField('password', 200, 1) }),
    answer: OK_ANSWER,
    handle: async ({ product, params, body, core }) => {
      await core.write(['customers'], async (tx) => {
        const customer = await knownCustomer(tx, product, params['customer'] ?? '');
        await tx.put('customers', { ...customer, ...secretOf(tx, body.password), password_reset: undefined });
      });
      return { ok: true };
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${ONE}/password-reset`,
    summary: 'Mail a customer a link to the product’s page for a new password.',
    tag: TAG,
    access: 'product',
    answer: OK_ANSWER,
    handle: async ({ product, params, core }) => {
      await core.write(RESET_TABLES, async (tx) => {
        await mailReset(tx, { table: 'customers', row: await knownCustomer(tx, product, params['customer'] ?? '') });
      });
      return { ok: true };
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: ONE,
    summary: 'Delete a customer with its tokens and claim codes. Its devices stay in the product.',
    tag: TAG,
    access: 'product',
    answer: OK_ANSWER,
    handle: async ({ product, params, core }) => {
      await core.write(CUSTOMER_TABLES, async (tx) => deleteCustomer(tx, await knownCustomer(tx, product, params['customer'] ?? '')));
      return { ok: true };
    },
  }),
];
