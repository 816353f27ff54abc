// Tracker-M.
import { defineBoard } from '../define-board.ts';

export default defineBoard({ platform_id: 28, product: 0xc01c, generation: 3, serial_flash: 'until_6' });
