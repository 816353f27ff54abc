// What boards keep, in the browser's database: nothing older than what was last kept is ever read.
import { expect } from '@esm-bundle/chai';
import { createDeviceStorage } from '../../../src/device/virtual/device-storage.ts';

const NAME = 'test-device-storage';
const put = IDBObjectStore.prototype.put;
afterEach(() => {
  IDBObjectStore.prototype.put = put;
  indexedDB.deleteDatabase(NAME);
});
const image = (byte: number): Uint8Array => new Uint8Array([byte]);

it('keeps a change, finds it on another visit, and forgets it when told', async () => {
  const storage = createDeviceStorage(NAME);
  await storage.write('a', { image: image(1) });
  void storage.write('a', { boots: 2 });
  expect(await storage.read('a')).to.deep.include({ image: image(1), boots: 2, power: true });
  expect(await createDeviceStorage(NAME).read('a')).to.deep.include({ image: image(1), boots: 2 });
  await storage.forget('a');
  expect(await createDeviceStorage(NAME).read('a')).to.deep.include({ image: null, boots: 0 });
});

it('what a full disk refused is read from memory, not its older row, and written with the next change', async () => {
  const storage = createDeviceStorage(NAME);
  await storage.write('a', { image: image(1), boots: 1 });
  IDBObjectStore.prototype.put = () => {
    throw new DOMException('', 'QuotaExceededError');
  };
  await storage.write('a', { image: image(2) });
  expect(await storage.read('a')).to.deep.include({ image: image(2), boots: 1 });
  IDBObjectStore.prototype.put = put;
  await storage.write('a', { boots: 5 });
  expect(await createDeviceStorage(NAME).read('a')).to.deep.include({ image: image(2), boots: 5 });
});
