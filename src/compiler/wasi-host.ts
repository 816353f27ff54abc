// Runs a WASI preview 1 command at once, over files in memory: just what clang and wasm-ld call (spec/virtual-device.md §1).

/** Absolute paths, `/a/b`, and what is in them. Folders are there when a path goes through them. */
export type FileTree = Map<string, Uint8Array>;

export interface WasiRun {
  /** Exit code; 134 when the program trapped. */
  code: number;
  /** Its standard output and errors. */
  output: string;
  /** What it wrote, by path. */
  written: FileTree;
}

const ERRNO = { ok: 0, badf: 8, exist: 20, inval: 28, isdir: 31, noent: 44, nosys: 52 } as const;
const FILE_TYPE = { folder: 3, file: 4, terminal: 2 } as const;
const ROOT_FD = 3;
const OPEN = { create: 1, directory: 2, exclusive: 4, truncate: 8 } as const;
/** Always the same, or `__DATE__` would give every build other bytes: 2026-01-01 in ns. */
const BUILD_TIME = 1_767_225_600_000_000_000n;

class Exit extends Error {
  readonly code: number;
  constructor(code: number) {
    super(`exit ${code}`);
    this.code = code;
  }
}

interface OpenFile {
  path: string;
  folder: boolean;
  at: number;
  append: boolean;
}

/** A file that grows: bytes are copied when it is done, not for every write. */
class Growing {
  bytes: Uint8Array = new Uint8Array(4096);
  size = 0;

  resize(size: number): void {
    if (size > this.bytes.length) {
      const more = new Uint8Array(Math.max(size, this.bytes.length * 2));
      more.set(this.bytes.subarray(0, this.size));
      this.bytes = more;
    } else if (size < this.size) this.bytes.fill(0, size, this.size);
    this.size = size;
  }
}

/** `a/./b/../c` from the root, as `/a/c`. */
export function normalPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** Every folder that the paths go through. */
export function foldersOf(paths: Iterable<string>): Set<string> {
  const folders = new Set(['/']);
  for (const path of paths)
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      const folder = path.slice(0, end);
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  return folders;
}

export interface WasiLayer {
  files: FileTree;
  folders: Set<string>;
}

/** Runs `module` with `args` (the first is its name). It reads from the layers, the first that has a path wins, and writes beside them. */
export function runWasi(module: WebAssembly.Module, args: readonly string[], layers: readonly WasiLayer[]): WasiRun {
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  const made = new Map<string, Growing>();
  const madeFolders = new Set<string>();
  const open = new Map<number, OpenFile>([[ROOT_FD, { path: '/', folder: true, at: 0, append: false }]]);
  const inodes = new Map<string, number>();
  const output: Uint8Array[] = [];
  let memory: WebAssembly.Memory;
  let nextFd = ROOT_FD + 1;
  let entropy = 1;

  const view = (): DataView => new DataView(memory.buffer);
  const bytesAt = (at: number, length: number): Uint8Array => new Uint8Array(memory.buffer, at, length);
  const textAt = (at: number, length: number): string => decoder.decode(bytesAt(at, length));
  const contents = (path: string): Uint8Array | undefined => {
    const mine = made.get(path);
    if (mine) return mine.bytes.subarray(0, mine.size);
    for (const { files } of layers) {
      const found = files.get(path);
      if (found) return found;
    }
    return undefined;
  };
  const isFolder = (path: string): boolean => madeFolders.has(path) || layers.some(({ folders }) => folders.has(path)) || path === '/tmp';
  const pathAt = (fd: number, at: number, length: number): string => normalPath(`${open.get(fd)?.path ?? ''}/${textAt(at, length)}`);

  const writeStat = (to: number, path: string, folder: boolean, type: number = folder ? FILE_TYPE.folder : FILE_TYPE.file): number => {
    // Clang tells files apart by their inode.
    if (!inodes.has(path)) inodes.set(path, inodes.size + 1);
    bytesAt(to, 64).fill(0);
    const data = view();
    data.setBigUint64(to + 8, BigInt(inodes.get(path) as number), true);
    data.setUint8(to + 16, type);
    data.setBigUint64(to + 24, 1n, true);
    data.setBigUint64(to + 32, BigInt(folder ? 0 : (contents(path)?.length ?? 0)), true);
    return ERRNO.ok;
  };
  const strings = (list: readonly string[]) => ({
    sizes: (count: number, size: number): number => {
      view().setUint32(count, list.length, true);
      view().setUint32(
        size,
        list.reduce((sum, text) => sum + encoder.encode(text).length + 1, 0),
        true,
      );
      return ERRNO.ok;
    },
    get: (pointers: number, buffer: number): number => {
      let at = buffer;
      for (const [index, text] of list.entries()) {
        const bytes = encoder.encode(`${text}\0`);
        view().setUint32(pointers + 4 * index, at, true);
        bytesAt(at, bytes.length).set(bytes);
        at += bytes.length;
      }
      return ERRNO.ok;
    },
  });
  /** Calls `each` with every buffer of an iovec list, until one is not filled. Bytes in all. */
  const vectors = (list: number, count: number, each: (buffer: Uint8Array) => number): number => {
    let total = 0;
    for (let index = 0; index < count; index++) {
      const length = view().getUint32(list + 8 * index + 4, true);
      const done = each(bytesAt(view().getUint32(list + 8 * index, true), length));
      total += done;
      if (done < length) break;
    }
    return total;
  };
  const readAt = (file: OpenFile, from: number, list: number, count: number): number => {
    const source = contents(file.path) ?? new Uint8Array();
    let at = from;
    return vectors(list, count, (buffer) => {
      const part = source.subarray(at, at + buffer.length);
      buffer.set(part);
      at += part.length;
      return part.length;
    });
  };

  const argv = strings(args);
  const environment = strings([]);
  const wasi = {
    args_sizes_get: argv.sizes,
    args_get: argv.get,
    environ_sizes_get: environment.sizes,
    environ_get: environment.get,
    clock_time_get: (_id: number, _precision: bigint, to: number) => (view().setBigUint64(to, BUILD_TIME, true), ERRNO.ok),
    // Names of temporary files come from here; nothing else may depend on it.
    random_get: (to: number, length: number) => {
      for (const [index] of bytesAt(to, length).entries()) {
        entropy = (Math.imul(entropy, 1664525) + 1013904223) >>> 0;
        view().setUint8(to + index, entropy >>> 24);
      }
      return ERRNO.ok;
    },
    proc_exit: (code: number) => {
      throw new Exit(code);
    },
    fd_prestat_get: (fd: number, to: number) => {
      if (fd !== ROOT_FD) return ERRNO.badf;
      view().setUint32(to, 0, true);
      view().setUint32(to + 4, 1, true);
      return ERRNO.ok;
    },
    fd_prestat_dir_name: (_fd: number, to: number) => (view().setUint8(to, 0x2f), ERRNO.ok),
    fd_fdstat_get: (fd: number, to: number) => {
      const file = open.get(fd);
      if (!file && fd > 2) return ERRNO.badf;
      bytesAt(to, 24).fill(0);
      view().setUint8(to, file === undefined ? FILE_TYPE.terminal : file.folder ? FILE_TYPE.folder : FILE_TYPE.file);
      bytesAt(to + 8, 16).fill(0xff);
      return ERRNO.ok;
    },
    fd_filestat_get: (fd: number, to: number) => {
      const file = open.get(fd);
      if (file) return writeStat(to, file.path, file.folder);
      return fd <= 2 ? writeStat(to, `fd:${fd}`, false, FILE_TYPE.terminal) : ERRNO.badf;
    },
    fd_filestat_set_size: (fd: number, size: bigint) => {
      made.get(open.get(fd)?.path ?? '')?.resize(Number(size));
      return ERRNO.ok;
    },
    fd_filestat_set_times: () => ERRNO.ok,
    fd_close: (fd: number) => (open.delete(fd) ? ERRNO.ok : ERRNO.badf),
    fd_read: (fd: number, list: number, count: number, to: number) => {
      const file = open.get(fd);
      const read = file ? readAt(file, file.at, list, count) : 0;
      if (file) file.at += read;
      view().setUint32(to, read, true);
      return file?.folder ? ERRNO.isdir : ERRNO.ok;
    },
    fd_pread: (fd: number, list: number, count: number, offset: bigint, to: number) => {
      const file = open.get(fd);
      if (!file) return ERRNO.badf;
      view().setUint32(to, readAt(file, Number(offset), list, count), true);
      return ERRNO.ok;
    },
    fd_write: (fd: number, list: number, count: number, to: number) => {
      const file = open.get(fd);
      const target = made.get(file?.path ?? '');
      if (fd > 2 && !target) return ERRNO.badf;
      const total = vectors(list, count, (buffer) => {
        if (file && target) {
          if (file.append) file.at = target.size;
          if (file.at + buffer.length > target.size) target.resize(file.at + buffer.length);
          target.bytes.set(buffer, file.at);
          file.at += buffer.length;
        } else output.push(buffer.slice());
        return buffer.length;
      });
      view().setUint32(to, total, true);
      return ERRNO.ok;
    },
    fd_seek: (fd: number, offset: bigint, whence: number, to: number) => {
      const file = open.get(fd);
      if (!file) return ERRNO.badf;
      const base = whence === 0 ? 0 : whence === 1 ? file.at : (contents(file.path)?.length ?? 0);
      file.at = base + Number(offset);
      view().setBigUint64(to, BigInt(file.at), true);
      return ERRNO.ok;
    },
    fd_readdir: (_fd: number, _buffer: number, _length: number, _cookie: bigint, to: number) => (view().setUint32(to, 0, true), ERRNO.ok),
    path_filestat_get: (fd: number, _flags: number, at: number, length: number, to: number) => {
      const path = pathAt(fd, at, length);
      if (contents(path)) return writeStat(to, path, false);
      return isFolder(path) ? writeStat(to, path, true) : ERRNO.noent;
    },
    path_open: (
      fd: number,
      _look: number,
      at: number,
      length: number,
      how: number,
      _rights: bigint,
      _inherited: bigint,
      flags: number,
      to: number,
    ) => {
      const path = pathAt(fd, at, length);
      const folder = isFolder(path);
      const there = contents(path) !== undefined;
      if (!folder && !there && !(how & OPEN.create)) return ERRNO.noent;
      if (there && how & OPEN.create && how & OPEN.exclusive) return ERRNO.exist;
      if (!folder && ((!there && how & OPEN.create) || how & OPEN.truncate)) made.set(path, new Growing());
      open.set(nextFd, { path, folder, at: 0, append: (flags & 1) !== 0 });
      view().setUint32(to, nextFd++, true);
      return ERRNO.ok;
    },
    path_create_directory: (fd: number, at: number, length: number) => (madeFolders.add(pathAt(fd, at, length)), ERRNO.ok),
    path_rename: (fd: number, at: number, length: number, toFd: number, to: number, toLength: number) => {
      const from = pathAt(fd, at, length);
      const file = made.get(from);
      if (!file) return ERRNO.noent;
      made.delete(from);
      made.set(pathAt(toFd, to, toLength), file);
      return ERRNO.ok;
    },
    path_unlink_file: (fd: number, at: number, length: number) => (made.delete(pathAt(fd, at, length)) ? ERRNO.ok : ERRNO.noent),
    path_remove_directory: (fd: number, at: number, length: number) => (madeFolders.delete(pathAt(fd, at, length)), ERRNO.ok),
    path_readlink: () => ERRNO.inval,
    path_link: () => ERRNO.nosys,
    path_symlink: () => ERRNO.nosys,
    poll_oneoff: () => ERRNO.nosys,
  };

  const instance = new WebAssembly.Instance(module, { wasi_snapshot_preview1: wasi });
  memory = instance.exports['memory'] as WebAssembly.Memory;
  let code = 0;
  try {
    (instance.exports['_start'] as () => void)();
  } catch (error) {
    if (error instanceof Exit) code = error.code;
    else {
      code = 134;
      output.push(encoder.encode(`\nThe compiler stopped: ${error instanceof Error ? error.message : String(error)}\n`));
    }
  }
  const written: FileTree = new Map([...made].map(([path, file]) => [path, file.bytes.slice(0, file.size)]));
  return { code, output: output.map((part) => decoder.decode(part)).join(''), written };
}
