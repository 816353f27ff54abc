// A server broken on purpose: what a caller meets instead of its answer.
import type { Fault } from '../model/server.ts';
import { lateBy, refusal } from './internal-headers.ts';

const MAX_HUGE = 4 * 1024 * 1024;

/** Even in 0 … 1, the same for the same seed and count. */
const draw = (seed: number, count: number): number => {
  let x = (Math.imul(seed | 0, 0x9e3779b1) ^ Math.imul(count + 1, 0x85ebca6b)) >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return ((x ^ (x >>> 16)) >>> 0) / 2 ** 32;
};

const failed = (status: number): Response => {
  const bodiless = [204, 205, 304].includes(status);
  return new Response(bodiless ? null : JSON.stringify({ error: `This server was told to answer ${status}.` }), {
    status: Math.min(599, Math.max(200, status)),
    headers: bodiless ? {} : { 'content-type': 'application/json' },
  });
};

/**
 * The broken answer, or null when this request gets through. `count` counts the server's requests, for `flaky`;
 * `trusting` accepts any certificate.
 */
export function brokenAnswer(fault: Fault, host: string, count: number, trusting: boolean): Response | null {
  switch (fault.kind) {
    case 'status':
      return failed(fault.status);
    case 'slow':
      return null;
    case 'timeout':
      return lateBy(new Response(null), Infinity);
    case 'refused':
      return refusal('ECONNREFUSED', `${host} refuses connections.`);
    case 'tls':
      return trusting ? null : refusal('CERT_HAS_EXPIRED', `The certificate of ${host} has expired.`);
    case 'dns':
      return refusal('ENOTFOUND', `No name server knows ${host}.`);
    case 'redirect':
      return new Response(null, { status: 302, headers: { location: fault.location } });
    case 'bad-json':
      return new Response('{"ok": true, "value": ', { headers: { 'content-type': 'application/json' } });
    case 'huge':
      return new Response('0123456789abcde\n'.repeat(Math.ceil(Math.min(fault.bytes, MAX_HUGE) / 16)).slice(0, fault.bytes), {
        headers: { 'content-type': 'text/plain' },
      });
    case 'flaky':
      return draw(fault.seed, count) < fault.share ? failed(503) : null;
    case 'down':
      return refusal('EHOSTUNREACH', `${host} is down.`);
  }
}
