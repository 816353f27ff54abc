// Photon 2 and P2.
import { defineBoard } from '../define-board.ts';

export default defineBoard({ platform_id: 32, product: 0xc020, generation: 4, serial_flash: 'until_6' });
