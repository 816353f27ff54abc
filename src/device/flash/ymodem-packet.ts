// The bytes of YMODEM: control characters, packets and their checksum (spec/device.md §1.4, §6).

export const SOH = 0x01;
export const STX = 0x02;
export const EOT = 0x04;
export const ACK = 0x06;
export const NAK = 0x15;
export const CAN = 0x18;
/** `C`: send, with CRC. */
export const WANT_CRC = 0x43;

export const SHORT_BLOCK = 128;
export const LONG_BLOCK = 1024;
/** Start, number, complement. */
export const PACKET_HEAD = 3;
/** CRC, high byte first. */
export const PACKET_TAIL = 2;

/** CRC-16/XMODEM of every byte, and of every byte followed by a zero byte: two bytes a step. */
const CRC_ONE = Uint16Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 8;
  for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1;
  return crc;
});
const CRC_TWO = CRC_ONE.map((crc) => (crc << 8) ^ (CRC_ONE[crc >>> 8] as number));

/** CRC-16/XMODEM of an even number of bytes. */
export function crc16(bytes: Uint8Array, from: number, to: number): number {
  let crc = 0;
  for (let at = from; at < to; at += 2)
    crc = (CRC_TWO[(crc >>> 8) ^ (bytes[at] as number)] as number) ^ (CRC_ONE[(crc & 0xff) ^ (bytes[at + 1] as number)] as number);
  return crc;
}

/** One packet. Data shorter than the block is padded with zeros. `number` is taken modulo 256. */
export function blockPacket(number: number, data: Uint8Array, block: typeof SHORT_BLOCK | typeof LONG_BLOCK): Uint8Array {
  const packet = new Uint8Array(PACKET_HEAD + block + PACKET_TAIL);
  packet[0] = block === LONG_BLOCK ? STX : SOH;
  packet[1] = number & 0xff;
  packet[2] = ~number & 0xff;
  packet.set(data, PACKET_HEAD);
  const end = PACKET_HEAD + block;
  const crc = crc16(packet, PACKET_HEAD, end);
  packet[end] = crc >>> 8;
  packet[end + 1] = crc & 0xff;
  return packet;
}

/** Packet 0: name, NUL, size in decimal, and the space that Device OS ends the number at. */
export function headerPacket(name: string, size: number): Uint8Array {
  const text = new TextEncoder().encode(`${name}\0${size} `);
  if (text.length > SHORT_BLOCK) throw new RangeError('The file name is too long for a YMODEM header.');
  return blockPacket(0, text, SHORT_BLOCK);
}

/** Packet 0 without a name: no more files. */
export const lastPacket = (): Uint8Array => blockPacket(0, new Uint8Array(), SHORT_BLOCK);

/** The data packet that begins at `from`: long blocks, and a short one for a short rest. */
export function dataPacket(number: number, file: Uint8Array, from: number, block: typeof SHORT_BLOCK | typeof LONG_BLOCK): Uint8Array {
  const size = file.length - from <= SHORT_BLOCK ? SHORT_BLOCK : block;
  return blockPacket(number, file.subarray(from, from + size), size);
}
