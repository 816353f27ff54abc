// An .ino file as C++: the include comes at the top, prototypes before the first function, and #line keeps the places of messages.

/** Where the C++ of `src/a.ino` goes: nothing else has that name. */
export const cppName = (path: string): string => `${path}.cpp`;

const INCLUDES = /^[ \t]*#[ \t]*include[ \t]*["<](?:Particle|application|Arduino)\.h[">]/m;
const LEAVE_ALONE = /^[ \t]*#[ \t]*pragma[ \t]+(?:PARTICLE|SPARK)_NO_PREPROCESSOR.*$/m;
/** What is no code: comments, preprocessor lines, raw strings, strings, characters. */
const NO_CODE =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|^[ \t]*#(?:[^\n\\]|\\[\s\S])*|R"([^\s()\\]{0,16})\([\s\S]*?\)\1"|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/gm;
/** A head that a prototype can be made of: type, name, parameters. */
const FUNCTION =
  /^(?!(?:class|struct|union|enum|namespace|extern|template|typedef|using|return|else|if|for|while|switch|do|auto)\b)[A-Za-z_][\w:<>,*&\s]*[\s*&]([A-Za-z_]\w*)\s*\([^{}]*\)$/;

/** The same length, with blanks for all that is no code. */
const onlyCode = (text: string): string => text.replace(NO_CODE, (found) => found.replace(/[^\n]/g, ' '));

interface Head {
  /** Offset of the head in the text. */
  start: number;
  text: string;
}

/** What stands before each `{` that is in no other braces. */
function headsOf(code: string): Head[] {
  const heads: Head[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < code.length; at++) {
    const letter = code[at];
    if (letter === '{') {
      if (depth++ === 0) heads.push({ start, text: code.slice(start, at) });
    } else if (letter === '}') depth = Math.max(0, depth - 1);
    if (depth === 0 && (letter === '}' || letter === ';')) start = at + 1;
  }
  return heads;
}

/** Without a macro on a line of its own before it: `SYSTEM_THREAD(ENABLED)` needs no semicolon to be left out by many. */
function trimmed({ start, text }: Head): Head {
  const lines = [...text.matchAll(/\)[ \t]*\n(?=\s*[A-Za-z_][^\n]*\()/g)].at(-1);
  const skip = lines ? lines.index + lines[0].length : 0;
  const rest = text.slice(skip);
  const blank = rest.length - rest.trimStart().length;
  return { start: start + skip + blank, text: rest.trim().replace(/\s+/g, ' ') };
}

/** `path` as messages shall name it. */
export function inoToCpp(path: string, text: string): string {
  if (LEAVE_ALONE.test(text)) return text.replace(LEAVE_ALONE, '');
  const quoted = JSON.stringify(path);
  const functions = headsOf(onlyCode(text))
    .map(trimmed)
    .filter((head) => FUNCTION.test(head.text) && !head.text.includes('=') && !/::\s*~?\w+\s*\(/.test(head.text));
  const first = functions[0];
  let body = text;
  if (first) {
    const line = text.slice(0, first.start).split('\n').length;
    // At the start of a line, where #line may stand.
    const place = text.lastIndexOf('\n', first.start - 1) + 1;
    const prototypes = [...new Set(functions.map((head) => `${head.text};`))].join('\n');
    body = `${text.slice(0, place)}${prototypes}\n#line ${line} ${quoted}\n${text.slice(place)}`;
  }
  return INCLUDES.test(text) ? body : `#include "application.h"\n#line 1 ${quoted}\n${body}`;
}
