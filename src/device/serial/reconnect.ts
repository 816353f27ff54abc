// Finds a device again after its port was lost: a restart gives it a new port object in Chromium and the same one in Firefox.
import { DeviceError } from '../../model/device-error.ts';
import { sleep, within } from '../device-clock.ts';
import type { DeviceClock } from '../device-clock.ts';
import type { PortLike } from './port-like.ts';
import type { SerialProvider } from './serial-provider.ts';

/** How long a restart may take, ms. */
export const RETURN_MS = 10_000;
const POLL_MS = 200;
const LIST_MS = 2000;

export interface Sought {
  /** The port that was lost. */
  old: PortLike;
  /** Ports that were there while it was: other boards, never candidates. */
  known: ReadonlySet<PortLike>;
}

/** New ports of the same maker first, those of the same kind before others; the old object last. Ports that are open are somebody's. */
export const candidates = (ports: readonly PortLike[], { old, known }: Sought): PortLike[] => {
  const { usbVendorId, usbProductId } = old.getInfo();
  const fresh = ports.filter((port) => port !== old && !known.has(port) && port.getInfo().usbVendorId === usbVendorId);
  const alike = (port: PortLike): number => (port.getInfo().usbProductId === usbProductId ? 0 : 1);
  return [...fresh.sort((one, other) => alike(one) - alike(other)), old].filter((port) => port.readable === null);
};

export interface ReconnectOptions<T> {
  clock: DeviceClock;
  signal: AbortSignal;
  /** Opens a port; what it throws means "not this one, not now". */
  open: (port: PortLike) => Promise<T>;
  ms?: number;
}

/** Looks every 200 ms, and at once when a port appears. Throws `port_not_back`, or the signal's reason. */
export const findAgain = async <T>(
  provider: SerialProvider,
  sought: Sought,
  { clock, signal, open, ms = RETURN_MS }: ReconnectOptions<T>,
): Promise<T> => {
  const end = clock.now() + ms;
  let appeared = (): void => {};
  const wake = (): void => appeared();
  provider.addEventListener('connect', wake);
  try {
    for (;;) {
      signal.throwIfAborted();
      const ports = await within(clock, LIST_MS, provider.getPorts(), 'port_silent').catch(() => []);
      for (const port of candidates(ports, sought)) {
        signal.throwIfAborted();
        try {
          return await open(port);
        } catch (error) {
          if (!(error instanceof DeviceError)) throw error;
        }
      }
      if (clock.now() >= end) throw new DeviceError('port_not_back');
      const early = new AbortController();
      appeared = () => early.abort();
      await sleep(clock, POLL_MS, AbortSignal.any([signal, early.signal])).catch(() => {});
    }
  } finally {
    provider.removeEventListener('connect', wake);
  }
};
