// What happens outside a firmware, as the bytes that it takes with `mail_size` and `mail_take` (firmware/include/pocket_host.h).

/** `call` comes back in `answer`; `ticket` is what `publish` gave. */
export type Mail =
  | { kind: 'event'; subscription: number; name: string; data: string }
  | { kind: 'function'; call: number; index: number; argument: string }
  | { kind: 'variable'; call: number; index: number }
  | { kind: 'system'; event: number; param: number }
  | { kind: 'published'; ticket: number; result: number }
  | { kind: 'interrupt'; pin: number; level: 0 | 1 }
  | { kind: 'led'; rgb: number }
  /** A line of the system's own log, for the application's log handlers; `level` as in `Log`: 1, 30, 40, 50. */
  | { kind: 'log'; level: number; category: string; message: string };

/** kind, id, number, a_length, b_length. */
const HEADER_BYTES = 24;

type Parts = [kind: number, id: number, number: number, a?: string, b?: string];

function partsOf(mail: Mail): Parts {
  switch (mail.kind) {
    case 'event':
      return [1, mail.subscription, 0, mail.name, mail.data];
    case 'function':
      return [2, mail.call, mail.index, mail.argument];
    case 'variable':
      return [3, mail.call, mail.index];
    case 'system':
      return [4, mail.param, mail.event];
    case 'published':
      return [5, mail.ticket, mail.result];
    case 'interrupt':
      return [6, mail.pin, mail.level];
    case 'led':
      return [7, 0, mail.rgb];
    case 'log':
      return [8, mail.level, 0, mail.category, mail.message];
  }
}

/** The bytes of one mail, little-endian: header (24 bytes), text a, text b. */
export function encodeMail(mail: Mail): Uint8Array {
  const [kind, id, number, a = '', b = ''] = partsOf(mail);
  const encoder = new TextEncoder();
  const [first, second] = [encoder.encode(a), encoder.encode(b)];
  const bytes = new Uint8Array(HEADER_BYTES + first.length + second.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, kind, true);
  view.setInt32(4, id, true);
  view.setFloat64(8, number, true);
  view.setUint32(16, first.length, true);
  view.setUint32(20, second.length, true);
  bytes.set(first, HEADER_BYTES);
  bytes.set(second, HEADER_BYTES + first.length);
  return bytes;
}
