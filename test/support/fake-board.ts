// A virtual board without firmware, for tests of what is in front of it: it does what a test says and remembers what was done to it.
import { readModule } from '../../src/model/firmware-module.ts';
import type { DeviceClock } from '../../src/device/device-clock.ts';
import type { ModuleInfo } from '../../src/device/serial/module-info.ts';
import type { InstallAnswer, ResetReason, SerialHost, VirtualBoard } from '../../src/device/virtual/virtual-board.ts';

const BOOT_MS = 300;

export class FakeBoard extends EventTarget implements VirtualBoard {
  readonly id = 'e00fce68000000000000abcd';
  readonly name = 'pocket_board';
  readonly platform_id = 3;
  power = true;
  listening = false;
  claimed = true;
  host: SerialHost | null = null;
  /** What a host wrote outside listening mode. */
  heard = '';
  readonly resets: ResetReason[] = [];
  installed: Uint8Array | null = null;
  /** The next install answers with this number. */
  refuses: number | null = null;

  constructor(
    private readonly clock: DeviceClock,
    readonly os_version = '5.9.0',
  ) {
    super();
  }

  modules(): ModuleInfo[] {
    const read = this.installed && readModule(this.installed);
    const checked = { s: 65_536, l: 'm', vc: 30, vv: 30 } as const;
    const user = { ...checked, u: read?.ok ? read.module.hash : 'ab'.repeat(32), f: 'u', n: '1', v: 6, d: [{ f: 's', n: '1', v: 5900 }] };
    return [
      { ...checked, f: 's', n: '1', v: 5900, d: [] },
      { ...user, product_id: null, product_version: null },
    ];
  }

  print(text: string | Uint8Array): void {
    this.dispatchEvent(new CustomEvent('serial', { detail: typeof text === 'string' ? new TextEncoder().encode(text) : text }));
  }

  serialInput(bytes: Uint8Array): void {
    this.heard += new TextDecoder().decode(bytes);
  }

  enterListening(): void {
    this.print('0000001000 [system.listen] INFO: Entering listening mode\r\n');
    this.listening = true;
    this.dispatchEvent(new Event('change'));
  }

  leaveListening(): void {
    this.listening = false;
    this.dispatchEvent(new Event('change'));
  }

  restartListening(): void {
    this.dispatchEvent(new CustomEvent('reset', { detail: 'pin' }));
    this.dispatchEvent(new Event('boot'));
    this.enterListening();
  }

  reset(reason: ResetReason): void {
    this.resets.push(reason);
    this.listening = false;
    this.dispatchEvent(new CustomEvent('reset', { detail: reason }));
    this.clock.after(BOOT_MS, () => {
      this.dispatchEvent(new Event('boot'));
      this.print('0000000001 [system] INFO: booted\r\n');
    });
  }

  async install(module: Uint8Array): Promise<InstallAnswer> {
    if (this.refuses !== null) return { ok: false, code: this.refuses, detail: 'as the test says' };
    this.installed = module;
    return { ok: true };
  }
}
