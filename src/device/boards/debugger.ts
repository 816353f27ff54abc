// Particle Debugger: a serial adapter in front of a board that it cannot name.
import { defineBoard } from '../define-board.ts';

export default defineBoard({ platform_id: null, vendor: 0x0d28, product: 0x0204, generation: null, serial_flash: 'never' });
