// Which lines of a firmware publish which events: a simple search, so that code and event log can point at each other.

const CALL = /\bParticle\s*\.\s*publish\s*\(\s*(?:String\s*\(\s*)?(?:"((?:[^"\\\n]|\\.)*)"\s*(?=[,)])|([A-Za-z_]\w*)\s*(?=[,)]))/g;
const NAMED =
  /\b([A-Za-z_]\w*)\s*(?:\[\s*\d*\s*\])?\s*=\s*"((?:[^"\\\n]|\\.)*)"\s*;|^[ \t]*#\s*define\s+([A-Za-z_]\w*)\s+"((?:[^"\\\n]|\\.)*)"/gm;
/** Literals are kept; of comments only the line ends are. */
const COMMENT_OR_LITERAL = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;

const withoutComments = (text: string): string =>
  text.replace(COMMENT_OR_LITERAL, (found) => (found.startsWith('/') ? found.replace(/[^\n]/g, ' ') : found));

/** Lines (from 0) by event name. Names that are put together while the firmware runs are not found. */
export const publishLines = (source: string): Map<string, number[]> => {
  const text = withoutComments(source);
  const constants = new Map<string, string>();
  for (const [, name, value, macro, meaning] of text.matchAll(NAMED)) constants.set((name ?? macro)!, (value ?? meaning)!);
  const lines = new Map<string, number[]>();
  for (const { index, 1: literal, 2: constant } of text.matchAll(CALL)) {
    const name = literal ?? constants.get(constant ?? '');
    if (name === undefined) continue;
    const line = text.slice(0, index).split('\n').length - 1;
    lines.set(name, [...(lines.get(name) ?? []), line]);
  }
  return lines;
};
