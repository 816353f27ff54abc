// The mail that a firmware takes when it waits, and its answers.
import type { DeviceImports } from '../abi.ts';
import { ANSWER } from '../abi.ts';
import { textAt, writeAt, type Machine } from '../machine.ts';

type MailImports = Pick<DeviceImports, 'mail_size' | 'mail_take' | 'answer'>;

/** Kind of an interrupt's mail: the first field of its bytes. */
const INTERRUPT = 6;

export const mailImports = (machine: Machine): MailImports => ({
  mail_size: () => machine.mail[0]?.length ?? 0,
  mail_take(to) {
    const mail = machine.mail.shift();
    if (!mail) return;
    writeAt(machine, to, mail);
    if (mail[0] === INTERRUPT) {
      const pin = mail[4] as number;
      machine.waiting_interrupts[pin] = Math.max(0, (machine.waiting_interrupts[pin] ?? 1) - 1);
    }
  },
  answer(call, type, number, text, length) {
    const value =
      type === ANSWER.string
        ? textAt(machine, text, length)
        : type === ANSWER.bool
          ? number !== 0
          : type === ANSWER.int32
            ? number | 0
            : type === ANSWER.double
              ? number
              : null;
    machine.post({ type: 'answer', call, value });
  },
});
