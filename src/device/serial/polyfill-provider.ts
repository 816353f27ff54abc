// Ports of web-serial-polyfill over WebUSB, for browsers without Web Serial (old Chromium on Android).
import type { PortFilter } from '../board-catalog.ts';
import { PolyfillPort } from './polyfill-port.ts';
import type { PolyfilledPort } from './polyfill-port.ts';
import type { PortLike } from './port-like.ts';
import { portEvent } from './serial-provider.ts';
import type { Availability, SerialProvider } from './serial-provider.ts';

/** The part of a USBDevice that matters here: which one it is. */
export interface UsbDeviceLike {
  readonly vendorId: number;
  readonly productId: number;
}

/** The part of `navigator.usb` that is used. Its events carry `device`. */
export interface UsbLike extends EventTarget {
  getDevices(): Promise<UsbDeviceLike[]>;
  requestDevice(options: { filters: { vendorId: number; productId?: number; classCode?: number }[] }): Promise<UsbDeviceLike>;
}

export interface PolyfillProviderOptions {
  usb: UsbLike;
  filters: PortFilter[];
  /** Makes the polyfill's port of a device; throws for a device without a serial interface. Loaded on the first need. */
  load: () => Promise<(device: UsbDeviceLike) => PolyfilledPort>;
  allows?: ((feature: string) => boolean) | undefined;
}

const named = (error: unknown, name: string): boolean => error instanceof Error && error.name === name;

export const createPolyfillProvider = ({ usb, filters, load, allows }: PolyfillProviderOptions): SerialProvider => {
  const provider = new EventTarget();
  // The polyfill makes another object on every look: a port must stay the same as long as its device does.
  const ports = new Map<UsbDeviceLike, PolyfillPort | null>();
  const isWanted = (device: UsbDeviceLike): boolean =>
    filters.some(
      ({ usbVendorId, usbProductId }) =>
        device.vendorId === usbVendorId && (usbProductId === undefined || device.productId === usbProductId),
    );
  const portOf = async (device: UsbDeviceLike): Promise<PolyfillPort | null> => {
    if (!isWanted(device)) return null;
    const make = await load();
    const known = ports.get(device);
    if (known !== undefined) return known;
    let port: PolyfillPort | null = null;
    try {
      port = new PolyfillPort(make(device));
    } catch {
      // A device of the same maker without a serial port (DFU).
    }
    ports.set(device, port);
    return port;
  };
  const deviceOf = (event: Event): UsbDeviceLike | null => (event as Event & { device?: UsbDeviceLike }).device ?? null;

  usb.addEventListener('connect', (event) => {
    const device = deviceOf(event);
    if (device)
      void portOf(device).then(
        (port) => port && provider.dispatchEvent(portEvent('connect', port)),
        // The next `getPorts` says why the polyfill did not load.
        () => {},
      );
  });
  usb.addEventListener('disconnect', (event) => {
    const device = deviceOf(event);
    const port = device && ports.get(device);
    if (!device || !port) return;
    ports.delete(device);
    port.unplugged();
    provider.dispatchEvent(portEvent('disconnect', port));
  });

  return Object.assign(provider, {
    kind: 'polyfill' as const,
    async availability(): Promise<Availability> {
      if (allows?.('usb') === false) return 'blocked_by_policy';
      try {
        await usb.getDevices();
        return 'available';
      } catch (error) {
        if (named(error, 'SecurityError') || named(error, 'NotAllowedError')) return 'blocked_by_policy';
        throw error;
      }
    },
    async getPorts(): Promise<PortLike[]> {
      const found = await Promise.all((await usb.getDevices()).map(portOf));
      return found.filter((port) => port !== null);
    },
    async requestPort(): Promise<PortLike | null> {
      try {
        const device = await usb.requestDevice({
          filters: filters.map(({ usbVendorId, usbProductId }) => ({
            vendorId: usbVendorId,
            ...(usbProductId === undefined ? {} : { productId: usbProductId }),
          })),
        });
        return await portOf(device);
      } catch (error) {
        if (named(error, 'NotFoundError')) return null;
        throw error;
      }
    },
  });
};
