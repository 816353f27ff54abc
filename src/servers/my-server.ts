// my-server.example: the server that the visitor defines, route by route.
import { http, HttpResponse } from 'msw/http';
import { defineServer } from './support/define-server.ts';

const MAX_ROUTES = 50;
const MAX_BODY = 200_000;
const METHODS = ['ANY', 'GET', 'POST', 'PUT', 'DELETE'];
/** A browser lets no response carry these, and the length follows from the body. */
const NOT_SENT = /^(set-cookie2?|content-length|content-encoding|transfer-encoding|x-pocket-.*)$/i;

interface Route {
  method: string;
  /** Exact path, or one that ends in `*`. */
  path: string;
  status: number;
  headers: Record<string, string>;
  body: string;
  /** Ms on the cloud's clock. */
  delay_ms: number;
}

interface MyServer {
  /** The first that fits answers. */
  routes: Route[];
}

const HELLO: Route = {
  method: 'ANY',
  path: '/hello',
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: '{"hello": "from your own server"}',
  delay_ms: 0,
};

const fits = (route: Route, method: string, path: string): boolean =>
  (route.method === 'ANY' || route.method === method) &&
  (route.path.endsWith('*') ? path.startsWith(route.path.slice(0, -1)) : path === route.path);

const inRange = (value: unknown, low: number, high: number): value is number => typeof value === 'number' && value >= low && value <= high;

/** The route a message describes, or a sentence that says what is wrong with it. */
const routeFrom = (message: Record<string, unknown>): Route | string => {
  const { method = 'ANY', path, status = 200, headers = {}, body = '', delay_ms = 0 } = message;
  if (typeof path !== 'string' || !path.startsWith('/') || path.length > 500) return 'A path starts with "/".';
  if (typeof method !== 'string' || !METHODS.includes(method.toUpperCase())) return `A method is one of ${METHODS.join(', ')}.`;
  if (!inRange(status, 200, 599)) return 'A status is a number from 200 to 599.';
  if (!inRange(delay_ms, 0, 600_000)) return 'A delay is 0 to 600000 milliseconds.';
  if (typeof body !== 'string' || body.length > MAX_BODY) return `A body is text of at most ${MAX_BODY} characters.`;
  if (typeof headers !== 'object' || headers === null) return 'Headers are an object of names and texts.';
  const sent = Object.entries(headers).filter(([name]) => !NOT_SENT.test(name));
  try {
    new Headers(sent.map(([name, value]) => [name, String(value)]));
  } catch {
    return 'A header has a name or text that HTTP does not allow.';
  }
  return {
    method: method.toUpperCase(),
    path,
    status,
    headers: Object.fromEntries(sent.map(([name, value]) => [name, String(value)])),
    body,
    delay_ms,
  };
};

const same = (route: Route, method: unknown, path: unknown): boolean =>
  route.method === String(method ?? 'ANY').toUpperCase() && route.path === path;

export default defineServer<MyServer>({
  host: 'my-server.example',
  title: 'Your own server',
  purpose: 'Answers as you tell it: add routes with a status, headers, a body and a delay.',
  custom: true,
  example: { event: 'mine', url: 'https://my-server.example/hello', requestType: 'POST' },
  initial: () => ({ routes: [HELLO] }),
  operations: {
    /** `{method?, path, status?, headers?, body?, delay_ms?}`: adds a route, or replaces the one with this method and path. */
    setRoute: async (desk, message) => {
      const route = routeFrom(message);
      if (typeof route === 'string') return { ok: false, error: route };
      return desk.update((state) => {
        const at = state.routes.findIndex((one) => same(one, route.method, route.path));
        if (at < 0 && state.routes.length >= MAX_ROUTES) return { ok: false, error: `A server has at most ${MAX_ROUTES} routes.` };
        state.routes.splice(at < 0 ? state.routes.length : at, at < 0 ? 0 : 1, route);
        return { route };
      });
    },
    /** `{method?, path}`. */
    removeRoute: (desk, message) =>
      desk.update((state) => {
        const before = state.routes.length;
        state.routes = state.routes.filter((one) => !same(one, message['method'], message['path']));
        return { removed: before - state.routes.length };
      }),
  },
  handlers: (desk) => [
    http.all('*://my-server.example/*', async ({ request }) => {
      const { pathname } = new URL(request.url);
      const route = (await desk.read()).routes.find((one) => fits(one, request.method, pathname));
      if (!route) return HttpResponse.json({ error: 'You have no route for this address.' }, { status: 404 });
      const bodiless = [204, 205, 304].includes(route.status);
      return new HttpResponse(bodiless ? null : route.body, {
        status: route.status,
        headers: { ...route.headers, 'x-pocket-took': String(route.delay_ms) },
      });
    }),
  ],
});
