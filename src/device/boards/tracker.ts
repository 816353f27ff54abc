// Asset Tracker and Monitor One.
import { defineBoard } from '../define-board.ts';

export default defineBoard({ platform_id: 26, product: 0xc01a, generation: 3, serial_flash: 'until_6' });
