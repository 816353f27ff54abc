// Hands requests to the one open page and its answers back, part by part, so that streams flow.
import { randomBytes } from 'node:crypto';

/** @typedef {import('node:http').IncomingMessage} IncomingMessage */
/** @typedef {import('node:http').ServerResponse} ServerResponse */
/** @typedef {{ method: string, path: string, headers: Record<string, string>, body: Buffer, response: ServerResponse, timer: NodeJS.Timeout }} Waiting */

/** Requests under way at once, open streams among them. */
const MOST = 100;
/** How long the page may take to begin its answer, ms: the longest call of a device waits 30 s. */
const PATIENCE = 60_000;
/** The page takes 20 s of silence for a loss. */
const KEEP_ALIVE = 9000;
/** Between two machines' worth of HTTP, not for the other side; and CORS, which must not let other sites in. */
const LEFT_OUT =
  /^(connection|keep-alive|transfer-encoding|upgrade|content-length|content-encoding|host|cookie|set-cookie|origin|referer|access-control-.*|sec-.*)$/i;

/** @param {[string, unknown][]} headers @returns {Record<string, string>} */
const forwarded = (headers) =>
  Object.fromEntries(headers.flatMap(([name, value]) => (typeof value === 'string' && !LEFT_OUT.test(name) ? [[name, value]] : [])));

/** @param {ServerResponse} response @param {number} status @param {string} error */
export const refuse = (response, status, error) => {
  if (response.headersSent) return void response.destroy();
  const body = JSON.stringify({ ok: false, error, error_description: error });
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(body) }).end(body);
};

/** @param {{ openPage: () => string, onPage?: (open: boolean) => void }} options `openPage` says in a sentence how a page gets connected. */
export const createRelay = ({ openPage, onPage = () => {} }) => {
  /** @type {Map<string, Waiting>} */
  const waiting = new Map();
  /** @type {ServerResponse | null} */
  let page = null;

  /** @param {string} event @param {unknown} data */
  const tell = (event, data) => page?.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);

  /** @param {string} id */
  const forget = (id) => {
    clearTimeout(waiting.get(id)?.timer);
    waiting.delete(id);
  };

  const giveUp = () => {
    for (const [id, { response }] of waiting) {
      forget(id);
      refuse(response, 502, 'The page went away before it answered.');
    }
  };

  const keepAlive = setInterval(() => page?.write('\n'), KEEP_ALIVE);
  keepAlive.unref();

  return {
    /** The page's channel: one at a time, the newest wins. @param {ServerResponse} response */
    attach(response) {
      tell('replaced', {});
      page?.end();
      giveUp();
      page = response;
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      response.write(':ok\n\n');
      response.on('close', () => {
        if (page !== response) return;
        page = null;
        giveUp();
        onPage(false);
      });
      onPage(true);
    },

    /** @param {string} path below the cloud @param {IncomingMessage} request @param {Buffer} body @param {ServerResponse} response */
    relay(path, request, body, response) {
      if (!page) return refuse(response, 503, openPage());
      if (waiting.size >= MOST) return refuse(response, 503, `The bridge relays ${MOST} requests at once. End a stream first.`);
      const id = randomBytes(8).toString('hex');
      const timer = setTimeout(() => {
        forget(id);
        tell('cancel', { id });
        refuse(response, 504, 'The page did not answer in a minute.');
      }, PATIENCE);
      waiting.set(id, {
        method: request.method ?? 'GET',
        path,
        headers: forwarded(Object.entries(request.headers)),
        body,
        response,
        timer,
      });
      response.on('close', () => {
        if (!waiting.has(id)) return;
        forget(id);
        tell('cancel', { id });
      });
      tell('request', describe(id));
    },

    /** What a request carries, or null when nobody waits for its answer any more. @param {string} id */
    bodyOf: (id) => waiting.get(id)?.body ?? null,

    /**
     * One part of the page's answer. False when nobody waits any more.
     * @param {string} id @param {{ status: number, headers: [string, string][] } | null} head with the first part
     * @param {Buffer} bytes @param {boolean} last
     */
    async answer(id, head, bytes, last) {
      const found = waiting.get(id);
      if (!found || (!head && !found.response.headersSent)) return false;
      const { response, timer } = found;
      clearTimeout(timer);
      if (head) {
        const whole = last && head.status !== 204 ? { 'content-length': String(bytes.byteLength) } : {};
        response.writeHead(head.status, { ...forwarded(head.headers), ...whole });
        response.flushHeaders();
      }
      if (last) forget(id);
      const flows = bytes.byteLength === 0 || response.write(bytes);
      if (last) response.end();
      // The page waits for its answer to this part: a slow reader slows the cloud's stream, not our memory.
      else if (!flows) await new Promise((resolve) => response.once('drain', resolve).once('close', resolve));
      return true;
    },

    close() {
      clearInterval(keepAlive);
      page?.end();
    },
  };

  /** @param {string} id */
  function describe(id) {
    const { method, path, headers, body } = /** @type {Waiting} */ (waiting.get(id));
    return { id, method, path, headers, length: body.byteLength };
  }
};
