// POST /oauth/token: every grant (spec/cloud-api.md §1.1).
import { ApiError } from '../../model/errors.ts';
import { TOKEN_ANSWER, TOKEN_REQUEST, type TokenRequest } from '../../model/account-schema.ts';
import type { Token } from '../../model/user.ts';
import type { WriteTransaction } from '../core.ts';
import { issueToken, tokenAnswer } from '../issue-token.ts';
import { customerScope, findCustomer } from '../manage-customers.ts';
import { anyClient, clientPair, registeredClient, type ClientPair } from '../oauth-client.ts';
import { passwordMatches } from '../password.ts';
import { defineRoute } from '../route.ts';
import { userByLogin } from '../user-login.ts';

const wrongPassword = (): ApiError => new ApiError('invalid_grant', 'User credentials are invalid');

async function byPassword(tx: WriteTransaction, body: TokenRequest, pair: ClientPair): Promise<Token> {
  const { username, password } = body;
  if (!username || !password) throw new ApiError('invalid_request', 'Send username and password.');
  const client = await anyClient(tx, pair);
  const product_id = client.registered?.product_id ?? null;
  if (product_id === null) {
    const user = await userByLogin(tx, username, password);
    if (!user) throw wrongPassword();
    return issueToken(tx, { kind: 'user', client_id: client.id, user_id: user.id }, body);
  }
  // A product's client signs its customers in, not the people who make it.
  const customer = await findCustomer(tx, product_id, username.trim());
  if (!customer?.password_hash || !passwordMatches(password, customer.password_salt ?? '', customer.password_hash)) throw wrongPassword();
  return issueToken(
    tx,
    { kind: 'customer', client_id: client.id, customer_id: customer.id, product_id, scopes: customerScope(customer) },
    body,
  );
}

async function byClient(tx: WriteTransaction, body: TokenRequest, pair: ClientPair): Promise<Token> {
  const client = await registeredClient(tx, pair);
  if (client.product_id === null)
    throw new ApiError('invalid_client', 'This client belongs to no product. Use a client that was created in a product.');
  const product = await tx.get('products', client.product_id);
  if (!product) throw new ApiError('invalid_client', 'The product of this client is gone.');
  const name = /(?:^|\s)customer=(\S+)/.exec(body.scope ?? '')?.[1];
  const { product_id } = client;
  if (name === undefined) {
    // A client made for one purpose, such as customers:create, gives tokens for that purpose.
    const scopes = (client.scope ?? '').split(/[\s,]+/).filter((scope) => scope !== '' && scope !== '*:*');
    return issueToken(tx, { kind: 'product', client_id: client.id, product_id, scopes }, body);
  }
  const customer = await findCustomer(tx, product_id, name);
  if (!customer) throw new ApiError('invalid_grant', 'The product has no customer of that name. Create the customer first.');
  return issueToken(
    tx,
    { kind: 'customer', client_id: client.id, customer_id: customer.id, product_id, scopes: customerScope(customer) },
    body,
  );
}

async function byRefresh(tx: WriteTransaction, body: TokenRequest, pair: ClientPair): Promise<Token> {
  const client = await anyClient(tx, pair);
  if (!body.refresh_token) throw new ApiError('invalid_request', 'Send the refresh_token.');
  const old = (await tx.getAll('tokens', { index: 'refresh', only: body.refresh_token, limit: 1 }))[0];
  if (!old || old.client_id !== client.id || Date.parse(old.refresh_expires_at ?? '') <= tx.now)
    throw new ApiError('invalid_grant', 'The refresh token is unknown, used or older than 14 days. Sign in again.');
  // A refresh token works once; the access token beside it lives on until its own end.
  await tx.put('tokens', { ...old, refresh_token: null, refresh_expires_at: null });
  const { kind, user_id, customer_id, product_id, scopes } = old;
  return issueToken(tx, { kind, client_id: client.id, user_id, customer_id, product_id, scopes }, body);
}

function grant(tx: WriteTransaction, body: TokenRequest, pair: ClientPair): Promise<Token> {
  switch (body.grant_type) {
    case 'password':
      return byPassword(tx, body, pair);
    case 'client_credentials':
      return byClient(tx, body, pair);
    case 'refresh_token':
      return byRefresh(tx, body, pair);
    case 'urn:custom:mfa-otp':
      throw new ApiError('invalid_grant', 'No account of this cloud has two-step sign-in: sign in with the password alone.');
    case 'authorization_code':
      throw new ApiError('unsupported_grant_type', 'This cloud has no three-legged sign-in: use the password or client_credentials grant.');
    case undefined:
      throw new ApiError('invalid_request', 'Send grant_type: password, client_credentials or refresh_token.');
    default:
      throw new ApiError('unsupported_grant_type', 'grant_type must be password, client_credentials or refresh_token.');
  }
}

export const routes = [
  defineRoute({
    method: 'POST',
    path: '/oauth/token',
    summary: 'Get an access token with a password, a client of a product, or a refresh token.',
    tag: 'OAuth',
    access: 'basic',
    body: TOKEN_REQUEST,
    answer: TOKEN_ANSWER,
    handle: async ({ body, request, core }) =>
      core.limits.signIn(() =>
        core.write(['users', 'tokens', 'clients', 'customers', 'products'], async (tx) =>
          tokenAnswer(await grant(tx, body, clientPair(request, body))),
        ),
      ),
  }),
];
