// What may be published: names, data, ttl and a device's rate (spec/cloud-api.md §4.1, §4.2).
import { ApiError } from '../model/errors.ts';
import { utf8Length } from '../model/function-argument.ts';

/** Events a device may send at once; after that, one a second. */
const BURST = 4;
const INTERVAL = 1000;

const refuse = (sentence: string): ApiError =>
  new ApiError('validation', sentence, { body: { ok: false, error: sentence, errors: [sentence] } });

/** Bytes of event data by Device OS; an API publish counts as 1024. */
export function maxDataBytes(deviceOs: string | null): number {
  const [major = 3, minor = 0] = (deviceOs ?? '').split('.').map(Number).filter(Number.isFinite);
  if (deviceOs === null || deviceOs === '') return 1024;
  if (major === 0 && minor < 8) return 255;
  if (major < 3) return 622;
  return major > 6 || (major === 6 && minor >= 3) ? 16_384 : 1024;
}

/** Throws 400 that names the field. `device`: what only devices may not do. */
export function checkName(name: unknown, device: boolean): string {
  if (typeof name !== 'string' || name === '') throw refuse('name: an event needs a name.');
  if (name.length > 64) throw refuse('name: an event name has at most 64 characters.');
  if (!/^[\x20-\x7e]+$/.test(name)) throw refuse('name: an event name has ASCII characters only.');
  if (device && /^(particle|spark)/i.test(name)) throw refuse('name: only the cloud publishes names that start with particle or spark.');
  return name;
}

/** `limit` in UTF-8 bytes. Nothing is null, as clients expect. */
export function checkData(data: unknown, limit: number): string | null {
  if (data === undefined || data === null) return null;
  if (typeof data === 'object') throw refuse('data: event data is text. Send JSON as a string.');
  const text = String(data);
  if (utf8Length(text) > limit) throw refuse(`data: event data has at most ${limit} bytes.`);
  return text;
}

/** Seconds, kept as text because the official server sends text. */
export function checkTtl(ttl: unknown): string {
  if (ttl === undefined || ttl === null || ttl === '') return '60';
  const seconds = Number(ttl);
  if (typeof ttl === 'object' || !Number.isInteger(seconds) || seconds < 0 || seconds > 16_777_215)
    throw refuse('ttl: give a whole number of seconds.');
  return String(seconds);
}

/** Limits how fast each device publishes: a bucket of four that refills once a second. Forgetting it costs nothing. */
export function createPublishRate(): (deviceId: string, now: number) => void {
  const buckets = new Map<string, { left: number; at: number }>();
  let latest = -Infinity;
  return (deviceId, now) => {
    // The clock was set back: what was counted is of a time that never was.
    if (now < latest) buckets.clear();
    latest = now;
    const bucket = buckets.get(deviceId) ?? { left: BURST, at: now };
    const refilled = Math.min(BURST, bucket.left + (now - bucket.at) / INTERVAL);
    if (refilled < 1)
      throw new ApiError('rate_limited', 'A device publishes at most one event a second, four at once. Wait a second.', {
        retryAfter: (1 - refilled) * (INTERVAL / 1000),
      });
    // A full bucket says what no bucket says.
    if (buckets.size > 10_000) buckets.clear();
    buckets.set(deviceId, { left: refilled - 1, at: now });
  };
}
