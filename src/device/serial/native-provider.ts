// Ports of the browser's own Web Serial.
import type { PortFilter } from '../board-catalog.ts';
import type { PortLike } from './port-like.ts';
import { portEvent } from './serial-provider.ts';
import type { Availability, SerialProvider } from './serial-provider.ts';

/** The part of `navigator.serial` that is used. */
export interface SerialLike extends EventTarget {
  getPorts(): Promise<PortLike[]>;
  requestPort(options: { filters: PortFilter[] }): Promise<PortLike>;
}

export interface NativeProviderOptions {
  /** `navigator.serial`, undefined where the browser has none. */
  serial: SerialLike | undefined;
  filters: PortFilter[];
  secure: boolean;
  /** `document.featurePolicy?.allowsFeature`; undefined where the browser does not tell. */
  allows?: ((feature: string) => boolean) | undefined;
}

const named = (error: unknown, name: string): boolean => error instanceof Error && error.name === name;

/** A port's events bubble to `navigator.serial`, with the port as target. */
export const createNativeProvider = ({ serial, filters, secure, allows }: NativeProviderOptions): SerialProvider => {
  const provider = new EventTarget();
  for (const type of ['connect', 'disconnect'] as const)
    serial?.addEventListener(type, ({ target }) => {
      if (target && target !== serial) provider.dispatchEvent(portEvent(type, target as PortLike));
    });
  return Object.assign(provider, {
    kind: 'native' as const,
    async availability(): Promise<Availability> {
      // An insecure page has no `serial` either: the address is what has to change, not the browser.
      if (!secure) return 'insecure';
      if (!serial) return 'unsupported';
      if (allows?.('serial') === false) return 'blocked_by_policy';
      try {
        await serial.getPorts();
        return 'available';
      } catch (error) {
        if (named(error, 'SecurityError') || named(error, 'NotAllowedError')) return 'blocked_by_policy';
        throw error;
      }
    },
    async getPorts(): Promise<PortLike[]> {
      return serial ? serial.getPorts() : [];
    },
    async requestPort(): Promise<PortLike | null> {
      if (!serial) return null;
      try {
        return await serial.requestPort({ filters });
      } catch (error) {
        // The same name whether the list was empty or the picker closed.
        if (named(error, 'NotFoundError')) return null;
        throw error;
      }
    },
  });
};
