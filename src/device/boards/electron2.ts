// Electron 2: it came with a Device OS that no longer takes firmware over serial.
import { defineBoard } from '../define-board.ts';

export default defineBoard({ platform_id: 37, product: 0xc025, generation: 3, serial_flash: 'never' });
