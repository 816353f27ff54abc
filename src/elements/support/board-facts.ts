// What the virtual boards of this page say of their own firmware: which line published an event, and where it stopped.
import type { DeviceDesk } from './device-desk.ts';

export interface CodePosition {
  path: string;
  /** From 1. */
  line: number;
}

/** How a board's firmware ended; structural, because the boards themselves are loaded later than this. */
export interface BoardCrash {
  text: string;
  function: string | null;
  place: CodePosition | null;
}

interface Board extends EventTarget {
  readonly id: string;
  readonly state?: string;
  readonly crash?: BoardCrash | null;
}

interface Published {
  event: number | null;
  file: string | null;
  line: number | null;
}

/** Events that are remembered. */
const MOST = 500;

/** A firmware's file names come from where it was compiled: `/src/a.cpp`. */
const inProject = (path: string): string => path.replace(/^\/+/, '');

export class BoardFacts {
  readonly #desk: DeviceDesk;
  readonly #places = new Map<number, CodePosition>();
  readonly #watched = new WeakSet<Board>();
  readonly #changed: () => void;
  readonly #published = (event: Event): void => {
    const { event: id, file, line } = (event as CustomEvent<Published>).detail;
    if (id === null || file === null || line === null) return;
    this.#places.set(id, { path: inProject(file), line });
    for (const oldest of this.#places.keys()) {
      if (this.#places.size <= MOST) break;
      this.#places.delete(oldest);
    }
  };
  readonly #watch = (): void => {
    for (const board of this.#boards) {
      if (this.#watched.has(board)) continue;
      this.#watched.add(board);
      board.addEventListener('publish', this.#published);
      board.addEventListener('change', this.#changed);
    }
    this.#changed();
  };

  constructor(desk: DeviceDesk, changed: () => void) {
    this.#desk = desk;
    this.#changed = changed;
    desk.rack.addEventListener('change', this.#watch);
    this.#watch();
  }

  get #boards(): readonly Board[] {
    return this.#desk.rack.devices;
  }

  /** The call that published an event; null when no board of this page did, or it is long ago. */
  placeOf(event: number | null): CodePosition | null {
    return event === null ? null : (this.#places.get(event) ?? null);
  }

  /** Why a board's firmware does not run; null while it does. */
  crashOf(device: string): BoardCrash | null {
    const board = this.#boards.find(({ id }) => id === device);
    if (!board?.crash || (board.state !== 'panic' && board.state !== 'safe_mode')) return null;
    const { text, function: where, place } = board.crash;
    return { text, function: where, place: place && { ...place, path: inProject(place.path) } };
  }

  close(): void {
    this.#desk.rack.removeEventListener('change', this.#watch);
    for (const board of this.#boards) {
      board.removeEventListener('publish', this.#published);
      board.removeEventListener('change', this.#changed);
    }
  }
}
