// What a page keeps as long as its tab is open: short texts, in memory where the browser allows nothing else.

const fallback = new Map<string, string>();
const key = (name: string): string => `pocket/${location.pathname}/${name}`;

const storage = (): Storage | null => {
  try {
    return sessionStorage;
  } catch {
    return null;
  }
};

export const tabMemory = {
  read: (name: string): string | null => storage()?.getItem(key(name)) ?? fallback.get(name) ?? null,
  write(name: string, value: string): void {
    fallback.set(name, value);
    try {
      storage()?.setItem(key(name), value);
    } catch {
      // Full or blocked: the value lives as long as the page.
    }
  },
  forget(name: string): void {
    fallback.delete(name);
    storage()?.removeItem(key(name));
  },
};
