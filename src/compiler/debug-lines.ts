// Reads the line table that clang leaves in a linked module: which code came from which line (DWARF 4, `.debug_line`).
import { readLeb } from './wasm-sections.ts';

export interface CodeLine {
  /** Offset in the code section's contents. */
  address: number;
  /** As clang was given it. */
  path: string;
  /** 0: from here on it is nobody's. */
  line: number;
}

/** What the linker writes instead of the address of a function that it left out. */
const GONE = 0xffff_fffe;

class Reader {
  at: number;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;

  constructor(bytes: Uint8Array) {
    this.at = 0;
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get length(): number {
    return this.#bytes.length;
  }

  u8 = (): number => this.#view.getUint8(this.at++);
  i8 = (): number => this.#view.getInt8(this.at++);
  u16 = (): number => this.#view.getUint16((this.at += 2) - 2, true);
  u32 = (): number => this.#view.getUint32((this.at += 4) - 4, true);

  uleb(): number {
    const { value, next } = readLeb(this.#bytes, this.at);
    this.at = next;
    return value;
  }

  sleb(): number {
    const start = this.at;
    const value = this.uleb();
    const bits = 7 * (this.at - start);
    return value >= 2 ** (bits - 1) ? value - 2 ** bits : value;
  }

  text(): string {
    const end = this.#bytes.indexOf(0, this.at);
    const text = new TextDecoder().decode(this.#bytes.subarray(this.at, end));
    this.at = end + 1;
    return text;
  }
}

function readFiles(reader: Reader): string[] {
  const folders = [''];
  for (let name = reader.text(); name !== ''; name = reader.text()) folders.push(name);
  const files = [''];
  for (let name = reader.text(); name !== ''; name = reader.text()) {
    const folder = folders[reader.uleb()] ?? '';
    reader.uleb();
    reader.uleb();
    files.push(folder === '' || name.startsWith('/') ? name : `${folder}/${name}`);
  }
  return files;
}

/** One unit: the state machine of DWARF 4 §6.2. */
function readUnit(reader: Reader, end: number, rows: CodeLine[]): void {
  const version = reader.u16();
  if (version !== 4) return;
  const headerLength = reader.u32();
  const program = reader.at + headerLength;
  const [step] = [reader.u8(), reader.u8(), reader.u8()];
  const lineBase = reader.i8();
  const lineRange = reader.u8();
  const opcodeBase = reader.u8();
  const arguments_ = Array.from({ length: opcodeBase - 1 }, reader.u8);
  const files = readFiles(reader);
  reader.at = program;
  let address = 0;
  let file = 1;
  let line = 1;
  const reset = (): void => {
    [address, file, line] = [0, 1, 1];
  };
  const row = (number: number): void => {
    if (address < GONE && address > 0) rows.push({ address, path: files[file] ?? '', line: number });
  };
  const standard: Record<number, () => void> = {
    1: () => row(line),
    2: () => void (address += reader.uleb() * step),
    3: () => void (line += reader.sleb()),
    4: () => void (file = reader.uleb()),
    8: () => void (address += Math.floor((255 - opcodeBase) / lineRange) * step),
    9: () => void (address += reader.u16()),
  };
  while (reader.at < end) {
    const opcode = reader.u8();
    if (opcode >= opcodeBase) {
      address += Math.floor((opcode - opcodeBase) / lineRange) * step;
      line += lineBase + ((opcode - opcodeBase) % lineRange);
      row(line);
    } else if (opcode === 0) {
      const next = reader.uleb() + reader.at;
      const extended = reader.u8();
      if (extended === 2) address = reader.u32();
      if (extended === 1) {
        row(0);
        reset();
      }
      reader.at = next;
    } else if (standard[opcode]) standard[opcode]();
    else for (let count = arguments_[opcode - 1] ?? 0; count > 0; count--) reader.uleb();
  }
}

/** Rows by address. `section` is the contents of `.debug_line`. */
export function readDebugLines(section: Uint8Array): CodeLine[] {
  const rows: CodeLine[] = [];
  const reader = new Reader(section);
  while (reader.at + 4 <= reader.length) {
    const end = reader.u32() + reader.at;
    readUnit(reader, end, rows);
    reader.at = end;
  }
  return rows.sort((a, b) => a.address - b.address);
}
