// The Http port: one outbound call, capped and timed, with a row for the server that received it.
import type { Clock, Http, OutboundRequest, OutboundResult, Store } from '../cloud/ports.ts';
import { RESPONSE_CAP } from '../model/limits.ts';
import type { ServerRequest } from '../model/server.ts';
import { fetchRequest } from './outbound-fetch.ts';
import { createRecorder } from './request-recorder.ts';
import type { MockedInternet } from './mocked-internet.ts';

export interface HttpParts {
  internet: MockedInternet;
  store: Store;
  clock: Clock;
  /** Told after a request was recorded. */
  onRecorded?(row: ServerRequest): void;
  /** Told why a request could not be recorded. */
  report?(error: unknown): void;
}

/** Reads at most `cap` bytes, then lets go of the rest. */
const readCapped = async (response: Response, cap: number): Promise<{ body: Uint8Array; truncated: boolean }> => {
  const reader = response.body?.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  while (reader && size <= cap) {
    const { value, done } = await reader.read();
    if (done) break;
    chunks.push(value);
    size += value.byteLength;
  }
  if (size > cap) void reader?.cancel().catch(() => {});
  const body = new Uint8Array(Math.min(size, cap));
  let offset = 0;
  for (const chunk of chunks) {
    body.set(chunk.subarray(0, body.length - offset), offset);
    offset += chunk.byteLength;
    if (offset >= body.length) break;
  }
  return { body, truncated: size > cap };
};

const late = (timeout_ms: number): OutboundResult => ({
  ok: false,
  code: 'ETIMEDOUT',
  detail: `No answer within ${timeout_ms / 1000} seconds.`,
  took_ms: timeout_ms,
});

const toRequest = (outbound: OutboundRequest): Request | OutboundResult => {
  try {
    if (!/^https?:$/.test(new URL(outbound.url).protocol)) throw new TypeError('Webhooks call http and https addresses only.');
    return fetchRequest(outbound);
  } catch (error) {
    return { ok: false, code: 'EINVALID', detail: `The request cannot be sent: ${(error as Error).message}`, took_ms: 0 };
  }
};

export function createHttp({ internet, store, clock, onRecorded, report }: HttpParts): Http {
  const recorder = createRecorder(store);
  const call = async (request: Request, outbound: OutboundRequest): Promise<OutboundResult> => {
    const { timeout_ms, taken } = outbound;
    // A real host takes real time, however fast the cloud's clock runs.
    const started = clock.real();
    try {
      const met = await internet.call(request, outbound);
      if ('code' in met) return { ok: false, code: met.code, detail: met.detail, took_ms: 0 };
      taken?.();
      const { status, headers } = met.response;
      const { body, truncated } = await readCapped(met.response, RESPONSE_CAP);
      const took_ms = met.took_ms ?? clock.real() - started;
      return took_ms < timeout_ms ? { ok: true, status, headers: Object.fromEntries(headers), body, truncated, took_ms } : late(timeout_ms);
    } catch (error) {
      if ((error as Error).name === 'TimeoutError') {
        taken?.();
        return late(timeout_ms);
      }
      return { ok: false, code: 'ECONNRESET', detail: `The connection broke: ${(error as Error).message}`, took_ms: 0 };
    }
  };

  const record = async (outbound: OutboundRequest, received: number, result: OutboundResult): Promise<void> => {
    const { hostname: host } = new URL(outbound.url);
    const row: Omit<ServerRequest, 'id'> = {
      host,
      received_at: new Date(received).toISOString(),
      duration_ms: result.took_ms ?? 0,
      method: outbound.method,
      url: outbound.url,
      headers: outbound.headers,
      body: (outbound.body ?? '').slice(0, RESPONSE_CAP),
      journey: outbound.journey,
      response: result.ok ? { status: result.status, headers: result.headers, body: new TextDecoder().decode(result.body) } : null,
      error: result.ok ? null : `${result.code}: ${result.detail}`,
    };
    const id = await recorder(row);
    onRecorded?.({ ...row, id });
  };

  return {
    async request(outbound) {
      const received = clock.now();
      const request = toRequest(outbound);
      if (!(request instanceof Request)) return request;
      const result = await call(request, outbound);
      // A host that nobody may call has received nothing. Nobody waits for the server's own log, and a full disk there fails no webhook.
      if (result.ok || result.code !== 'HOST_NOT_ALLOWED')
        void record(outbound, received, result).catch((error: unknown) => report?.(error));
      return result;
    },
  };
}
