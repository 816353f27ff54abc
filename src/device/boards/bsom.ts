// B-SoM.
import { defineBoard } from '../define-board.ts';

export default defineBoard({ platform_id: 23, product: 0xc017, generation: 3, serial_flash: 'until_6' });
