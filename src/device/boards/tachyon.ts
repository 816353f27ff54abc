// Tachyon: a Linux board.
import { defineBoard } from '../define-board.ts';

export default defineBoard({ platform_id: 42, product: 0xc02a, generation: 'linux', serial_flash: 'never' });
