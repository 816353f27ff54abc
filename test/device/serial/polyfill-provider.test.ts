import { expect } from '@esm-bundle/chai';
import { SerialPort } from 'web-serial-polyfill';
import { createPolyfillProvider } from '../../../src/device/serial/polyfill-provider.ts';
import type { UsbDeviceLike } from '../../../src/device/serial/polyfill-provider.ts';
import { createNativeProvider } from '../../../src/device/serial/native-provider.ts';
import type { PortEvent } from '../../../src/device/serial/serial-provider.ts';
import { createUsbProvider } from '../../../src/device/serial/usb-provider.ts';
import { catalog } from '../../support/session-scene.ts';
import { settle } from '../../support/test-cloud.ts';

/** A USB device with a CDC interface, as WebUSB offers it to the polyfill. */
class FakeUsbDevice {
  vendorId = 0x2b04;
  productId = 0xc00d;
  opened = false;
  configuration: unknown = null;
  configurations = [
    {
      interfaces: [
        { interfaceNumber: 0, alternates: [{ interfaceClass: 2, endpoints: [] }] },
        {
          interfaceNumber: 1,
          alternates: [
            {
              interfaceClass: 10,
              endpoints: [
                { direction: 'in', endpointNumber: 1, packetSize: 64 },
                { direction: 'out', endpointNumber: 2, packetSize: 64 },
              ],
            },
          ],
        },
      ],
    },
  ];
  there = true;
  sent: number[] = [];
  controls: number[] = [];
  #waiting: { resolve: (result: unknown) => void; reject: (error: Error) => void } | null = null;
  #queue: Uint8Array[] = [];

  async open(): Promise<void> {
    if (!this.there) throw new DOMException('The device was disconnected.', 'NotFoundError');
    this.opened = true;
  }
  async close(): Promise<void> {
    this.opened = false;
    this.#waiting?.reject(new DOMException('The device was closed.', 'AbortError'));
    this.#waiting = null;
  }
  async selectConfiguration(): Promise<void> {}
  async claimInterface(): Promise<void> {}
  async controlTransferOut({ request }: { request: number }): Promise<{ status: string }> {
    if (!this.there) throw new DOMException('The device was disconnected.', 'NotFoundError');
    this.controls.push(request);
    return { status: 'ok' };
  }
  async transferOut(_endpoint: number, bytes: Uint8Array): Promise<{ status: string }> {
    if (!this.there) throw new DOMException('The device was disconnected.', 'NotFoundError');
    this.sent.push(bytes.byteLength);
    return { status: 'ok' };
  }
  transferIn(): Promise<unknown> {
    const bytes = this.#queue.shift();
    if (bytes) return Promise.resolve({ status: 'ok', data: new DataView(bytes.buffer) });
    return new Promise((resolve, reject) => (this.#waiting = { resolve, reject }));
  }
  give(text: string): void {
    const bytes = new TextEncoder().encode(text);
    if (this.#waiting) this.#waiting.resolve({ status: 'ok', data: new DataView(bytes.buffer) });
    else this.#queue.push(bytes);
    this.#waiting = null;
  }
  unplug(): void {
    this.there = false;
    this.#waiting?.reject(new DOMException('The device was disconnected.', 'NetworkError'));
    this.#waiting = null;
  }
}

class FakeUsb extends EventTarget {
  devices: FakeUsbDevice[] = [];
  picked: FakeUsbDevice | null = null;
  async getDevices(): Promise<FakeUsbDevice[]> {
    return this.devices;
  }
  async requestDevice(): Promise<UsbDeviceLike> {
    if (!this.picked) throw new DOMException('No device selected.', 'NotFoundError');
    return this.picked;
  }
  tell(type: 'connect' | 'disconnect', device: FakeUsbDevice): void {
    this.dispatchEvent(Object.assign(new Event(type), { device }));
  }
}

const scene = async () => {
  const usb = new FakeUsb();
  const device = new FakeUsbDevice();
  usb.devices = [device];
  let loads = 0;
  const provider = createPolyfillProvider({
    usb,
    filters: catalog.filters,
    load: async () => {
      loads += 1;
      return (one) => new SerialPort(one);
    },
  });
  const [port] = await provider.getPorts();
  if (!port) throw new Error('no port');
  return { usb, device, provider, port, loads: () => loads };
};
const nameOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'none',
    (error: Error) => error.name,
  );

it('a device keeps its port object, and says who it is', async () => {
  const { provider, port } = await scene();
  expect((await provider.getPorts())[0]).to.equal(port);
  expect(port.getInfo()).to.deep.equal({ usbVendorId: 0x2b04, usbProductId: 0xc00d });
  expect(port.readable).to.equal(null);
});

it('opens, reads, writes and closes as a native port does', async () => {
  const { device, port } = await scene();
  await port.open({ baudRate: 115_200, bufferSize: 16_384 });
  expect(await nameOf(port.open({ baudRate: 9600 }))).to.equal('InvalidStateError');
  const reader = port.readable!.getReader();
  device.give('hello');
  expect(new TextDecoder().decode((await reader.read()).value)).to.equal('hello');
  const writer = port.writable!.getWriter();
  await writer.write(new Uint8Array(10_000));
  expect(device.sent).to.deep.equal([4096, 4096, 1808]);
  expect(await nameOf(port.close())).to.equal('TypeError');
  reader.releaseLock();
  writer.releaseLock();
  await port.close();
  expect(port.readable).to.equal(null);
  expect(device.opened).to.equal(false);
  await port.open({ baudRate: 28_800 });
  expect(port.readable).not.to.equal(null);
  await port.close();
});

it('a device that goes: NetworkError once, no further stream, and close succeeds', async () => {
  const { usb, device, provider, port } = await scene();
  const events: string[] = [];
  for (const type of ['connect', 'disconnect'] as const)
    provider.addEventListener(type, (event) => events.push(`${type} ${(event as PortEvent).detail.port === port}`));
  await port.open({ baudRate: 115_200 });
  const reader = port.readable!.getReader();
  const reading = nameOf(reader.read());
  device.unplug();
  expect(await reading).to.equal('NetworkError');
  expect(port.readable).to.equal(null);
  reader.releaseLock();
  expect(port.writable).not.to.equal(null);
  usb.tell('disconnect', device);
  await port.close();
  expect(port.connected).to.equal(false);
  expect(await nameOf(port.open({ baudRate: 115_200 }))).to.equal('NetworkError');
  const back = new FakeUsbDevice();
  usb.devices = [back];
  usb.tell('connect', back);
  await settle();
  expect(events).to.deep.equal(['disconnect true', 'connect false']);
});

it('devices of other makers, and those without a serial port, are no ports', async () => {
  const { usb, provider, port } = await scene();
  const other = Object.assign(new FakeUsbDevice(), { vendorId: 0x1234 });
  const dfu = Object.assign(new FakeUsbDevice(), { productId: 0xd00d, configurations: [{ interfaces: [] }] });
  usb.devices.push(other, dfu);
  expect(await provider.getPorts()).to.deep.equal([port]);
});

it('the polyfill is loaded for the first port, not before', async () => {
  const usb = new FakeUsb();
  let loads = 0;
  const provider = createPolyfillProvider({ usb, filters: catalog.filters, load: () => Promise.reject(new Error(String((loads += 1)))) });
  expect(await provider.availability()).to.equal('available');
  expect(await provider.requestPort()).to.equal(null);
  expect(loads).to.equal(0);
});

it('chooses by what the browser has, never by its name', () => {
  const page = (navigator: object, secure = true) =>
    createUsbProvider(catalog.filters, { navigator, isSecureContext: secure, document: {} } as never);
  expect(page({ serial: new EventTarget(), usb: new FakeUsb() }).kind).to.equal('native');
  expect(page({ usb: new FakeUsb() }).kind).to.equal('polyfill');
  expect(page({}).kind).to.equal('native');
});

it('tells unsupported, insecure and blocked apart', async () => {
  const serial = (getPorts: () => Promise<never[]>) =>
    Object.assign(new EventTarget(), { getPorts, requestPort: () => Promise.reject(new Error('no')) });
  const options = { filters: catalog.filters, secure: true };
  const fine = serial(async () => []);
  const refused = serial(() => Promise.reject(new DOMException('policy', 'SecurityError')));
  expect(await createNativeProvider({ ...options, serial: fine }).availability()).to.equal('available');
  expect(await createNativeProvider({ ...options, serial: undefined }).availability()).to.equal('unsupported');
  expect(await createNativeProvider({ ...options, serial: undefined, secure: false }).availability()).to.equal('insecure');
  expect(await createNativeProvider({ ...options, serial: refused }).availability()).to.equal('blocked_by_policy');
  expect(await createNativeProvider({ ...options, serial: fine, allows: () => false }).availability()).to.equal('blocked_by_policy');
});
