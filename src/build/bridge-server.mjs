// A server on this machine that lets curl and the CLI reach the cloud of one open page (spec/cloud-api.md §9.1): it serves the built
// site, and relays what belongs to the cloud to the page at /bridge/.
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import sirv from 'sirv';
import { cloudPath, refusal, sameSecret } from './bridge-guard.mjs';
import { createRelay, refuse } from './bridge-relay.mjs';

/** @typedef {import('node:http').IncomingMessage} IncomingMessage */
/** @typedef {import('node:http').ServerResponse} ServerResponse */

/** The largest body the cloud takes: an import. */
const LIMIT = 64 * 1024 * 1024;

/** @param {IncomingMessage} request @returns {Promise<Buffer | null>} null when it is too long */
const readBody = async (request) => {
  /** @type {Buffer[]} */
  const parts = [];
  let size = 0;
  for await (const part of request) {
    size += part.byteLength;
    if (size > LIMIT) return null;
    parts.push(part);
  }
  return Buffer.concat(parts);
};

/** @param {unknown} text @returns {{ status: number, headers: [string, string][] } | null} */
const readHead = (text) => {
  try {
    const head = JSON.parse(decodeURIComponent(String(text)));
    return Number.isInteger(head.status) && head.status >= 200 && head.status < 600 && Array.isArray(head.headers) ? head : null;
  } catch {
    return null;
  }
};

const secret = () => randomBytes(16).toString('hex');

/**
 * @param {{ folder: string, port?: number, onLink?: (link: string) => void }} options `folder`: the built site; port 0 takes a free one.
 *   `onLink` gets the address to open whenever a page is needed; it works once.
 * @returns {Promise<{ port: number, link(): string, close(): Promise<void> }>}
 */
export const startBridge = async ({ folder, port = 8890, onLink = () => {} }) => {
  const files = sirv(folder, { etag: true, dev: true });
  let code = secret();
  /** @type {string | null} */
  let session = null;
  let actual = port;
  const link = () => `http://localhost:${actual}/bridge/#code=${code}`;
  const relay = createRelay({
    openPage: () => 'No page is connected to the bridge. Open the link that npm run bridge prints, and leave that page open.',
    onPage: (open) => void (open || onLink(link())),
  });

  /** The page's own addresses. @param {IncomingMessage} request @param {ServerResponse} response @param {string} path */
  const serveChannel = async (request, response, path) => {
    if (path === '/bridge/session' && request.method === 'POST') {
      const given = String(await readBody(request));
      if (!sameSecret(given, code)) return refuse(response, 403, 'This link was used, or belongs to a bridge that has ended.');
      code = secret();
      session = secret();
      return void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ session }));
    }
    const bearer = /^Bearer (\w+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    if (session === null || !sameSecret(bearer, session))
      return refuse(response, 401, 'This page is not connected to the bridge any more.');
    if (path === '/bridge/channel') return relay.attach(response);
    if (path === '/bridge/session') return void response.writeHead(204).end();
    const [, what, id = ''] = /^\/bridge\/(requests|answers)\/(\w+)$/.exec(path) ?? [];
    if (what === 'requests') {
      const body = relay.bodyOf(id);
      if (!body) return refuse(response, 410, 'Nobody waits for this answer any more.');
      return void response.writeHead(200, { 'content-type': 'application/octet-stream', 'cache-control': 'no-store' }).end(body);
    }
    if (what !== 'answers' || request.method !== 'POST') return refuse(response, 404, 'The bridge has no such address.');
    const bytes = await readBody(request);
    const given = request.headers['x-bridge-head'];
    const head = given === undefined ? null : readHead(given);
    if (!bytes || (given !== undefined && !head)) return refuse(response, 400, 'This part of an answer cannot be read.');
    const heard = await relay.answer(id, head, bytes, request.headers['x-bridge-last'] === '1');
    // 200: nobody waits any more. That is no error, and a console need not show one.
    return void response.writeHead(heard ? 204 : 200).end();
  };

  /** @param {IncomingMessage} request @param {ServerResponse} response */
  const serve = async (request, response) => {
    const refused = refusal(request);
    if (refused) return refuse(response, 403, refused);
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (/^\/bridge\/./.test(url.pathname) && !url.pathname.endsWith('.html')) return serveChannel(request, response, url.pathname);
    const path = cloudPath(url);
    if (path === null)
      return files(request, response, () => void response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found'));
    // The page's own requests are answered by its worker; one that comes here would go round in a circle.
    if (request.headers['sec-fetch-site'] === 'same-origin') return refuse(response, 404, 'The cloud of this page is not running yet.');
    const body = await readBody(request);
    if (!body) return refuse(response, 413, `A request has at most ${LIMIT} bytes.`);
    relay.relay(path, request, body, response);
  };

  const server = createServer((request, response) => {
    serve(request, response).catch((error) => {
      // A caller that hung up while it was still sending.
      if (!response.writable || request.destroyed) return void response.destroy();
      console.error(error);
      refuse(response, 500, 'The bridge made a mistake.');
    });
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(undefined));
  });
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('The server has no port.');
  actual = address.port;
  return {
    port: actual,
    link,
    close: () =>
      new Promise((resolve) => {
        relay.close();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
