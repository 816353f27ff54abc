// Electron and E-series: their last Device OS is 3.3.1.
import { defineBoard } from '../define-board.ts';

export default defineBoard({ platform_id: 10, product: 0xc00a, generation: 2, serial_flash: 'always' });
