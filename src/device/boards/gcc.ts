// The virtual board: it is on no USB, but its port says who it is like any other.
import { defineBoard } from '../define-board.ts';

export default defineBoard({ platform_id: 3, product: 0xc003, generation: 'virtual', serial_flash: 'until_6' });
