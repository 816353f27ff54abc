// Asks an address whether a cloud answers there: a static host would send a 404 page instead.
import type { CloudInfo } from '../model/cloud-state.ts';

/** The cloud's own description, or null. `cloudUrl` has no trailing slash. */
export async function isCloud(ask: typeof fetch, cloudUrl: string): Promise<CloudInfo | null> {
  try {
    const response = await ask(`${cloudUrl}/pocket/info`, { cache: 'no-store' });
    if (!response.headers.get('content-type')?.includes('json')) return null;
    const info = (await response.json()) as CloudInfo;
    return info.name === 'pocket-cloud' ? info : null;
  } catch {
    return null;
  }
}
