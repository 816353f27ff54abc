// Before the first paint: says that scripts run (room is kept for what they bring), and sets the theme a reader chose. Built as a classic script of its own: a module would run too late.
document.documentElement.classList.add('scripted');
try {
  const theme: unknown = JSON.parse(localStorage.getItem('pocket/theme') ?? 'null');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset['theme'] = theme;
} catch {
  // Storage is blocked: the system's theme is right.
}
