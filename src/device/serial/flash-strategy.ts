// Which way a build gets onto a device, and why not another (spec/device.md §0, §1.4).
import { DeviceError } from '../../model/device-error.ts';
import type { Board } from '../define-board.ts';
import type { FlashStrategy } from './session-state.ts';

/** First Device OS without the YMODEM receiver. */
const LAST_SERIAL_MAJOR = 5;

export interface FlashTarget {
  /** Null when the kind of board is not known. */
  board: Board | null;
  /** `5.9.0`, null until somebody asked the device. */
  os_version: string | null;
  /** Whether the visitor's cloud holds its link right now, and would hand it a build. */
  online: boolean;
}

const majorOf = (version: string): number => Number.parseInt(version, 10);

/** Null when serial flashing works, or may work: the version is asked for on the way. */
export const serialRefusal = ({ board, os_version }: Pick<FlashTarget, 'board' | 'os_version'>): DeviceError | null => {
  const late = os_version !== null && majorOf(os_version) > LAST_SERIAL_MAJOR;
  if (board?.serial_flash === 'never' || (late && board?.serial_flash !== 'always'))
    return new DeviceError('flash_not_offered', 'no YMODEM receiver', os_version === null ? {} : { found: os_version });
  return null;
};

/** Over the air first: the log goes on meanwhile. Throws `flash_not_offered` when neither way is there. */
export const chooseStrategy = (target: FlashTarget, wanted?: FlashStrategy): FlashStrategy => {
  if (wanted === 'ota' || (wanted === undefined && target.online)) return 'ota';
  const refusal = serialRefusal(target);
  if (refusal) throw refusal;
  return 'ymodem';
};
