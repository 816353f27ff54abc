// The device's own runtime (`src/device/virtual/firmware-host.ts`), played a script on a clock that moves when the firmware waits. Where WebAssembly cannot be paused, as in Node 20, it waits as it does without JSPI.
import { canSuspend, createFirmwareHost, type FirmwareHost } from '../../src/device/virtual/firmware-host.ts';
import { steady } from '../../src/device/virtual/wave.ts';
import type { FromFirmware } from '../../src/device/virtual/worker-messages.ts';
import type { Script } from './scripted-device.ts';

const START = Date.UTC(2026, 10, 21, 12);
const ONLINE = 15;
/** Ms until the cloud acknowledges. */
const ACKNOWLEDGED = 50;

/** The script's end: thrown through the firmware's stack. */
class ScriptEnd extends Error {}

interface Kept {
  eeprom: Uint8Array | null;
  retained: Uint8Array | null;
  reason: number;
  data: number;
}

const numbersOf = (script: Script): Record<string, number> =>
  Object.fromEntries(script.settings.filter(([name]) => name === 'number').map(([, what, value]) => [what, Number(value)]));

async function runOnce(wasm: Uint8Array, script: Script, kept: Kept): Promise<string> {
  const steps = script.steps.toSorted((a, b) => a.at - b.at);
  const later: { at: number; ticket: number }[] = [];
  const numbers = numbersOf(script);
  const setting = (name: string): string[] | undefined => script.settings.find(([first]) => first === name);
  const decoder = new TextDecoder();
  const blocks = !canSuspend();
  let printed = '';
  let now = START;
  let cloud = setting('offline') ? ONLINE & ~1 : ONLINE;

  const actions: Record<string, (words: string[]) => void> = {
    event: ([name = '', ...data]) => host.tell({ type: 'event', name, data: data.join(' ') }),
    call: ([name = '', ...rest]) => host.tell({ type: 'call', call: now - START, what: 'function', name, argument: rest.join(' ') }),
    read: ([name = '']) => host.tell({ type: 'call', call: now - START, what: 'variable', name, argument: '' }),
    system: ([event, param]) => host.tell({ type: 'mail', mail: { kind: 'system', event: Number(event), param: Number(param) } }),
    click: () => host.tell({ type: 'mail', mail: { kind: 'system', event: 4096, param: 1 } }),
    led: ([rgb]) => host.tell({ type: 'mail', mail: { kind: 'led', rgb: Number(rgb) } }),
    serial: (words) =>
      host.tell({ type: 'serial', bytes: [...new TextEncoder().encode(words.join(' ').replaceAll(String.raw`\n`, '\n'))] }),
    online: () => host.tell({ type: 'cloud', state: (cloud |= 1) }),
    offline: () => host.tell({ type: 'cloud', state: (cloud &= ~1) }),
    pin: ([pin, level]) => host.tell({ type: 'level', pin: Number(pin), level: Number(level) as 0 | 1 }),
    analog: ([pin, value]) => host.tell({ type: 'wave', pin: Number(pin), wave: steady((Number(value) * 3.3) / 4095) }),
  };

  /** A millisecond goes by, with what the script has for it. */
  const pass = (): void => {
    now += 1;
    const at = now - START;
    if (at > script.length) throw new ScriptEnd();
    for (const one of later.splice(0))
      if (one.at > at) later.push(one);
      else host.tell({ type: 'mail', mail: { kind: 'published', ticket: one.ticket, result: 0 } });
    while (steps[0] && steps[0].at <= at) {
      const [name = '', ...words] = steps.shift()!.words;
      actions[name]?.(words);
    }
  };

  const hear = (message: FromFirmware): void => {
    if (message.type === 'serial') {
      printed += decoder.decode(message.bytes, { stream: true });
      host.tell({ type: 'serial_room', bytes: message.bytes.length });
    } else if (message.type === 'publish') {
      if (cloud & 1) later.push({ at: now - START + ACKNOWLEDGED, ticket: message.ticket });
    } else if (message.type === 'eeprom') kept.eeprom = message.bytes;
    else if (message.type === 'retained') kept.retained = message.bytes;
  };

  const host: FirmwareHost = createFirmwareHost({
    run: {
      id: 'e00fce680123456789abcdef',
      name: 'board',
      os_version: '5.9.0',
      app_hash: '00',
      wasm,
      time: { epoch: START, origin: START, rate: 1 },
      booted_at: START,
      reset_reason: kept.reason,
      reset_data: kept.data,
      random_seed: 12345,
      eeprom: kept.eeprom,
      retained: kept.retained,
      cloud: 0,
      updates: 5,
      numbers: {
        battery_charge: numbers['3'] ?? 0,
        battery_state: numbers['4'] ?? 0,
        power_source: numbers['5'] ?? 0,
        signal: numbers['7'] ?? 0,
      },
      waves: {},
      levels: {},
      serial_open: true,
    },
    post: hear,
    now: () => now,
    rest: blocks ? pass : async () => pass(),
    wake: () => {},
    blocks,
  });
  for (const [name = '', ...words] of script.settings) actions[name]?.(words);
  if (setting('time')?.[1] !== '0') host.tell({ type: 'cloud', state: cloud });
  const end = await host.ended;
  kept.reason = end.how === 'reset' ? 140 : end.how === 'panic' ? 130 : 0;
  kept.data = end.how === 'reset' ? end.data : end.how === 'panic' ? end.code : 0;
  return printed;
}

/** What is printed in all boots. */
export async function runInRuntime(wasm: Uint8Array, script: Script): Promise<string> {
  const kept: Kept = { eeprom: null, retained: null, reason: 20, data: 0 };
  let output = '';
  for (let boot = 0; boot < script.boots; boot++) output += await runOnce(wasm, script, kept);
  return output.replaceAll('\r\n', '\n');
}
