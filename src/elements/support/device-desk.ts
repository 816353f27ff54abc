// All devices of a page in one place: the virtual boards, and one session for each port that is or was open.
import type { CloudClient } from '../../client/cloud-client.ts';
import type { BoardCatalog } from '../../device/board-catalog.ts';
import { systemClock } from '../../device/device-clock.ts';
import type { DeviceClock } from '../../device/device-clock.ts';
import { createOverTheAir } from '../../device/flash/over-the-air.ts';
import { DeviceSession } from '../../device/serial/device-session.ts';
import type { DeviceLock } from '../../device/serial/device-lock.ts';
import type { Availability, SerialProvider } from '../../device/serial/serial-provider.ts';
import { createVirtualProvider } from '../../device/serial/virtual-provider.ts';
import type { VirtualBoard } from '../../device/virtual/virtual-board.ts';
import { VirtualUsb } from '../../device/virtual/virtual-usb.ts';

/** Where a log comes from. */
export type DeviceSource = 'virtual' | 'usb' | 'capture';

/** The part of the rack of virtual boards that is used. Event `change`: a board came or went. */
export interface BoardRack extends EventTarget {
  /** Boards that were started on this page. */
  readonly devices: readonly (VirtualBoard & { readonly state?: string })[];
  /** Starts the board of this id the first time. */
  device(id: string, name?: string): VirtualBoard & { readonly state?: string };
}

export interface DeviceDeskOptions<Rack extends BoardRack> {
  boards: BoardCatalog;
  /** Ports of real devices. */
  usb: SerialProvider;
  rack: Rack;
  cloud: CloudClient;
  clock?: DeviceClock;
  lock?: DeviceLock;
}

interface Plugged {
  session: DeviceSession;
  /** Null until the board was started. */
  usb: { plug: VirtualUsb; provider: SerialProvider } | null;
  /** False after the visitor disconnected it. */
  wanted: boolean;
  /** Ends when the session let go of a board that was put away. */
  leaving: Promise<void>;
}

/** Events: `change` when anything of any session changed. */
export class DeviceDesk<Rack extends BoardRack = BoardRack> extends EventTarget {
  readonly boards: BoardCatalog;
  readonly usb: SerialProvider;
  readonly rack: Rack;
  readonly clock: DeviceClock;
  /** The session with the real device. */
  readonly real: DeviceSession;
  /** The session with a recording that is played. */
  readonly recorded: DeviceSession;
  /** Whether this browser has ports for this page; null until it was asked. */
  availability: Availability | null = null;
  readonly #options: DeviceDeskOptions<Rack>;
  readonly #virtual = new Map<string, Plugged>();
  #attached: Promise<boolean> | null = null;
  #leaving = false;

  constructor(options: DeviceDeskOptions<Rack>) {
    super();
    this.#options = options;
    this.boards = options.boards;
    this.usb = options.usb;
    this.rack = options.rack;
    this.clock = options.clock ?? systemClock;
    this.real = this.#session();
    this.recorded = this.#session();
    this.rack.addEventListener('change', () => this.#plugRunning());
  }

  #session(): DeviceSession {
    const { cloud, lock } = this.#options;
    const session = new DeviceSession({
      boards: this.boards,
      clock: this.clock,
      cloud,
      air: createOverTheAir(cloud, this.clock),
      ...(lock ? { lock } : {}),
    });
    session.addEventListener('change', () => this.#changed());
    return session;
  }

  // ── Real devices ──

  /** Asks the browser once a page whether it has ports, and opens one that the visitor granted before. */
  attachReal(): Promise<boolean> {
    this.#attached ??= this.#attachReal();
    return this.#attached;
  }

  async #attachReal(): Promise<boolean> {
    this.availability = await this.usb.availability().catch(() => 'blocked_by_policy' as const);
    this.#changed();
    return this.availability === 'available' && this.real.attach(this.usb);
  }

  // ── Virtual boards ──

  /** The session with a virtual board. It connects by itself when the board runs on this page. */
  virtual(device: string): DeviceSession {
    return this.#place(device).session;
  }

  #place(device: string): Plugged {
    let place = this.#virtual.get(device);
    if (!place) {
      place = { session: this.#session(), usb: null, wanted: true, leaving: Promise.resolve() };
      this.#virtual.set(device, place);
      this.#plugRunning();
    }
    return place;
  }

  /** Starts the board and connects its port. */
  async plugIn(device: string, name?: string): Promise<void> {
    this.#place(device).wanted = true;
    await this.#plug(this.rack.device(device, name));
  }

  async unplug(device: string): Promise<void> {
    const place = this.#place(device);
    place.wanted = false;
    await place.session.disconnect();
  }

  #plugRunning(): void {
    for (const [id, place] of this.#virtual) {
      const board = this.rack.devices.find((one) => one.id === id);
      // Put away (another account, another cloud); one of the same id may come later, and is another board.
      if (place.usb && place.usb.plug.board !== board) {
        place.usb = null;
        place.leaving = place.session.disconnect('The board was put away');
      }
      if (board) void this.#plug(board);
    }
    this.#changed();
  }

  async #plug(board: VirtualBoard): Promise<void> {
    const place = this.#place(board.id);
    if (place.usb?.plug.board !== board) {
      const plug = new VirtualUsb(board, { clock: this.clock });
      place.usb = { plug, provider: createVirtualProvider(plug) };
      // A board that starts, or that was off for long, is met when it comes.
      plug.addEventListener('connect', () => void this.#meet(place));
      board.addEventListener('change', () => this.#changed());
    }
    await place.leaving;
    await this.#meet(place);
  }

  async #meet({ session, usb, wanted }: Plugged): Promise<void> {
    if (wanted && usb?.plug.port && session.state === 'idle') await session.attach(usb.provider);
  }

  /** Why no log of a virtual board comes to this page; null when it could. */
  stateOf(device: string): 'elsewhere' | 'off' | 'failed' | 'loading' | null {
    const state = this.rack.devices.find(({ id }) => id === device)?.state;
    return state === 'elsewhere' || state === 'off' || state === 'failed' || state === 'loading' ? state : null;
  }

  // ── All of them ──

  get sessions(): DeviceSession[] {
    return [this.real, this.recorded, ...[...this.#virtual.values()].map(({ session }) => session)];
  }

  readonly #warn = (event: BeforeUnloadEvent): void => event.preventDefault();

  #changed(): void {
    // Leaving while a device is written to may leave it without firmware.
    const flashing = this.sessions.some(({ progress }) => progress?.outcome === 'running' && progress.stage !== 'check');
    if (flashing !== this.#leaving) {
      this.#leaving = flashing;
      if (flashing) addEventListener('beforeunload', this.#warn);
      else removeEventListener('beforeunload', this.#warn);
    }
    this.dispatchEvent(new Event('change'));
  }
}
