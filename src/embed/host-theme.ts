// Whether a host page is dark where an embed stands, told live: docs sites switch themes without a reload.

/** sRGB components as `getComputedStyle` writes them: `rgb(…)`, `rgba(…)`, 0–255, or `color(srgb …)`, 0–1. Null: transparent or unknown. */
const brightness = (color: string): number | null => {
  const numbers = color.match(/[\d.]+/g)?.map(Number) ?? [];
  const [red, green, blue, alpha = 1] = numbers;
  if (red === undefined || green === undefined || blue === undefined || alpha < 0.5) return null;
  const scale = color.startsWith('color(') ? 1 : 255;
  return (0.299 * red + 0.587 * green + 0.114 * blue) / scale;
};

/** By the nearest background that is not transparent; without one, by the colour of the text. */
export function hostTheme(element: Element): 'light' | 'dark' {
  for (let at: Element | null = element; at; at = at.parentElement) {
    const light = brightness(getComputedStyle(at).backgroundColor);
    if (light !== null) return light < 0.5 ? 'dark' : 'light';
  }
  const text = brightness(getComputedStyle(element).color);
  return text !== null && text > 0.5 ? 'dark' : 'light';
}

/** Calls `tell` with every change from now on; answers what ends it. Frameworks mark the theme on `html` or `body`. */
export function watchHostTheme(element: Element, tell: (theme: 'light' | 'dark') => void): () => void {
  let known = hostTheme(element);
  const look = (): void => {
    const now = hostTheme(element);
    if (now === known) return;
    known = now;
    tell(now);
  };
  // A background may fade to its new colour: it is looked at again when that is over.
  const observer = new MutationObserver(look);
  for (const root of [document.documentElement, document.body]) observer.observe(root, { attributes: true });
  const system = matchMedia('(prefers-color-scheme: dark)');
  system.addEventListener('change', look);
  document.addEventListener('transitionend', look);
  return () => {
    observer.disconnect();
    system.removeEventListener('change', look);
    document.removeEventListener('transitionend', look);
  };
}
