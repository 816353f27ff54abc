// The rules of a product's team: invitations, API users and their tokens (spec/cloud-api.md §1.7).
import { ApiError } from '../model/errors.ts';
import type { Product } from '../model/product.ts';
import { slugOf } from '../model/slug.ts';
import { MAX_TEAM } from '../model/storage-limits.ts';
import type { TeamMember } from '../model/user.ts';
import type { WriteTransaction } from './core.ts';
import { issueToken } from './issue-token.ts';
import type { TableName, Transaction } from './ports.ts';
import { sendMail } from './send-mail.ts';

export const TEAM_TABLES: readonly TableName[] = ['team', 'tokens', 'users', 'mails'];

/** The shape clients show once, when an API user is made or gets a new token. */
interface CreatedApiUser {
  username: string;
  is_programmatic: true;
  tokens: { token: string }[];
}

export const memberAnswer = (member: TeamMember): Record<string, unknown> => ({
  username: member.username,
  role: { id: slugOf(member.role, 'member'), name: member.role },
  ...(member.is_programmatic ? { is_programmatic: true, friendly_name: member.friendly_name, scopes: member.scopes } : {}),
});

export async function findMember(tx: Transaction, product: Product, username: string): Promise<TeamMember> {
  const wanted = username.toLowerCase();
  const member = (await tx.getAll('team', { index: 'product', only: product.id })).find((one) => one.username === wanted);
  if (!member) throw new ApiError('not_found', 'Team member not found. The product has nobody of that username.');
  return member;
}

async function add(
  tx: WriteTransaction,
  product: Product,
  member: Omit<TeamMember, 'id' | 'product_id' | 'invited_at'>,
): Promise<TeamMember> {
  if ((await tx.count('team', { index: 'product', only: product.id })) >= MAX_TEAM)
    throw new ApiError('validation', `A team has at most ${MAX_TEAM} members. Remove one first.`);
  const row: TeamMember = { ...member, id: tx.newId(24), product_id: product.id, invited_at: tx.nowIso };
  await tx.put('team', row);
  return row;
}

/** The person is in the team at once and hears of it by mail; an account may come later. */
export async function inviteMember(tx: WriteTransaction, product: Product, username: string, role: string): Promise<void> {
  const owner = await tx.get('users', product.user_id);
  const team = await tx.getAll('team', { index: 'product', only: product.id });
  if (owner?.username === username || team.some((member) => member.username === username))
    throw new ApiError('validation', 'username is in the team already.');
  await add(tx, product, { username, role, is_programmatic: false, scopes: [] });
  await sendMail(tx, {
    to: username,
    subject: `You are in the team of ${product.name}`,
    text: `${owner?.username ?? 'Someone'} invited you to work on the product ${product.name}. Sign in as ${username} to see it in your products.`,
    link: null,
  });
}

const tokenFor = async (tx: WriteTransaction, product: Product, member: TeamMember): Promise<CreatedApiUser> => {
  const { username, scopes } = member;
  const token = await issueToken(tx, { kind: 'api-user', client_id: username, product_id: product.id, scopes }, { expires_in: 0 });
  return { username, is_programmatic: true, tokens: [{ token: token.id }] };
};

export async function createApiUser(
  tx: WriteTransaction,
  product: Product,
  friendly_name: string,
  scopes: string[],
): Promise<CreatedApiUser> {
  const wrong = scopes.find((scope) => !/^(\*|[a-z][a-z.-]*):(\*|[a-z]+)$/.test(scope));
  if (wrong !== undefined) throw new ApiError('validation', `scopes: ${wrong.slice(0, 40)} is not a permission such as devices:get.`);
  const username = `${slugOf(friendly_name, 'api-user')}+${tx.newId(10)}@api.particle.io`;
  const member = await add(tx, product, { username, role: 'API user', is_programmatic: true, friendly_name, scopes });
  return tokenFor(tx, product, member);
}

async function revoke(tx: WriteTransaction, product: Product, member: TeamMember): Promise<void> {
  for (const token of await tx.getAll('tokens', { index: 'product', only: product.id }))
    if (token.kind === 'api-user' && token.client_id === member.username) await tx.delete('tokens', token.id);
}

export async function reissueToken(tx: WriteTransaction, product: Product, member: TeamMember): Promise<CreatedApiUser> {
  if (!member.is_programmatic) throw new ApiError('validation', 'Only API users have a token of their own. People sign in.');
  await revoke(tx, product, member);
  return tokenFor(tx, product, member);
}

export async function removeMember(tx: WriteTransaction, product: Product, member: TeamMember): Promise<void> {
  await revoke(tx, product, member);
  await tx.delete('team', member.id);
}
