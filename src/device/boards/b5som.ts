// B5-SoM.
import { defineBoard } from '../define-board.ts';

export default defineBoard({ platform_id: 25, product: 0xc019, generation: 3, serial_flash: 'until_6' });
