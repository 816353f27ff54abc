// Crashes in a row: a firmware that stops whenever it starts would never take the one that mends it.

/** Until it starts in safe mode. */
const MOST = 3;
/** Real ms after the start: a crash later than that begins a new row. */
const SOON = 20_000;

/** Why a firmware stopped by itself. */
export interface DeviceCrash {
  /** Device OS's panic number; null for an endless loop. */
  code: number | null;
  /** What happened, a sentence. */
  text: string;
  /** The C++ function that it happened in. */
  function: string | null;
  /** The place in the sources, where the firmware tells it. */
  place: { path: string; line: number } | null;
  /** It happened so often in a row. */
  times: number;
}

export interface CrashCount {
  /** The last one; null after a new firmware. */
  readonly last: DeviceCrash | null;
  /** `ran`: real ms since the start. */
  add(crash: Omit<DeviceCrash, 'times'>, ran: number): void;
  /** True when it is time for safe mode; the row begins anew. */
  tooMany(): boolean;
  /** A person restarted it: the row is over, what happened is not forgotten. */
  endRow(): void;
  forget(): void;
}

export function createCrashCount(): CrashCount {
  let last: DeviceCrash | null = null;
  let row = 0;
  return {
    get last() {
      return last;
    },
    add(crash, ran) {
      row = ran < SOON ? row + 1 : 1;
      last = { ...crash, times: row };
    },
    tooMany() {
      if (row < MOST) return false;
      row = 0;
      return true;
    },
    endRow() {
      row = 0;
    },
    forget() {
      row = 0;
      last = null;
    },
  };
}

export const ENDLESS: Omit<DeviceCrash, 'times'> = {
  code: null,
  text: 'The firmware ran for five seconds without a pause. A loop in it never ends, or never waits.',
  function: null,
  place: null,
};

export const UNFED: Omit<DeviceCrash, 'times'> = {
  code: null,
  text: 'The firmware did not feed its watchdog in time.',
  function: null,
  place: null,
};
