// Sets the theme a reader chose before the first paint. Built as a classic script of its own: a module would run too late.
try {
  const theme: unknown = JSON.parse(localStorage.getItem('pocket/theme') ?? 'null');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset['theme'] = theme;
} catch {
  // Storage is blocked: the system's theme is right.
}
