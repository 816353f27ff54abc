// What clang and wasm-ld say, as records; without what is only said because the virtual board is no ARM.
import { OBJECTS, POCKET } from './compiler-paths.ts';

export interface Diagnostic {
  /** Path inside the project; empty when it is about no file (the linker's). */
  path: string;
  /** From 1; 0 without a place. */
  line: number;
  column: number;
  severity: 'error' | 'warning' | 'note';
  message: string;
}

const HEAD = /^(?<path>[^\s:][^:\n]*):(?<line>\d+):(?<column>\d+): (?<kind>fatal error|error|warning|note): (?<message>.*)$/;
const INCLUDED = /^In file included from |^ {17}from /;
const COUNTS = /^\d+ (?:errors?|warnings?)(?: and \d+ (?:errors?|warnings?))? generated\.$/;
const LINKER = /^wasm-ld: (?<kind>error|warning): (?<message>.*)$/;
/** `int` and `long` are both 32 bits wide, here and there: uint32_t is the one here, the other on ARM (spec/virtual-device.md, Risks). */
const SAME_WIDTH = new Set(['int', 'unsigned int', 'long', 'unsigned long', 'signed long', 'signed int']);
const TYPES =
  /format specifies type '([^']*)'(?: \(aka '([^']*)'\))? but the argument has (?:underlying )?type '([^']*)'(?: \(aka '([^']*)'\))?/;

interface Group {
  diagnostic: Diagnostic;
  lines: string[];
}

const isSameWidth = (message: string): boolean => {
  const found = TYPES.exec(message);
  return found !== null && SAME_WIDTH.has(found[2] ?? found[1] ?? '') && SAME_WIDTH.has(found[4] ?? found[3] ?? '');
};

const isOurs = (path: string): boolean => path.startsWith(POCKET);

function readGroups(output: string): { groups: Group[]; rest: string[] } {
  const groups: Group[] = [];
  const rest: string[] = [];
  let before: string[] = [];
  // The linker knows objects only; people know their sources.
  for (const line of output
    .replaceAll(`${OBJECTS}/`, '')
    .replace(/^(wasm-ld: \w+: [^\n]*?)\.o: /gm, '$1: ')
    .split('\n')) {
    const head = HEAD.exec(line)?.groups;
    const linker = LINKER.exec(line)?.groups;
    if (head || linker) {
      const { path = '', line: row = '0', column = '0', kind = '', message = '' } = head ?? linker ?? {};
      const severity = kind.endsWith('error') ? 'error' : (kind as 'warning' | 'note');
      groups.push({ diagnostic: { path, line: Number(row), column: Number(column), severity, message }, lines: [...before, line] });
      before = [];
    } else if (INCLUDED.test(line)) before.push(line);
    else if (COUNTS.test(line) || line === '') continue;
    else if (groups.length > 0) groups.at(-1)?.lines.push(line);
    else rest.push(line);
  }
  return { groups, rest };
}

/** A mistake that shows inside our headers belongs to the line of the project that led there: the first note that is in the project. */
function moveToProject(groups: readonly Group[]): Diagnostic[] {
  return groups.map(({ diagnostic }, index) => {
    if (diagnostic.severity === 'note' || !isOurs(diagnostic.path)) return diagnostic;
    for (const { diagnostic: note } of groups.slice(index + 1)) {
      if (note.severity !== 'note') break;
      if (!isOurs(note.path)) return { ...diagnostic, path: note.path, line: note.line, column: note.column };
    }
    return diagnostic;
  });
}

const words = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

/** Reads what a compiler printed. `output` is the same text without what was left out. */
export function readDiagnostics(output: string): { diagnostics: Diagnostic[]; output: string } {
  const { groups, rest } = readGroups(output);
  const kept: Group[] = [];
  let dropped = false;
  for (const group of groups) {
    const { severity, message } = group.diagnostic;
    // Notes go with what they explain.
    if (severity !== 'note') dropped = severity === 'warning' && isSameWidth(message);
    if (!dropped) kept.push(group);
  }
  const diagnostics = moveToProject(kept).filter(({ path }) => !isOurs(path));
  const count = (severity: string): number => kept.filter(({ diagnostic }) => diagnostic.severity === severity).length;
  const counts = [
    count('warning') > 0 ? words(count('warning'), 'warning') : '',
    count('error') > 0 ? words(count('error'), 'error') : '',
  ].filter(Boolean);
  const lines = [...rest, ...kept.flatMap((group) => group.lines)];
  if (counts.length > 0) lines.push(`${counts.join(' and ')} generated.`);
  return { diagnostics, output: lines.length > 0 ? `${lines.join('\n')}\n` : '' };
}
