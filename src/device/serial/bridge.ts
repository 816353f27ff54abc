// Bridge 1: a plugged-in board lives in the visitor's cloud. Its log lines become events, what the cloud says goes back down.
import type { CloudClient } from '../../client/cloud-client.ts';
import type { ApiErrorCode } from '../../model/errors.ts';
import type { DeviceClock } from '../device-clock.ts';
import { createCloudLink } from '../virtual/cloud-link.ts';
import type { CloudLink, LinkHandlers, LinkState } from '../virtual/cloud-link.ts';
import { bridgeLines, readBridgeLine } from './bridge-message.ts';
import type { BridgeCommand, BridgeHello, BridgePublish, BridgeResult } from './bridge-message.ts';
import type { LogLine } from './log-line.ts';

export interface BridgeOptions {
  clock: DeviceClock;
  cloud: Pick<CloudClient, 'call' | 'stream'>;
  /** Writes a line to the board. What it throws is the session's business: the board asks or sends again. */
  send: (line: string) => Promise<void>;
}

/** A board has less than the cloud's ten seconds to answer a call. */
const ANSWER_MS = 8000;
/** Of an event that no cloud will ever take. Everything else (no room, a cloud that was away) may pass: the board keeps it. */
const FOR_GOOD: ReadonlySet<ApiErrorCode> = new Set<ApiErrorCode>(['validation', 'too_large', 'invalid_request']);
/** After an event that the cloud had no room or no time for, ms. */
const ASK_AGAIN_MS = 30_000;
/** Publishes remembered so that a repetition is none: the board keeps eight. */
const REMEMBERED = 256;

/**
 * Hears every line of the log. Reads only the board that said hello. Event `change`: `hello`, `state` or a count is another.
 * Publishes nothing until `start`: the visitor decides that a board is part of their cloud.
 */
export class Bridge extends EventTarget {
  readonly #options: BridgeOptions;
  readonly #kept = new Map<string, 'sending' | 'kept' | 'refused'>();
  readonly #waiting = new Map<number, (result: BridgeResult | null) => void>();
  #link: CloudLink | null = null;
  #calls = 0;
  #cancelAsk: (() => void) | null = null;
  #lines: Promise<unknown> = Promise.resolve();
  /** What the board said of itself; null until it did. */
  hello: BridgeHello | null = null;
  /** Id of the board that was here last. */
  #board: string | null = null;
  started = false;
  /** Publishes that reached the cloud, and those it did not take. */
  published = 0;
  refused = 0;
  /** Why the cloud does not take the board or its last event; null when it does. */
  problem: string | null = null;

  constructor(options: BridgeOptions) {
    super();
    this.#options = options;
  }

  get state(): LinkState {
    return this.#link?.state ?? 'off';
  }

  /** Asks the board who it is. Firmware without the bridge reads a line it does not know, or nothing. */
  ask(): void {
    this.#send({ q: 'hello' });
  }

  /** Brings the board into the cloud as soon as it has said who it is. */
  start(): void {
    if (this.started) return;
    this.started = true;
    if (this.hello) this.#open(this.hello);
    else this.ask();
    this.#changed();
  }

  stop(): void {
    this.started = false;
    this.#close();
    this.#changed();
  }

  /** Another board, or none: nothing that was said before holds any more. */
  forget(): void {
    const known = this.hello !== null || this.#link !== null;
    this.#close();
    this.hello = null;
    this.#kept.clear();
    if (known) this.#changed();
  }

  command(command: Extract<BridgeCommand, { o: string }>): void {
    this.#send(command);
  }

  /** `text`: the line as it came. */
  heard(line: LogLine, text: string): void {
    const message = readBridgeLine(line, text);
    if (message?.op === 'hello') this.#hello(message.hello);
    else if (message?.op === 'publish') void this.#publish(message.publish);
    else if (message?.op === 'result') this.#waiting.get(message.result.i)?.(message.result);
  }

  #hello(hello: BridgeHello): void {
    const before = this.hello;
    // The visitor brought one board in; another one in its place is asked for anew.
    if (this.#board !== null && this.#board !== hello.id) this.started = false;
    this.#board = hello.id;
    this.hello = hello;
    if (before && before.id !== hello.id) this.#close();
    if (this.started) {
      if (!this.#link) this.#open(hello);
      else if (before?.b !== hello.b || JSON.stringify(before) !== JSON.stringify(hello)) this.#link.describe();
    }
    this.#changed();
  }

  #open(hello: BridgeHello): void {
    const link = createCloudLink({
      id: hello.id,
      cloud: this.#options.cloud,
      clock: this.#options.clock,
      description: () => {
        const said = this.hello ?? hello;
        return {
          platform_id: said.p,
          product_id: said.pid || null,
          firmware_version: said.app || null,
          system_firmware_version: said.os,
          functions: said.fn,
          variables: said.var,
          app_hash: null,
          subscriptions: said.sub,
        };
      },
      handlers: this.#handlers(),
    });
    this.#link = link;
    link.open();
  }

  #close(): void {
    this.#link?.close();
    this.#link = null;
    this.problem = null;
    this.#cancelAsk?.();
    this.#cancelAsk = null;
    for (const end of this.#waiting.values()) end(null);
    this.#waiting.clear();
  }

  #handlers(): LinkHandlers {
    return {
      callFunction: async (name, arg) => {
        const result = await this.#call((i) => ({ f: name, a: arg, i }));
        return typeof result?.r === 'number' ? result.r : undefined;
      },
      readVariable: async (name) => (await this.#call((i) => ({ r: name, i })))?.r,
      signal: (on) => this.#send({ o: 'signal', a: on ? '1' : '0' }),
      // Over this line no module goes down: flashing has its own way.
      flash: async () => false,
      event: ({ name, data }) => this.#send({ e: name, d: data ?? '' }),
      state: (state, reason) => {
        this.problem = reason ?? null;
        // What the board kept while nobody took it comes again after its hello.
        if (state === 'connected') this.ask();
        this.#changed();
      },
    };
  }

  /** The link is up, so no hello comes by itself. */
  #askLater(): void {
    this.#cancelAsk ??= this.#options.clock.after(ASK_AGAIN_MS, () => {
      this.#cancelAsk = null;
      this.ask();
    });
  }

  #call(make: (i: number) => BridgeCommand): Promise<BridgeResult | null> {
    const id = ++this.#calls;
    return new Promise((resolve) => {
      const end = (result: BridgeResult | null): void => {
        cancel();
        this.#waiting.delete(id);
        resolve(result);
      };
      const cancel = this.#options.clock.after(ANSWER_MS, () => end(null));
      this.#waiting.set(id, end);
      this.#send(make(id));
    });
  }

  /** Once for each (start of the board, number). Acknowledged when the cloud has it; what it will never take is given back as refused. */
  async #publish({ n, d, t, s, b }: BridgePublish): Promise<void> {
    const link = this.#link;
    if (!link || this.hello?.b !== b) {
      // A board that was there before this page: it keeps what nobody acknowledged, and says it again after its hello.
      if (this.started && this.hello?.b !== b) this.ask();
      return;
    }
    const key = `${b}/${s}`;
    const known = this.#kept.get(key);
    if (known === 'kept') this.#send({ k: s, b });
    if (known === 'refused') this.#send({ x: s, b });
    if (known !== undefined) return;
    this.#kept.set(key, 'sending');
    const event = { name: n, data: d, ...(t === undefined ? {} : { ttl: t }), via: 'usb' };
    const answer = await link.publish(event);
    if (!answer.ok && !(answer.code && FOR_GOOD.has(answer.code))) {
      // Not taken now: the board keeps it, and says it again after its next hello. A cloud that was away says so itself when it is back.
      this.#kept.delete(key);
      if (answer.reason === 'refused') {
        this.problem = answer.detail;
        this.#askLater();
      }
      this.#changed();
      return;
    }
    if (answer.ok) this.published += 1;
    else this.refused += 1;
    this.problem = answer.ok ? null : answer.detail;
    this.#kept.set(key, answer.ok ? 'kept' : 'refused');
    for (const old of [...this.#kept.keys()].slice(0, -REMEMBERED)) this.#kept.delete(old);
    this.#send(answer.ok ? { k: s, b } : { x: s, b });
    this.#changed();
  }

  #send(command: BridgeCommand): void {
    for (const line of bridgeLines(command)) {
      // In order, and nobody waits: a port that is gone loses them, and the board asks again.
      this.#lines = this.#lines.then(() => this.#options.send(line)).catch(() => {});
    }
  }

  #changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}
