// What an operation (identify, flash) may do with the session that runs it.
import type { DeviceClock } from '../device-clock.ts';
import type { Bridge } from './bridge.ts';
import type { Board } from '../define-board.ts';
import type { MarkerKind } from './log-line.ts';
import type { SessionLink } from './session-link.ts';
import type { DeviceIdentity, FlashProgress, SessionState } from './session-state.ts';

export interface SessionReach {
  readonly session: {
    readonly identity: DeviceIdentity | null;
    readonly board: Board | null;
    readonly bridge: Bridge;
    mark(kind: MarkerKind, message: string): void;
  };
  readonly link: SessionLink;
  readonly clock: DeviceClock;
  /** Aborted with `flash_cancelled` when the person gives up, or when the connection ends. */
  readonly signal: AbortSignal;
  become(state: SessionState): void;
  learn(facts: Partial<DeviceIdentity>): void;
  tell(progress: FlashProgress): void;
}
