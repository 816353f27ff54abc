// Argon.
import { defineBoard } from '../define-board.ts';

export default defineBoard({ platform_id: 12, product: 0xc00c, generation: 3, serial_flash: 'until_6' });
