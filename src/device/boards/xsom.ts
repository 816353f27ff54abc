// X-SoM.
import { defineBoard } from '../define-board.ts';

export default defineBoard({ platform_id: 24, product: 0xc018, generation: 3, serial_flash: 'until_6' });
