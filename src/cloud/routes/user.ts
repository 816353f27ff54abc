// /v1/user and /v1/users: accounts (spec/cloud-api.md §1.3).
import * as v from 'valibot';
import { NEW_USER, USER_ANSWER, USER_CHANGE } from '../../model/account-schema.ts';
import { ApiError } from '../../model/errors.ts';
import { OK_ANSWER, textField } from '../../model/wire-fields.ts';
import type { User } from '../../model/user.ts';
import { noContent } from '../answer.ts';
import type { WriteTransaction } from '../core.ts';
import { createUser } from '../create-user.ts';
import { deleteAccount, ACCOUNT_TABLES } from '../delete-account.ts';
import { revokeTokens } from '../issue-token.ts';
import { hashPassword, passwordMatches } from '../password.ts';
import { RESET_TABLES, finishReset, mailReset, readReset } from '../password-reset.ts';
import { defineRoute } from '../route.ts';
import { registeredClient } from '../oauth-client.ts';
import { userByName } from '../user-login.ts';

const TAG = 'User';
const noSecondStep = () => new ApiError('not_supported', 'Accounts of this cloud have no two-step sign-in.');

function checkPassword(user: User, password: string | undefined): void {
  if (password === undefined || !passwordMatches(password, user.password_salt, user.password_hash))
    throw new ApiError('bad_credentials', 'The current password is wrong.', { status: 400 });
}

async function changeUser(tx: WriteTransaction, user: User, change: v.InferOutput<typeof USER_CHANGE>): Promise<User> {
  const next: User = { ...user };
  if (change.account_info) next.account_info = { ...user.account_info, ...change.account_info };
  if (change.username !== undefined && change.username !== user.username) {
    checkPassword(user, change.current_password);
    if (await userByName(tx, change.username)) throw new ApiError('validation', 'That username is taken.');
    next.username = change.username;
  }
  if (change.password !== undefined) {
    checkPassword(user, change.current_password);
    next.password_salt = tx.newId(24);
    next.password_hash = hashPassword(change.password, next.password_salt);
  }
  await tx.put('users', next);
  if (change.invalidate_tokens === true) await revokeTokens(tx, 'user', user.id);
  return next;
}

export const routes = [
  defineRoute({
    method: 'GET',
    path: '/v1/user',
    summary: 'Tell who the token belongs to.',
    tag: TAG,
    access: 'user',
    answer: USER_ANSWER,
    handle: async ({ caller: { user }, core }) => {
      const devices = await core.read(['devices'], (tx) => tx.getAll('devices', { index: 'owner', only: user.id }));
      const cellular = devices.filter((device) => device.cellular).length;
      const { first_name = '', last_name = '', company_name = '', business_account = false } = user.account_info;
      return {
        username: user.username,
        subscription_ids: [],
        account_info: { first_name, last_name, company_name, business_account },
        mfa: { enabled: false },
        wifi_device_count: devices.length - cellular,
        cellular_device_count: cellular,
      };
    },
  }),
  defineRoute({
    method: 'PUT',
    path: '/v1/user',
    summary: 'Change the account’s details, or with the current password its name or password.',
    tag: TAG,
    access: 'user',
    body: USER_CHANGE,
    answer: v.object({ ok: v.literal(true), username: v.string(), account_info: USER_ANSWER.entries.account_info }),
    handle: async ({ caller, body, core }) => {
      const user = await core.write(['users', 'tokens'], async (tx) =>
        changeUser(tx, (await tx.get('users', caller.user.id)) ?? caller.user, body),
      );
      return { ok: true, username: user.username, account_info: user.account_info };
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/v1/user',
    summary: 'Delete the account. Its devices become free; its products must be deleted first.',
    tag: TAG,
    access: 'user',
    body: v.object({ password: textField('password', 200) }),
    handle: async ({ caller: { user }, body, core }) => {
      checkPassword(user, body.password);
      await core.write(ACCOUNT_TABLES, (tx) => deleteAccount(tx, user));
      return noContent();
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/user/identify',
    summary: 'Tell the id of the account.',
    tag: TAG,
    access: 'user',
    answer: v.object({ id: v.string(), email: v.string() }),
    handle: async ({ caller: { user } }) => ({ id: user.id, email: user.username }),
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/users',
    summary: 'Create an account.',
    tag: TAG,
    counts: 'account call',
    access: 'none',
    body: NEW_USER,
    answer: OK_ANSWER,
    handle: async ({ body, core }) => {
      await core.write(['users'], (tx) => createUser(tx, body));
      return { ok: true };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/user/password-reset',
    summary: 'Mail a link for a new password; with a product’s client, to one of its customers.',
    tag: TAG,
    access: 'none',
    body: v.object({
      username: textField('username', 254, 1),
      client_id: v.optional(textField('client_id', 100)),
      client_secret: v.optional(textField('client_secret', 100)),
    }),
    answer: v.object({ ok: v.literal(true), message: v.string() }),
    handle: async ({ body, core }) => {
      await core.write([...RESET_TABLES, 'clients'], async (tx) => {
        if (body.client_id === undefined) {
          const user = await userByName(tx, body.username);
          if (user) await mailReset(tx, { table: 'users', row: user });
          return;
        }
        const { product_id } = await registeredClient(tx, body);
        if (product_id === null) throw new ApiError('invalid_client', 'This client belongs to no product.');
        const row = (await tx.getAll('customers', { index: 'email', only: [product_id, body.username.trim()], limit: 1 }))[0];
        if (row) await mailReset(tx, { table: 'customers', row });
      });
      // The same answer for a name nobody has: it must not tell who has an account.
      return { ok: true, message: 'If there is an account of that name, a mail is on its way.' };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/pocket/password-reset/:code',
    summary: 'Tell whose password a mailed code resets, and how the product brands the page.',
    tag: TAG,
    access: 'none',
    answer: v.object({ username: v.string(), title: v.string(), color: v.string(), logo_text: v.string() }),
    handle: ({ params, core }) => core.read(RESET_TABLES, (tx) => readReset(tx, params['code'] ?? '', core.ports.clock.now())),
  }),
  defineRoute({
    method: 'POST',
    path: '/pocket/password-reset/:code',
    summary: 'Set the new password. Every token of the account or customer ends.',
    tag: TAG,
    access: 'none',
    body: v.object({ password: textField('password', 200, 1) }),
    answer: OK_ANSWER,
    handle: async ({ params, body, core }) => {
      await core.write(RESET_TABLES, (tx) => finishReset(tx, params['code'] ?? '', body.password));
      return { ok: true };
    },
  }),
  ...(['GET', 'POST'] as const).map((method) =>
    defineRoute({
      method,
      path: '/v1/user/mfa-enable',
      summary: 'Not in this cloud: accounts have no two-step sign-in.',
      tag: TAG,
      access: 'user',
      handle: () => Promise.reject(noSecondStep()),
    }),
  ),
  defineRoute({
    method: 'PUT',
    path: '/v1/user/mfa-disable',
    summary: 'Not in this cloud: accounts have no two-step sign-in.',
    tag: TAG,
    access: 'user',
    handle: () => Promise.reject(noSecondStep()),
  }),
];
