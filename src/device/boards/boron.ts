// Boron.
import { defineBoard } from '../define-board.ts';

export default defineBoard({ platform_id: 13, product: 0xc00d, generation: 3, serial_flash: 'until_6' });
