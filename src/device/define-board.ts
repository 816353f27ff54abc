// What is known of a kind of board before it says a word: its USB ids and how it takes firmware (spec/device.md §1.1).
import { PARTICLE_VENDOR } from './serial/port-like.ts';

export interface Board {
  /** Null for an adapter that stands before any board. */
  platform_id: number | null;
  /** USB vendor and product id of its serial port. */
  vendor: number;
  product: number;
  generation: 1 | 2 | 3 | 4 | 'linux' | 'virtual' | null;
  /** Whether firmware goes over serial: always, until Device OS 6 took it away, or never (spec/device.md §0). */
  serial_flash: 'always' | 'until_6' | 'never';
}

export const defineBoard = (board: Omit<Board, 'vendor'> & { vendor?: number }): Board => ({ vendor: PARTICLE_VENDOR, ...board });
