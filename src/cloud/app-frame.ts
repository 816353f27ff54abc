// The empty page in which a visitor's own web app runs: an origin of its own, no network, and a cloud it reaches through its opener.

/**
 * Told by header, so that the browser puts the page into a sandbox however it was opened. Scripts and styles of the app stand in its
 * own text; nothing can be fetched but through the port.
 */
const POLICY = [
  'sandbox allow-scripts allow-forms',
  "default-src 'none'",
  "script-src 'unsafe-inline'",
  "style-src 'unsafe-inline'",
  'img-src data: blob:',
].join('; ');

/**
 * Waits for `{run: html}` with a port, puts `fetch` and `EventSource` in front of the port, and writes the app's page. Messages:
 * out `{id, url, method, headers, body}` and `{id, abort}`, in `{id, status, headers}`, `{id, chunk}`, `{id, end}`, `{id, fail}`.
 */
const BOOT = `
addEventListener('message', ({ source, data, ports: [port] }) => {
  if (source !== parent || typeof data?.run !== 'string' || !port) return;
  let last = 0;
  const calls = new Map();
  port.onmessage = ({ data: { id, status, headers, chunk, end, fail } }) => {
    const call = calls.get(id);
    if (!call) return;
    if (status) call.head(new Response([204, 205, 304].includes(status) ? null : call.body, { status, headers }));
    if (chunk) call.out.enqueue(chunk);
    if (end || fail) {
      calls.delete(id);
      if (fail) { call.lost(new TypeError(fail)); call.out.error(new TypeError(fail)); } else call.out.close();
    }
  };
  window.fetch = async (input, init) => {
    const request = new Request(input, init);
    const body = ['GET', 'HEAD'].includes(request.method) ? null : await request.text();
    const id = ++last;
    return new Promise((head, lost) => {
      const call = { head, lost };
      const abort = () => { calls.delete(id); port.postMessage({ id, abort: true }); lost(new DOMException('Aborted', 'AbortError')); };
      call.body = new ReadableStream({ start: (out) => { call.out = out; }, cancel: abort });
      calls.set(id, call);
      request.signal.addEventListener('abort', abort);
      port.postMessage({ id, url: request.url, method: request.method, headers: [...request.headers], body });
    });
  };
  window.EventSource = class extends EventTarget {
    constructor(url) { super(); this.url = String(url); this.readyState = 0; this.stop = new AbortController(); this.read(); }
    close() { this.readyState = 2; this.stop.abort(); }
    tell(event) { this.dispatchEvent(event); const on = this['on' + event.type]; if (typeof on === 'function') on.call(this, event); }
    async read() {
      try {
        const answer = await fetch(this.url, { signal: this.stop.signal });
        if (!answer.ok) throw new Error(String(answer.status));
        this.readyState = 1;
        this.tell(new Event('open'));
        const reader = answer.body.getReader();
        const decoder = new TextDecoder();
        let text = '';
        for (;;) {
          const { done, value } = await reader.read();
          if (done) break;
          text += decoder.decode(value, { stream: true }).replaceAll('\\r', '');
          for (let at; (at = text.indexOf('\\n\\n')) >= 0; text = text.slice(at + 2)) {
            const fields = { event: 'message', data: [] };
            for (const line of text.slice(0, at).split('\\n')) {
              const [, name, value] = /^(event|data): ?(.*)$/.exec(line) ?? [];
              if (name === 'data') fields.data.push(value); else if (name) fields.event = value;
            }
            if (fields.data.length > 0) this.tell(new MessageEvent(fields.event, { data: fields.data.join('\\n') }));
          }
        }
        throw new Error('ended');
      } catch {
        if (this.readyState === 2) return;
        this.readyState = 2;
        this.tell(new Event('error'));
      }
    }
  };
  const say = (level, words) => port.postMessage({ said: level, words: String(words).slice(0, 2000) });
  for (const level of ['log', 'warn', 'error']) console[level] = (...words) => say(level, words.map((word) => typeof word === 'string' ? word : JSON.stringify(word)).join(' '));
  document.open();
  // Opening takes every listener of the window away: these come after it, and before the app's own.
  const fell = (words) => say('error', String(words).slice(0, 500));
  addEventListener('error', ({ message }) => { if (message) fell(message); });
  addEventListener('unhandledrejection', ({ reason }) => fell('Uncaught (in promise) ' + (reason?.message ?? reason)));
  document.write(data.run);
  document.close();
}, { once: true });
parent.postMessage('ready', '*');
`;

export const appFrame = (): Response =>
  new Response(`<!doctype html><html lang="en"><meta charset="utf-8"><title>Your web app</title><script>${BOOT}</script></html>`, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': POLICY,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
  });
