// Photon: its last Device OS is 3.3.1.
import { defineBoard } from '../define-board.ts';

export default defineBoard({ platform_id: 6, product: 0xc006, generation: 2, serial_flash: 'always' });
