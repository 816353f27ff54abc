// The real internet, for a host that the visitor allowed by name, and the reasons a browser has to refuse.
import type { Met } from './mocked-internet.ts';

/** A browser tells nothing about why a fetch failed; these are the reasons it can have. Rejects only when it took too long. */
export async function fetchForReal(request: Request, timeout_ms: number): Promise<Met> {
  const { host, protocol } = new URL(request.url);
  try {
    const response = await fetch(request, { credentials: 'omit', referrerPolicy: 'no-referrer', signal: AbortSignal.timeout(timeout_ms) });
    if (response.type !== 'opaqueredirect') return { response, took_ms: null };
    return {
      code: 'EREDIRECT',
      detail: `${host} redirects to another address, and a browser does not tell where. Use the final address in the webhook.`,
    };
  } catch (error) {
    if ((error as Error).name === 'TimeoutError') throw error;
    if (protocol === 'http:' && location.protocol === 'https:') {
      return { code: 'EMIXED', detail: `A page on https may not call http://${host}. Use its https address.` };
    }
    if (!navigator.onLine) return { code: 'ENETUNREACH', detail: `This browser is offline, so ${host} cannot be reached.` };
    return {
      code: 'ECORS',
      detail:
        `${host} cannot be reached, or it does not let web pages read its answers (CORS). The request comes from your browser, not from a server: ` +
        `${host} must send the header Access-Control-Allow-Origin. A real device cloud does not have this limit.`,
    };
  }
}
