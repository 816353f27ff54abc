// A-SoM.
import { defineBoard } from '../define-board.ts';

export default defineBoard({ platform_id: 22, product: 0xc016, generation: 3, serial_flash: 'until_6' });
