// What the page keeps for the next visit: small JSON values under names of this site.

export interface PageMemory {
  /** Null when there is none, or when what is stored is not JSON. */
  read(name: string): unknown;
  write(name: string, value: unknown): void;
  forget(name: string): void;
  /** From now on only this page knows what is written, and nothing from before: what the browser keeps is about another cloud. */
  leaveBrowser(): void;
}

/** Keeps values in localStorage below `prefix` (sites at several paths share one origin), or in memory where that is blocked. */
export const createPageMemory = (prefix: string): PageMemory => {
  const fallback = new Map<string, string>();
  let left = false;
  const storage = (): Storage | null => {
    if (left) return null;
    try {
      return localStorage;
    } catch {
      return null;
    }
  };
  const key = (name: string): string => `${prefix}${name}`;
  return {
    read(name) {
      const text = storage()?.getItem(key(name)) ?? fallback.get(key(name)) ?? null;
      if (text === null) return null;
      try {
        return JSON.parse(text) as unknown;
      } catch {
        return null;
      }
    },
    write(name, value) {
      const text = JSON.stringify(value);
      fallback.set(key(name), text);
      try {
        storage()?.setItem(key(name), text);
      } catch {
        // Full or blocked: the value lives as long as the page.
      }
    },
    forget(name) {
      fallback.delete(key(name));
      storage()?.removeItem(key(name));
    },
    leaveBrowser() {
      left = true;
      fallback.clear();
    },
  };
};
