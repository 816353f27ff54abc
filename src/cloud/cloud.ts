// The cloud as one function: `createCloud(ports).fetch(request)`. A worker, a page and a test are three ways to call it.
import type { Change, CloudInfo } from '../model/cloud-state.ts';
import { boot } from './boot.ts';
import { createCore } from './create-core.ts';
import { errorAnswer } from './error-answer.ts';
import { cloudInfo } from './cloud-info.ts';
import { jobHandlers } from './job-handlers.ts';
import { TABLE_NAMES, type Ports } from './ports.ts';
import { createRouter } from './router.ts';
import { routes } from './routes.ts';
import { createStreamSet } from './stream-set.ts';

export interface Cloud {
  /**
   * Answers a request below the cloud's base (`<anything>/cloud/…`, or the origin's root). Never rejects: every failure is a
   * JSON answer. `clientId`: the page behind it, for streams.
   */
  fetch(request: Request, clientId?: string | null): Promise<Response>;
  /** Runs what is due. `alone`: the caller holds the runners' lock (see timeline.ts). */
  runDue(options?: { alone?: boolean }): Promise<void>;
  /** Cloud ms at which `runDue` has something to do, or null. */
  nextDue(): Promise<number | null>;
  /** Resolves when state is loaded. The first call boots: a worker that only waits to take over must not touch the store. */
  readonly ready: Promise<void>;
  /** Ends all streams and takes up no more work, so that another worker can take over; resolves when what is under way is done. */
  drain(): Promise<void>;
  /** The other worker is done: streams hear of what it stored since this one booted. */
  catchUp(): Promise<void>;
  /** Tells pages of a change that did not go through the cloud: a mocked server that received a request. */
  changed(change: Change): void;
  /** Open streams of any kind. */
  readonly openStreams: number;
  info(): Promise<CloudInfo>;
}

export function createCloud(ports: Ports, options: { basePath?: string } = {}): Cloud {
  const streams = createStreamSet(ports);
  const core = createCore(ports, jobHandlers, streams);
  const router = createRouter(core, routes, ports.laterRoutes, options.basePath);
  let booted: Promise<void> | null = null;
  const ready = (): Promise<void> => {
    booted ??= boot(core).catch((error: unknown) => {
      // The next call tries again: a full disk or a blocked database may clear.
      booted = null;
      throw error;
    });
    return booted;
  };
  // Cleared site data: the next call finds an empty store and makes a new cloud.
  ports.store.onLost?.(() => {
    booted = null;
    core.callers.changed(TABLE_NAMES);
  });
  return {
    async fetch(request, clientId = null) {
      try {
        await ready();
        return await router.fetch(request, clientId);
      } catch (error) {
        return errorAnswer(error, ports.report);
      }
    },
    async runDue(options) {
      await ready();
      await core.timeline.runDue(options);
    },
    async nextDue() {
      await ready();
      return core.timeline.nextDue();
    },
    get ready() {
      return ready();
    },
    drain() {
      streams.close();
      return core.timeline.stop();
    },
    async catchUp() {
      await ready();
      await core.catchUp();
    },
    changed: (change) => core.changed(change),
    get openStreams() {
      return streams.size;
    },
    async info() {
      await ready();
      return cloudInfo(core);
    },
  };
}
