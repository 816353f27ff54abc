// The real internet, for a host that the visitor allowed by name, and the reasons a browser has to refuse.
import type { Met } from './mocked-internet.ts';

/** Runs `work` and answers whether the policy of the page or worker forbade a connection to `origin` meanwhile; the fetch itself does not tell. */
async function forbidden(origin: string, work: () => Promise<unknown>): Promise<boolean> {
  let seen = false;
  const note = (event: Event): void => {
    const { blockedURI, effectiveDirective } = event as SecurityPolicyViolationEvent;
    seen ||= effectiveDirective === 'connect-src' && blockedURI.startsWith(origin);
  };
  addEventListener('securitypolicyviolation', note);
  try {
    await work();
  } finally {
    removeEventListener('securitypolicyviolation', note);
  }
  return seen;
}

/** A browser tells nothing about why a fetch failed; these are the reasons it can have. Rejects only when it took too long. */
export async function fetchForReal(request: Request, timeout_ms: number): Promise<Met> {
  const { host, origin, protocol } = new URL(request.url);
  let blocked = false;
  const send = async (): Promise<Response> => {
    let response: Promise<Response> | undefined;
    blocked = await forbidden(origin, async () => {
      response = fetch(request, { credentials: 'omit', referrerPolicy: 'no-referrer', signal: AbortSignal.timeout(timeout_ms) });
      // The violation is told a moment after the fetch failed.
      await response.catch(() => new Promise((resolve) => setTimeout(resolve)));
    });
    return response as Promise<Response>;
  };
  try {
    const response = await send();
    if (response.type !== 'opaqueredirect') return { response, took_ms: null };
    return {
      code: 'EREDIRECT',
      detail: `${host} redirects to another address, and a browser does not tell where. Use the final address in the webhook.`,
    };
  } catch (error) {
    if ((error as Error).name === 'TimeoutError') throw error;
    if (blocked) {
      return {
        code: 'ECSP',
        detail:
          `${host} was not asked: the pages of this site may call their own address only (Content-Security-Policy, connect-src). Here the cloud ` +
          `runs in the page, because this browser gives it no service worker. Open the site over https in a tab of its own: there it can call ${host}.`,
      };
    }
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
