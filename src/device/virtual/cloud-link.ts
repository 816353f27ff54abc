// Keeps a virtual device online: says who it is, holds its link, answers what the cloud asks, publishes as the device.
import { CloudUnreachable } from '../../client/cloud-unreachable.ts';
import type { CloudClient } from '../../client/cloud-client.ts';
import type { EventStream } from '../../client/event-stream.ts';
import type { VariableType } from '../../model/device.ts';
import { ApiError } from '../../model/errors.ts';
import type { ApiErrorCode } from '../../model/errors.ts';
import type { DeviceClock } from '../device-clock.ts';
import { systemClock } from '../device-clock.ts';

/** What a device tells of itself when it says hello (common API `/pocket/devices/:d/handshake`). */
export interface DeviceDescription {
  platform_id: number;
  product_id: number | null;
  firmware_version: number | null;
  system_firmware_version: string;
  functions: string[];
  variables: Record<string, VariableType>;
  app_hash: string | null;
  subscriptions: string[];
}

export interface LinkEvent {
  name: string;
  data: string | null;
  coreid: string;
  published_at: string;
}

/** What the cloud asks of a device. The answer is `undefined` when there is nothing of that name, or the device refuses. */
export interface LinkHandlers {
  callFunction(name: string, arg: string): Promise<number | undefined>;
  readVariable(name: string): Promise<string | number | boolean | undefined>;
  signal(on: boolean): void;
  /** Takes a module over the air; true when it was accepted. */
  flash(module: Uint8Array): Promise<boolean>;
  event(event: LinkEvent): void;
  /** The cloud has the device's answer, or never gets it: a device that was flashed restarts now. */
  answered?(type: LinkCall['type']): void;
  state(state: LinkState, reason?: string): void;
}

/** `refused`: the cloud does not take this device; trying again is pointless. */
export type LinkState = 'off' | 'connecting' | 'connected' | 'refused';

/** `id` and `journey` of the event as the cloud stored it. */
export type PublishAnswer =
  { ok: true; id: number; journey: string } | { ok: false; reason: 'offline' | 'refused'; detail: string; code?: ApiErrorCode };

export interface CloudLink {
  readonly state: LinkState;
  open(): void;
  close(): void;
  /** The firmware registered more: says hello again. */
  describe(): void;
  /** In the order of the calls. Waits while the cloud says that it comes too fast. */
  publish(event: { name: string; data: string | null; ttl?: number }): Promise<PublishAnswer>;
}

export interface CloudLinkOptions {
  id: string;
  cloud: Pick<CloudClient, 'call' | 'stream'>;
  /** Asked before every hello. */
  description: () => DeviceDescription;
  handlers: LinkHandlers;
  /** Real time. */
  clock?: DeviceClock;
  /** Virtual ms that pass in a real one: how long "wait a second" takes. */
  rate?: () => number;
}

export interface LinkCall extends Partial<LinkEvent> {
  id: string;
  type: 'function' | 'variable' | 'ping' | 'signal' | 'flash' | 'event';
  arg?: string;
  bytes?: string;
}

const FIRST_WAIT = 250;
const LONGEST_WAIT = 5000;
/** A publish that the cloud finds too fast is offered so many times: jitter of a fast clock, not a flood (the device has its own limit). */
const OFFERS = 8;

const decodeBase64 = (text: string): Uint8Array => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));

export function createCloudLink({ id, cloud, description, handlers, clock = systemClock, rate = () => 1 }: CloudLinkOptions): CloudLink {
  const path = `/pocket/devices/${id}`;
  let state: LinkState = 'off';
  let stream: EventStream | null = null;
  /** Rises with every open and close, so that what was begun before ends without effect. */
  let turn = 0;
  let cancelRetry = (): void => {};
  let queue: Promise<unknown> = Promise.resolve();
  /** What the device is has changed since it was last told. */
  let stale = false;
  /** The turn whose hello is on its way. */
  let greeting = 0;

  const enter = (next: LinkState, reason?: string): void => {
    if (state === next) return;
    state = next;
    handlers.state(next, reason);
  };

  const post = (below: string, body: unknown): Promise<unknown> => cloud.call('POST', path + below, { token: false, body });

  const answer = async (call: LinkCall): Promise<{ ok: boolean; value?: unknown }> => {
    if (call.type === 'ping') return { ok: true };
    if (call.type === 'signal') {
      handlers.signal(call.arg === '1');
      return { ok: true };
    }
    if (call.type === 'flash') return { ok: await handlers.flash(decodeBase64(call.bytes ?? '')) };
    const name = call.name ?? '';
    const value = call.type === 'function' ? await handlers.callFunction(name, call.arg ?? '') : await handlers.readVariable(name);
    return value === undefined ? { ok: false } : { ok: true, value };
  };

  const hear = (call: LinkCall, mine: number): void => {
    if (call.type === 'event') {
      const { name = '', data = null, coreid = '', published_at = '' } = call;
      return handlers.event({ name, data, coreid, published_at });
    }
    void answer(call)
      .then((said) => (mine === turn ? post(`/link/${encodeURIComponent(call.id)}`, said) : undefined))
      .finally(() => handlers.answered?.(call.type))
      .catch((error: unknown) => {
        // Nobody waits any more, or the cloud is away: the caller has its own limit.
        if (!(error instanceof ApiError || error instanceof CloudUnreachable)) reportError(error);
      });
  };

  /** Says hello until the cloud heard it; false when this turn is over or the cloud does not want the device. */
  const greet = async (mine: number): Promise<boolean> => {
    greeting = mine;
    try {
      return await hello(mine);
    } finally {
      if (greeting === mine) greeting = 0;
    }
  };

  const hello = async (mine: number): Promise<boolean> => {
    for (let wait = FIRST_WAIT; mine === turn;) {
      try {
        stale = false;
        await post('/handshake', description());
        // Firmware registers while its hello travels: what that one did not say, the next one does.
        if (mine !== turn || !stale) return mine === turn;
      } catch (error) {
        if (error instanceof ApiError && error.code !== 'rate_limited') {
          if (mine === turn) {
            stop();
            enter('refused', error.detail);
          }
          return false;
        }
        if (!(error instanceof ApiError || error instanceof CloudUnreachable)) throw error;
        await new Promise<void>((resolve) => {
          const undo = clock.after(wait, resolve);
          cancelRetry = () => {
            undo();
            resolve();
          };
        });
        wait = Math.min(wait * 2, LONGEST_WAIT);
      }
    }
    return false;
  };

  /** Says hello again, unless the hello on its way will. */
  const tellAgain = (): void => {
    if (stale && state === 'connected' && greeting !== turn) greet(turn).catch((error: unknown) => reportError(error));
  };

  const connect = async (mine: number): Promise<void> => {
    if (!(await greet(mine))) return;
    let first = true;
    stream = cloud.stream(`${path}/link`, {
      onOpen() {
        if (mine !== turn) return;
        // The cloud that was away may be another life of it, or another cloud: it hears again who this is.
        void (first ? Promise.resolve(true) : greet(mine)).then((heard) => {
          if (!heard || mine !== turn) return;
          enter('connected');
          tellAgain();
        });
        first = false;
      },
      onClose() {
        if (mine === turn) enter('connecting');
      },
      onEvent({ event, data }) {
        if (mine === turn && event === 'call') hear(JSON.parse(data) as LinkCall, mine);
      },
    });
  };

  const stop = (): void => {
    turn += 1;
    cancelRetry();
    stream?.close();
    stream = null;
  };

  const pause = (seconds: number): Promise<void> =>
    new Promise((resolve) => clock.after(Math.min((seconds * 1000) / Math.max(rate(), 0.001), 60_000), resolve));

  const offer = async (event: { name: string; data: string | null; ttl?: number }): Promise<PublishAnswer> => {
    for (let left = OFFERS; ; left--) {
      if (state !== 'connected') return { ok: false, reason: 'offline', detail: 'The device is offline.' };
      try {
        return (await post('/events', event)) as PublishAnswer;
      } catch (error) {
        if (error instanceof CloudUnreachable) return { ok: false, reason: 'offline', detail: 'The cloud did not answer.' };
        if (!(error instanceof ApiError)) throw error;
        if (error.code !== 'rate_limited' || left === 0) return { ok: false, reason: 'refused', detail: error.detail, code: error.code };
        await pause(error.extra.retryAfter ?? 1);
      }
    }
  };

  return {
    get state() {
      return state;
    },
    open() {
      if (state === 'connecting' || state === 'connected') return;
      turn += 1;
      enter('connecting');
      connect(turn).catch((error: unknown) => reportError(error));
    },
    close() {
      stop();
      enter('off');
    },
    describe() {
      stale = true;
      tellAgain();
    },
    publish(event) {
      const sent = queue.then(() => offer(event));
      queue = sent.catch(() => {});
      return sent;
    },
  };
}
