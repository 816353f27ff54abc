// What a device session tells whoever shows it.
import type { Board } from '../define-board.ts';
import type { ModuleInfo } from './module-info.ts';
import type { PortInfo } from './port-like.ts';

/** In the order of a whole life: connect, log, flash, log again. `error` says why in `DeviceSession.error`. */
export type SessionState =
  | 'idle'
  | 'picking' // the browser shows its list of ports
  | 'opening'
  | 'logging'
  | 'listening' // the device answers questions and prints no log
  | 'flashing'
  | 'restarting' // the port is gone and expected back
  | 'verifying' // after a flash: which firmware runs
  | 'error';

export type FlashStrategy = 'ymodem' | 'ota';

/** In their order. Over the air the cloud and the device do `prepare` to `apply` as one. */
export const FLASH_STAGES = ['check', 'prepare', 'erase', 'send', 'apply', 'restart', 'verify'] as const;
export type FlashStage = (typeof FLASH_STAGES)[number];

export interface FlashProgress {
  strategy: FlashStrategy;
  stage: FlashStage;
  /** Bytes the device has. */
  sent: number;
  total: number;
  /** Bytes a second while sending; null before there is one. */
  rate: number | null;
  /** Ms left of sending; null before it can be told. */
  left: number | null;
  /** SHA-256 of the file, 64 hex. */
  hash: string;
  /** Hash that the device reports after its restart: null until it was read. */
  read_back: string | null;
  /** `done`: read back and the same. `unproven`: flashed, but nothing could be read back. */
  outcome: 'running' | 'done' | 'unproven' | 'failed' | 'cancelled';
}

/** Where a fact about the device comes from, from first to best. */
export type IdentitySource = 'usb' | 'bridge' | 'listening' | 'board';

export interface DeviceIdentity {
  /** Null behind an adapter that stands before any board. */
  platform_id: number | null;
  usb: { vendor: number; product: number } | null;
  /** 24 hex. */
  id: string | null;
  /** `5.9.0` */
  os_version: string | null;
  /** SHA-256 of the user part, 64 hex. */
  app_hash: string | null;
  modules: ModuleInfo[];
  claimed: boolean | null;
  source: IdentitySource;
}

/** What a port alone tells, before anybody asked the device. */
export const identityByUsb = ({ usbVendorId, usbProductId }: PortInfo, board: Board | null): DeviceIdentity => ({
  platform_id: board?.platform_id ?? null,
  usb: usbVendorId === undefined || usbProductId === undefined ? null : { vendor: usbVendorId, product: usbProductId },
  id: null,
  os_version: null,
  app_hash: null,
  modules: [],
  claimed: null,
  source: 'usb',
});
