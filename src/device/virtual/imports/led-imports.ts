// The status LED, as a firmware sees it: the system has it until the application takes it.
import { LED_PATTERN, type DeviceImports } from '../abi.ts';
import type { Machine } from '../machine.ts';

type LedImports = Pick<DeviceImports, 'led_control' | 'led_color' | 'led_brightness' | 'led_watch' | 'led_status'>;

const MOST_STATUSES = 32;

export function ledImports(machine: Machine): LedImports {
  const change = (work: () => void): void => {
    work();
    machine.led_changed = true;
  };
  return {
    led_control: (on) => change(() => (machine.led.control = on !== 0)),
    led_color: (rgb) => change(() => (machine.led.rgb = rgb & 0xffffff)),
    led_brightness: (value) => change(() => (machine.led.brightness = value & 0xff)),
    led_watch: (on) => change(() => (machine.led.watched = on !== 0)),
    led_status: (id, rgb, pattern, period, priority) =>
      change(() => {
        const { [id]: _gone, ...others } = machine.led.statuses;
        const active = pattern !== LED_PATTERN.off && Object.keys(others).length < MOST_STATUSES;
        machine.led.statuses = active ? { ...others, [id]: { rgb: rgb & 0xffffff, pattern, period, priority } } : others;
      }),
  };
}
