// Files that are fetched once and kept by the browser: big ones, named by their content, that no visit pays for before it needs them.

export interface KeptFile {
  /** Address below the site; its name holds the hash of its content, so a kept copy is never old. */
  path: string;
  /** Bytes on the wire. */
  size: number;
}

export interface KeptFiles {
  /** True when every file is here already. */
  complete(files: readonly KeptFile[]): Promise<boolean>;
  /** The bytes as they lie on the host (gzip stays gzip); `tell` gets how many more came. Throws when they cannot be had. */
  open(file: KeptFile, tell: (bytes: number) => void): Promise<ReadableStream<Uint8Array<ArrayBuffer>>>;
  /** Something made here from the files, under a name that holds what it was made from. */
  read(name: string): Promise<Uint8Array<ArrayBuffer> | null>;
  write(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Forgets everything else: files of older versions of the site. */
  keepOnly(files: readonly KeptFile[], names: readonly string[]): Promise<void>;
}

/** How much longer the compiler is unpacked. */
const UNPACKED_RATIO = 3.3;

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
      // A host that calls `.gz` an encoding has the browser unpack it: what comes is more than what was sent.
      const ratio = answer.headers.has('content-encoding') ? UNPACKED_RATIO : 1;
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
    async keepOnly(files, names) {
      const wanted = new Set([...files.map(({ path }) => urlOf(path)), ...names.map(madeUrl)]);
      for (const { url } of (await cache?.keys()) ?? []) if (!wanted.has(url)) await cache?.delete(url);
    },
  };
};

const GZIP = [0x1f, 0x8b] as const;

/** Unpacks gzip; what is none (a host unpacked it already) passes through. */
export const unpacked = async (packed: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> => {
  const [head, rest] = packed.tee();
  const reader = head.getReader();
  const { value } = await reader.read();
  void reader.cancel();
  return value?.[0] === GZIP[0] && value[1] === GZIP[1] ? rest.pipeThrough(new DecompressionStream('gzip')) : rest;
};

export const bytesOf = async (stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await new Response(stream).arrayBuffer());
