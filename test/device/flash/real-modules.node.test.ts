// Applications of real boards, as their maker ships them: whole they are read, and no damage of any kind is taken for one (spec/device.md §2).
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { describe, test } from 'node:test';
import { checkModule } from '../../../src/device/flash/check-module.ts';
import { isDeviceError } from '../../../src/model/device-error.ts';

const FOLDER = process.env['POCKET_MODULES'] ?? fileURLToPath(new URL('../../../../shared/fixtures/firmware/', import.meta.url));
const there = existsSync(FOLDER);
const skip = there ? false : `No modules of real boards in ${FOLDER}: name their folder in POCKET_MODULES.`;

const read = (name: string): Uint8Array => Uint8Array.from(readFileSync(`${FOLDER}/${name}`));
const code = (bytes: Uint8Array, platform_id: number): string => {
  try {
    checkModule(bytes, { platform_id });
    return 'accepted';
  } catch (error) {
    if (isDeviceError(error)) return error.code;
    throw error;
  }
};

const APPS = [
  ['photon-tinker.bin', 6],
  ['electron-tinker.bin', 10],
  ['argon-stroby.bin', 12],
  ['boron-tinker.bin', 13],
  ['tracker-tinker-5.3.1.bin', 26],
  ['p2-tinker-5.0.0.bin', 32],
] as const;
/** Every bit of it is flipped: the smallest. */
const FLIPPED = APPS[0];

void describe('modules of real boards', { skip }, () => {
  for (const [name, platform] of APPS)
    void test(`${name} is read whole, and its hash is that of its bytes`, () => {
      const bytes = read(name);
      const module = checkModule(bytes, { platform_id: platform });
      assert.equal(module.hash, createHash('sha256').update(bytes.subarray(0, -38)).digest('hex'));
      for (const other of [3, 6, 10, 12, 13, 26, 32].filter((one) => one !== platform))
        assert.equal(code(bytes, other), 'module_wrong_platform', `for ${other}`);
    });

  void test('the application of a product names it', () => {
    const bytes = read('product-8178-v13.bin');
    const platform_id = bytes[12] ?? 0;
    const module = checkModule(bytes, { platform_id, product: { id: 8178, version: 13 } });
    assert.deepEqual([module.product_id, module.product_version], [8178, 13]);
  });

  void test('a bootloader is no application', () => assert.equal(code(read('argon-bootloader-6.2.0.bin'), 12), 'module_not_user_part'));

  void test('every single flipped bit is refused with the code of what it spoiled', () => {
    const [name, platform] = FLIPPED;
    const bytes = read(name);
    for (let at = 0; at < bytes.length; at += 1)
      for (let bit = 1; bit < 256; bit *= 2) {
        bytes[at] = (bytes[at] ?? 0) ^ bit;
        const got = code(bytes, platform);
        // Start and end say how long the file is, platform and function whether it can be one; all else is for the checksum to find.
        const length = at < 8 || at === 13 || at === 14;
        const wanted = length ? /^module_(truncated|trailing_bytes|bad_header|bad_crc)$/ : /^module_bad_crc$/;
        assert.match(got, wanted, `byte ${at}, bit ${bit}`);
        bytes[at] = (bytes[at] ?? 0) ^ bit;
      }
  });

  void test('every truncation and every append is refused', () => {
    const [name, platform] = FLIPPED;
    const bytes = read(name);
    for (let length = 0; length < bytes.length; length += 1)
      assert.equal(code(bytes.subarray(0, length), platform), length < 64 ? 'module_too_short' : 'module_truncated', `${length} bytes`);
    for (const more of [1, 2, 3, 100, 1024, 5000])
      assert.equal(code(new Uint8Array([...bytes, ...new Uint8Array(more)]), platform), 'module_trailing_bytes', `${more} more`);
  });
});
