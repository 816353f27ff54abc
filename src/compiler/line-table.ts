// Which line of the sources a place in a module came from: kept in a section of its own, small enough to travel with the firmware.
import { POCKET } from './compiler-paths.ts';
import { type CodeLine, readDebugLines } from './debug-lines.ts';
import { wasmSections, withCustomSection } from './wasm-sections.ts';

const SECTION = 'pocket.lines';

/** JSON in the section. `rows`: address, file and line by turns, each as the difference to the row before. */
interface Table {
  files: string[];
  rows: number[];
}

/** The project's rows; everything else ends them. */
function compact(rows: readonly CodeLine[]): Table {
  const files: string[] = [];
  const table: Table = { files, rows: [] };
  let last: readonly [address: number, file: number, line: number] = [0, 0, 0];
  for (const { address, path, line } of rows) {
    const own = line > 0 && !path.startsWith(POCKET);
    if (own && !files.includes(path)) files.push(path);
    const next = [address, own ? files.indexOf(path) : last[1], own ? line : 0] as const;
    if (next[1] === last[1] && next[2] === last[2]) continue;
    table.rows.push(next[0] - last[0], next[1] - last[1], next[2] - last[2]);
    last = next;
  }
  return table;
}

/** Turns clang's debug sections into the small table. */
export function keepLines(wasm: Uint8Array): Uint8Array {
  const debug = [...wasmSections(wasm)].find(({ name }) => name === '.debug_line');
  const table = compact(debug ? readDebugLines(wasm.subarray(debug.body, debug.end)) : []);
  const unwanted = (name: string): boolean => name.startsWith('.debug_') || name === 'producers' || name === 'target_features';
  return withCustomSection(wasm, unwanted, SECTION, new TextEncoder().encode(JSON.stringify(table)));
}

export interface SourceLine {
  path: string;
  line: number;
}

/** Finds lines by byte offset in the module, as a browser prints it in a stack: `wasm-function[30]:0xcaa`. */
export function readLineTable(wasm: Uint8Array): (offset: number) => SourceLine | null {
  const sections = [...wasmSections(wasm)];
  const code = sections.find(({ id }) => id === 10);
  const own = sections.find(({ name }) => name === SECTION);
  if (!code || !own) return () => null;
  // The module came over a wire: what is no table finds nothing.
  let table: Table;
  try {
    table = JSON.parse(new TextDecoder().decode(wasm.subarray(own.body, own.end))) as Table;
  } catch {
    return () => null;
  }
  const { files, rows } = table;
  if (!Array.isArray(files) || !Array.isArray(rows)) return () => null;
  return (offset) => {
    let [address, file, line] = [code.body, 0, 0];
    for (let at = 0; at + 2 < rows.length; at += 3) {
      const next = address + Number(rows[at]);
      if (next > offset) break;
      address = next;
      file += Number(rows[at + 1]);
      line += Number(rows[at + 2]);
    }
    const path = files[file];
    return line > 0 && typeof path === 'string' ? { path, line } : null;
  };
}
