import { expect } from '@esm-bundle/chai';
import { bytesOf, createKeptFiles, unpacked } from '../../../src/device/compiler/kept-files.ts';

const NAME = 'test-kept-files';
/** Of `hello`, as if a host had unpacked it. */
const file = { path: 'compiler/a-1.gz', size: 25, sha256: '0'.repeat(64), unpacked: 5 };
afterEach(() => caches.delete(NAME));

const packed = (text: string): Promise<Uint8Array<ArrayBuffer>> =>
  bytesOf(new Blob([text]).stream().pipeThrough(new CompressionStream('gzip')));

it('fetches a file once, counts what comes, and finds it later without a network', async () => {
  let asked = 0;
  const send = (async () => {
    asked += 1;
    return new Response('hello');
  }) as typeof fetch;
  const counted: number[] = [];
  const open = async (): Promise<string> => {
    const kept = await createKeptFiles(NAME, `${location.origin}/site/`, send);
    return new Response(await kept.open(file, (bytes) => counted.push(bytes))).text();
  };
  expect(await open()).to.equal('hello');
  expect(await open()).to.equal('hello');
  expect(asked).to.equal(1);
  expect(counted).to.deep.equal([5, 20, 25]);
});

it('unpacks gzip, and lets pass what a host unpacked already', async () => {
  for (const bytes of [await packed('hello'), new TextEncoder().encode('hello')])
    expect(await new Response(await unpacked(new Blob([bytes]).stream())).text()).to.equal('hello');
});

it('forgets files of an older version and what was made of them', async () => {
  const kept = await createKeptFiles(NAME, `${location.origin}/site/`, async () => new Response('hello'));
  await kept.open(file, () => {});
  await kept.open({ ...file, path: 'compiler/b-2.gz' }, () => {});
  await kept.write('pch-old', new Uint8Array([1]));
  await kept.write('pch-new', new Uint8Array([2]));
  await kept.keepOnly([file], ['pch-new']);
  expect((await (await caches.open(NAME)).keys()).length).to.equal(2);
  expect(await kept.read('pch-new')).to.deep.equal(new Uint8Array([2]));
  expect(await kept.read('pch-old')).to.equal(null);
});

it('a file that cannot be had is an error, and nothing is kept of it', async () => {
  const kept = await createKeptFiles(NAME, `${location.origin}/site/`, async () => new Response('', { status: 404 }));
  let message = '';
  await kept.open(file, () => {}).catch((error: Error) => (message = error.message));
  expect(message).to.equal('compiler/a-1.gz: status 404');
  expect(await kept.complete([file])).to.equal(false);
});

it('keeps nothing that is not the file: a page of the host for every address, half a file, other bytes', async () => {
  const gz = await packed('hello hello');
  const sha256 = Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', gz)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );
  const real = { path: 'compiler/c-3.gz', size: gz.length, sha256, unpacked: 11 };
  const damaged = gz.slice();
  damaged[gz.length - 1] = 1;
  const html = new TextEncoder().encode('<!doctype html><title>Not found</title>');
  let answer = html;
  const kept = await createKeptFiles(NAME, `${location.origin}/site/`, async () => new Response(answer));
  for (const bytes of [html, gz.slice(0, 20), damaged]) {
    answer = bytes;
    let message = '';
    await kept.open(real, () => {}).catch((error: Error) => (message = error.message));
    expect(message).to.equal('compiler/c-3.gz: the host sent something else');
    expect(await kept.complete([real])).to.equal(false);
  }
  answer = gz;
  expect(await new Response(await unpacked(await kept.open(real, () => {}))).text()).to.equal('hello hello');
  expect(await kept.complete([real])).to.equal(true);
  await kept.forget(real);
  expect(await kept.complete([real])).to.equal(false);
});
