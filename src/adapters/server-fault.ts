// A server broken on purpose: what a caller meets instead of its answer.
import type { Fault } from '../model/server.ts';
import type { Met } from './mocked-internet.ts';

const MAX_HUGE = 4 * 1024 * 1024;

/** Even in 0 … 1, the same for the same seed and count. */
const draw = (seed: number, count: number): number => {
  let x = (Math.imul(seed | 0, 0x9e3779b1) ^ Math.imul(count + 1, 0x85ebca6b)) >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return ((x ^ (x >>> 16)) >>> 0) / 2 ** 32;
};

const failed = (status: number): Met => {
  const bodiless = [204, 205, 304].includes(status);
  const response = new Response(bodiless ? null : JSON.stringify({ error: `This server was told to answer ${status}.` }), {
    status: Math.min(599, Math.max(200, status)),
    headers: bodiless ? {} : { 'content-type': 'application/json' },
  });
  return { response, took_ms: 0 };
};

const text = (body: string, type: string): Met => ({ response: new Response(body, { headers: { 'content-type': type } }), took_ms: 0 });

/**
 * What the caller meets, or null when this request gets through. `count` counts the server's requests, for `flaky`;
 * `trusting` accepts any certificate.
 */
export function brokenAnswer(fault: Fault, host: string, count: number, trusting: boolean): Met | null {
  switch (fault.kind) {
    case 'status':
      return failed(fault.status);
    case 'slow':
      return null;
    case 'timeout':
      return { response: new Response(null), took_ms: Infinity };
    case 'refused':
      return { code: 'ECONNREFUSED', detail: `${host} refuses connections.` };
    case 'tls':
      return trusting ? null : { code: 'CERT_HAS_EXPIRED', detail: `The certificate of ${host} has expired.` };
    case 'dns':
      return { code: 'ENOTFOUND', detail: `No name server knows ${host}.` };
    case 'redirect':
      return { response: new Response(null, { status: 302, headers: { location: fault.location } }), took_ms: 0 };
    case 'bad-json':
      return text('{"ok": true, "value": ', 'application/json');
    case 'huge':
      return text('0123456789abcde\n'.repeat(Math.ceil(Math.min(fault.bytes, MAX_HUGE) / 16)).slice(0, fault.bytes), 'text/plain');
    case 'flaky':
      return draw(fault.seed, count) < fault.share ? failed(503) : null;
    case 'down':
      return { code: 'EHOSTUNREACH', detail: `${host} is down.` };
  }
}
