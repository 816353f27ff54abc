// Import it before MSW: MSW reads `localStorage` while it is evaluated, and a worker has none (a sandboxed frame throws instead).
const works = (): boolean => {
  try {
    return typeof (globalThis as { localStorage?: unknown }).localStorage === 'object';
  } catch {
    return false;
  }
};

if (!works()) {
  const memory = new Map<string, string>();
  Object.defineProperty(globalThis, 'localStorage', {
    configurable: true,
    value: {
      getItem: (key: string) => memory.get(key) ?? null,
      setItem: (key: string, value: string) => void memory.set(key, value),
      removeItem: (key: string) => void memory.delete(key),
    },
  });
}
