// A host for a firmware that needs no browser: its clock moves when the firmware waits, and a script says what happens when.
// What the firmware writes to Serial, and does to the world (`> publish …`), comes out as lines.
import { ANSWER, type DeviceImports, RUN_EXPORT, type FirmwareExports } from '../../src/device/virtual/abi.ts';
import { encodeMail, type Mail } from '../../src/device/virtual/mail.ts';

/** One line of a script: `at 1000 click`, `set analog 19 2048`, `boots 2`. */
export interface Script {
  /** Virtual ms after which the run ends. */
  length: number;
  boots: number;
  steps: { at: number; words: string[] }[];
  settings: string[][];
}

export function readScript(text: string): Script {
  const script: Script = { length: 1000, boots: 1, steps: [], settings: [] };
  for (const line of text.split('\n').map((part) => part.trim())) {
    const [first = '', ...words] = line.split(' ');
    if (first === 'run') script.length = Number(words[0]);
    else if (first === 'boots') script.boots = Number(words[0]);
    else if (first === 'at') script.steps.push({ at: Number(words[0]), words: words.slice(1) });
    else if (first === 'set') script.settings.push(words);
    else if (first !== '') throw new Error(`A script has no line like "${line}".`);
  }
  return script;
}

/** Ends a run: the firmware's stack is left behind. */
class RunEnd extends Error {}

/** What outlives a reset. */
interface Kept {
  eeprom: Uint8Array;
  retained: Uint8Array | null;
  reason: number;
  data: number;
}

interface World {
  state: number;
  refuse: number;
  analog: Map<number, number>;
  levels: Map<number, number>;
  numbers: Map<number, number>;
  time: number;
}

const START = Date.UTC(2026, 10, 21, 12) / 1000;
const DEVICE_ID = 'e00fce680123456789abcdef';
/** A firmware that never waits is stopped by this many looks at the clock. */
const MAX_LOOKS = 2_000_000;
const MAX_IDLE_LOOKS = 20;

function runOnce(wasm: WebAssembly.Module, script: Script, kept: Kept, say: (text: string) => void, trapped: (error: Error) => void): void {
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();
  const steps = [...script.steps].sort((a, b) => a.at - b.at);
  const mail: Uint8Array[] = [];
  const later: { at: number; mail: Mail }[] = [];
  const functions: string[] = [];
  const variables: string[] = [];
  const subscriptions: string[] = [];
  const interrupts = new Map<number, number>();
  const world: World = { state: 15, refuse: 0, analog: new Map(), levels: new Map(), numbers: new Map(), time: 1 };
  let input: number[] = [];
  const { reason, data } = kept;
  let retained: [at: number, length: number] = [0, 0];
  let now = 0;
  let looks = 0;
  let idleLooks = 0;
  let randomState = 12345;
  let tickets = 0;
  let memory: WebAssembly.Memory;
  const bytes = (at: number, length: number) => new Uint8Array(memory.buffer, at, length);
  const text = (at: number, length: number): string => decoder.decode(bytes(at, length));
  const host = (line: string): void => say(`> ${line}\n`);
  const post = (...list: Mail[]): void => void mail.push(...list.map(encodeMail));

  const settings: Record<string, (words: string[]) => void> = {
    analog: ([pin, value]) => void world.analog.set(Number(pin), Number(value)),
    number: ([what, value]) => void world.numbers.set(Number(what), Number(value)),
    refuse: ([error]) => void (world.refuse = Number(error)),
    time: ([valid]) => void (world.time = Number(valid)),
    offline: () => {
      world.state &= ~1;
    },
  };
  const actions: Record<string, (words: string[]) => void> = {
    ...settings,
    event: ([name = '', ...data]) =>
      subscriptions.forEach((prefix, subscription) => {
        if (name.startsWith(prefix)) post({ kind: 'event', subscription, name, data: data.join(' ') });
      }),
    call: ([name = '', ...argument]) =>
      post({ kind: 'function', call: now / 1000, index: functions.indexOf(name), argument: argument.join(' ') }),
    read: ([name = '']) => post({ kind: 'variable', call: now / 1000, index: variables.indexOf(name) }),
    system: ([event, param]) => post({ kind: 'system', event: Number(event), param: Number(param) }),
    click: () => post({ kind: 'system', event: 4096, param: 1 }),
    led: ([rgb]) => post({ kind: 'led', rgb: Number(rgb) }),
    serial: (words) => void (input = [...input, ...encoder.encode(words.join(' ').replaceAll(String.raw`\n`, '\n'))]),
    online: () => {
      world.state |= 1;
    },
    pin: ([pin, value]) => {
      const before = world.levels.get(Number(pin)) ?? 0;
      const level = Number(value) as 0 | 1;
      world.levels.set(Number(pin), level);
      const wanted = interrupts.get(Number(pin)) ?? 0;
      if (before !== level && (wanted === 1 || wanted === (level ? 2 : 3))) post({ kind: 'interrupt', pin: Number(pin), level });
    },
  };
  for (const [name = '', ...words] of script.settings) settings[name]?.(words);

  /** Moves the clock to the next thing that happens, at most to `end`. True when there is mail. */
  const advance = (end: number): boolean => {
    for (;;) {
      if (mail.length > 0) return true;
      const next = Math.min(steps[0] ? steps[0].at * 1000 : Infinity, ...later.map(({ at }) => at));
      if (Math.min(next, end) > script.length * 1000) throw new RunEnd();
      now = Math.max(now, Math.min(next, end));
      if (next > end) return false;
      for (const due of later.filter(({ at }) => at <= now)) post(later.splice(later.indexOf(due), 1)[0]!.mail);
      while (steps[0] && steps[0].at * 1000 <= now) {
        const [name = '', ...words] = steps.shift()!.words;
        const action = actions[name];
        if (!action) throw new Error(`A script knows no "${name}".`);
        action(words);
      }
    }
  };
  const restart = (reason: number, data: number): never => {
    kept.reason = reason;
    kept.data = data;
    throw new RunEnd();
  };

  const device: DeviceImports = {
    start: (abi, mode, threaded) => {
      if (abi !== 1 || mode > 3 || threaded > 1) throw new Error('The firmware starts with what is no start.');
    },
    wait: (ms) => {
      if (ms !== 0) idleLooks = 0;
      return advance(now + (ms >>> 0) * 1000) ? 1 : 0;
    },
    micros: () => {
      if (++looks > MAX_LOOKS) throw new Error('The firmware never waits.');
      // Looking takes time: what only looks at the clock gets on.
      if (++idleLooks > MAX_IDLE_LOOKS) now += 1;
      return now;
    },
    time_now: () => (world.time ? START + now / 1e6 : 0),
    time_set: (seconds) => host(`time ${seconds}`),
    time_synced: () => (world.time ? 0 : -1),
    time_sync: () => host('time sync'),
    random: () => (randomState = (Math.imul(randomState, 1103515245) + 12345) >>> 0),
    mail_size: () => mail[0]?.length ?? 0,
    mail_take: (to) => bytes(to, mail[0]!.length).set(mail.shift()!),
    answer: (call, type, number, at, length) => {
      const value =
        type === ANSWER.failed
          ? 'failed'
          : type === ANSWER.string
            ? JSON.stringify(text(at, length))
            : type === ANSWER.bool
              ? number !== 0
              : number;
      host(`answer ${call} ${value}`);
    },
    cloud_state: () => world.state,
    cloud_connect: () => host('connect'),
    cloud_disconnect: () => host('disconnect'),
    network: (what) => host(`network ${['off', 'on', 'connect', 'disconnect'][what]}`),
    publish: (name, nameLength, data, dataLength, ttl, flags, file, fileLength, line) => {
      const at = `${text(file, fileLength).split('/').at(-1)}:${line}`;
      host(`publish ${text(name, nameLength)} ${JSON.stringify(text(data, dataLength))} ttl ${ttl} flags ${flags} at ${at}`);
      if (world.refuse !== 0) return world.refuse;
      if (!(world.state & 1)) return -210;
      later.push({ at: now + 50_000, mail: { kind: 'published', ticket: ++tickets, result: 0 } });
      return tickets;
    },
    subscribe: (prefix, length) => subscriptions.push(text(prefix, length)) - 1,
    unsubscribe: () => void (subscriptions.length = 0),
    function: (name, length) => functions.push(text(name, length)) - 1,
    variable: (name, length, type) => {
      host(`variable ${text(name, length)} ${['', 'bool', 'int32', 'double', 'string'][type]}`);
      return variables.push(text(name, length)) - 1;
    },
    vitals: (seconds) => (host(`vitals ${seconds}`), 0),
    serial_write: (at, length) => (say(text(at, length)), length),
    serial_available: () => input.length,
    serial_read: (to, room) => {
      const taken = input.splice(0, room);
      bytes(to, taken.length).set(taken);
      return taken.length;
    },
    serial_peek: () => input[0] ?? -1,
    serial_open: () => 1,
    text: (what, to, room) => {
      const whole = encoder.encode([DEVICE_ID, DEVICE_ID, 'board', '5.9.0', '00'][what] ?? '');
      bytes(to, Math.min(room, whole.length)).set(whole.subarray(0, room));
      return whole.length;
    },
    number: (what) => (what === 1 ? reason : what === 2 ? data : (world.numbers.get(what) ?? 0)),
    reset: (how, data) => {
      host(`reset ${['reset', 'safe mode', 'DFU', 'off'][how]} ${data}`);
      return restart(140, data);
    },
    panic: (code, at, length) => {
      host(`panic ${code} ${text(at, length)}`);
      return restart(130, code);
    },
    listen: (on) => host(`listen ${on}`),
    watchdog: (ms) => host(`watchdog ${ms}`),
    updates: () => 5,
    allow: (what) => host(`allow ${what}`),
    eeprom_read: (at, to, length) => bytes(to, length).set(kept.eeprom.subarray(at, at + length)),
    eeprom_write: (at, from, length) => kept.eeprom.set(bytes(from, length), at),
    retained: (at, length) => {
      retained = [at, length];
      if (kept.retained) bytes(at, length).set(kept.retained);
      return kept.retained ? 1 : 0;
    },
    pin_mode: (pin, mode) => host(`pin ${pin} mode ${mode}`),
    pin_write: (pin, level) => {
      world.levels.set(pin, level);
      host(`pin ${pin} ${level}`);
    },
    pin_read: (pin) => world.levels.get(pin) ?? 0,
    analog_read: (pin) => world.analog.get(pin) ?? 0,
    pwm: (pin, duty, hertz) => host(`pwm ${pin} ${duty >>> 0} ${hertz}`),
    pin_interrupt: (pin, change) => void interrupts.set(pin, change),
    led_control: (on) => host(`led control ${on}`),
    led_color: (rgb) => host(`led ${rgb.toString(16).padStart(6, '0')}`),
    led_brightness: (value) => host(`led brightness ${value}`),
    led_watch: (on) => host(`led watch ${on}`),
    led_status: (id, rgb, pattern, period, priority) =>
      host(`status ${id} ${rgb.toString(16).padStart(6, '0')} ${pattern} ${period} ${priority}`),
  };

  const instance = new WebAssembly.Instance(wasm, { device: device as unknown as WebAssembly.ModuleImports });
  const exports = instance.exports as unknown as FirmwareExports;
  memory = exports.memory;
  kept.reason = 0;
  kept.data = 0;
  try {
    exports[RUN_EXPORT]();
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError) {
      host(`trap ${error.message}`);
      trapped(error);
      kept.reason = 130;
    } else if (!(error instanceof RunEnd)) throw error;
  } finally {
    kept.retained = bytes(...retained).slice();
  }
}

/** The lines of all boots; `trapped` hears of crashes. Throws when the script or the firmware is no good. */
export function runScripted(wasm: Uint8Array, script: Script, trapped: (error: Error) => void = () => {}): string {
  const kept: Kept = { eeprom: new Uint8Array(4096).fill(0xff), retained: null, reason: 20, data: 0 };
  const module = new WebAssembly.Module(wasm as BufferSource);
  let output = '';
  for (let boot = 0; boot < script.boots; boot++) runOnce(module, script, kept, (part) => (output += part), trapped);
  return output.replaceAll('\r\n', '\n');
}
