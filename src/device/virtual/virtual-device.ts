// One virtual board: power, buttons, lights and sensors around a firmware that runs in its own realm, online through the cloud's link.
import type { CloudClient } from '../../client/cloud-client.ts';
import { virtualNow, type VirtualTime } from '../../model/virtual-time.ts';
import { systemClock, type DeviceClock } from '../device-clock.ts';
import { CLOUD_STATE, RESET, RESET_REASON } from './abi.ts';
import { type Image, VIRTUAL_PLATFORM } from './check-image.ts';
import { createCloudLink, type CloudLink } from './cloud-link.ts';
import type { DeviceCrash } from './crash-count.ts';
import { createDeviceButtons, type DeviceButtons } from './device-buttons.ts';
import { createDeviceConnection, type DeviceConnection } from './device-connection.ts';
import { createDeviceFirmware, type DeviceFirmware } from './device-firmware.ts';
import { createDeviceLife, type DeviceLife, type RunFacts, type VirtualDeviceState } from './device-life.ts';
import { createDeviceMemory, type DeviceMemory } from './device-memory.ts';
import { createDeviceOffers, type DeviceOffers } from './device-offers.ts';
import { createDevicePins, type DevicePins } from './device-pins.ts';
import { createDevicePublishes, type DevicePublishes } from './device-publishes.ts';
import { createDeviceSerial, type DeviceSerial } from './device-serial.ts';
import { deviceModules, OS_VERSION } from './device-modules.ts';
import { createDeviceReports, type DeviceReports } from './device-reports.ts';
import type { DeviceStorage } from './device-storage.ts';
import { deviceVitals } from './device-vitals.ts';
import type { StartRealm } from './firmware-realm.ts';
import type { FirmwareSays, FirmwareValue } from './firmware-run.ts';
import { ledState, type LedState } from './led-state.ts';
import { createLedWatch, type LedWatch } from './led-watch.ts';
import { nameOfReset } from './reset-reasons.ts';
import type { InstallAnswer, ModuleInfo, ResetReason, SerialHost, VirtualBoard } from './virtual-board.ts';
import type { Wave } from './wave.ts';
import type { DeviceNumbers, LedControl, PinState, ToFirmware } from './worker-messages.ts';

export type { VirtualDeviceState } from './device-life.ts';
export type { DevicePublish } from './device-publishes.ts';

export interface VirtualDeviceOptions {
  id: string;
  name: string;
  cloud: Pick<CloudClient, 'call' | 'stream'>;
  storage: DeviceStorage;
  /** What a new device comes with. Rejects where it cannot be loaded. */
  image: () => Promise<Uint8Array>;
  /** The cloud's time. */
  time: () => VirtualTime;
  startRealm: StartRealm;
  /** Real time: fingers, watchdog, network. */
  clock?: DeviceClock;
}

const NUMBERS: DeviceNumbers = { battery_charge: -1, battery_state: 0, power_source: 2, signal: 84 };

/** Events beside those of `VirtualBoard`: `publish`, a `CustomEvent<DevicePublish>` when it leaves and again when it was answered. */
export class VirtualDevice extends EventTarget implements VirtualBoard {
  readonly platform_id = VIRTUAL_PLATFORM;
  readonly os_version = OS_VERSION;
  readonly id: string;
  name: string;
  claimed = true;

  readonly #time: () => VirtualTime;
  readonly #startRealm: StartRealm;
  readonly #clock: DeviceClock;
  readonly #memory: DeviceMemory;
  readonly #firmware: DeviceFirmware;
  readonly #life: DeviceLife;
  readonly #pins: DevicePins;
  readonly #serial: DeviceSerial;
  readonly #offers: DeviceOffers;
  readonly #link: CloudLink;
  readonly #connection: DeviceConnection;
  readonly #publishes: DevicePublishes;
  readonly #reports: DeviceReports;
  readonly #buttons: DeviceButtons;
  readonly #ledWatch: LedWatch;

  #led: LedControl | null = null;
  #listening = false;
  #signaling = false;
  #told = false;
  #stopped = false;

  constructor({ id, name, cloud, storage, image, time, startRealm, clock = systemClock }: VirtualDeviceOptions) {
    super();
    this.id = id;
    this.name = name;
    this.#time = time;
    this.#startRealm = startRealm;
    this.#clock = clock;
    const rate = (): number => this.#time().rate;
    const event = (number: number, param: number): void => this.#tell({ type: 'mail', mail: { kind: 'system', event: number, param } });
    const log = (category: string, message: string, level?: number): void => this.#log(category, message, level);
    const changed = (): void => this.#changed();
    const tell = (message: Exclude<ToFirmware, { type: 'run' }>): void => this.#tell(message);

    this.#memory = createDeviceMemory(id, storage);
    this.#firmware = createDeviceFirmware({
      clock,
      memory: this.#memory,
      first: image,
      event,
      log,
      changed,
      replaced: () => this.#life.crashes.forget(),
      restart: () => this.reset('flash'),
    });
    this.#life = createDeviceLife({
      clock,
      time,
      startRealm,
      memory: this.#memory,
      firmware: this.#firmware,
      facts: () => this.#facts(),
      hear: (message) => this.#hear(message),
      changed,
      begins: () => {
        this.#offers.begin();
        this.#signaling = false;
      },
      runs: () => this.#runs(),
      started: () => {
        if (this.#buttons.mode_down) this.#tell({ type: 'button', down: true });
      },
      panics: () => this.#connection.stop(),
      ends: (reason, was) => this.#ends(reason, was),
    });
    this.#pins = createDevicePins({ tell, changed, keep: (waves) => this.#memory.keep({ waves }) });
    this.#serial = createDeviceSerial({
      tell,
      listening: () => this.#listening,
      deliver: (bytes) => this.dispatchEvent(new CustomEvent('serial', { detail: bytes })),
    });
    this.#offers = createDeviceOffers(() => {
      this.#link.describe();
      this.#changed();
    });
    this.#link = createCloudLink({
      id,
      cloud,
      clock,
      rate,
      description: () => this.#offers.description(this.image),
      handlers: {
        callFunction: async (call, arg) => (await this.#ask('function', call, arg)) as number | undefined,
        readVariable: (call) => this.#ask('variable', call, ''),
        signal: (on) => {
          this.#signaling = on;
          this.#changed();
        },
        flash: (module) => this.#firmware.overTheAir(module),
        event: ({ name: heard, data }) => this.#tell({ type: 'event', name: heard, data: data ?? '' }),
        answered: (type) => {
          if (type === 'flash') this.#firmware.answered();
        },
        state: (state, reason) => this.#connection.linkChanged(state, reason),
      },
    });
    this.#connection = createDeviceConnection(
      clock,
      this.#link,
      {
        event,
        log,
        changed: () => {
          this.#tell({ type: 'cloud', state: this.#bits() });
          this.#changed();
        },
        connected: () => this.#greeted(),
      },
      true,
    );
    this.#publishes = createDevicePublishes(this.#link, (publish) => this.dispatchEvent(new CustomEvent('publish', { detail: publish })));
    this.#reports = createDeviceReports({
      id,
      cloud,
      clock,
      rate,
      facts: () =>
        this.online === 'connected'
          ? deviceVitals({
              uptime: this.uptime,
              signal: NUMBERS.signal,
              refused: this.#publishes.refused,
              wasm: this.image?.wasm.length ?? 0,
            })
          : null,
    });
    this.#buttons = createDeviceButtons(clock, {
      event,
      mode: (down) => this.#tell({ type: 'button', down }),
      toggleListening: () => (this.#listening ? this.leaveListening() : this.enterListening()),
      hold: () => this.#life.hold(),
      restart: (safe_mode) => this.#life.boot(safe_mode),
      changed,
    });
    this.#ledWatch = createLedWatch(
      clock,
      () => this.led,
      (rgb) => this.#tell({ type: 'mail', mail: { kind: 'led', rgb } }),
    );
  }

  // ── What it is and shows ──

  get state(): VirtualDeviceState {
    return this.#life.state;
  }
  get image(): Image | null {
    return this.#firmware.image;
  }
  /** Why it is `failed`. */
  get failure(): string | null {
    return this.#firmware.failure;
  }
  /** Why it stopped by itself the last time. */
  get crash(): DeviceCrash | null {
    return this.#life.crashes.last;
  }
  get power(): boolean {
    return this.#memory.kept.power && this.state !== 'loading' && this.state !== 'elsewhere';
  }
  get network(): boolean {
    return this.#memory.kept.network;
  }
  get listening(): boolean {
    return this.#listening;
  }
  /** How far it is on its way to the cloud. */
  get online(): DeviceConnection['cloud'] {
    return this.#connection.cloud;
  }
  get mode_down(): boolean {
    return this.#buttons.mode_down;
  }
  get reset_down(): boolean {
    return this.#buttons.reset_down;
  }
  get pins(): Record<number, PinState> {
    return this.#pins.pins;
  }
  get waves(): Record<number, Wave> {
    return this.#pins.waves;
  }
  get levels(): Record<number, 0 | 1> {
    return this.#pins.levels;
  }
  get functions(): readonly string[] {
    return this.#offers.functions;
  }
  /** Virtual ms since the firmware started. */
  get uptime(): number {
    return Math.max(0, Math.floor(virtualNow(this.#time(), this.#clock.now()) - this.#life.booted_at));
  }
  /** 0 … 1: how bright the blue light is. */
  get d7(): number {
    return this.state === 'running' ? this.#pins.d7 : 0;
  }
  get led(): LedState {
    return ledState({
      power: this.power && this.state !== 'off',
      held: this.state === 'held' && !this.#buttons.choosing_safe_mode,
      panic: this.state === 'panic' && this.crash ? { code: this.crash.code ?? 1, words: `stopped: ${this.crash.text}` } : null,
      dfu: this.state === 'dfu',
      updating: this.#firmware.updating,
      signaling: this.#signaling,
      listening: this.#listening,
      safe_mode: this.state === 'safe_mode',
      choosing_safe_mode: this.#buttons.choosing_safe_mode,
      network: this.#connection.network,
      cloud: this.#connection.cloud,
      app: this.state === 'running' ? this.#led : null,
    });
  }
  modules(): ModuleInfo[] {
    return deviceModules(this.image?.module ?? null);
  }

  /** Set by the port while it is plugged in. */
  get host(): SerialHost | null {
    return this.#serial.host;
  }
  set host(host: SerialHost | null) {
    this.#serial.host = host;
  }

  #changed(): void {
    if (this.#told) return;
    this.#told = true;
    queueMicrotask(() => {
      this.#told = false;
      this.dispatchEvent(new Event('change'));
    });
  }

  // ── Switches, buttons, sensors ──

  /** Loads what it kept and starts it, when its power is on. */
  async start(): Promise<void> {
    // A worker takes as long to load as all else together.
    this.#startRealm.prepare?.(this.id);
    await this.#memory.load();
    if (!this.#stopped) await this.#wake();
    if (!this.#life.run) this.#startRealm.discard?.(this.id);
  }

  async #wake(): Promise<void> {
    const { waves, network, power } = this.#memory.kept;
    this.#pins.adopt(waves);
    this.#connection.setAir(network);
    await this.#firmware.load();
    if (this.#stopped) return;
    if (power) this.#life.boot(false, RESET_REASON.power_down);
    else this.#life.state = 'off';
  }

  /** As new, with the firmware that it came with: its cloud started over. */
  async startOver(): Promise<void> {
    const runs_here = this.state !== 'loading' && this.state !== 'elsewhere';
    if (runs_here) {
      this.#life.end('pin');
      this.#life.state = 'loading';
      this.#life.crashes.forget();
    }
    await this.#memory.forget();
    if (runs_here && !this.#stopped) await this.#wake();
  }

  /** Another tab runs it: this one only says so. */
  runsElsewhere(): void {
    this.#life.state = 'elsewhere';
  }

  /** For good: the page goes, or the cloud has no such device any more. */
  stop(): void {
    this.#stopped = true;
    this.#life.stop();
    this.#memory.close();
  }

  setPower(on: boolean): void {
    if (on === this.#memory.kept.power || this.state === 'loading' || this.state === 'elsewhere') return;
    this.#memory.keep({ power: on });
    if (!on) {
      this.#life.end('pin');
      this.#memory.keep({ retained: null });
      this.#life.state = 'off';
      return;
    }
    this.#life.crashes.endRow();
    this.#life.boot(false, RESET_REASON.power_down);
  }

  setNetwork(on: boolean): void {
    this.#memory.keep({ network: on });
    this.#connection.setAir(on);
    this.#changed();
  }

  setWave(pin: number, wave: Wave): void {
    this.#pins.setWave(pin, wave);
  }

  /** Puts a voltage on a digital pin from outside. */
  setLevel(pin: number, level: 0 | 1): void {
    this.#pins.setLevel(pin, level);
  }

  rename(name: string): void {
    if (name === this.name) return;
    this.name = name;
    this.#tell({ type: 'name', name });
    this.#changed();
  }

  pressMode(): void {
    if (this.power) this.#buttons.pressMode();
  }
  releaseMode(): void {
    this.#buttons.releaseMode();
  }
  pressReset(): void {
    if (this.power) this.#buttons.pressReset();
  }
  releaseReset(): void {
    if (this.power) this.#buttons.releaseReset();
  }

  serialInput(bytes: Uint8Array): void {
    this.#serial.input(bytes);
  }

  enterListening(): void {
    if (this.#listening || (this.state !== 'running' && this.state !== 'safe_mode')) return;
    this.#log('system.listen', 'Entering listening mode');
    this.#listening = true;
    this.#connection.setListening(true);
  }

  leaveListening(): void {
    if (!this.#listening) return;
    this.#listening = false;
    this.#connection.setListening(false);
  }

  reset(reason: ResetReason): void {
    if (this.power) this.#life.reset(reason);
  }

  restartListening(): void {
    if (!this.power) return;
    this.#life.end('pin');
    this.#life.boot(true, RESET_REASON.safe_mode);
    this.enterListening();
  }

  /** The cloud's clock was set, moved or paused. */
  timeChanged(): void {
    this.#tell({ type: 'time', time: this.#time() });
  }

  // ── The life of its firmware ──

  #facts(): RunFacts {
    const { id, name, waves, levels } = this;
    return { id, name, os_version: OS_VERSION, cloud: this.#bits(), numbers: NUMBERS, waves, levels, serial_open: this.#serial.open };
  }

  #runs(): void {
    this.dispatchEvent(new Event('boot'));
    this.#serial.begin();
    if (this.state === 'safe_mode') this.#connection.wantCloud(true);
  }

  #ends(reason: ResetReason, was: VirtualDeviceState): void {
    this.#ledWatch.set(false);
    this.#reports.stop();
    this.#serial.clear();
    this.#connection.stop();
    this.#pins.release();
    this.#listening = false;
    this.#led = null;
    if (was === 'running' || was === 'safe_mode' || was === 'panic') this.dispatchEvent(new CustomEvent('reset', { detail: reason }));
  }

  // ── What the firmware says ──

  #hear(message: FirmwareSays): void {
    switch (message.type) {
      case 'started':
        if (message.mode === 'automatic') this.#connection.wantCloud(true);
        if (message.mode === 'safe_mode') this.#life.askedToReset(RESET.safe_mode, 0);
        return;
      case 'described':
        return this.#offers.heard(message);
      case 'publish': {
        const { run } = this.#life;
        return this.#publishes.send(message, (answer) => {
          if (run === this.#life.run) run?.tell(answer);
        });
      }
      case 'cloud_wanted':
        return this.#connection.wantCloud(message.wanted);
      case 'network':
        return this.#connection.wantNetwork(message.what);
      case 'listen':
        return message.on ? this.enterListening() : this.leaveListening();
      case 'vitals':
        return this.#reports.vitals(message.seconds);
      case 'allow':
        return this.#firmware.allow(message.what);
      case 'serial':
        return this.#serial.print(message.bytes);
      case 'pins':
        return this.#pins.heard(message.pins);
      case 'led':
        this.#led = message.led;
        this.#ledWatch.set(message.led.watched);
        return this.#changed();
      case 'eeprom':
        return this.#memory.keep({ eeprom: message.bytes });
      case 'retained':
        return this.#memory.keep({ retained: { hash: this.image?.module.hash ?? '', bytes: message.bytes } });
      case 'ended':
        return this.#life.ended(message.end);
    }
  }

  // ── What the cloud and the system say ──

  #bits(): number {
    return this.#connection.bits | (this.#listening ? CLOUD_STATE.listening : 0);
  }

  #tell(message: Exclude<ToFirmware, { type: 'run' }>): void {
    this.#life.run?.tell(message);
  }

  /** The system's own log goes where the application's log goes: through its handlers and their levels. */
  #log(category: string, message: string, level = 30): void {
    this.#tell({ type: 'mail', mail: { kind: 'log', level, category, message } });
  }

  #ask(what: 'function' | 'variable', name: string, argument: string): Promise<FirmwareValue | undefined> {
    const { run } = this.#life;
    return run && this.#offers.has(what, name) ? run.ask(what, name, argument) : Promise.resolve(undefined);
  }

  #greeted(): void {
    this.#log('system', 'Send spark/device/last_reset event');
    this.#reports.lastReset(this.#life.booted_at, nameOfReset(this.#life.reset_reason));
  }

  // ── Updates ──

  install(given: Uint8Array): Promise<InstallAnswer> {
    return this.#firmware.install(given);
  }

  /** Puts back what it came with. */
  async restoreFirstImage(): Promise<void> {
    this.#memory.keep({ image: null });
    this.#life.crashes.forget();
    await this.#firmware.load();
    this.reset('flash');
  }
}
