// Finds the kind of board by what its port says. The catalogue itself is the folder `boards`.
import type { Board } from './define-board.ts';
import { PARTICLE_VENDOR } from './serial/port-like.ts';
import type { PortInfo } from './serial/port-like.ts';

export interface PortFilter {
  usbVendorId: number;
  usbProductId?: number;
}

export interface BoardCatalog {
  /** Null for a port that is not of a known maker. */
  byUsb(info: PortInfo): Board | null;
  byPlatform(platform_id: number): Board | null;
  /** What a picker of ports shows: every Particle device, and the few of other makers. */
  readonly filters: PortFilter[];
}

/** Running firmware has 0xC000 and the platform's number as its product id (spec/device.md §1.1). */
const SERIAL_PRODUCT = 0xc000;

export const createBoardCatalog = (boards: readonly Board[]): BoardCatalog => ({
  byUsb({ usbVendorId, usbProductId }) {
    const known = boards.find(({ vendor, product }) => vendor === usbVendorId && product === usbProductId);
    if (known) return known;
    if (usbVendorId !== PARTICLE_VENDOR || usbProductId === undefined || (usbProductId & 0xf000) !== SERIAL_PRODUCT) return null;
    // A board that came after this catalogue: its number is in its id, and its Device OS is a late one.
    return { platform_id: usbProductId & 0xfff, vendor: PARTICLE_VENDOR, product: usbProductId, generation: null, serial_flash: 'until_6' };
  },
  byPlatform: (platform_id) => boards.find((board) => board.platform_id === platform_id) ?? null,
  filters: [
    { usbVendorId: PARTICLE_VENDOR },
    ...boards
      .filter(({ vendor }) => vendor !== PARTICLE_VENDOR)
      .map(({ vendor, product }) => ({ usbVendorId: vendor, usbProductId: product })),
  ],
});
