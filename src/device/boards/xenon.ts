// Xenon.
import { defineBoard } from '../define-board.ts';

export default defineBoard({ platform_id: 14, product: 0xc00e, generation: 3, serial_flash: 'until_6' });
