// Calls of a page that stands inside another site's: that site could lay its own picture over our buttons, so no host is allowed from here.

interface Settings {
  allowed_hosts?: unknown;
}

const hostsOf = (settings: unknown): string[] => {
  const hosts = (settings as Settings | null | undefined)?.allowed_hosts;
  return Array.isArray(hosts) ? hosts.filter((one) => typeof one === 'string') : [];
};

const jsonOf = async (request: Request): Promise<Record<string, unknown> | null> => {
  const body: unknown = await request
    .clone()
    .json()
    .catch(() => null);
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : null;
};

/** A `fetch` that answers 403 to what would allow a host of the real internet, and takes new ones out of a cloud's file. */
export const framedFetch =
  (send: typeof fetch): typeof fetch =>
  async (input, init) => {
    const request = new Request(input, init);
    const { pathname } = new URL(request.url);
    const sets = request.method === 'PUT' && pathname.endsWith('/pocket/settings');
    const imports = request.method === 'POST' && pathname.endsWith('/pocket/import');
    const body = sets || imports ? await jsonOf(request) : null;
    if (!body) return send(request);
    const allowed = new Set(hostsOf(await (await send(new URL('settings', request.url))).json()));
    const isNew = (host: string): boolean => !allowed.has(host);
    if (sets && hostsOf(body).some(isNew)) {
      const error_description = 'Allowing a host is not possible inside another site’s page. Open this one in a page of its own.';
      return Response.json({ ok: false, error: 'framed', error_description }, { status: 403 });
    }
    const rows = imports ? (body['tables'] as { settings?: unknown } | undefined)?.settings : undefined;
    if (!Array.isArray(rows) || !rows.some((row) => hostsOf(row).some(isNew))) return send(request);
    for (const row of rows as Settings[]) row.allowed_hosts = hostsOf(row).filter((host) => !isNew(host));
    const { method, headers, signal } = request;
    return send(new Request(request.url, { method, headers, signal, body: JSON.stringify(body) }));
  };
