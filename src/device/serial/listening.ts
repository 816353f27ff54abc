// Talks to the console of listening mode: single keys, answers without an end mark (spec/device.md §1.3).
import { DeviceError } from '../../model/device-error.ts';
import type { DeviceClock } from '../device-clock.ts';
import type { ByteChannel } from './byte-channel.ts';
import type { ModuleDependency, ModuleInfo, SystemInfo } from './module-info.ts';

/** Silence after which an answer is complete, ms. */
const QUIET_MS = 150;
/** For the first byte of an answer, ms. `s` reads every module's flash first. */
const FIRST_MS = 1_000;
const SLOW_MS = 5_000;
/** A device goes into listening mode a while after its port was opened: it is asked again. */
const MAX_TRIES = 6;
const MAX_ANSWER = 16_384;
const MAX_MODULES = 64;

const key = (letter: string): Uint8Array => new TextEncoder().encode(letter);

/** The first whole JSON object that begins with `"p":`, or null as long as there is none. */
function wholeObject(text: string, start: RegExp): string | null {
  const from = text.search(start);
  if (from < 0) return null;
  let depth = 0;
  let quoted = false;
  for (let at = from; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (quoted) {
      if (char === '\\') at += 1;
      else if (char === '"') quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === '{') depth += 1;
    else if (char === '}') {
      depth -= 1;
      if (depth === 0) return text.slice(from, at + 1);
    }
  }
  return null;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const number = (value: unknown): number => (typeof value === 'number' && Number.isFinite(value) ? value : 0);
const word = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 100) : typeof value === 'number' ? String(value) : '');

const readDependency = (value: unknown): ModuleDependency[] =>
  isObject(value) ? [{ f: word(value['f']), n: word(value['n']), v: number(value['v']) }] : [];

function readModuleInfo(value: unknown): ModuleInfo[] {
  if (!isObject(value)) return [];
  const hash = typeof value['u'] === 'string' && /^[\da-f]{64}$/i.test(value['u']) ? value['u'].toLowerCase() : null;
  return [
    {
      s: number(value['s']),
      l: word(value['l']),
      vc: number(value['vc']),
      vv: number(value['vv']),
      ...(hash && { u: hash }),
      f: word(value['f']),
      n: word(value['n']),
      v: number(value['v']),
      d: Array.isArray(value['d']) ? value['d'].slice(0, 8).flatMap(readDependency) : [],
    },
  ];
}

/** Reads the answer to `s`. Null when it is not one: whatever a device prints is not trusted. */
export function readSystemInfo(text: string): SystemInfo | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isObject(value) || typeof value['p'] !== 'number' || !Array.isArray(value['m'])) return null;
  const extra = (name: 'imei' | 'iccid') => (typeof value[name] === 'string' ? { [name]: word(value[name]) } : {});
  return { p: value['p'], ...extra('imei'), ...extra('iccid'), m: value['m'].slice(0, MAX_MODULES).flatMap(readModuleInfo) };
}

/**
 * Every method throws DeviceError: `listening_not_reached` when nothing answers, `listening_answer_unreadable` when something else does,
 * `port_lost`; and the signal's reason.
 */
export class ListeningConsole {
  constructor(
    private readonly channel: ByteChannel,
    private readonly clock: DeviceClock,
    private readonly signal?: AbortSignal,
  ) {}

  /** Device OS version, `5.9.0`. Asks several times: it is the question that finds out whether the device listens at all. */
  async version(): Promise<string> {
    for (let tries = 1; tries < MAX_TRIES; tries += 1) {
      const found = await this.#ask('v', (text) => /system firmware version: (\S+)\s/.exec(text)).catch((error: unknown) => {
        if (error instanceof DeviceError && error.code !== 'port_lost') return null;
        throw error;
      });
      if (found) return found[1] as string;
    }
    throw new DeviceError('listening_not_reached', 'No answer to v.');
  }

  /** 24 hex. */
  async deviceId(): Promise<string> {
    const found = await this.#ask('i', (text) => /(?:Device ID:|Your (?:device|core) id is)\s+([\da-f]{24})\s/i.exec(text));
    // Further properties may follow, secrets among them: they are read away, never kept.
    await this.#collect(QUIET_MS, () => null);
    return (found[1] as string).toLowerCase();
  }

  /** Platform and modules. */
  async systemInfo(): Promise<SystemInfo> {
    const text = await this.#ask('s', (given) => wholeObject(given, /\{\s*"p"\s*:/), SLOW_MS);
    const info = readSystemInfo(text);
    if (!info) throw new DeviceError('listening_answer_unreadable', text.slice(0, 200));
    return info;
  }

  /** `AA:BB:CC:DD:EE:FF` */
  async mac(): Promise<string> {
    return (await this.#ask('m', (text) => /\b((?:[\da-f]{2}:){5}[\da-f]{2})\s/i.exec(text)))[1] as string;
  }

  async claimed(): Promise<boolean> {
    return (await this.#ask('c', (text) => /Device claimed: (yes|no)\s/.exec(text)))[1] === 'yes';
  }

  /** The device's own JSON, unread. */
  diagnostics(): Promise<string> {
    return this.#ask('d', (text) => wholeObject(text, /\{\s*"/), SLOW_MS);
  }

  /** Resolves when the device waits for a file: begin at once, its own `C` comes 5 s later (spec §1.4). */
  async startTransfer(): Promise<void> {
    await this.#ask('f', (text) => /Waiting for the binary file[^\n]*\n|^C+$/.exec(text));
  }

  /** No answer: the device connects to its network again. */
  leave(): Promise<void> {
    return this.#pressAndWait('x');
  }

  /** Resets into safe mode, listening: firmware that restarts for ever does not run there. */
  safeMode(): Promise<void> {
    return this.#pressAndWait('L');
  }

  /** A key without an answer. A port that is closed at once throws away what has not left yet. */
  async #pressAndWait(letter: string): Promise<void> {
    await this.#press(letter);
    await this.#collect(QUIET_MS, () => null).catch((error: unknown) => {
      if (!(error instanceof DeviceError)) throw error;
    });
  }

  async #press(letter: string): Promise<void> {
    try {
      await this.channel.write(key(letter));
    } catch (error) {
      throw error instanceof DeviceError ? error : new DeviceError('port_lost', String(error));
    }
  }

  async #ask<T>(letter: string, read: (text: string) => T | null, ms = FIRST_MS): Promise<T> {
    while (this.channel.input.take() !== null);
    await this.#press(letter);
    const found = await this.#collect(ms, read);
    if (found.value !== null) return found.value;
    throw found.text === ''
      ? new DeviceError('listening_not_reached', `No answer to ${letter}.`)
      : new DeviceError('listening_answer_unreadable', found.text.slice(0, 200));
  }

  /** Reads until `read` finds what it looks for, or nothing comes for `ms`; after the first byte the wait begins anew. */
  async #collect<T>(ms: number, read: (text: string) => T | null): Promise<{ value: T | null; text: string }> {
    const { input } = this.channel;
    const decoder = new TextDecoder();
    // A log that never pauses must not hold us.
    const end = this.clock.now() + 2 * ms + FIRST_MS;
    let text = '';
    for (;;) {
      let byte = await input.next(Math.min(ms, end - this.clock.now()), this.signal);
      if (byte === 'aborted') throw this.signal?.reason;
      if (byte === 'ended') throw new DeviceError('port_lost', 'The port closed during a question.');
      if (byte === 'late') return { value: null, text };
      const bytes: number[] = [];
      for (; typeof byte === 'number'; byte = input.take() ?? 'late') bytes.push(byte);
      text += decoder.decode(Uint8Array.from(bytes), { stream: true });
      const value = read(text);
      if (value !== null) return { value, text };
      if (text.length > MAX_ANSWER || this.clock.now() >= end) return { value: null, text };
    }
  }
}
