// Files that are fetched once and kept by the browser: big ones, named by their content, that no visit pays for before it needs them.

export interface KeptFile {
  /** Address below the site; its name holds the hash of its content, so a kept copy is never old. */
  path: string;
  /** Bytes on the wire. */
  size: number;
  /** SHA-256 of them, hex. */
  sha256: string;
  /** Bytes of the content, unpacked. */
  unpacked: number;
}

export interface KeptFiles {
  /** True when every file is here already. */
  complete(files: readonly KeptFile[]): Promise<boolean>;
  /** The bytes as they lie on the host (gzip stays gzip); `tell` gets how many more came. Throws when they cannot be had, or are others. */
  open(file: KeptFile, tell: (bytes: number) => void): Promise<ReadableStream<Uint8Array<ArrayBuffer>>>;
  /** Something made here from the files, under a name that holds what it was made from. */
  read(name: string): Promise<Uint8Array<ArrayBuffer> | null>;
  write(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** The next `open` fetches them again. */
  forget(file: KeptFile): Promise<void>;
  /** Forgets everything else: files of older versions of the site. */
  keepOnly(files: readonly KeptFile[], names: readonly string[]): Promise<void>;
}

const GZIP = [0x1f, 0x8b] as const;
const isGzip = (bytes: Uint8Array | undefined): boolean => bytes?.[0] === GZIP[0] && bytes[1] === GZIP[1];

const hex = (bytes: ArrayBuffer): string => Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** A host may answer 200 with something else: a page of its own for every address it does not know, or a file that stops in the middle. */
const isWhole = async (whole: Blob, packed: boolean, file: KeptFile): Promise<boolean> => {
  // A host that calls `.gz` an encoding has the browser unpack it.
  if (!packed) return whole.size === file.unpacked;
  if (whole.size !== file.size) return false;
  // Insecure hosts have no hashes; nothing is kept there.
  const { subtle } = crypto as { subtle?: SubtleCrypto };
  return !subtle || hex(await subtle.digest('SHA-256', await whole.arrayBuffer())) === file.sha256;
};

/** Where Cache API is missing (insecure hosts, some private windows) every visit fetches again. */
export const createKeptFiles = async (cacheName: string, base: string, send: typeof fetch = fetch): Promise<KeptFiles> => {
  const cache: Cache | null = await Promise.resolve()
    .then(() => caches.open(cacheName))
    .catch(() => null);
  const urlOf = (path: string): string => new URL(path, base).href;
  const madeUrl = (name: string): string => urlOf(`compiler/made/${encodeURIComponent(name)}`);

  return {
    async complete(files) {
      if (!cache) return false;
      const there = await Promise.all(files.map(({ path }) => cache.match(urlOf(path))));
      return there.every(Boolean);
    },
    async open(file, tell) {
      const url = urlOf(file.path);
      const kept = await cache?.match(url);
      if (kept?.body) {
        tell(file.size);
        return kept.body;
      }
      const answer = await send(url);
      if (!answer.ok || !answer.body) throw new Error(`${file.path}: status ${answer.status}`);
      const chunks: Uint8Array<ArrayBuffer>[] = [];
      const reader = answer.body.getReader();
      // Unpacked on the way, what comes is more than what was sent.
      const ratio = answer.headers.has('content-encoding') ? file.unpacked / file.size : 1;
      let told = 0;
      const count = (bytes: number): void => {
        const more = Math.min(Math.round(bytes / ratio), file.size - told);
        told += more;
        if (more > 0) tell(more);
      };
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        count(value.length);
        chunks.push(value);
      }
      count(file.size * ratio);
      const whole = new Blob(chunks);
      if (!(await isWhole(whole, isGzip(chunks[0]), file))) throw new Error(`${file.path}: the host sent something else`);
      // A full disk is no reason to stop: it works without being kept.
      await cache?.put(url, new Response(whole, { headers: { 'content-length': String(whole.size) } })).catch(() => {});
      return whole.stream();
    },
    async read(name) {
      const kept = await cache?.match(madeUrl(name));
      return kept ? new Uint8Array(await kept.arrayBuffer()) : null;
    },
    async write(name, bytes) {
      await cache?.put(madeUrl(name), new Response(bytes)).catch(() => {});
    },
    async forget({ path }) {
      await cache?.delete(urlOf(path));
    },
    async keepOnly(files, names) {
      const wanted = new Set([...files.map(({ path }) => urlOf(path)), ...names.map(madeUrl)]);
      for (const { url } of (await cache?.keys()) ?? []) if (!wanted.has(url)) await cache?.delete(url);
    },
  };
};

/** Unpacks gzip; what is none (a host unpacked it already) passes through. */
export const unpacked = async (packed: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> => {
  const [head, rest] = packed.tee();
  const reader = head.getReader();
  const { value } = await reader.read();
  void reader.cancel();
  return isGzip(value) ? rest.pipeThrough(new DecompressionStream('gzip')) : rest;
};

export const bytesOf = async (stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await new Response(stream).arrayBuffer());
