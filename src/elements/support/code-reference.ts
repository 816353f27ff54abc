// How a sentence points at code: lines of a file, written as people write them.

/** Detail of the session's `light-code` event. */
export interface CodeReference {
  /** Null: the first project of the page that has the file. */
  project: string | null;
  file: string;
  /** From 0, in order; empty ends the pointing. */
  lines: readonly number[];
  /** Go there, instead of only showing it. */
  go: boolean;
}

const MOST_LINES = 500;

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
