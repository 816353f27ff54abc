// Where serial ports come from: the browser, the polyfill on WebUSB, or the virtual boards of this page.
import type { PortLike } from './port-like.ts';

/** `unsupported`: another browser. `insecure`: https or localhost. `blocked_by_policy`: a frame, a header or an administrator forbids it. */
export type Availability = 'available' | 'unsupported' | 'insecure' | 'blocked_by_policy';

/** Events `connect` and `disconnect`: `PortEvent`, for ports the visitor has granted. */
export interface SerialProvider extends EventTarget {
  readonly kind: 'native' | 'polyfill' | 'virtual' | 'capture';
  /** Where its ports are not those of the whole browser: the id of the virtual board. */
  readonly name?: string;
  availability(): Promise<Availability>;
  /** Ports the visitor has granted. After a device restarted its port may be another object. */
  getPorts(): Promise<PortLike[]>;
  /** Lets the visitor pick; needs a click. Null when the picker was closed: that is a result, not an error. */
  requestPort(): Promise<PortLike | null>;
}

export type PortEvent = CustomEvent<{ port: PortLike }>;

export const portEvent = (type: 'connect' | 'disconnect', port: PortLike): PortEvent => new CustomEvent(type, { detail: { port } });
