// Why a board restarted: Device OS's numbers for the firmware, and its names for the event `spark/device/last_reset`.
import { RESET, RESET_REASON } from './abi.ts';
import type { ResetReason } from './virtual-board.ts';

export const numberOfReset: Readonly<Record<ResetReason, number>> = {
  pin: RESET_REASON.pin_reset,
  serial: RESET_REASON.dfu_mode,
  flash: RESET_REASON.update,
  panic: RESET_REASON.panic,
  watchdog: RESET_REASON.watchdog,
};

/** `kind` as the firmware asked for it. */
export const numberOfAsked = (kind: number): number =>
  kind === RESET.safe_mode ? RESET_REASON.safe_mode : kind === RESET.dfu ? RESET_REASON.dfu_mode : RESET_REASON.user;

const NAMES = new Map<number, string>(Object.entries(RESET_REASON).map(([name, number]) => [number, name]));

export const nameOfReset = (number: number): string => NAMES.get(number) ?? 'unknown';
