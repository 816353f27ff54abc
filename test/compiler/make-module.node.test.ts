// The module around a firmware: what the one validator reads, and the same bytes every time.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { test } from 'node:test';
import { makeModule, readProduct } from '../../src/compiler/make-module.ts';
import { readModule } from '../../src/model/firmware-module.ts';

const mark = (text: string, number: number): number[] => {
  const bytes = new Uint8Array(18);
  bytes.set(new TextEncoder().encode(text));
  new DataView(bytes.buffer).setUint16(16, number, true);
  return [...bytes];
};
const wasm = (...more: number[]): Uint8Array =>
  new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, ...more, ...Array.from({ length: 500 }, () => 7)]);

test('the module is whole, for platform 3, and holds the wasm as raw deflate behind 32 bytes', () => {
  const bytes = makeModule(wasm());
  const read = readModule(bytes);
  assert.ok(read.ok);
  const { platform_id, module_function, module_index, module_version, product_id, product_version, hash } = read.module;
  assert.deepEqual([platform_id, module_function, module_index, module_version, product_id, product_version], [3, 5, 1, 6, null, null]);
  assert.equal(hash, createHash('sha256').update(bytes.subarray(0, -38)).digest('hex'));
  assert.deepEqual([...bytes.subarray(16, 20)], [4, 1, 5900 & 255, 5900 >> 8]);
  assert.equal(bytes[9], 2);
  assert.deepEqual(new Uint8Array(inflateRawSync(bytes.subarray(32, -44))), wasm());
  assert.equal(new DataView(bytes.buffer).getUint32(28, true), wasm().length);
});

test('PRODUCT_VERSION alone takes the platform for its product, PRODUCT_ID names one', () => {
  const read = (bytes: Uint8Array) => {
    const result = readModule(makeModule(bytes));
    return result.ok && [result.module.product_id, result.module.product_version];
  };
  assert.deepEqual(read(wasm(...mark('pocket.version', 42))), [3, 42]);
  assert.deepEqual(read(wasm(...mark('pocket.version', 42), ...mark('pocket.product', 4321))), [4321, 42]);
});

test('a mark that is cut off at the end says nothing', () => {
  assert.deepEqual(readProduct(new TextEncoder().encode('pocket.version')), { product_id: null, product_version: null });
});

test('the same wasm gives the same bytes', () => {
  assert.deepEqual(makeModule(wasm()), makeModule(wasm()));
});
