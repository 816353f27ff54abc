// Our sender against a receiver we did not write: lrzsz `rb`, over pipes and over a pseudo terminal. Byte-exact, or an error with a name.
import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import { systemClock } from '../../../src/device/device-clock.ts';
import { sendYmodem, type YmodemOptions } from '../../../src/device/flash/ymodem-sender.ts';
import { isDeviceError, type DeviceError } from '../../../src/model/device-error.ts';
import { noLrzsz, startReceiver } from '../../support/lrzsz.ts';

const MIB = 1024 * 1024;
/** `rb` spends 3 s a file on waiting: many at a time cost little. */
const together = { concurrency: 16 };

const file = (size: number): Uint8Array => {
  const bytes = new Uint8Array(size);
  let state = size + 1;
  for (let at = 0; at < size; at += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[at] = state >>> 24;
  }
  return bytes;
};

type Outcome = { exact: true } | { error: DeviceError; code: number | null };

/** Sends and compares. A wrong file that was called right, or an error without a name, fails the test here. */
async function transfer(
  size: number,
  wish: Partial<YmodemOptions> = {},
  receiver: Parameters<typeof startReceiver>[0] = {},
): Promise<Outcome> {
  const rb = await startReceiver({ tenths: 20, ...receiver });
  const sent = file(size);
  try {
    await sendYmodem(rb.channel, sent, { clock: systemClock, receiver: 'standard', turnaround: receiver?.pty ? 2 : 0, ...wish });
    const code = await rb.ended;
    assert.equal(code, 0, 'rb is content');
    const stored = await rb.file();
    assert.ok(stored && Buffer.compare(stored, sent) === 0, `rb stored ${stored?.length} other bytes than the ${size} sent`);
    return { exact: true };
  } catch (error) {
    if (!isDeviceError(error)) throw error;
    rb.process.stdin?.end();
    return { error, code: await rb.ended };
  } finally {
    await rb.close();
  }
}

const exact = async (...given: Parameters<typeof transfer>): Promise<void> => {
  const outcome = await transfer(...given);
  if (!('exact' in outcome)) throw outcome.error;
};

/** Every n-th packet of data is changed by `change`. */
const hit = (every: number, change: (packet: Uint8Array, count: number) => Uint8Array): ((bytes: Uint8Array) => Uint8Array) => {
  let count = 0;
  return (bytes) => {
    if (bytes.length < 100) return bytes;
    count += 1;
    return count % every === 0 ? change(bytes, count) : bytes;
  };
};

function hitOnce(change: (packet: Uint8Array, count: number) => Uint8Array): (bytes: Uint8Array) => Uint8Array {
  let done = false;
  return (bytes) => {
    if (done || bytes.length < 100) return bytes;
    done = true;
    return change(bytes, 1);
  };
}

// One patient moment for all of them: side by side they take 20 s, one after the other 60.
void describe('sending to lrzsz', { concurrency: true, skip: noLrzsz }, () => {
  test('a file of any size around the edges of blocks arrives byte by byte', together, async (t: TestContext) => {
    const sizes = [
      0, 1, 127, 128, 129, 255, 256, 895, 896, 897, 1023, 1024, 1025, 1151, 1152, 1153, 2047, 2048, 2049, 261_119, 262_145, 1_000_003,
    ];
    await Promise.all([
      ...sizes.map((size) => t.test(`${size} bytes`, () => exact(size))),
      ...[0, 127, 128, 129, 1024, 40_001].map((size) => t.test(`${size} bytes in short blocks`, () => exact(size, { block: 128 }))),
      t.test('16 MiB and one', () => exact(16 * MIB + 1)),
      t.test('16 MiB less one', () => exact(16 * MIB - 1)),
    ]);
  });

  test('a terminal in between, which flushes, changes nothing', together, async (t: TestContext) => {
    await Promise.all(
      [0, 1, 128, 1024, 1025, 100_001, 512_000].map((size) => t.test(`${size} bytes`, () => exact(size, {}, { pty: true }))),
    );
  });

  test('what a noisy line spoils is sent again until it is right', together, async (t: TestContext) => {
    const flip = (at: (count: number, length: number) => number) => (packet: Uint8Array, count: number) => {
      const spoiled = packet.slice();
      const index = at(count, packet.length);
      spoiled[index] = (spoiled[index] as number) ^ (1 << (count % 8));
      return spoiled;
    };
    const without = (packet: Uint8Array, count: number) => packet.filter((_byte, at) => at !== (count * 37) % packet.length);
    let answers = 0;
    const loseAnswers = (bytes: Uint8Array) => bytes.filter((byte) => byte !== 6 || (answers += 1) % 60 !== 0);
    await Promise.all([
      t.test('flipped bits in the data', () =>
        exact(
          60_000,
          {},
          {
            line: {
              there: hit(
                20,
                flip((count, length) => 3 + ((count * 101) % (length - 3))),
              ),
            },
          },
        ),
      ),
      t.test('flipped bits in the checksum', () =>
        exact(
          60_000,
          {},
          {
            line: {
              there: hit(
                20,
                flip((_count, length) => length - 1),
              ),
            },
          },
        ),
      ),
      t.test('a flipped bit in the header packet', () => exact(3_000, {}, { line: { there: hitOnce(flip(() => 7)) } })),
      t.test('dropped bytes', () => exact(60_000, {}, { tenths: 10, line: { there: hit(40, without) } })),
      t.test('lost packets', () => exact(60_000, {}, { tenths: 10, line: { there: hit(40, () => new Uint8Array()) } })),
      t.test('lost acknowledgements', () => exact(120_000, {}, { tenths: 10, line: { back: loseAnswers } })),
    ]);
  });

  test('packets that arrive twice end byte-exact or with a name', together, async (t: TestContext) => {
    const twice = (packet: Uint8Array) => Uint8Array.from([...packet, ...packet]);
    await Promise.all(
      [2, 13, 40].map((every) =>
        t.test(`every ${every}th`, async () => {
          const outcome = await transfer(30_000, {}, { tenths: 10, line: { there: hit(every, twice) } });
          if ('error' in outcome) assert.match(outcome.error.code, /^flash_(refused|noisy|no_answer)$/);
        }),
      ),
    );
  });

  test('a cancel at any stage ends both sides, and never leaves a file that looks whole', together, async (t: TestContext) => {
    const cancelAt = (when: (stage: string, sent: number) => boolean) => async (): Promise<void> => {
      const controller = new AbortController();
      const outcome = await transfer(200_000, {
        signal: controller.signal,
        onProgress: ({ stage, sent }) => {
          if (when(stage, sent)) controller.abort();
        },
      });
      assert.ok('error' in outcome);
      assert.equal(outcome.error.code, 'flash_cancelled');
      assert.notEqual(outcome.code, 0, 'rb knows that it was cancelled');
    };
    await Promise.all([
      t.test('before the receiver asked', async () => {
        const outcome = await transfer(200_000, { signal: AbortSignal.timeout(100) });
        assert.equal('error' in outcome && outcome.error.code, 'flash_cancelled');
      }),
      t.test(
        'at the header',
        cancelAt((stage) => stage === 'erase'),
      ),
      t.test(
        'at the first block',
        cancelAt((stage, sent) => stage === 'send' && sent === 0),
      ),
      t.test(
        'half way',
        cancelAt((_stage, sent) => sent > 100_000),
      ),
      t.test(
        'at the last block',
        cancelAt((stage, sent) => stage === 'send' && sent === 200_000),
      ),
      t.test('after the last packet it is too late, and the error says so', async () => {
        const controller = new AbortController();
        const outcome = await transfer(2_000, {
          signal: controller.signal,
          onProgress: ({ stage }) => {
            if (stage === 'apply') controller.abort();
          },
        });
        assert.equal('error' in outcome && outcome.error.code, 'flash_not_proven');
      }),
    ]);
  });

  test('a receiver that goes away has a name too', together, async (t: TestContext) => {
    await Promise.all(
      (['SIGKILL', 'SIGSTOP'] as const).map((signal) =>
        t.test(signal, async () => {
          const rb = await startReceiver();
          const cancel = new AbortController();
          const sending = sendYmodem(rb.channel, file(3 * MIB), {
            clock: systemClock,
            receiver: 'standard',
            signal: cancel.signal,
            onProgress: ({ sent }) => {
              if (sent < MIB || rb.process.killed) return;
              rb.process.kill(signal);
              // A program that hangs is given up by the person, not only by the clock.
              if (signal === 'SIGSTOP') setTimeout(() => cancel.abort(), 300);
            },
          });
          await assert.rejects(sending, { code: signal === 'SIGKILL' ? 'port_lost' : 'flash_cancelled' });
          rb.process.kill('SIGCONT');
          await rb.close();
        }),
      ),
    );
  });
});
