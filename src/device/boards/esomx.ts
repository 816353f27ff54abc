// E SoM X.
import { defineBoard } from '../define-board.ts';

export default defineBoard({ platform_id: 15, product: 0xc00f, generation: 3, serial_flash: 'until_6' });
