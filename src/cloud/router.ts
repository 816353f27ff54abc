// Finds the route of a request and runs it: parse, authenticate, validate, handle, answer.
import { PatternRouter } from 'hono/router/pattern-router';
import * as v from 'valibot';
import { ApiError } from '../model/errors.ts';
import { json } from './answer.ts';
import { authenticate, tokenOf } from './authenticate.ts';
import type { CloudCore } from './core.ts';
import { errorAnswer } from './error-answer.ts';
import { formFields } from './form-fields.ts';
import { readBody } from './request-body.ts';
import type { Route, Schema } from './route.ts';

const METHODS = ['GET', 'POST', 'PUT', 'DELETE'] as const;
const CORS: Readonly<Record<string, string>> = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS',
  'access-control-allow-headers': 'Origin, X-Requested-With, Content-Type, Accept, Authorization, X-Particle-Tool, X-Particle-Project',
  'access-control-max-age': '86400',
};
const MAX_ADDRESS = 8192;

/** Where the cloud starts in an address: up to and with its first `/cloud` segment, or the origin when there is none. */
export function splitAddress(url: string, basePath?: string): { base: string; path: string } {
  const { origin, pathname } = new URL(url);
  const prefix = basePath ?? /^(.*?\/cloud)(?=\/|$)/.exec(pathname)?.[1] ?? '';
  const below = pathname.startsWith(prefix) ? pathname.slice(prefix.length) : pathname;
  return { base: origin + prefix, path: below.replace(/\/+$/, '') || '/' };
}

/** Literal segments before parameters before "the rest": so that the list of routes needs no order. */
function bySpecificity(a: Route, b: Route): number {
  const weigh = (segment: string | undefined): number =>
    segment === undefined ? 3 : segment.includes('{') ? 2 : segment.startsWith(':') ? 1 : 0;
  const [left, right] = [a.path.split('/'), b.path.split('/')];
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const difference = weigh(left[at]) - weigh(right[at]);
    if (difference !== 0) return difference;
  }
  return 0;
}

function validated(schema: Schema | undefined, value: Record<string, unknown>): never {
  // Each schema's output type is the route's own affair.
  if (!schema) return value as never;
  const result = v.safeParse(schema, value);
  if (result.success) return result.output as never;
  const errors = result.issues.map((issue) => {
    const path = v.getDotPath(issue);
    if (!path) return issue.message;
    // A key that is not there is told by valibot as the object's fault, in words for programmers.
    if (issue.received === 'undefined' && issue.expected?.startsWith('"')) return `${path} is missing.`;
    return issue.message.startsWith(path) ? issue.message : `${path}: ${issue.message}`;
  });
  throw new ApiError('validation', errors.join(' '), { errors: [...new Set(errors)].slice(0, 20) });
}

const without = (fields: Record<string, unknown>, name: string): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([key]) => key !== name));

/** `params` as the router found them, still encoded where they were. */
function decoded(params: Record<string, string>): Record<string, string> {
  try {
    return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, decodeURIComponent(value)]));
  } catch {
    throw new ApiError('validation', 'The address holds a percent sign that encodes nothing.');
  }
}

async function run(
  core: CloudCore,
  route: Route,
  request: Request,
  found: Record<string, string>,
  clientId: string | null,
  basePath?: string,
): Promise<Response> {
  // What only this cloud has, its pages and its devices use: no platform counts it.
  if (!route.path.startsWith('/pocket')) core.limits.take('request');
  if (route.counts) core.limits.take(route.counts);
  if (request.url.length > MAX_ADDRESS) throw new ApiError('too_large', `The address is longer than ${MAX_ADDRESS} characters.`);
  const params = decoded(found);
  const { base, path } = splitAddress(request.url, basePath);
  const rawQuery = formFields(new URL(request.url).searchParams);
  const rawBody = request.method === 'GET' || request.method === 'HEAD' ? { fields: {}, files: [] } : await readBody(request, route.limit);
  const { caller, product } = await authenticate(core, route, tokenOf(request, rawQuery, rawBody.fields), params['product']);
  const answer = await route.handle({
    params,
    query: validated(route.query, without(rawQuery, 'access_token')),
    body: validated(route.body, without(rawBody.fields, 'access_token')),
    files: rawBody.files,
    request,
    path,
    base,
    // Their presence follows from `access` and `path`, which the type cannot see.
    caller: caller as NonNullable<typeof caller>,
    product: product as NonNullable<typeof product>,
    clientId,
    core,
  });
  return answer instanceof Response ? answer : json(answer);
}

export interface Router {
  fetch(request: Request, clientId: string | null): Promise<Response>;
}

const routerOf = (routes: readonly Route[]): PatternRouter<Route> => {
  const router = new PatternRouter<Route>();
  for (const route of [...routes].sort(bySpecificity)) router.add(route.method, route.path, route);
  return router;
};

/**
 * `later` gives the routes that are not loaded from the start; it is asked once, by the first request that no other route takes.
 * No route of `routes` may match an address of `later` (test/cloud/later-routes.test.ts).
 */
export function createRouter(core: CloudCore, routes: readonly Route[], later: () => readonly Route[], basePath?: string): Router {
  let router = routerOf(routes);
  let whole = false;

  const find = (method: string, path: string): readonly [Route, Record<string, string>] | undefined => {
    const found = router.match(method, path)[0][0] as unknown as readonly [Route, Record<string, string>] | undefined;
    if (found || whole) return found;
    router = routerOf([...routes, ...later()]);
    whole = true;
    return find(method, path);
  };

  const answer = async (request: Request, clientId: string | null): Promise<Response> => {
    const { path } = splitAddress(request.url, basePath);
    const found = find(request.method, path);
    if (found) return run(core, found[0], request, { ...found[1] }, clientId, basePath);
    const allowed = METHODS.filter((method) => find(method, path));
    if (allowed.length === 0) throw new ApiError('route_not_found', 'There is no such call in this cloud.');
    const refused = json({ ok: false, error: `This call does not take ${request.method}. It takes ${allowed.join(', ')}.` }, 405);
    refused.headers.set('allow', allowed.join(', '));
    return refused;
  };

  return {
    async fetch(request, clientId) {
      if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: CORS });
      const head = request.method === 'HEAD';
      const asked = head ? new Request(request.url, { headers: request.headers }) : request;
      const given = await answer(asked, clientId).catch((error: unknown) => errorAnswer(error, core.ports.report));
      // A stream that HEAD opened would never be read.
      if (head) await given.body?.cancel();
      const response = head ? new Response(null, given) : given;
      for (const [name, value] of Object.entries(CORS)) response.headers.set(name, value);
      return response;
    },
  };
}
