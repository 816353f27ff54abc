// Which theme the page wears: what the system says, or what the visitor chose here.
import { createPageMemory } from './page-memory.ts';

export type PageTheme = 'system' | 'light' | 'dark';

/** One choice for all sites of an origin; `site/theme-boot.ts` reads it before the first paint. */
const memory = createPageMemory('pocket/');

export const readTheme = (): PageTheme => {
  const kept = memory.read('theme');
  return kept === 'light' || kept === 'dark' ? kept : 'system';
};

/** `data-theme` of the root element decides `color-scheme`, and with it every `light-dark()`. */
export const applyTheme = (theme: PageTheme): void => {
  const root = document.documentElement;
  if (theme === 'system') delete root.dataset['theme'];
  else root.dataset['theme'] = theme;
};

export const chooseTheme = (theme: PageTheme): void => {
  if (theme === 'system') memory.forget('theme');
  else memory.write('theme', theme);
  applyTheme(theme);
};
