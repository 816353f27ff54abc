// /v1/access_tokens: what a token is, and its end (spec/cloud-api.md §1.2).
import * as v from 'valibot';
import { ApiError } from '../../model/errors.ts';
import { OK_ANSWER } from '../../model/wire-fields.ts';
import { readBasic } from '../authenticate.ts';
import { revokeTokens } from '../issue-token.ts';
import { passwordMatches } from '../password.ts';
import { defineRoute } from '../route.ts';
import { userByName } from '../user-login.ts';

const ended = { ok: true };

export const routes = [
  defineRoute({
    method: 'GET',
    path: '/v1/access_tokens',
    summary: 'List the tokens of an account; the account’s name and password go in a Basic header.',
    tag: 'Access tokens',
    counts: 'account call',
    access: 'basic',
    answer: v.array(v.object({ token: v.string(), expires_at: v.nullable(v.string()), client: v.string() })),
    handle: async ({ request, core }) => {
      const basic = readBasic(request);
      return core.read(['users', 'tokens'], async (tx) => {
        const user = basic ? await userByName(tx, basic.username) : undefined;
        if (!basic || !user) throw new ApiError('validation', 'Unknown user');
        if (!passwordMatches(basic.password, user.password_salt, user.password_hash)) throw new ApiError('bad_credentials', 'Bad password');
        const tokens = await tx.getAll('tokens', { index: 'user', only: user.id });
        return tokens
          .toSorted((a, b) => b.created_at.localeCompare(a.created_at))
          .map(({ id, expires_at, client_id }) => ({ token: id, expires_at, client: client_id }));
      });
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/access_tokens/current',
    summary: 'Tell when the token of this request ends and which client asked for it.',
    tag: 'Access tokens',
    counts: 'account call',
    access: 'any',
    answer: v.object({
      expires_at: v.nullable(v.string()),
      client: v.string(),
      client_id: v.string(),
      scopes: v.array(v.string()),
      orgs: v.array(v.unknown()),
    }),
    handle: async ({ caller: { token } }) => ({
      expires_at: token.expires_at,
      client: token.client_id,
      // The CLI reads `client`, the typings of particle-api-js say `client_id`.
      client_id: token.client_id,
      scopes: token.scopes,
      orgs: [],
    }),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/v1/access_tokens/current',
    summary: 'Revoke the token of this request.',
    tag: 'Access tokens',
    counts: 'account call',
    access: 'any',
    answer: OK_ANSWER,
    handle: async ({ caller, core }) => {
      await core.write(['tokens'], (tx) => tx.delete('tokens', caller.token.id));
      return ended;
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/v1/access_tokens',
    summary: 'Revoke every token of the account.',
    tag: 'Access tokens',
    counts: 'account call',
    access: 'user',
    answer: OK_ANSWER,
    handle: async ({ caller, core }) => {
      await core.write(['tokens'], (tx) => revokeTokens(tx, 'user', caller.user.id));
      return ended;
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/v1/access_tokens/:token',
    summary: 'Revoke a token. Knowing it is enough; an unknown one is no error.',
    tag: 'Access tokens',
    counts: 'account call',
    access: 'none',
    answer: OK_ANSWER,
    handle: async ({ params, core }) => {
      const token = (params['token'] ?? '').toLowerCase();
      if (/^[0-9a-f]{40}$/.test(token)) await core.write(['tokens'], (tx) => tx.delete('tokens', token));
      return ended;
    },
  }),
];
