// Finds out who is calling and whether that token may call this route (spec/cloud-api.md §0.1).
import { ApiError } from '../model/errors.ts';
import type { Product } from '../model/product.ts';
import { fromBase64 } from './base64.ts';
import type { CloudCore } from './core.ts';
import { notAllowed, VIEW_ONLY } from './device-access.ts';
import type { TableName, Transaction } from './ports.ts';
import type { Caller, Route } from './route.ts';

/** Header, then query, then body. One docs-site call repeats the header name inside the value: hence the lenient match. */
export function tokenOf(request: Request, query: Record<string, unknown>, body: Record<string, unknown>): string | null {
  const bearer = /Bearer\s+(\S+)/i.exec(request.headers.get('authorization') ?? '')?.[1];
  const given = bearer ?? query['access_token'] ?? body['access_token'];
  return typeof given === 'string' && given !== '' ? given : null;
}

/** HTTP Basic, or null when there is none or it cannot be read. */
export function readBasic(request: Request): { username: string; password: string } | null {
  const encoded = /^\s*Basic\s+(\S+)/i.exec(request.headers.get('authorization') ?? '')?.[1];
  if (!encoded) return null;
  try {
    const [username, ...rest] = new TextDecoder().decode(fromBase64(encoded)).split(':');
    return { username: username ?? '', password: rest.join(':') };
  } catch {
    return null;
  }
}

/** The product of a `:product` parameter, by number or slug. Throws 404. */
export async function findProduct(tx: Transaction, idOrSlug: string): Promise<Product> {
  const product = /^\d{1,9}$/.test(idOrSlug)
    ? await tx.get('products', Number(idOrSlug))
    : (await tx.getAll('products', { index: 'slug', only: idOrSlug, limit: 1 }))[0];
  if (!product) throw new ApiError('not_found', 'Product not found.');
  return product;
}

const ACTIONS = { GET: ['get', 'list'], POST: ['create', 'send'], PUT: ['update'], DELETE: ['remove', 'delete'] } as const;

/** The collection that a scope names: `/v1/products/:product/devices/…` → `devices`. Not the tag: the worker's build drops it. */
function domainOf(path: string): string | undefined {
  const [, , first, , second] = path.split('/');
  return first === 'products' ? (second ?? first) : first;
}

/** Whether scopes such as `devices:get`, `devices:*` or `*:*` allow a route: by its path and method, or as the route itself says. */
function scopesAllow(scopes: readonly string[], route: Route): boolean {
  const [domain, only] = route.scope?.split(':') ?? [domainOf(route.path)];
  const actions: readonly (string | undefined)[] = only === undefined ? ACTIONS[route.method] : [only];
  return scopes.some((scope) => {
    const [of, action] = scope.split(':');
    return (of === '*' || of === domain) && (action === '*' || actions.includes(action));
  });
}

async function mayManage(tx: Transaction, caller: Caller, product: Product, route: Route): Promise<void> {
  const { token } = caller;
  // A client without a scope may do everything in its product; an API user only what it was given.
  const free = token.kind === 'product' && token.scopes.length === 0;
  const programs = token.kind === 'product' || token.kind === 'api-user';
  if (programs && token.product_id === product.id && (free || scopesAllow(token.scopes, route))) return;
  if (token.kind !== 'user') throw notAllowed();
  if (product.user_id === caller.user.id) return;
  const team = await tx.getAll('team', { index: 'product', only: product.id });
  const member = team.find((one) => !one.is_programmatic && one.username === caller.user.username);
  if (member?.role === VIEW_ONLY && route.method !== 'GET') throw notAllowed();
  if (member) return;
  // Somebody else's product: its existence is not told.
  throw new ApiError('not_found', 'Product not found.');
}

const LOOK_UP: readonly TableName[] = ['tokens', 'users', 'products'];

const lookUp = (core: CloudCore, id: string): Promise<Caller> =>
  core.read(LOOK_UP, async (tx) => {
    const token = await tx.get('tokens', id);
    if (!token) throw new ApiError('invalid_token', 'The access token provided is invalid.');
    const owner = token.user_id ?? (token.product_id === null ? null : ((await tx.get('products', token.product_id))?.user_id ?? null));
    const user = owner === null ? undefined : await tx.get('users', owner);
    if (!user) throw new ApiError('invalid_token', 'The access token provided is invalid.');
    return { token, user };
  });

async function callerOf(core: CloudCore, id: string): Promise<Caller> {
  const caller = await core.callers.find(id, () => lookUp(core, id));
  const { expires_at } = caller.token;
  if (expires_at !== null && Date.parse(expires_at) <= core.ports.clock.now())
    throw new ApiError('invalid_token', 'The access token provided has expired.');
  return caller;
}

/** Who calls, and the route's product when its path names one. Throws the 4xx that fits. */
export async function authenticate(
  core: CloudCore,
  route: Route,
  token: string | null,
  productParam: string | undefined,
): Promise<{ caller: Caller | undefined; product: Product | undefined }> {
  const open = route.access === 'none' || route.access === 'basic';
  if (!open && token === null) throw new ApiError('invalid_request', 'The access token was not found.');
  if (open && productParam === undefined) return { caller: undefined, product: undefined };
  const caller = open ? undefined : await callerOf(core, token as string);
  // An API user belongs to a product: what is the account's own is not for it, whatever its scopes.
  if (caller && route.access === 'user' && caller.token.kind !== 'user') throw notAllowed();
  if (productParam === undefined) return { caller, product: undefined };
  // A customer meets the same wall whether or not the product exists.
  if (caller?.token.kind === 'customer' && route.access === 'product') throw notAllowed();
  const product = await core.read(['products', 'team'], async (tx) => {
    const found = await findProduct(tx, productParam);
    if (caller && route.access === 'product') await mayManage(tx, caller, found, route);
    return found;
  });
  return { caller, product };
}
