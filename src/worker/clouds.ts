// The clouds of this worker: the visitor's own below `<base>cloud/`, and those with a name that embeds ask for, below `<base>clouds/<name>/`.
import type { Cloud } from '../cloud/cloud.ts';
import { createPump, type Pump } from './pump.ts';

export interface RunningCloud extends Pump {
  fetch: Cloud['fetch'];
  /** Resolves when its state is loaded. */
  ready(): Promise<void>;
}

/** Names come from host pages: a page that invents many must not fill the worker's memory. */
const MOST_NAMED = 16;
const NAMED = /^clouds\/([a-z0-9]+(?:-[a-z0-9]+)*)\//;

export interface Clouds {
  /** The visitor's own. */
  own: RunningCloud;
  /** The cloud that answers at a path of this origin, or null. */
  at(pathname: string): RunningCloud | null;
  /** Ends every open stream and all work. */
  stop(): void;
}

/** `site`: the worker's scope. `host` puts a cloud together; `due` is to be called when it has something to do. */
export function createClouds(site: URL, host: (url: URL, due: () => void) => Cloud): Clouds {
  const open = (url: URL): RunningCloud => {
    const cloud = host(url, () => void pump.run().catch(reportError));
    const pump = createPump(cloud, url.href);
    return { ...pump, fetch: cloud.fetch, ready: () => cloud.ready };
  };
  const own = open(new URL('cloud', site));
  const named = new Map<string, RunningCloud>();

  const byName = (name: string): RunningCloud | null => {
    if (name.length > 32) return null;
    const cloud = named.get(name) ?? open(new URL(`clouds/${name}`, site));
    // Last used last: the one that nobody used for the longest makes room. What it holds stays in the store.
    named.delete(name);
    named.set(name, cloud);
    const [oldest] = named;
    if (named.size > MOST_NAMED && oldest) {
      oldest[1].stop();
      named.delete(oldest[0]);
    }
    return cloud;
  };

  return {
    own,
    at(pathname) {
      if (!pathname.startsWith(site.pathname)) return null;
      const path = pathname.slice(site.pathname.length);
      if (path.startsWith('cloud/')) return own;
      const name = NAMED.exec(path)?.[1];
      return name === undefined ? null : byName(name);
    },
    stop() {
      for (const one of [own, ...named.values()]) one.stop();
    },
  };
}
