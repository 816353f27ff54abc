// An embed that is for looking only: what would change the cloud is answered here, and never sent.

/** Signing in gives the page its token and changes nothing that a reader sees. */
const harmless = (method: string, path: string): boolean => method === 'GET' || method === 'HEAD' || path.endsWith('/oauth/token');

/** A `fetch` that answers 403 to every other call. */
export const readOnlyFetch =
  (send: typeof fetch): typeof fetch =>
  async (input, init) => {
    const request = new Request(input, init);
    if (harmless(request.method, new URL(request.url).pathname)) return send(request);
    const error_description = 'This embed is for looking only. Open it in a page of its own to change things.';
    return Response.json({ ok: false, error: 'read_only', error_description }, { status: 403 });
  };
