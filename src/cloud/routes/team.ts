// The team of a product: people, and API users that programs sign in as (spec/cloud-api.md §1.7).
import * as v from 'valibot';
import { MEMBER_CHANGE, NEW_MEMBER, TEAM_ANSWER } from '../../model/account-schema.ts';
import { ApiError } from '../../model/errors.ts';
import { OK_ANSWER } from '../../model/wire-fields.ts';
import { TEAM_TABLES, createApiUser, findMember, inviteMember, memberAnswer, reissueToken, removeMember } from '../manage-team.ts';
import { defineRoute } from '../route.ts';

const TAG = 'Team';
const ALL = '/v1/products/:product/team';
const ONE = `${ALL}/:username`;
const CREATED = v.object({ username: v.string(), is_programmatic: v.literal(true), tokens: v.array(v.object({ token: v.string() })) });

const change = (method: 'PUT' | 'POST') =>
  defineRoute({
    method,
    path: ONE,
    summary: 'Change the role of a member, or the name and scopes of an API user.',
    tag: TAG,
    access: 'product',
    body: MEMBER_CHANGE,
    answer: v.object({ ok: v.literal(true), member: TEAM_ANSWER }),
    handle: async ({ product, params, body, core }) =>
      core.write(TEAM_TABLES, async (tx) => {
        const before = await findMember(tx, product, params['username'] ?? '');
        if (!before.is_programmatic && (body.scopes !== undefined || body.friendly_name !== undefined))
          throw new ApiError('validation', 'Only API users have scopes and a friendly_name. Send a role.');
        const next = { ...before, role: body.role ?? before.role, scopes: body.scopes ?? before.scopes };
        if (body.friendly_name !== undefined) next.friendly_name = body.friendly_name;
        await tx.put('team', next);
        // Scopes are read from the token at each call.
        for (const token of await tx.getAll('tokens', { index: 'product', only: product.id }))
          if (token.kind === 'api-user' && token.client_id === next.username) await tx.put('tokens', { ...token, scopes: next.scopes });
        return { ok: true, member: memberAnswer(next) };
      }),
  });

export const routes = [
  defineRoute({
    method: 'GET',
    path: ALL,
    summary: 'List the people and API users who may work on the product.',
    tag: TAG,
    access: 'product',
    answer: v.object({ ok: v.literal(true), team: v.array(TEAM_ANSWER) }),
    handle: async ({ product, core }) =>
      core.read(['team', 'users'], async (tx) => {
        const owner = await tx.get('users', product.user_id);
        const members = (await tx.getAll('team', { index: 'product', only: product.id })).toSorted((a, b) =>
          a.invited_at.localeCompare(b.invited_at),
        );
        const first = owner ? [{ username: owner.username, role: { id: 'owner', name: 'Owner' } }] : [];
        return { ok: true, team: [...first, ...members.map(memberAnswer)] };
      }),
  }),
  defineRoute({
    method: 'POST',
    path: ALL,
    summary: 'Invite a person by username, or create an API user with a friendly_name and scopes.',
    tag: TAG,
    access: 'product',
    body: NEW_MEMBER,
    answer: v.object({ ok: v.literal(true), invited: v.optional(v.string()), created: v.optional(CREATED) }),
    handle: async ({ product, body, core }) => {
      const { username, friendly_name, scopes, role } = body;
      if (username !== undefined) {
        await core.write(TEAM_TABLES, (tx) => inviteMember(tx, product, username, role ?? 'Developer'));
        return { ok: true, invited: username };
      }
      if (friendly_name === undefined)
        throw new ApiError('validation', 'Send the username of a person, or friendly_name and scopes of an API user.');
      if (!scopes || scopes.length === 0)
        throw new ApiError('validation', 'scopes must name at least one permission, such as devices:get.');
      return { ok: true, created: await core.write(TEAM_TABLES, (tx) => createApiUser(tx, product, friendly_name, scopes)) };
    },
  }),
  change('PUT'),
  change('POST'),
  defineRoute({
    method: 'PUT',
    path: `${ONE}/token`,
    summary: 'Give an API user a new token. The old one ends.',
    tag: TAG,
    access: 'product',
    answer: v.object({ ok: v.literal(true), created: CREATED }),
    handle: async ({ product, params, core }) =>
      core.write(TEAM_TABLES, async (tx) => ({
        ok: true,
        created: await reissueToken(tx, product, await findMember(tx, product, params['username'] ?? '')),
      })),
  }),
  defineRoute({
    method: 'DELETE',
    path: ONE,
    summary: 'Take someone off the team. The tokens of an API user end.',
    tag: TAG,
    access: 'product',
    answer: OK_ANSWER,
    handle: async ({ product, params, core }) => {
      await core.write(TEAM_TABLES, async (tx) => removeMember(tx, product, await findMember(tx, product, params['username'] ?? '')));
      return { ok: true };
    },
  }),
];
