// What accounts, tokens, clients, customers and teams take and answer (spec/cloud-api.md §1).
import * as v from 'valibot';
import { flagField, listField, nameField, numberField, textField } from './wire-fields.ts';

/** Ten years: beyond that, 0 (never) is meant. */
const MAX_EXPIRES_IN = 315_360_000;
/** Long enough for every e-mail address (RFC 5321). */
const MAX_USERNAME = 254;

export const usernameField = v.pipe(
  v.string('username must be an email address'),
  v.trim(),
  v.toLowerCase(),
  v.maxLength(MAX_USERNAME, `username must have at most ${MAX_USERNAME} characters.`),
  v.email('username must be an email address'),
);

export const passwordField = textField('password', 200, 8);

export const TOKEN_REQUEST = v.object({
  grant_type: v.optional(textField('grant_type', 64)),
  username: v.optional(textField('username', MAX_USERNAME)),
  password: v.optional(textField('password', 200)),
  client_id: v.optional(textField('client_id', 100)),
  client_secret: v.optional(textField('client_secret', 100)),
  expires_in: v.optional(numberField('expires_in', 0, MAX_EXPIRES_IN)),
  expires_at: v.nullish(textField('expires_at', 40)),
  scope: v.optional(textField('scope', 400)),
  refresh_token: v.optional(textField('refresh_token', 100)),
});
export type TokenRequest = v.InferOutput<typeof TOKEN_REQUEST>;

export const TOKEN_ANSWER = v.object({
  token_type: v.literal('bearer'),
  access_token: v.string(),
  expires_in: v.number(),
  expires_at: v.nullable(v.string()),
  refresh_token: v.optional(v.string()),
  scope: v.optional(v.string()),
});

export const ACCOUNT_INFO = v.object({
  first_name: v.optional(textField('first_name', 100)),
  last_name: v.optional(textField('last_name', 100)),
  company_name: v.optional(textField('company_name', 100)),
  business_account: v.optional(flagField('business_account')),
});

export const USER_ANSWER = v.object({
  username: v.string(),
  subscription_ids: v.array(v.number()),
  account_info: ACCOUNT_INFO,
  mfa: v.object({ enabled: v.boolean() }),
  wifi_device_count: v.number(),
  cellular_device_count: v.number(),
});

export const USER_CHANGE = v.object({
  account_info: v.optional(ACCOUNT_INFO),
  username: v.optional(usernameField),
  password: v.optional(passwordField),
  current_password: v.optional(textField('current_password', 200)),
  invalidate_tokens: v.optional(flagField('invalidate_tokens')),
});

export const NEW_USER = v.object({
  username: usernameField,
  password: passwordField,
  account_info: v.optional(ACCOUNT_INFO),
});

export const CLIENT_ANSWER = v.object({
  name: v.string(),
  type: v.picklist(['installed', 'web']),
  id: v.string(),
  redirect_uri: v.optional(v.string()),
  scope: v.optional(v.string()),
  secret: v.optional(v.string()),
});

export const NEW_CLIENT = v.object({
  name: nameField('name', 64),
  type: v.optional(v.picklist(['installed', 'web'], 'type must be installed or web.'), 'installed'),
  redirect_uri: v.nullish(textField('redirect_uri', 500)),
  scope: v.nullish(textField('scope', 200)),
});

export const CLIENT_CHANGE = v.object({
  name: v.optional(nameField('name', 64)),
  scope: v.nullish(textField('scope', 200)),
});

export const NEW_CUSTOMER = v.object({
  email: nameField('email', MAX_USERNAME),
  password: v.optional(textField('password', 200, 1)),
  no_password: v.optional(flagField('no_password')),
  client_id: v.optional(textField('client_id', 100)),
  client_secret: v.optional(textField('client_secret', 100)),
  access_token: v.optional(textField('access_token', 100)),
  response_type: v.optional(textField('response_type', 20)),
});

export const CUSTOMER_ANSWER = v.object({
  id: v.string(),
  username: v.string(),
  full_name: v.string(),
  devices: v.array(v.string()),
});

export const TEAM_ANSWER = v.object({
  username: v.string(),
  role: v.object({ id: v.string(), name: v.string() }),
  is_programmatic: v.optional(v.boolean()),
  friendly_name: v.optional(v.string()),
  scopes: v.optional(v.array(v.string())),
});

export const TEAM_ROLES = ['Administrator', 'Developer', 'Support', 'View-only'] as const;

const scopes = listField('scopes', 100, 100);
const role = v.picklist(TEAM_ROLES, `role must be one of ${TEAM_ROLES.join(', ')}.`);

export const NEW_MEMBER = v.object({
  username: v.optional(usernameField),
  friendly_name: v.optional(nameField('friendly_name', 64)),
  scopes: v.optional(scopes),
  role: v.optional(role),
});

export const MEMBER_CHANGE = v.object({
  friendly_name: v.optional(nameField('friendly_name', 64)),
  scopes: v.optional(scopes),
  role: v.optional(role),
});
