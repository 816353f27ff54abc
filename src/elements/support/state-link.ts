// A whole cloud and the place in a lesson as the fragment of an address: packed, bounded, and never sent to any host.

/** Characters of a fragment that mail and chat programs still pass on. */
export const MOST_CHARACTERS = 24_000;
/** Bytes that may come out of one: what claims to be more is no state of ours. */
const MOST_BYTES = 4 * 1024 * 1024;
const MARK = '#state=';

/** Tables that a copy does without: credentials, letters, and counters of the moment. */
const LEFT_OUT = ['tokens', 'claim_codes', 'mails', 'limits'];

export interface SharedState {
  /** Who worked in the lesson. */
  username: string;
  choice: unknown;
  reached: unknown;
  /** What the learner called things, and answered; absent in older links. */
  names?: unknown;
  predicted?: unknown;
  /** As `GET /pocket/export` answers. */
  file: unknown;
}

/** The packed text of an address, or null. */
export const stateInAddress = (hash: string): string | null => (hash.startsWith(MARK) ? hash.slice(MARK.length) : null);

const slim = (file: unknown): unknown => {
  const { tables, ...rest } = file as { tables?: Record<string, unknown> };
  return { ...rest, tables: Object.fromEntries(Object.entries(tables ?? {}).filter(([name]) => !LEFT_OUT.includes(name))) };
};

/** The fragment, with its mark; it can be longer than `MOST_CHARACTERS`. */
export const packState = async (state: SharedState): Promise<string> => {
  const text = JSON.stringify({ ...state, file: slim(state.file) });
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const bytes = new Uint8Array(await new Response(packed).arrayBuffer());
  let binary = '';
  for (let at = 0; at < bytes.length; at += 0x8000) binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return MARK + btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
};

const inflate = async (bytes: Uint8Array<ArrayBuffer>): Promise<string> => {
  const reader = new Blob([bytes])
    .stream()
    .pipeThrough(new DecompressionStream('deflate-raw'))
    .pipeThrough(new TextDecoderStream())
    .getReader();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text;
    text += value;
    if (text.length > MOST_BYTES) {
      await reader.cancel();
      throw new RangeError('too large');
    }
  }
};

/** Null for anything that is not a packed state; what is in it is not to be believed yet. */
export const unpackState = async (packed: string): Promise<SharedState | null> => {
  if (packed.length > 4 * MOST_CHARACTERS) return null;
  try {
    const bytes = Uint8Array.from(atob(packed.replaceAll('-', '+').replaceAll('_', '/')), (one) => one.charCodeAt(0));
    const state = JSON.parse(await inflate(bytes)) as Partial<SharedState> | null;
    if (typeof state !== 'object' || state === null || typeof state.username !== 'string') return null;
    const { username, choice, reached, names, predicted, file } = state;
    return { username: username.slice(0, 254), choice, reached, names, predicted, file };
  } catch {
    return null;
  }
};
