import { expect } from '@esm-bundle/chai';
import type { OverTheAir } from '../../../src/device/flash/over-the-air.ts';
import { DeviceSession } from '../../../src/device/serial/device-session.ts';
import type { FlashProgress } from '../../../src/device/serial/session-state.ts';
import { createVirtualProvider } from '../../../src/device/serial/virtual-provider.ts';
import { VirtualUsb } from '../../../src/device/virtual/virtual-usb.ts';
import { DeviceError } from '../../../src/model/device-error.ts';
import { readModule } from '../../../src/model/firmware-module.ts';
import { buildModule } from '../../support/build-module.ts';
import { FakeBoard } from '../../support/fake-board.ts';
import { createManualDeviceClock } from '../../support/manual-device-clock.ts';
import { catalog } from '../../support/session-scene.ts';

const MODULE = buildModule({ payload: 'x'.repeat(20_000) });
const hashOf = (module: Uint8Array): string => {
  const read = readModule(module);
  return read.ok ? read.module.hash : '';
};

const scene = async ({ os = '5.9.0', air, samePort = false }: { os?: string; air?: OverTheAir; samePort?: boolean } = {}) => {
  const clock = createManualDeviceClock();
  const board = new FakeBoard(clock, os);
  const usb = new VirtualUsb(board, { clock, samePort });
  const provider = createVirtualProvider(usb);
  const session = new DeviceSession({ boards: catalog, clock, lock: async () => () => {}, ...(air && { air }) });
  const states: string[] = [];
  const stages: FlashProgress[] = [];
  session.addEventListener('change', () => {
    if (states.at(-1) !== session.state) states.push(session.state);
    if (session.progress && session.progress !== stages.at(-1)) stages.push(session.progress);
  });
  await session.attach(provider);
  await clock.pass(50);
  const run = async (work: Promise<boolean>): Promise<boolean> => {
    let ended: boolean | null = null;
    void work.then((value) => (ended = value));
    await clock.until(() => ended !== null, 400_000, `an end; the session is ${session.state}`);
    return ended as unknown as boolean;
  };
  const lines = (): string[] => [...session.log].map(({ raw }) => raw);
  return { clock, board, usb, session, states, stages, run, lines };
};

it('identifies a board in listening mode and goes back to its log', async () => {
  const { session, run, board, states } = await scene();
  expect(await run(session.identify())).to.equal(true);
  expect(session.identity).to.include({
    platform_id: 3,
    id: 'e00fce68000000000000abcd',
    os_version: '5.9.0',
    app_hash: 'ab'.repeat(32),
    claimed: true,
    source: 'listening',
  });
  expect(board.listening).to.equal(false);
  expect(states).to.deep.equal(['opening', 'logging', 'listening', 'logging']);
});

it('a secret that the console prints never reaches the log', async () => {
  const { session, run, lines } = await scene();
  await run(session.identify());
  expect(lines().join('\n')).to.contain('Device Secret: [hidden]');
});

for (const samePort of [false, true])
  it(`flashes over serial, finds the board after its restart (${samePort ? 'same' : 'new'} port object), and reads the hash back`, async () => {
    const { session, run, board, stages, states, lines } = await scene({ samePort });
    expect(await run(session.flash(MODULE))).to.equal(true);
    expect(board.installed).to.deep.equal(MODULE);
    expect([...new Set(stages.map(({ stage }) => stage))]).to.deep.equal([
      'check',
      'prepare',
      'erase',
      'send',
      'apply',
      'restart',
      'verify',
    ]);
    expect(session.progress).to.include({ outcome: 'done', hash: hashOf(MODULE), read_back: hashOf(MODULE), sent: MODULE.length });
    expect(session.state).to.equal('logging');
    expect(states).to.include.members(['flashing', 'restarting', 'verifying']);
    expect(lines()).to.include('Flashed: the device reports the hash of this build');
    board.print('0000009000 [app] INFO: on\r\n');
  });

it('a module for another board is refused before the board notices anything', async () => {
  const { session, run, board, states } = await scene();
  expect(await run(session.flash(buildModule({ platform_id: 13 })))).to.equal(false);
  expect(session.error?.code).to.equal('module_wrong_platform');
  expect(board.listening).to.equal(false);
  expect(states).not.to.include('listening');
  expect(session.state).to.equal('logging');
});

it('Device OS 6 is known before a byte is sent, once it was asked', async () => {
  const { session, run, board } = await scene({ os: '6.3.4' });
  board.enterListening();
  expect(await run(session.flash(MODULE))).to.equal(false);
  expect(session.error?.code).to.equal('flash_not_offered');
  expect(session.error?.facts.found).to.equal('6.3.4');
  expect(board.installed).to.equal(null);
});

it('a board that does not enter listening mode keeps its build and its log', async () => {
  const { session, run, board } = await scene({ os: '6.3.4' });
  expect(await run(session.flash(MODULE))).to.equal(false);
  expect(session.error?.code).to.equal('listening_not_reached');
  expect(board.installed).to.equal(null);
  expect(session.state).to.equal('logging');
});

it('the number of a refusal reaches the person', async () => {
  const { session, run, board } = await scene();
  board.refuses = -1330;
  expect(await run(session.flash(MODULE))).to.equal(false);
  expect(session.error?.code).to.equal('flash_invalid');
  expect(session.error?.facts.number).to.equal(-1330);
  expect(session.progress?.outcome).to.equal('failed');
});

it('a board that runs another build afterwards is not called flashed', async () => {
  const { session, run, board } = await scene();
  board.install = async () => ({ ok: true });
  expect(await run(session.flash(MODULE))).to.equal(false);
  expect(session.error?.code).to.equal('flash_other_hash');
});

for (const stage of ['prepare', 'erase', 'send', 'apply', 'restart', 'verify'] as const)
  it(`cancelled while ${stage}: it ends, and the log is back`, async () => {
    const { session, run, clock, board } = await scene();
    let cancelled = false;
    session.addEventListener('change', () => {
      if (cancelled || session.progress?.stage !== stage) return;
      cancelled = true;
      queueMicrotask(() => session.cancel());
    });
    await run(session.flash(MODULE));
    expect(cancelled).to.equal(true);
    expect(session.error?.code).to.be.oneOf(['flash_cancelled', 'flash_not_proven']);
    expect(session.progress?.outcome).to.be.oneOf(['cancelled', 'unproven']);
    await clock.pass(15_000);
    expect(session.state).to.equal('logging');
    expect(session.busy).to.equal(false);
    if (['prepare', 'erase', 'send'].includes(stage)) expect(board.installed).to.equal(null);
  });

for (const stage of ['prepare', 'erase', 'send', 'apply', 'restart', 'verify'] as const)
  it(`the cable is pulled while ${stage}: a reason, and the board is found when it is back`, async () => {
    const { session, run, clock, usb } = await scene();
    let pulled = false;
    session.addEventListener('change', () => {
      if (pulled || session.progress?.stage !== stage) return;
      pulled = true;
      queueMicrotask(() => usb.unplug());
    });
    await run(session.flash(MODULE));
    expect(pulled).to.equal(true);
    expect(session.busy).to.equal(false);
    expect(session.isConnected).to.equal(false);
    expect(session.error).not.to.equal(null);
    await clock.pass(30_000);
    usb.plug();
    await clock.pass(1000);
    expect(session.state).to.equal('logging');
  });

it('over the air: the log flows while it is flashed', async () => {
  let taken: Uint8Array | null = null;
  let hash = 'cd'.repeat(32);
  const air: OverTheAir = {
    async flash(device, module) {
      expect(device).to.equal('e00fce68000000000000abcd');
      board.print('0000005000 [comm.ota] INFO: Received UpdateStart request\r\n');
      await clockOf().pass(10);
      taken = module;
      hash = hashOf(module);
      board.reset('flash');
    },
    appHash: async () => hash,
  };
  const { session, clock, board, lines, stages } = await scene({ air });
  const clockOf = () => clock;
  const flashing = session.flash(MODULE, { device: 'e00fce68000000000000abcd', online: true });
  await clock.pass(5000);
  expect(await flashing).to.equal(true);
  expect(taken).to.equal(MODULE);
  expect(stages.at(-1)).to.include({ strategy: 'ota', outcome: 'done', read_back: hashOf(MODULE) });
  expect(lines()).to.include('0000005000 [comm.ota] INFO: Received UpdateStart request');
  expect(board.listening).to.equal(false);
});

it('over the air: the refusal of the device is told', async () => {
  const air: OverTheAir = {
    flash: () => Promise.reject(new DeviceError('flash_ota_failed', 'failed refused by the device')),
    appHash: async () => null,
  };
  const { session, run } = await scene({ air });
  expect(await run(session.flash(MODULE, { strategy: 'ota', device: 'e00fce68000000000000abcd' }))).to.equal(false);
  expect(session.error?.code).to.equal('flash_ota_failed');
  expect(session.state).to.equal('logging');
});
