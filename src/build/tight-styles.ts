// Style sheets inside elements lose their comments and line breaks in the build: minifiers leave template texts alone.
import type { Plugin } from 'vite';

/** Only whole sheets without `${}`: what is put in may need the space around it. */
const SHEET = /\bcss`([^`$]*)`/g;

const tight = (sheet: string): string =>
  sheet
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ?([{};,]) ?/g, '$1')
    .replaceAll(': ', ':')
    .trim();

export const tightStyles = (): Plugin => ({
  name: 'pocket:tight-styles',
  apply: 'build',
  transform: {
    filter: { id: /\/src\/elements\/.*\.ts$/, code: 'css`' },
    handler: (code) => ({ code: code.replaceAll(SHEET, (_, sheet: string) => `css\`${tight(sheet)}\``), map: null }),
  },
});
