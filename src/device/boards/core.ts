// Core: the only board with ids of another maker; it was never flashed over serial.
import { defineBoard } from '../define-board.ts';

export default defineBoard({ platform_id: 0, vendor: 0x1d50, product: 0x607d, generation: 1, serial_flash: 'never' });
