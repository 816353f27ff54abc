// The words of an embed's address: what a host page asks of the frame. The host's script writes them, the frame reads them.

import { languageTag } from '../model/language.ts';

export type EmbedTheme = 'auto' | 'light' | 'dark';

export interface EmbedParams {
  /** Id of the step to show alone; null: the whole lesson, or a panel. */
  step: string | null;
  theme: EmbedTheme;
  /** Language tag in lower case; null: English, as is one that nobody translated into. */
  language: string | null;
  /** A cloud of its own, apart from the visitor's; null: the visitor's cloud of this site. */
  cloud: string | null;
  /** Nothing can be changed from this frame. */
  readonly: boolean;
  /** Origin that may send commands, as `event.origin` gives it; null: nobody may. */
  host: string | null;
}

const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const MAX_NAME = 32;

/** A name for a cloud, a lesson, a step or a panel, or null for anything else. */
export const embedName = (text: string | null | undefined): string | null =>
  text !== null && text !== undefined && text.length <= MAX_NAME && SLUG.test(text) ? text : null;

const originOf = (text: string | null): string | null => {
  if (text === null || text.length > 300 || !URL.canParse(text)) return null;
  const { origin } = new URL(text);
  return origin === 'null' ? null : origin;
};

/** Null where the address asks for no embed. Words that are not understood count as not said. */
export function readEmbedParams(search: string): EmbedParams | null {
  const asked = new URLSearchParams(search.slice(0, 2000));
  if (!asked.has('embed')) return null;
  const theme = asked.get('theme');
  return {
    step: embedName(asked.get('step')),
    theme: theme === 'light' || theme === 'dark' ? theme : 'auto',
    language: languageTag(asked.get('language')),
    cloud: embedName(asked.get('cloud')),
    readonly: asked.has('readonly'),
    host: originOf(asked.get('host')),
  };
}

/** The query of a frame's address, with `?`. */
export function writeEmbedParams({ step, theme, language, cloud, readonly, host }: EmbedParams): string {
  const words = new URLSearchParams({ embed: '1' });
  if (step !== null) words.set('step', step);
  if (theme !== 'auto') words.set('theme', theme);
  if (language !== null) words.set('language', language);
  if (cloud !== null) words.set('cloud', cloud);
  if (readonly) words.set('readonly', '1');
  if (host !== null) words.set('host', host);
  return `?${words.toString()}`;
}
