// A compiler that lives in an open page, as the port of one: a worker cannot load it, so sources go up a stream and the module comes back.
import { isApiError, ApiError } from '../model/errors.ts';
import { MAX_COMPILE_JOBS, MAX_SOURCE_BYTES } from '../model/storage-limits.ts';
import type { CloudCore } from './core.ts';
import { checkModule } from './flash-device.ts';
import type { Compiler } from './ports.ts';
import { encodeText, type OpenStream } from './stream-set.ts';

type Job = Parameters<Compiler['compile']>[0];
type Compiled = Awaited<ReturnType<Compiler['compile']>>;

/** What a page says about a job. */
export interface PageAnswer {
  ok: boolean;
  module: Uint8Array | null;
  sizeInfo: string;
  output: string;
  errors: string[];
}

export interface CompilerRelay {
  /** A page offers its compiler for as long as the stream is open. */
  offer(clientId: string | null): Response;
  /** Takes what a page made of a job; false when nobody waits for it (any more). */
  answer(job: string, answer: PageAnswer): boolean;
  /** The compiler of the page that came last; undefined where no page offers one. */
  compiler(): Compiler | undefined;
}

/** Real ms that a page may take: a first compilation loads the compiler itself. */
const TIMEOUT = 150_000;

const failed = (sentence: string): Compiled => ({ ok: false, output: sentence, errors: [sentence] });

/** Sources as text: what is not UTF-8 no compiler of ours reads. Throws `validation`, `too_large`. */
function readTexts(files: Job['files']): { path: string; text: string }[] {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  if (files.reduce((sum, { bytes }) => sum + bytes.byteLength, 0) > MAX_SOURCE_BYTES)
    throw new ApiError('too_large', `The sources of one compilation have at most ${MAX_SOURCE_BYTES} bytes.`);
  return files.map(({ path, bytes }) => {
    try {
      return { path, text: decoder.decode(bytes) };
    } catch {
      throw new ApiError('validation', `${path} is not UTF-8 text. Leave it out: only sources are compiled.`);
    }
  });
}

function compiledBy({ ok, module, sizeInfo, output, errors }: PageAnswer, platform_id: number): Compiled {
  if (!ok || !module) return { ok: false, output, errors: errors.length > 0 ? errors : [output || 'The compiler gave no reason.'] };
  try {
    checkModule(module, platform_id);
  } catch (error) {
    if (isApiError(error)) return failed(`The compiler made no usable module. ${error.detail}`);
    throw error;
  }
  return { ok: true, bytes: module, sizeInfo, output };
}

function createRelay(core: CloudCore): CompilerRelay {
  /** Oldest first. */
  const pages: OpenStream[] = [];
  const waiting = new Map<string, { page: OpenStream; give(answer: PageAnswer | string): void }>();
  let jobs = 0;

  const compile = ({ platform_id, files }: Job): Promise<Compiled> => {
    const page = pages.at(-1) as OpenStream;
    const texts = readTexts(files);
    if (waiting.size >= MAX_COMPILE_JOBS)
      throw new ApiError('rate_limited', `The compiler has ${MAX_COMPILE_JOBS} jobs already. Try again when one is done.`, {
        retryAfter: 10,
      });
    // Not to be guessed from outside the page that got it: another tab's late answer is no answer to this.
    const id = core.ports.newId(core.settings.seed, core.ports.clock.real() + ++jobs, 24);
    return new Promise((resolve) => {
      const give = (answer: PageAnswer | string): void => {
        cancel();
        waiting.delete(id);
        resolve(typeof answer === 'string' ? failed(answer) : compiledBy(answer, platform_id));
      };
      const cancel = core.ports.every(TIMEOUT, () => give(`The compiler did not answer within ${TIMEOUT / 1000} seconds.`));
      waiting.set(id, { page, give });
      page.send(encodeText(`event: compile\ndata: ${JSON.stringify({ id, platform_id, files: texts })}\n\n`));
    });
  };

  return {
    offer(clientId) {
      const { response, stream } = core.streamSet.open(clientId, ':ok\n\n', () => {
        pages.splice(pages.indexOf(stream), 1);
        for (const { page, give } of waiting.values())
          if (page === stream) give('The page that compiled was closed. Open a page with a code editor and try again.');
      });
      pages.push(stream);
      return response;
    },
    answer(job, answer) {
      const asked = waiting.get(job);
      asked?.give(answer);
      return asked !== undefined;
    },
    compiler: () => (pages.length > 0 ? { compile: async (job) => compile(job) } : undefined),
  };
}

const relays = new WeakMap<CloudCore, CompilerRelay>();

/** The relay of one cloud; not a part of its core, because the worker's first script needs none. */
export function relayOf(core: CloudCore): CompilerRelay {
  let relay = relays.get(core);
  if (!relay) relays.set(core, (relay = createRelay(core)));
  return relay;
}
