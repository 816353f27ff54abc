// Facts about the device, and what a firmware may do to it.
import { ALLOW, NUMBER, POCKET_ABI, SYSTEM_MODES, TEXT, UPDATES, type DeviceImports } from '../abi.ts';
import { RunEnded, textAt, writeAt, type Machine } from '../machine.ts';
import { framesOf } from '../explain-trap.ts';

type SystemImports = Pick<DeviceImports, 'start' | 'text' | 'number' | 'reset' | 'panic' | 'listen' | 'watchdog' | 'updates' | 'allow'>;

const encoder = new TextEncoder();

export function systemImports(machine: Machine): SystemImports {
  const { options } = machine;
  const texts: Readonly<Record<number, () => string>> = {
    [TEXT.device_id]: () => options.id,
    [TEXT.device_name]: () => machine.name,
    [TEXT.os_version]: () => options.os_version,
    [TEXT.app_hash]: () => options.app_hash,
  };
  const numbers: Readonly<Record<number, () => number>> = {
    [NUMBER.reset_reason]: () => options.reset_reason,
    [NUMBER.reset_data]: () => options.reset_data,
    [NUMBER.battery_charge]: () => machine.numbers.battery_charge,
    [NUMBER.battery_state]: () => machine.numbers.battery_state,
    [NUMBER.power_source]: () => machine.numbers.power_source,
    [NUMBER.button_ms]: () => (machine.button_since === null ? 0 : Math.max(1, machine.now() - machine.button_since)),
    [NUMBER.signal]: () => machine.numbers.signal,
  };
  return {
    start(abi, mode, threaded) {
      if (abi !== POCKET_ABI)
        throw new RunEnded({
          how: 'error',
          text: `The firmware was built for another host (interface ${abi}, this one has ${POCKET_ABI}). Compile it again.`,
        });
      machine.post({ type: 'started', mode: SYSTEM_MODES[mode] ?? 'automatic', threaded: threaded !== 0 });
    },
    text(what, to, room) {
      const bytes = encoder.encode(texts[what]?.() ?? '');
      writeAt(machine, to, bytes, room);
      return bytes.length;
    },
    number: (what) => numbers[what]?.() ?? 0,
    reset(how, data) {
      throw new RunEnded({ how: 'reset', kind: how, data: data >>> 0 });
    },
    panic(code, text, length) {
      const { stack } = new Error('panic');
      throw new RunEnded({ how: 'panic', code, text: textAt(machine, text, length), frames: framesOf(stack ?? '') });
    },
    listen: (on) => machine.post({ type: 'listen', on: on !== 0 }),
    watchdog(ms) {
      const timeout = ms > 0 ? ms : machine.watchdog?.timeout;
      if (timeout !== undefined) machine.watchdog = { timeout, fed_at: machine.pace.elapsed };
    },
    updates: () => machine.updates,
    allow(what) {
      if (what === ALLOW.disable_updates) machine.updates &= ~UPDATES.allowed;
      if (what === ALLOW.enable_updates) machine.updates |= UPDATES.allowed;
      if (what === ALLOW.disable_reset) machine.updates &= ~UPDATES.reset_allowed;
      if (what === ALLOW.enable_reset) machine.updates |= UPDATES.reset_allowed;
      machine.post({ type: 'allow', what });
    },
  };
}
