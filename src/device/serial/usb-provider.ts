// The provider for real devices in this browser: its own Web Serial, or the polyfill where only WebUSB is there.
import type { PortFilter } from '../board-catalog.ts';
import { createNativeProvider } from './native-provider.ts';
import type { SerialLike } from './native-provider.ts';
import { createPolyfillProvider } from './polyfill-provider.ts';
import type { UsbDeviceLike, UsbLike } from './polyfill-provider.ts';
import type { SerialProvider } from './serial-provider.ts';

/** By what is there, never by the name of a browser. */
export const createUsbProvider = (filters: PortFilter[], page: Window & typeof globalThis = window): SerialProvider => {
  const { serial, usb } = page.navigator as { serial?: SerialLike; usb?: UsbLike };
  const policy = (page.document as { featurePolicy?: { allowsFeature(feature: string): boolean } }).featurePolicy;
  const allows = policy && ((feature: string) => policy.allowsFeature(feature));
  if (!serial && usb)
    return createPolyfillProvider({
      usb,
      filters,
      allows,
      load: async () => {
        const { SerialPort } = await import('web-serial-polyfill');
        return (device: UsbDeviceLike) => new SerialPort(device);
      },
    });
  return createNativeProvider({ serial, filters, secure: page.isSecureContext, allows });
};
