// Reads a plain tar: names, and views of the bytes.

const BLOCK = 512;

const field = (bytes: Buffer, at: number, length: number): string => bytes.toString('utf8', at, at + length).replace(/\0.*$/s, '');

/** Regular files only. Long names by GNU or pax are not read: throws at one. */
export function* untar(tar: Buffer): Generator<[path: string, bytes: Buffer]> {
  for (let at = 0; at + BLOCK <= tar.length && tar[at] !== 0;) {
    const size = Number.parseInt(field(tar, at + 124, 12), 8) || 0;
    const type = field(tar, at + 156, 1);
    const prefix = field(tar, at + 345, 155);
    const name = field(tar, at, 100);
    if (/[LKxg]/.test(type)) throw new Error(`The archive has a long name, which this reader does not know: ${name}`);
    const start = at + BLOCK;
    if (type === '0' || type === '') yield [prefix ? `${prefix}/${name}` : name, tar.subarray(start, start + size)];
    at = start + Math.ceil(size / BLOCK) * BLOCK;
  }
}
