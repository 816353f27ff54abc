// A module that would not run on the device is refused before the device is touched, each reason by its own code (spec/device.md §2).
import { expect } from '@esm-bundle/chai';
import { checkModule, type CheckAgainst } from '../../../src/device/flash/check-module.ts';
import { isDeviceError } from '../../../src/model/device-error.ts';
import { buildModule, resealModule } from '../../support/build-module.ts';

const device: CheckAgainst = { platform_id: 3 };
const code = (bytes: Uint8Array, against = device): string => {
  try {
    checkModule(bytes, against);
    return 'accepted';
  } catch (error) {
    if (isDeviceError(error)) return error.code;
    throw error;
  }
};

it('a whole module tells all that is in it', () => {
  const module = checkModule(buildModule({ product_id: 8178, product_version: 13 }), {
    platform_id: 3,
    product: { id: 8178, version: 13 },
  });
  expect(module).to.deep.include({
    platform_id: 3,
    module_function: 5,
    module_index: 1,
    module_version: 6,
    product_id: 8178,
    product_version: 13,
  });
  expect(module.needs).to.deep.equal([{ module_function: 4, module_index: 1, module_version: 5900 }]);
  expect(module.suffix_size).to.equal(40);
  expect(module.hash).to.match(/^[\da-f]{64}$/);
});

it('every single flipped bit is refused with the code of what it spoiled', () => {
  const whole = buildModule({ payload: 'void loop() { delay(1); }' });
  for (let at = 0; at < whole.length; at += 1)
    for (let bit = 0; bit < 8; bit += 1) {
      const spoiled = whole.slice();
      spoiled[at] = whole[at]! ^ (1 << bit);
      const got = code(spoiled);
      // Start, end, platform and function say what and how long the file is; the rest is for the checksum to find.
      const expected =
        at < 8
          ? /^module_(truncated|trailing_bytes|bad_header)$/
          : at === 13 || at === 14
            ? /^module_(bad_crc|bad_header)$/
            : /^module_bad_crc$/;
      expect(got, `byte ${at}, bit ${bit}`).to.match(expected);
    }
});

it('every truncation and every appended byte is refused', () => {
  const whole = buildModule();
  for (let length = 0; length < whole.length; length += 1)
    expect(code(whole.subarray(0, length)), `${length} bytes`).to.equal(length < 64 ? 'module_too_short' : 'module_truncated');
  for (const more of [1, 2, 100, 1024, 5000])
    expect(code(new Uint8Array([...whole, ...new Uint8Array(more)]))).to.equal('module_trailing_bytes');
});

it('each refusal comes in its turn', () => {
  const wrongInAll = buildModule({ platform_id: 12, module_function: 4, product_id: 1, product_version: 1 });
  const strict: CheckAgainst = { platform_id: 3, product: { id: 8178, version: 13 } };
  expect(code(new Uint8Array(4 * 1024 * 1024 + 1))).to.equal('module_too_large');
  expect(code(new TextEncoder().encode('x'.repeat(300)))).to.equal('module_bad_header');
  expect(code(wrongInAll, strict)).to.equal('module_not_user_part');
  expect(code(buildModule({ platform_id: 12, product_id: 1 }), strict)).to.equal('module_wrong_platform');
  expect(code(buildModule({ product_id: 1, product_version: 2 }), strict)).to.equal('module_wrong_product');
  expect(code(buildModule(), strict)).to.equal('module_wrong_product');
  expect(code(buildModule({ product_id: 8178, product_version: 2 }), strict)).to.equal('module_wrong_product_version');
  expect(code(buildModule({ product_id: 3, product_version: 13 }), strict), 'no PRODUCT_ID in the source').to.equal('accepted');
});

it('a Device OS older than the module needs is refused, with both versions', () => {
  const system = (v: number) => [{ s: 1, l: 'm', vc: 30, vv: 30, f: 's', n: '1', v, d: [] }];
  const needs = (modules: ReturnType<typeof system>, os_version?: string) => {
    try {
      checkModule(buildModule(), { platform_id: 3, modules, os_version });
      return null;
    } catch (error) {
      if (!isDeviceError(error)) throw error;
      return [error.code, error.facts.wanted, error.facts.found];
    }
  };
  expect(needs(system(5800), '5.8.0')).to.deep.equal(['module_needs_newer_os', '5.9', '5.8.0']);
  expect(needs(system(4201))).to.deep.equal(['module_needs_newer_os', '5.9', '4.2']);
  expect(needs(system(5899), '5.9'), 'a release candidate').to.deep.equal([
    'module_needs_newer_os',
    'of module version 5900',
    'version 5899',
  ]);
  for (const enough of [5900, 6305]) expect(needs(system(enough))).to.equal(null);
  expect(needs([]), 'a device that was not asked').to.equal(null);
});

it('a changed payload under a checksum made anew is found by its hash', () => {
  const whole = buildModule();
  whole[30] = whole[30]! ^ 1;
  expect(code(resealModule(whole))).to.equal('module_bad_hash');
});
