// Makes one outbound call through the Http port, and follows the redirects of a GET.
import type { HookAnswer } from '../model/job.ts';
import { HOOK_RULES, HOOK_TIMEOUT, MAX_REDIRECTS } from '../model/limits.ts';
import { toBase64 } from './base64.ts';
import type { Call } from './begin-delivery.ts';
import type { CloudCore } from './core.ts';
import type { OutboundResult } from './ports.ts';
import { hostKey, reserveTurn } from './rate-limit.ts';

export interface Called {
  answer: HookAnswer;
  /** False when no server took the request: then `hook-sent` would be untrue. */
  taken: boolean;
  /** Milliseconds on the cloud's clock that the answer takes. */
  took_ms: number;
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

export async function callServer(core: CloudCore, { delivery, integration, request }: Call): Promise<Called> {
  let { url, headers } = request;
  let took_ms = 0;
  let taken = false;
  const failed = (code: string, detail: string): Called => ({ answer: { ok: false, code, detail }, taken, took_ms });
  for (let hop = 0; ; hop++) {
    const timeout_ms = HOOK_TIMEOUT - took_ms;
    const result = await send(core, {
      ...request,
      url,
      headers,
      journey: delivery.journey,
      timeout_ms,
      reject_unauthorized: integration.rejectUnauthorized,
      taken: () => (taken = true),
    });
    taken ||= result.ok;
    took_ms += Math.min(result.took_ms ?? 0, timeout_ms);
    if (!result.ok) return failed(result.code, result.detail);
    const location = header(result.headers, 'location');
    if (request.method !== 'GET' || !REDIRECTS.has(result.status) || !location) {
      return {
        answer: {
          ok: true,
          status: result.status,
          headers: result.headers,
          body: bodyText(result, integration.dataUrlResponseEvent),
          truncated: result.truncated,
        },
        taken,
        took_ms,
      };
    }
    const next = URL.canParse(location, url) ? new URL(location, url) : null;
    if (!next || !/^https?:$/.test(next.protocol))
      return failed('EREDIRECT', `${new URL(url).hostname} redirects to an address that is not http or https.`);
    if (hop === MAX_REDIRECTS) return failed('ETOOMANYREDIRECTS', `${new URL(url).hostname} redirects more than ${MAX_REDIRECTS} times.`);
    if (!(await mayCall(core, next.hostname))) return failed('ERATELIMIT', `Too many requests to ${next.hostname} in a minute.`);
    // A password meant for one host is not shown to another.
    if (next.host !== new URL(url).host)
      headers = Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'authorization'));
    url = next.href;
  }
}

async function send(core: CloudCore, request: Parameters<CloudCore['ports']['http']['request']>[0]): Promise<OutboundResult> {
  try {
    return await core.ports.http.request(request);
  } catch (error) {
    return { ok: false, code: 'ECONNRESET', detail: `The connection broke: ${(error as Error).message}` };
  }
}

const mayCall = (core: CloudCore, host: string): Promise<boolean> =>
  core.write(['limits'], async (tx) => {
    const { requests_per_host: limit } = HOOK_RULES[tx.settings.rules];
    return limit === null || (await reserveTurn(tx, hostKey(host), tx.now, limit, 0)) !== null;
  });

const header = (headers: Record<string, string>, wanted: string): string | undefined =>
  Object.entries(headers).find(([name]) => name.toLowerCase() === wanted)?.[1];

/** Text in the server's own charset (UTF-8 when it names none); a character that the cap cut in two is left out. */
function bodyText({ body, headers, truncated }: OutboundResult & { ok: true }, asDataUrl = false): string {
  const type = header(headers, 'content-type') ?? '';
  if (asDataUrl) return `data:${type || 'application/octet-stream'};base64,${toBase64(body)}`;
  const charset = /charset="?([^\s;"]+)/i.exec(type)?.[1] ?? 'utf-8';
  let decoder: TextDecoder;
  try {
    decoder = new TextDecoder(charset, { ignoreBOM: true });
  } catch {
    decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  }
  return decoder.decode(body, { stream: truncated });
}
