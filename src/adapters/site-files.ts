// Files that the build left beside the site and the cloud hands on: from the cache, else from the host.

/** Undefined where it cannot be had. */
async function readFile(address: URL): Promise<Response | undefined> {
  try {
    // Workbox keeps files under their address and revision. An insecure page has no caches.
    const kept = await globalThis.caches?.match(address, { ignoreSearch: true });
    const response = kept ?? (await fetch(address));
    return response.ok ? response : undefined;
  } catch {
    return undefined;
  }
}

/** `site`: its address, with a trailing slash. The description of the calls (`openapi.json`); undefined where it cannot be had. */
export const readDescription = async (site: URL): Promise<Record<string, unknown> | undefined> => {
  const file = await readFile(new URL('openapi.json', site));
  return file?.json().catch(() => undefined) as Promise<Record<string, unknown> | undefined> | undefined;
};

/** The module of a firmware project of this site; they are built for the virtual board only. Null when there is none of that name. */
export async function readFirmware(site: URL, name: string, platform_id: number): Promise<Uint8Array | null> {
  if (platform_id !== 3 || !/^[a-z0-9-]{1,40}$/.test(name)) return null;
  const file = await readFile(new URL(`firmware/${name}.bin`, site));
  return file ? new Uint8Array(await file.arrayBuffer()) : null;
}
