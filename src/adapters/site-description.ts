// The description of the calls (`openapi.json`) as the build left it beside the site: from the cache, else from the host.

/** Undefined where it cannot be had. */
export async function readDescription(address: URL): Promise<Record<string, unknown> | undefined> {
  try {
    // Workbox keeps files under their address and revision. An insecure page has no caches.
    const kept = await globalThis.caches?.match(address, { ignoreSearch: true });
    const response = kept ?? (await fetch(address));
    return response.ok ? ((await response.json()) as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
