// The address of an embedded frame, from what a host page says on the tag.
import { embedName, writeEmbedParams, type EmbedParams } from './embed-params.ts';

export interface EmbedWish extends EmbedParams {
  lesson: string | null;
  /** A single control instead of a lesson; wins over `lesson`. */
  panel: string | null;
  /** A cloud as "Copy a link" of a lesson writes it behind `#`: restoring is offered to the reader, never forced. */
  snapshot: string | null;
}

/** Longer links are refused by hosts and chat programs. */
const MAX_SNAPSHOT_LINK = 100_000;

/** Absolute address, or null where neither a lesson nor a panel is named well. `site` ends with a slash. */
export function embedAddress(site: string, wish: EmbedWish): string | null {
  const panel = embedName(wish.panel);
  const lesson = embedName(wish.lesson);
  if (panel === null && lesson === null) return null;
  const path = panel === null ? `tutorials/${lesson}/` : `panel/${panel}/`;
  const fragment = wish.snapshot !== null && wish.snapshot.length <= MAX_SNAPSHOT_LINK ? `#${wish.snapshot.replace(/^#/, '')}` : '';
  return `${site}${path}${writeEmbedParams(wish)}${fragment}`;
}
