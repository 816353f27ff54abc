// The board's end of its USB cable: who listens, what is printed, and what was typed.
import { createSerialOut } from './serial-out.ts';
import type { SerialHost } from './virtual-board.ts';
import type { ToFirmware } from './worker-messages.ts';

export interface DeviceSerial {
  /** Set by the port while it is plugged in. */
  host: SerialHost | null;
  /** A program holds the port open, as the firmware was last told. */
  readonly open: boolean;
  /** A new run begins: what it is told first. */
  begin(): void;
  print(bytes: Uint8Array): void;
  input(bytes: Uint8Array): void;
  /** The board restarts: what has not left is lost. */
  clear(): void;
}

export interface SerialHandlers {
  tell(message: Extract<ToFirmware, { type: 'serial' | 'serial_open' | 'serial_room' }>): void;
  /** True while the port speaks the system's words, not the firmware's. */
  listening(): boolean;
  deliver(bytes: Uint8Array): void;
}

export function createDeviceSerial({ tell, listening, deliver }: SerialHandlers): DeviceSerial {
  let host: SerialHost | null = null;
  let open = false;
  const out = createSerialOut(
    () => (listening() ? null : host),
    deliver,
    (bytes) => tell({ type: 'serial_room', bytes }),
  );
  /** A program opened or closed the port. */
  const look = (): void => {
    const now = host?.connected ?? false;
    if (now === open) return;
    open = now;
    tell({ type: 'serial_open', open });
  };
  return {
    get host() {
      return host;
    },
    set host(next) {
      host = next;
      if (next) next.changed = look;
      look();
    },
    get open() {
      return open;
    },
    begin() {
      open = host?.connected ?? false;
    },
    print: (bytes) => out.push(bytes),
    input: (bytes) => tell({ type: 'serial', bytes: [...bytes] }),
    clear: () => out.clear(),
  };
}
