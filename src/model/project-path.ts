// What may be the path of a file in a firmware project: the same rule for typed names, zips and what storage gives back.

const LONGEST = 100;
const DEEPEST = 6;
const PART = /^[\w+-][\w.+-]*$/;

/** Why `path` cannot be a file beside `taken`, as a sentence; null when it can. Names that differ only in case are one file on many disks. */
export const projectPathProblem = (path: string, taken: readonly string[] = []): string | null => {
  if (path === '') return 'A file needs a name.';
  if (path.length > LONGEST) return `A path has at most ${LONGEST} characters.`;
  const parts = path.split('/');
  if (parts.length > DEEPEST) return `A path has at most ${DEEPEST} parts.`;
  if (!parts.every((part) => PART.test(part)))
    return 'Use letters, digits, dots, dashes and underscores, with / between folders. No part begins with a dot.';
  const folded = path.toLowerCase();
  const same = taken.find((other) => other.toLowerCase() === folded);
  if (same !== undefined) return `There is a file ${same} already.`;
  const nested = taken.find((other) => folded.startsWith(`${other.toLowerCase()}/`) || other.toLowerCase().startsWith(`${folded}/`));
  return nested === undefined ? null : `${nested} is in the way: a name is a file or a folder, not both.`;
};
