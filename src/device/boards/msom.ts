// M-SoM.
import { defineBoard } from '../define-board.ts';

export default defineBoard({ platform_id: 35, product: 0xc023, generation: 4, serial_flash: 'until_6' });
