// The virtual serial port behaves like the real thing, quirks included (spec/device.md §1, §4, §9).
import { expect } from '@esm-bundle/chai';
import { VirtualUsb } from '../../../src/device/virtual/virtual-usb.ts';
import { FakeBoard } from '../../support/fake-board.ts';
import { createManualDeviceClock } from '../../support/manual-device-clock.ts';
import { openChannel } from '../../support/open-channel.ts';

const plugged = ({ os = '5.9.0', samePort = false } = {}) => {
  const clock = createManualDeviceClock();
  const board = new FakeBoard(clock, os);
  const usb = new VirtualUsb(board, { clock, samePort });
  const events: string[] = [];
  for (const type of ['connect', 'disconnect']) usb.addEventListener(type, () => events.push(type));
  return { clock, board, usb, events, port: usb.port! };
};
const errorOf = async (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'none',
    (error: Error) => `${error.name}: ${error.message}`,
  );

it('the port tells the ids of the board, and not its serial number', () => {
  expect(plugged().port.getInfo()).to.deep.equal({ usbVendorId: 0x2b04, usbProductId: 0xc003 });
});

it('what is printed while no host listens is lost, and the first line heard may lack its beginning', async () => {
  const { clock, board, port } = plugged();
  board.print('0000000001 [app] INFO: nobody hears');
  const host = await openChannel(port, clock);
  board.print(' this\r\n0000000002 [app] INFO: heard\r\n');
  await clock.pass(0);
  expect(host.text).to.equal(' this\r\n0000000002 [app] INFO: heard\r\n');
  await port.setSignals({ dataTerminalReady: false });
  board.print('without DTR');
  await port.setSignals({ dataTerminalReady: true });
  board.print('with DTR');
  await clock.pass(0);
  expect(host.text).to.contain('heard\r\nwith DTR').and.not.to.contain('without');
  await host.close();
});

it('what a host writes reaches the firmware', async () => {
  const { clock, board, port } = plugged();
  const host = await openChannel(port, clock);
  await host.type('hello\n');
  expect(board.heard).to.equal('hello\n');
});

it('open, close and their mistakes have the names of Chromium', async () => {
  const { clock, port, usb } = plugged();
  expect([port.readable, port.writable, port.connected]).to.deep.equal([null, null, true]);
  expect(await errorOf(port.close())).to.match(/^InvalidStateError/);
  await port.open({ baudRate: 115_200 });
  expect(await errorOf(port.open({ baudRate: 115_200 }))).to.match(/^InvalidStateError/);
  const reader = port.readable!.getReader();
  expect(await errorOf(port.close())).to.equal('TypeError: Cannot cancel a locked stream');
  await reader.cancel();
  reader.releaseLock();
  const another = port.readable;
  expect(another, 'a cancelled stream is followed by another').to.be.instanceOf(ReadableStream);
  await port.close();
  expect([port.readable, port.writable]).to.deep.equal([null, null]);
  usb.unplug();
  await clock.pass(0);
  expect(await errorOf(port.open({ baudRate: 115_200 }))).to.equal('NetworkError: Failed to open serial port.');
});

it('a pulled cable rejects the read, leaves the writable until it is closed, and comes back as a new object', async () => {
  const { clock, usb, port, events } = plugged();
  await port.open({ baudRate: 115_200 });
  const reader = port.readable!.getReader();
  const reading = errorOf(reader.read());
  usb.unplug();
  expect(await reading).to.equal('NetworkError: The device has been lost.');
  expect(port.readable).to.equal(null);
  expect(port.writable).not.to.equal(null);
  expect(await errorOf(port.writable!.getWriter().write(new Uint8Array(1)))).to.match(/^NetworkError/);
  usb.plug();
  expect(usb.port).not.to.equal(port);
  expect(await errorOf(port.open({ baudRate: 115_200 }))).not.to.equal('none');
  await usb.port!.open({ baudRate: 115_200 });
  expect(events).to.deep.equal(['disconnect', 'connect']);
  await clock.pass(0);
});

it('a reset takes the port away and brings another, or the same where the browser does that', async () => {
  for (const samePort of [false, true]) {
    const { clock, board, usb, port, events } = plugged({ samePort });
    const host = await openChannel(port, clock);
    board.reset('pin');
    expect(usb.port).to.equal(null);
    await clock.pass(1000);
    expect(events).to.deep.equal(['disconnect', 'connect']);
    expect(usb.port === port, `samePort ${samePort}`).to.equal(samePort);
    await host.close();
    await openChannel(usb.port!, clock);
  }
});

it('opening at 28800 starts listening mode before Device OS 6, and nothing after', async () => {
  for (const [os, listens] of [
    ['5.9.0', true],
    ['3.3.1', true],
    ['6.3.4', false],
  ] as const) {
    const { clock, board, port } = plugged({ os });
    await openChannel(port, clock, 28_800);
    await clock.pass(10);
    expect(board.listening, os).to.equal(listens);
  }
});

it('opening at 14400 resets the board', async () => {
  const { clock, board, port } = plugged();
  await openChannel(port, clock, 14_400);
  await clock.pass(10);
  expect(board.resets).to.deep.equal(['serial']);
});

it('in listening mode the log is mute and single keys are answered', async () => {
  const { clock, board, port } = plugged();
  const host = await openChannel(port, clock, 28_800);
  await clock.pass(10);
  expect(host.text).to.equal('0000001000 [system.listen] INFO: Entering listening mode\r\n');
  board.print('0000001001 [app] INFO: not heard\r\n');
  const answer = async (key: string): Promise<string> => {
    const before = host.text.length;
    await host.type(key);
    await clock.pass(10);
    return host.text.slice(before);
  };
  expect(await answer('i')).to.match(/^Device ID: e00fce68000000000000abcd\r\n[\s\S]*Device Secret: /);
  expect(await answer('v')).to.equal('system firmware version: 5.9.0\n\r\n');
  expect(await answer('m')).to.match(/^Your device MAC address is\r\n02(:[0-9A-F]{2}){5}\r\n$/);
  expect(await answer('c')).to.equal('Device claimed: yes\r\n');
  expect(JSON.parse(await answer('s'))).to.deep.include({ p: 3 });
  expect(JSON.parse(await answer('s')).m[1]).to.have.all.keys('s', 'l', 'vc', 'vv', 'u', 'f', 'n', 'v', 'd');
  expect(await answer('d')).to.match(/^\{.*\}\r\n$/);
  expect(await answer('w')).to.equal('There is no Wi-Fi on this board: it is online through your browser.\r\n');
  expect(await answer('?')).to.equal('');
  expect(await answer('x')).to.equal('');
  expect(board.listening).to.equal(false);
  board.print('heard again');
  await clock.pass(10);
  expect(host.text).to.contain('heard again');
  expect(board.heard, 'keys are not for the firmware').to.equal('');
});

it('L restarts the board, and its console is there again under a new port', async () => {
  const { clock, board, usb, port, events } = plugged();
  const host = await openChannel(port, clock, 28_800);
  await clock.pass(10);
  await host.type('L');
  await clock.pass(10);
  expect([events, board.listening, board.resets]).to.deep.equal([['disconnect', 'connect'], true, []]);
  const again = await openChannel(usb.port!, clock);
  await again.type('v');
  await clock.pass(10);
  expect(again.text).to.equal('system firmware version: 5.9.0\n\r\n');
});

it('from Device OS 6 on the console refuses a file as those do', async () => {
  const { clock, board, port } = plugged({ os: '6.3.4' });
  board.enterListening();
  const host = await openChannel(port, clock);
  await host.type('f');
  await clock.pass(50);
  expect(host.text).to.equal("Waiting for the binary file to be sent ... (press 'a' to abort)\r\n");
  await clock.pass(100);
  expect(host.text).to.match(/\r\n\x18{4}Serial\/YModem flashing is no longer supported\r\n$/);
});

it('a receiver nobody sends to asks with C every 5 s and gives up after the sixth', async () => {
  const { clock, port } = plugged();
  const host = await openChannel(port, clock, 28_800);
  await clock.pass(10);
  await host.type('f');
  await clock.pass(4_900);
  expect(host.text).not.to.contain('\nC');
  await clock.pass(200);
  expect(host.text.endsWith('\nC')).to.equal(true);
  await clock.pass(25_000);
  expect(host.text).to.match(/\nC{6}\x18{4}Failed to receive the file!\r\n$/);
});

it('pressing a stops a transfer', async () => {
  const { clock, port } = plugged();
  const host = await openChannel(port, clock, 28_800);
  await clock.pass(10);
  await host.type('fa');
  await clock.pass(10);
  expect(host.text).to.match(/\x18{4}Aborted by user\.\r\n$/);
});

it('a host that does not read stops the firmware at 256 bytes and is given up after 2500 ms', async () => {
  const { clock, board, port } = plugged();
  await port.open({ baudRate: 115_200, bufferSize: 1 });
  const { host } = board;
  expect([host?.connected, host?.room]).to.deep.equal([true, 256]);
  board.print(new Uint8Array(1 + 256));
  expect([host?.connected, host?.room]).to.deep.equal([true, 0]);
  let drained = false;
  void host?.drained().then(() => (drained = true));
  await clock.pass(2_400);
  expect([drained, host?.connected]).to.deep.equal([false, true]);
  await clock.pass(200);
  expect([drained, host?.connected]).to.deep.equal([true, false]);
  board.print('lost at once');
  const reader = port.readable!.getReader();
  let bytes = 0;
  const read = async (): Promise<void> => {
    while (bytes < 257 + 5) bytes += (await reader.read()).value?.length ?? 0;
  };
  const reading = read();
  await clock.pass(10);
  expect([bytes, host?.connected, host?.room]).to.deep.equal([257, true, 256]);
  board.print('again');
  await reading;
  expect(bytes).to.equal(262);
});

it('a character cut by a full FIFO arrives in two pieces', async () => {
  const { clock, board, port } = plugged();
  await port.open({ baudRate: 115_200, bufferSize: 255 });
  board.print(`${'a'.repeat(254)}°C`);
  const reader = port.readable!.getReader();
  const first = (await reader.read()).value!;
  const second = (await reader.read()).value!;
  expect([first.length, first.at(-1), second[0]]).to.deep.equal([255, 0xc2, 0xb0]);
  await clock.pass(0);
});
