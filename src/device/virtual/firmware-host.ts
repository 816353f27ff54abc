// Runs one firmware: instantiates it with our imports and nothing else, feeds it messages, and says how its run ended.
import { CLOUD_STATE, IMPORT_MODULE, PANIC, RUN_EXPORT, SYSTEM_EVENT, type DeviceImports, type FirmwareExports } from './abi.ts';
import { createDevicePace } from './device-pace.ts';
import { explainTrap } from './explain-trap.ts';
import { cloudImports } from './imports/cloud-imports.ts';
import { keptImports } from './imports/kept-imports.ts';
import { ledImports } from './imports/led-imports.ts';
import { mailImports } from './imports/mail-imports.ts';
import { pinImports, setLevel } from './imports/pin-imports.ts';
import { serialImports } from './imports/serial-imports.ts';
import { systemImports } from './imports/system-imports.ts';
import { synchronize, timeImports } from './imports/time-imports.ts';
import { bytesAt, createMachine, flushMachine, putMail, RunEnded, SERIAL_INPUT, type Machine } from './machine.ts';
import type { FromFirmware, RunEnd, RunOptions, ToFirmware } from './worker-messages.ts';

/** Not in TypeScript's library yet. */
interface Jspi {
  Suspending: new (work: (...args: never[]) => unknown) => WebAssembly.ImportValue;
  promising(work: () => void): () => Promise<void>;
}
const jspi = WebAssembly as unknown as Partial<Jspi>;

/** Whether a firmware can wait without blocking its thread. */
export const canSuspend = (): boolean => typeof jspi.Suspending === 'function' && typeof jspi.promising === 'function';

/** Bytes of memory that a firmware may have. It is linked with a maximum of its own; a module that somebody else made may not have one. */
const MOST_MEMORY = 16 * 1024 * 1024;

export interface HostOptions {
  run: RunOptions;
  post(message: FromFirmware): void;
  /** Real epoch ms. */
  now?: () => number;
  /** Real ms, or less when `wake` is called; with `blocks` it blocks and gives messages to `tell` itself. */
  rest(ms: number): Promise<void> | void;
  wake(): void;
  blocks?: boolean;
}

export interface FirmwareHost {
  tell(message: ToFirmware): void;
  /** Resolves when the run ended; never rejects. */
  readonly ended: Promise<RunEnd>;
  /** For tests and for the fleet. */
  readonly machine: Machine;
}

/** Everything a firmware may call, by name. */
const importsOf = (machine: Machine): DeviceImports => ({
  ...timeImports(machine),
  ...mailImports(machine),
  ...cloudImports(machine),
  ...serialImports(machine),
  ...systemImports(machine),
  ...keptImports(machine),
  ...pinImports(machine),
  ...ledImports(machine),
});

/** Throws `RunEnded` when the module wants anything that is not ours, or lacks what we need. */
function checkModule(module: WebAssembly.Module, imports: DeviceImports): void {
  const refuse = (text: string): never => {
    throw new RunEnded({ how: 'error', text });
  };
  for (const { module: from, name, kind } of WebAssembly.Module.imports(module))
    if (from !== IMPORT_MODULE || kind !== 'function' || !Object.hasOwn(imports, name))
      refuse(`The firmware needs ${from}.${name}, which this device does not have. Compile it again.`);
  const exported = WebAssembly.Module.exports(module);
  const has = (name: string, kind: string): boolean => exported.some((one) => one.name === name && one.kind === kind);
  if (!has(RUN_EXPORT, 'function') || !has('memory', 'memory')) refuse('The module is not a firmware for this device.');
}

export function createFirmwareHost({ run, post, now = Date.now, rest, wake, blocks = false }: HostOptions): FirmwareHost {
  const pace = createDevicePace({
    time: run.time,
    booted_at: run.booted_at,
    now,
    blocks,
    rest,
    hasMail: () => machine.mail.length > 0,
    flush: () => flush(),
  });
  const machine: Machine = createMachine(run, pace, post, now);
  const imports = importsOf(machine);
  let kept = '';
  let kept_at = now();

  /** Retained variables, as of now: a run that has to be killed cannot be asked for them. */
  const keepRetained = (): void => {
    if (!machine.retained || machine.memory.buffer.byteLength === 0) return;
    const bytes = bytesAt(machine, machine.retained.at, machine.retained.length);
    const text = bytes.join();
    if (text === kept) return;
    kept = text;
    post({ type: 'retained', bytes });
  };

  const checkMemory = (): void => {
    if (machine.memory.buffer.byteLength > MOST_MEMORY)
      throw new RunEnded({
        how: 'panic',
        code: PANIC.out_of_heap,
        text: 'It took more memory than the device has.',
        frames: [],
      });
  };

  const flush = (): void => {
    flushMachine(machine);
    checkMemory();
    if (now() - kept_at < 1000) return;
    kept_at = now();
    keepRetained();
    // Where it blocks it hears no ping: it says by itself that it lives.
    if (blocks) post({ type: 'pong' });
  };

  const connectionChanged = (state: number): void => {
    const rose = state & ~machine.cloud;
    machine.cloud = state;
    if (rose & CLOUD_STATE.connected) {
      synchronize(machine);
      putMail(machine, { kind: 'system', event: SYSTEM_EVENT.time_changed, param: 1 });
    }
  };

  const callOf = ({ call, what, name, argument }: Extract<ToFirmware, { type: 'call' }>): void => {
    const index = (what === 'function' ? machine.functions : Object.keys(machine.variables)).indexOf(name);
    if (index < 0) post({ type: 'answer', call, value: null });
    else if (what === 'function') putMail(machine, { kind: 'function', call, index, argument });
    else putMail(machine, { kind: 'variable', call, index });
  };

  const tell = (message: ToFirmware): void => {
    switch (message.type) {
      case 'run':
        return;
      case 'time':
        pace.setTime(message.time);
        break;
      case 'cloud':
        connectionChanged(message.state);
        break;
      case 'mail':
        putMail(machine, message.mail);
        break;
      case 'event':
        for (const [subscription, prefix] of machine.subscriptions.entries())
          if (message.name.startsWith(prefix)) putMail(machine, { kind: 'event', subscription, name: message.name, data: message.data });
        break;
      case 'call':
        callOf(message);
        break;
      case 'wave':
        machine.waves[message.pin] = message.wave;
        break;
      case 'level':
        setLevel(machine, message.pin, message.level);
        break;
      case 'numbers':
        machine.numbers = message.numbers;
        break;
      case 'updates':
        machine.updates = message.updates;
        break;
      case 'name':
        machine.name = message.name;
        break;
      case 'button':
        machine.button_since = message.down ? now() : null;
        break;
      case 'serial':
        machine.received.push(...message.bytes.slice(0, SERIAL_INPUT - machine.received.length));
        break;
      case 'serial_open':
        machine.serial_open = message.open;
        break;
      case 'serial_room':
        machine.serial_room += message.bytes;
        break;
      case 'ping':
        return post({ type: 'pong' });
    }
    wake();
  };

  const start = async (): Promise<void> => {
    const module = run.wasm instanceof WebAssembly.Module ? run.wasm : await WebAssembly.compile(run.wasm as BufferSource);
    checkModule(module, imports);
    const wait = blocks ? imports.wait : new (jspi as Jspi).Suspending(imports.wait);
    const instance = await WebAssembly.instantiate(module, {
      [IMPORT_MODULE]: { ...imports, wait } as unknown as WebAssembly.ModuleImports,
    });
    const { memory, fw_run } = instance.exports as unknown as FirmwareExports;
    machine.memory = memory;
    checkMemory();
    await (blocks ? fw_run() : (jspi as Jspi).promising(fw_run)());
  };

  const endOf = (error: unknown): RunEnd => {
    if (error instanceof RunEnded) return error.end;
    const panic = explainTrap(error);
    if (panic) return panic;
    return { how: 'error', text: error instanceof Error ? error.message : String(error) };
  };

  const ended = start()
    .then((): RunEnd => ({ how: 'error', text: 'The firmware came to its end, which it must not.' }), endOf)
    .then((end) => {
      flushMachine(machine);
      keepRetained();
      post({ type: 'ended', end });
      return end;
    });
  return { tell, ended, machine };
}
