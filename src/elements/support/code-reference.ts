// How a sentence points at code: lines of a file, written as people write them.

/** Lines by number, or by a text that stands in them: that stays right when somebody edits above. */
export type CodePlace = { lines: string } | { find: string };

/** Detail of the session's `light-code` event. */
export interface CodeReference {
  /** Null: the first project of the page that has the file. */
  project: string | null;
  file: string;
  /** What to light up in the text as it is now; null ends the pointing. */
  at: CodePlace | null;
  /** Go there, instead of only showing it. */
  go: boolean;
}

const MOST_LINES = 500;

/** Lines (from 0) of `text` that `place` means. */
export const linesAt = (text: string, place: CodePlace): number[] => {
  if ('lines' in place) return readLines(place.lines);
  if (place.find === '') return [];
  return text.split('\n').flatMap((line, at) => (line.includes(place.find) ? [at] : []));
};

/** `3-5, 9` means the third to fifth and the ninth line. What cannot be read is left out. */
export const readLines = (text: string): number[] => {
  const lines = new Set<number>();
  for (const part of text.split(',')) {
    const [, from = '', to = from] = /^\s*(\d+)\s*(?:[-–]\s*(\d+)\s*)?$/.exec(part) ?? [];
    for (let line = Number(from); from !== '' && line <= Number(to) && lines.size < MOST_LINES; line += 1)
      if (line > 0) lines.add(line - 1);
  }
  return [...lines].sort((a, b) => a - b);
};
