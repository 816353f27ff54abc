// Sulu: it came with a Device OS that no longer takes firmware over serial.
import { defineBoard } from '../define-board.ts';

export default defineBoard({ platform_id: 38, product: 0xc026, generation: 4, serial_flash: 'never' });
