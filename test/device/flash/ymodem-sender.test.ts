// The sender against the receiver of Device OS, its quirks included (spec/device.md §1.4). Against lrzsz: lrzsz.node.test.ts.
import { expect } from '@esm-bundle/chai';
import fc from 'fast-check';
import { receiveYmodem, type YmodemReception, type YmodemTarget } from '../../../src/device/flash/ymodem-receiver.ts';
import { sendYmodem, type TransferProgress, type YmodemOptions, type YmodemResult } from '../../../src/device/flash/ymodem-sender.ts';
import { crc16, headerPacket } from '../../../src/device/flash/ymodem-packet.ts';
import { ByteInput, type ByteChannel } from '../../../src/device/serial/byte-channel.ts';
import { createManualDeviceClock, type ManualDeviceClock } from '../../support/manual-device-clock.ts';

const ACK = 6;
const CAN = 24;
const bytes = (length: number): Uint8Array => Uint8Array.from({ length }, (_, at) => (at * 31 + (at >> 7)) & 0xff);

interface Wire {
  clock: ManualDeviceClock;
  host: ByteChannel;
  device: ByteChannel;
  /** Packets and answers, in order. */
  sent: Uint8Array[];
  pull(): void;
}

/** A cable; `spoil` may change or hold back what goes to the device, `spoilBack` what comes. */
const cable = (spoil = (given: Uint8Array, _count: number) => given, spoilBack = (given: Uint8Array, _count: number) => given): Wire => {
  const clock = createManualDeviceClock();
  const [toDevice, toHost] = [new ByteInput(clock), new ByteInput(clock)];
  const sent: Uint8Array[] = [];
  let back = 0;
  return {
    clock,
    sent,
    host: {
      input: toHost,
      write: async (given) => {
        if (toHost.ended) throw new DOMException('The device has been lost.', 'NetworkError');
        sent.push(given.slice());
        toDevice.push(spoil(given.slice(), sent.length));
      },
    },
    device: { input: toDevice, write: async (given) => toHost.push(spoilBack(given, (back += 1))) },
    pull: () => {
      toHost.end();
      toDevice.end();
    },
  };
};

interface Board {
  stored: number[];
  finished: number;
  target: YmodemTarget;
}

const board = (wish: Partial<YmodemTarget> = {}): Board => {
  const stored: number[] = [];
  const made: Board = {
    stored,
    finished: 0,
    target: {
      prepare: async () => true,
      save: async (block) => (stored.push(...block), true),
      finish: async () => ((made.finished += 1), 0),
      ...wish,
    },
  };
  return made;
};

/** The device's text after a reception, as its console prints it. */
const epilogue = (end: YmodemReception): string => {
  if (end.end === 'received') return `\r\nDownloaded file successfully!\r\nName: ${end.name}\r\nSize: ${end.size} bytes\r\n`;
  if (end.end === 'invalid') return `Validation failed: ${end.number}\r\n`;
  const said = {
    refused: 'The file size is higher than the allowed space memory!',
    not_saved: 'Failed to save chunk!',
    aborted: 'Aborted by user.',
    failed: 'Failed to receive the file!',
    unplugged: '',
  };
  return `\u0018\u0018${said[end.end]}\r\n`;
};

interface Outcome {
  result: YmodemResult | { code: string; number?: number };
  reception: YmodemReception | null;
  /** Ms on the clock until the sender was done. */
  took: number;
}

const run = async (wire: Wire, to: Board, file: Uint8Array, wish: Partial<YmodemOptions> = {}): Promise<Outcome> => {
  const { clock } = wire;
  let reception: YmodemReception | null = null;
  void receiveYmodem(wire.device, to.target).then((end) => {
    reception = end;
    return wire.device.write(new TextEncoder().encode(epilogue(end)));
  });
  const before = clock.now();
  let result: Outcome['result'] | null = null;
  const sending = sendYmodem(wire.host, file, { clock, receiver: 'device-os', ...wish }).then(
    (done) => (result = done),
    (error: { code: string; facts?: { number?: number } }) => (result = { code: error.code ?? String(error), number: error.facts?.number }),
  );
  await clock.until(() => result);
  await sending;
  return { result: result!, reception, took: clock.now() - before };
};

it('the checksum is that of XMODEM, and a header ends its size with a space', () => {
  const digits = new TextEncoder().encode('1234567890');
  expect(crc16(digits, 0, 10)).to.equal(0xd321);
  const packet = headerPacket('binary', 9965);
  expect([...packet.subarray(0, 3)]).to.deep.equal([1, 0, 255]);
  expect(new TextDecoder().decode(packet.subarray(3, 16))).to.equal('binary\x009965 \x00');
  expect((packet[131]! << 8) | packet[132]!).to.equal(crc16(packet, 3, 131));
  expect(() => headerPacket('x'.repeat(130), 1)).to.throw(RangeError);
});

it('a file of any size arrives, padded by less than a block, without waiting for the late C', async () => {
  for (const size of [1, 127, 128, 129, 1023, 1024, 1025, 1152, 1153, 3000, 270_000]) {
    const [wire, to] = [cable(), board()];
    const { result, reception, took } = await run(wire, to, bytes(size));
    expect(result, `${size} bytes`).to.deep.include({ confirmed: true });
    expect(reception).to.deep.equal({ end: 'received', name: 'binary', size });
    expect(to.stored.slice(0, size)).to.deep.equal([...bytes(size)]);
    expect(to.stored.length - size).to.be.below(1024);
    expect(to.finished).to.equal(1);
    expect(took, 'ms, all of it listening to the last words').to.be.below(4_900);
  }
});

it('progress counts acknowledged bytes through the stages', async () => {
  const seen: TransferProgress[] = [];
  const { result } = await run(cable(), board(), bytes(2_100), { onProgress: (progress) => seen.push(progress) });
  expect(seen.map(({ stage, sent }) => [stage, sent])).to.deep.equal([
    ['erase', 0],
    ['send', 0],
    ['send', 1024],
    ['send', 2048],
    ['send', 2100],
    ['apply', 2100],
  ]);
  expect('text' in result && result.text).to.contain('Downloaded file successfully!');
});

it('a board that takes long to erase and to apply is waited for, and the last packet is sent once', async () => {
  const wire = cable();
  const slow = (ms: number): Promise<void> => new Promise((resolve) => wire.clock.after(ms, resolve));
  const to = board({ prepare: async () => (await slow(25_000), true) });
  to.target.finish = async () => (await slow(70_000), (to.finished += 1), 0);
  const { result } = await run(wire, to, bytes(5_000));
  expect(result).to.deep.include({ confirmed: true });
  expect(
    wire.sent.filter((packet) => packet.length === 133 && packet[3] === 0),
    'last packets',
  ).to.have.length(1);
});

it('each refusal of the device has its own error', async () => {
  const cases: [Partial<YmodemTarget>, string, number?][] = [
    [{ prepare: async () => false }, 'flash_too_large'],
    [{ save: async () => false }, 'flash_not_saved'],
    [{ finish: async () => -1330 }, 'flash_invalid', -1330],
    [{ finish: async () => -1360 }, 'flash_invalid', -1360],
    [{ finish: async () => -1380 }, 'flash_disabled', -1380],
  ];
  for (const [wish, code, number] of cases) {
    const { result } = await run(cable(), board(wish), bytes(3_000));
    expect(result).to.deep.equal({ code, number });
  }
});

it('an empty file is refused by the device, not sent as one of any size', async () => {
  const { result } = await run(cable(), board(), new Uint8Array(0));
  expect(result).to.deep.include({ code: 'flash_too_large' });
});

it('one CAN is noise, two are a refusal', async () => {
  const noisy = cable(undefined, (given) => (given[0] === ACK && given.length === 1 ? Uint8Array.of(CAN, ACK) : given));
  expect((await run(noisy, board(), bytes(5_000))).result).to.deep.include({ confirmed: true });
  const refusing = cable(undefined, (given, count) => (count === 3 ? Uint8Array.of(CAN, CAN) : given));
  expect((await run(refusing, board(), bytes(5_000))).result).to.deep.include({ code: 'flash_refused' });
});

it('a lost acknowledgement costs time, not the flash: a duplicate is refused for ever', async () => {
  const to = board();
  const wire = cable(undefined, (given, count) => (count === 4 ? new Uint8Array(0) : given));
  const { result } = await run(wire, to, bytes(8_000));
  expect(result).to.deep.include({ confirmed: true });
  expect(to.stored.slice(0, 8_000)).to.deep.equal([...bytes(8_000)]);
});

it('a packet that lost bytes is sent again', async () => {
  const to = board();
  const wire = cable((given, count) => (count === 3 ? given.slice(0, 500) : given));
  const { result } = await run(wire, to, bytes(8_000));
  expect(result).to.deep.include({ confirmed: true });
  expect(to.stored.slice(0, 8_000)).to.deep.equal([...bytes(8_000)]);
});

it('a spoiled packet number is asked for again', async () => {
  const to = board();
  const wire = cable((given, count) => (count === 3 ? given.map((byte, at) => (at === 1 ? byte ^ 4 : byte)) : given));
  expect((await run(wire, to, bytes(8_000))).result).to.deep.include({ confirmed: true });
  expect(to.stored.slice(0, 8_000)).to.deep.equal([...bytes(8_000)]);
});

it('a device that vanishes before the last answer may well have restarted: not confirmed, no error', async () => {
  const wire = cable();
  const to = board({ finish: async () => (wire.pull(), 0) });
  expect((await run(wire, to, bytes(3_000))).result).to.deep.equal({ confirmed: false, text: '' });
});

it('a cable pulled at any moment before is an error by name', async () => {
  const packets = 8;
  for (let at = 1; at <= packets; at += 1) {
    const wire: Wire = cable((given, count) => {
      if (count === at) wire.pull();
      return given;
    });
    const { result } = await run(wire, board(), bytes(5_000));
    const last = at === packets;
    expect(result, `after packet ${at}`).to.deep.include(last ? { confirmed: false } : { code: 'port_lost' });
  }
});

it('a device that says nothing any more is given up in each stage', async () => {
  for (const [stage, count, atMost] of [
    ['erase', 1, 35_000],
    ['send', 3, 130_000],
    ['end', 7, 130_000],
    ['apply', 8, 80_000],
  ] as const) {
    const wire = cable(
      (given, sent) => (sent >= count ? new Uint8Array(0) : given),
      (given, back) => (back >= count ? new Uint8Array(0) : given),
    );
    const { result, took } = await run(wire, board(), bytes(5_000));
    expect(result, stage)
      .to.have.property('code')
      .that.matches(/^flash_(no_answer|noisy)$/);
    expect(took, stage).to.be.at.most(atMost);
  }
});

it('a device that takes no bytes is given up too', async () => {
  const wire = cable(undefined, () => new Uint8Array(0));
  wire.host.write = () => new Promise(() => {});
  expect((await run(wire, board(), bytes(5_000))).result).to.deep.include({ code: 'flash_no_answer' });
});

it('a cancel at any stage tells the device to stop; after the last packet the error says that it goes on', async () => {
  const steps: [stage: TransferProgress['stage'], sent: number, code: string][] = [
    ['erase', 0, 'flash_cancelled'],
    ['send', 0, 'flash_cancelled'],
    ['send', 2048, 'flash_cancelled'],
    ['send', 5000, 'flash_cancelled'],
    ['apply', 5000, 'flash_not_proven'],
  ];
  for (const [stage, sent, code] of steps) {
    const cancel = new AbortController();
    const wire = cable();
    const to = board({ finish: () => new Promise((resolve) => wire.clock.after(2_000, () => resolve(0))) });
    const { result, reception } = await run(wire, to, bytes(5_000), {
      signal: cancel.signal,
      onProgress: (now) => {
        if (now.stage === stage && now.sent === sent) cancel.abort();
      },
    });
    expect(result).to.deep.include({ code });
    if (code === 'flash_cancelled') expect(reception, `${stage} ${sent}`).to.deep.equal({ end: 'failed' });
    expect(to.finished).to.equal(0);
  }
});

it('what the log printed before does not disturb', async () => {
  const wire = cable();
  void wire.device.write(new TextEncoder().encode('0000001000 [app] INFO: Cloud connected\r\n'));
  expect((await run(wire, board(), bytes(3_000))).result).to.deep.include({ confirmed: true });
});

it('Device OS 6 cancels and says why', async () => {
  const { clock, host, device } = cable();
  let result: unknown = null;
  void sendYmodem(host, bytes(3_000), { clock, receiver: 'device-os' }).catch((error: unknown) => (result = error));
  clock.after(100, () => {
    void device.write(Uint8Array.of(CAN, CAN, CAN, CAN));
    void device.write(new TextEncoder().encode('Serial/YModem flashing is no longer supported\r\n'));
  });
  await clock.until(() => result);
  expect(result).to.have.property('code', 'flash_not_offered');
});

it('whatever a line does to bytes both ways, the device has the file or the sender has an error by name', async () => {
  const file = bytes(4_000);
  type Harm = 'drop' | 'twice' | 'flip' | 'cut' | 'noise';
  const harm = fc.record({
    at: fc.integer({ min: 1, max: 14 }),
    what: fc.constantFrom<Harm>('drop', 'twice', 'flip', 'cut', 'noise'),
    where: fc.nat(1_023),
  });
  const harms = fc.array(harm, { maxLength: 4 });
  const apply = (list: readonly { at: number; what: Harm; where: number }[]) => (given: Uint8Array, count: number) => {
    let now = given;
    for (const { what, where } of list.filter(({ at }) => at === count)) {
      const index = now.length === 0 ? 0 : where % now.length;
      if (what === 'drop') now = new Uint8Array(0);
      else if (what === 'twice') now = Uint8Array.from([...now, ...now]);
      else if (what === 'flip') now = now.map((byte, at) => (at === index ? byte ^ (1 << (where % 8)) : byte));
      else if (what === 'cut') now = now.slice(0, index);
      else now = Uint8Array.from([where & 0xff, 0x43, ...now]);
    }
    return now;
  };
  await fc.assert(
    fc.asyncProperty(harms, harms, async (down, up) => {
      const to = board();
      // The device finds a spoiled module when it checks it: it does not look at the packets' checksums.
      to.target.finish = async () => (file.every((byte, at) => to.stored[at] === byte) ? ((to.finished += 1), 0) : -1330);
      const { result } = await run(cable(apply(down), apply(up)), to, file);
      if ('code' in result) expect(result.code).to.match(/^(flash_\w+|port_lost)$/);
      else expect(to.finished).to.equal(result.confirmed ? 1 : to.finished);
    }),
    { numRuns: 60 },
  );
}).timeout(20_000);
