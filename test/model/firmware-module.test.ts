// Modules are read, and refused when anything about them is wrong (spec/device.md §2).
import { expect } from '@esm-bundle/chai';
import fc from 'fast-check';
import { readModule } from '../../src/model/firmware-module.ts';
import { buildModule } from '../support/build-module.ts';

it('a whole module tells platform, product and version', () => {
  const read = readModule(buildModule({ platform_id: 12, product_id: 8178, product_version: 13 }));
  expect(read.ok && read.module).to.deep.include({ platform_id: 12, module_function: 5, product_id: 8178, product_version: 13 });
});

it('a module without product says none', () => {
  const read = readModule(buildModule());
  expect(read.ok && [read.module.product_id, read.module.product_version]).to.deep.equal([null, null]);
});

it('each kind of damage has its own name', () => {
  const module = buildModule({ product_version: 1, product_id: 3 });
  const problem = (bytes: Uint8Array) => {
    const read = readModule(bytes);
    return read.ok ? 'none' : read.problem;
  };
  expect(problem(new Uint8Array(8))).to.equal('too_short');
  expect(problem(new TextEncoder().encode('x'.repeat(200)))).to.equal('bad_header');
  expect(problem(module.slice(0, -3))).to.equal('truncated');
  expect(problem(new Uint8Array([...module, 0]))).to.equal('trailing_bytes');
  expect(problem(module.map((byte, at) => (at === 30 ? byte ^ 1 : byte)))).to.equal('bad_crc');
  expect(problem(buildModule({ module_function: 4 }))).to.equal('not_user_part');
});

it('no changed byte is accepted, and no bytes at all make the reader throw', () => {
  const module = buildModule({ product_version: 1, product_id: 3, payload: 'p'.repeat(300) });
  fc.assert(
    fc.property(fc.nat(module.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
      const broken = module.slice();
      broken[at] = (broken[at] as number) ^ change;
      return !readModule(broken).ok;
    }),
  );
  fc.assert(fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => !readModule(bytes).ok));
});
