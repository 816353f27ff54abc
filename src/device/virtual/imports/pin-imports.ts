// Pins and sensors, as a firmware sees them.
import { PIN_CHANGE, PIN_MODE, type DeviceImports } from '../abi.ts';
import { putMail, type Machine } from '../machine.ts';
import { analogValue, steady, voltsAt } from '../wave.ts';
import type { PinState } from '../worker-messages.ts';

type PinImports = Pick<DeviceImports, 'pin_mode' | 'pin_write' | 'pin_read' | 'analog_read' | 'pwm' | 'pin_interrupt'>;

const PINS = 20;
/** Of one pin; more are lost, as on a board that cannot keep up. */
const MOST_INTERRUPTS = 64;
const FLOATING = steady(0);

/** The level that a pin has by itself. */
const restingLevel = (state: PinState | undefined): 0 | 1 => (state?.mode === PIN_MODE.input_pullup ? 1 : 0);

export const levelOf = (machine: Machine, pin: number): 0 | 1 => {
  const state = machine.pins[pin];
  if (state?.mode === PIN_MODE.output) return state.level;
  return machine.levels[pin] ?? restingLevel(state);
};

/** Somebody outside changed the level of a pin. */
export function setLevel(machine: Machine, pin: number, level: 0 | 1): void {
  const before = levelOf(machine, pin);
  machine.levels[pin] = level;
  const now = levelOf(machine, pin);
  const wanted = machine.interrupts[pin] ?? PIN_CHANGE.none;
  if (now === before || wanted === PIN_CHANGE.none) return;
  if (wanted === PIN_CHANGE.rising && now === 0) return;
  if (wanted === PIN_CHANGE.falling && now === 1) return;
  const waiting = machine.waiting_interrupts[pin] ?? 0;
  if (waiting >= MOST_INTERRUPTS) return;
  machine.waiting_interrupts[pin] = waiting + 1;
  putMail(machine, { kind: 'interrupt', pin, level: now });
}

export function pinImports(machine: Machine): PinImports {
  const change = (pin: number, part: Partial<PinState>): void => {
    if (pin >>> 0 >= PINS) return;
    const before = machine.pins[pin] ?? { mode: PIN_MODE.none, level: 0, duty: null };
    machine.pins[pin] = { ...before, ...part };
    machine.changed_pins.add(pin);
  };
  return {
    pin_mode: (pin, mode) => change(pin, { mode, duty: null }),
    pin_write(pin, level) {
      const state = machine.pins[pin];
      if (state?.mode === PIN_MODE.output) change(pin, { level: level ? 1 : 0, duty: null });
    },
    pin_read: (pin) => levelOf(machine, pin),
    analog_read(pin) {
      if (!machine.pins[pin]) change(pin, { mode: PIN_MODE.input });
      return analogValue(voltsAt(machine.waves[pin] ?? FLOATING, machine.pace.moment));
    },
    pwm: (pin, duty, hertz) => change(pin, { duty: hertz === 0 ? null : duty }),
    pin_interrupt(pin, wanted) {
      machine.interrupts[pin] = wanted;
    },
  };
}
