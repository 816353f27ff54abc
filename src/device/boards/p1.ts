// P1: its last Device OS is 3.3.1.
import { defineBoard } from '../define-board.ts';

export default defineBoard({ platform_id: 8, product: 0xc008, generation: 2, serial_flash: 'always' });
