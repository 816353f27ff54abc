// What a serial port can do, whoever provides it: Chromium's own SerialPort fits as it is; polyfill and virtual device are made to fit.

/** USB vendor of every Particle device. */
export const PARTICLE_VENDOR = 0x2b04;

/** USB ids. A port that is not on USB has none. The serial number, which is the device id, is not told to pages. */
export interface PortInfo {
  usbVendorId?: number | undefined;
  usbProductId?: number | undefined;
}

export interface PortOpenOptions {
  /** Bits a second. A board takes 14400 as "reset into DFU" and 28800 as "start listening" (spec/device.md §1.2): never by accident. */
  baudRate: number;
  /** Bytes. The browser's default of 255 loses data (spec/device.md §4). */
  bufferSize?: number | undefined;
}

export interface PortSignals {
  dataTerminalReady?: boolean | undefined;
  requestToSend?: boolean | undefined;
  break?: boolean | undefined;
}

/**
 * A structural `SerialPort` (WICG serial). Fires `connect` and `disconnect`.
 *
 * Every provider keeps these rules (spec/device.md §4), and throws DOMExceptions with these names:
 * - `open` twice: `InvalidStateError`; busy, gone or no permission: `NetworkError`, which tells no more.
 * - `close` while a reader or writer holds its stream: `TypeError`, and the port stays open.
 * - device lost: a pending read rejects with `NetworkError`, `readable` becomes null, `writable` stays until `close`, which succeeds.
 * - after a device came back, the old object may never open again (Chromium) or may (Firefox): ask the provider for ports.
 */
export interface PortLike extends EventTarget {
  readonly readable: ReadableStream<Uint8Array> | null;
  readonly writable: WritableStream<Uint8Array> | null;
  /** Missing in older browsers. */
  readonly connected?: boolean | undefined;
  open(options: PortOpenOptions): Promise<void>;
  close(): Promise<void>;
  /** Rejects with `NetworkError` where there are no modem lines: never fatal. */
  setSignals(signals: PortSignals): Promise<void>;
  getInfo(): PortInfo;
  forget?(): Promise<void>;
}
