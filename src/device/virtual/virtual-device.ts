// One virtual board: power, buttons, lights and sensors around a firmware that runs in its own realm, online through the cloud's link.
import type { CloudClient } from '../../client/cloud-client.ts';
import { virtualNow, type VirtualTime } from '../../model/virtual-time.ts';
import { systemClock, type DeviceClock } from '../device-clock.ts';
import { ALLOW, CLOUD_STATE, PIN_MODE, RESET, RESET_REASON, SYSTEM_EVENT, UPDATES } from './abi.ts';
import { checkImage, type Image, VIRTUAL_PLATFORM } from './check-image.ts';
import { createCloudLink, type CloudLink, type DeviceDescription } from './cloud-link.ts';
import { createCrashCount, type DeviceCrash, ENDLESS, UNFED } from './crash-count.ts';
import { createDeviceButtons, type DeviceButtons } from './device-buttons.ts';
import { createDeviceConnection, type DeviceConnection } from './device-connection.ts';
import { crashPlace } from './crash-place.ts';
import { deviceModules, OS_VERSION } from './device-modules.ts';
import { createDeviceReports, type DeviceReports } from './device-reports.ts';
import { nothingKept, type DeviceStorage, type KeptDevice } from './device-storage.ts';
import { deviceVitals } from './device-vitals.ts';
import type { StartRealm } from './firmware-realm.ts';
import { startFirmware, type FirmwareRun, type FirmwareSays, type FirmwareValue } from './firmware-run.ts';
import { type LedFacts, ledState, type LedState } from './led-state.ts';
import { createLedWatch, type LedWatch } from './led-watch.ts';
import { seedOf } from './random-seed.ts';
import { nameOfReset, numberOfAsked, numberOfReset } from './reset-reasons.ts';
import { createSerialOut, type SerialOut } from './serial-out.ts';
import { logUpdate } from './update-log.ts';
import type { InstallAnswer, ModuleInfo, ResetReason, SerialHost, VirtualBoard } from './virtual-board.ts';
import { steady, type Wave } from './wave.ts';
import type { DeviceNumbers, LedControl, PinState, PublishRequest, RunEnd, ToFirmware } from './worker-messages.ts';

/** What it does just now. `elsewhere`: another tab of this site runs it. */
export type VirtualDeviceState = 'loading' | 'elsewhere' | 'off' | 'held' | 'running' | 'safe_mode' | 'panic' | 'dfu' | 'failed';

/** An event that the firmware published; `ok` null until the cloud answered. */
export interface DevicePublish extends PublishRequest {
  ok: boolean | null;
  /** Why not. */
  detail: string | null;
  /** Of the event in the cloud, once it is there: whoever shows it can point back at `file` and `line`. */
  event: number | null;
  journey: string | null;
}

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

/** Real ms that SOS is shown before it starts again. */
const SOS_FOR = 6000;
const D7 = 7;
const NUMBERS: DeviceNumbers = { battery_charge: -1, battery_state: 0, power_source: 2, signal: 84 };
/** A TMP36 at 21.5 °C, as the starter firmware expects it on A0. */
const A0 = 19;
const FIRST_WAVES: Record<number, Wave> = { [A0]: steady(0.715) };

/** Events beside those of `VirtualBoard`: `publish`, a `CustomEvent<DevicePublish>` when it leaves and again when it was answered. */
export class VirtualDevice extends EventTarget implements VirtualBoard {
  readonly platform_id = VIRTUAL_PLATFORM;
  readonly os_version = OS_VERSION;
  readonly id: string;
  name: string;
  claimed = true;
  state: VirtualDeviceState = 'loading';
  /** Why it is `failed`. */
  failure: string | null = null;
  image: Image | null = null;
  pins: Record<number, PinState> = {};
  waves: Record<number, Wave> = { ...FIRST_WAVES };
  levels: Record<number, 0 | 1> = {};
  #host: SerialHost | null = null;
  #serial_open = false;

  readonly #storage: DeviceStorage;
  readonly #firstImage: () => Promise<Uint8Array>;
  readonly #time: () => VirtualTime;
  readonly #startRealm: StartRealm;
  readonly #clock: DeviceClock;
  readonly #link: CloudLink;
  readonly #connection: DeviceConnection;
  readonly #buttons: DeviceButtons;
  readonly #out: SerialOut;
  readonly #crashes = createCrashCount();
  readonly #reports: DeviceReports;
  readonly #ledWatch: LedWatch;

  #kept: KeptDevice = nothingKept();
  #run: FirmwareRun | null = null;
  #booted_at = 0;
  #started_at = 0;
  #described: Pick<DeviceDescription, 'functions' | 'variables' | 'subscriptions'> = { functions: [], variables: {}, subscriptions: [] };
  #led: LedControl | null = null;
  #listening = false;
  #signaling = false;
  #updating = false;
  #updates: number = UPDATES.allowed | UPDATES.reset_allowed;
  #reset_reason: number = RESET_REASON.power_down;
  #reset_data = 0;
  #told = false;
  #stopped = false;
  /** Publishes that the cloud did not take. */
  #refused = 0;
  #cancelSos = (): void => {};

  constructor({ id, name, cloud, storage, image, time, startRealm, clock = systemClock }: VirtualDeviceOptions) {
    super();
    this.id = id;
    this.name = name;
    this.#storage = storage;
    this.#firstImage = image;
    this.#time = time;
    this.#startRealm = startRealm;
    this.#clock = clock;
    this.#link = createCloudLink({
      id,
      cloud,
      clock,
      rate: () => this.#time().rate,
      description: () => this.#description(),
      handlers: {
        callFunction: async (call, arg) => (await this.#ask('function', call, arg)) as number | undefined,
        readVariable: (call) => this.#ask('variable', call, ''),
        signal: (on) => this.#changed((this.#signaling = on)),
        flash: (module) => this.#overTheAir(module),
        event: ({ name: event, data }) => this.#run?.tell({ type: 'event', name: event, data: data ?? '' }),
        answered: (type) => {
          if (type === 'flash' && this.#updating) this.reset('flash');
        },
        state: (state, reason) => this.#connection.linkChanged(state, reason),
      },
    });
    const event = (number: number, param: number): void => this.#mailEvent(number, param);
    this.#connection = createDeviceConnection(
      clock,
      this.#link,
      {
        event,
        log: (category, message) => this.#log(category, message),
        changed: () => this.#connectionChanged(),
        connected: () => this.#greeted(),
      },
      true,
    );
    this.#buttons = createDeviceButtons(clock, {
      event,
      mode: (down) => this.#run?.tell({ type: 'button', down }),
      toggleListening: () => (this.#listening ? this.leaveListening() : this.enterListening()),
      hold: () => this.#hold(),
      restart: (safe_mode) => void this.#boot(safe_mode),
      changed: () => this.#changed(),
    });
    this.#out = createSerialOut(
      () => (this.#listening ? null : this.#host),
      (bytes) => this.dispatchEvent(new CustomEvent('serial', { detail: bytes })),
      (bytes) => this.#run?.tell({ type: 'serial_room', bytes }),
    );
    this.#ledWatch = createLedWatch(
      clock,
      () => this.led,
      (rgb) => this.#tell({ type: 'mail', mail: { kind: 'led', rgb } }),
    );
    this.#reports = createDeviceReports({
      id,
      cloud,
      clock,
      rate: () => this.#time().rate,
      facts: () =>
        this.online === 'connected'
          ? deviceVitals({ uptime: this.uptime, signal: NUMBERS.signal, refused: this.#refused, wasm: this.image?.wasm.length ?? 0 })
          : null,
    });
  }

  // ── What it is and shows ──

  /** Why it stopped by itself the last time. */
  get crash(): DeviceCrash | null {
    return this.#crashes.last;
  }
  get power(): boolean {
    return this.#kept.power && this.state !== 'loading' && this.state !== 'elsewhere';
  }
  get network(): boolean {
    return this.#kept.network;
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
  /** Virtual ms since the firmware started. */
  get uptime(): number {
    return Math.max(0, Math.floor(virtualNow(this.#time(), this.#clock.now()) - this.#booted_at));
  }
  /** 0 … 1: how bright the blue light is. */
  get d7(): number {
    const pin = this.pins[D7];
    if (this.state !== 'running' || !pin) return 0;
    if (pin.duty !== null) return pin.duty / 65_535;
    return pin.mode === PIN_MODE.output ? pin.level : 0;
  }
  get led(): LedState {
    const facts: LedFacts = {
      power: this.power && this.state !== 'off',
      held: this.state === 'held' && !this.#buttons.choosing_safe_mode,
      panic: this.state === 'panic' && this.crash ? { code: this.crash.code ?? 1, words: `stopped: ${this.crash.text}` } : null,
      dfu: this.state === 'dfu',
      updating: this.#updating,
      signaling: this.#signaling,
      listening: this.#listening,
      safe_mode: this.state === 'safe_mode',
      choosing_safe_mode: this.#buttons.choosing_safe_mode,
      network: this.#connection.network,
      cloud: this.#connection.cloud,
      app: this.state === 'running' ? this.#led : null,
    };
    return ledState(facts);
  }
  modules(): ModuleInfo[] {
    return deviceModules(this.image?.module ?? null);
  }
  get functions(): readonly string[] {
    return this.#described.functions;
  }

  /** Set by the port while it is plugged in. */
  get host(): SerialHost | null {
    return this.#host;
  }
  set host(host: SerialHost | null) {
    this.#host = host;
    if (host) host.changed = () => this.#hostChanged();
    this.#hostChanged();
  }
  /** A program opened or closed the port. */
  #hostChanged(): void {
    const open = this.#host?.connected ?? false;
    if (open === this.#serial_open) return;
    this.#serial_open = open;
    this.#run?.tell({ type: 'serial_open', open });
  }

  #changed(_done?: unknown): void {
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
    const kept = await this.#storage.read(this.id);
    if (this.#stopped) return;
    this.#kept = kept;
    this.waves = { ...FIRST_WAVES, ...kept.waves };
    this.#connection.setAir(kept.network);
    await this.#load(kept.image);
    if (this.#stopped) return;
    if (kept.power) await this.#boot(false);
    else this.#enter('off');
  }

  async #load(bytes: Uint8Array | null): Promise<void> {
    const own = bytes ? await checkImage(bytes) : null;
    if (own?.ok) {
      this.image = own.image;
      return;
    }
    try {
      const first = await checkImage(await this.#firstImage());
      if (first.ok) this.image = first.image;
      else this.failure = first.detail;
    } catch {
      this.failure = 'The firmware that the board comes with could not be loaded. Reload the page to try again.';
    }
  }

  /** Another tab runs it: this one only says so. */
  runsElsewhere(): void {
    this.#enter('elsewhere');
  }

  /** For good: the page goes, or the cloud has no such device any more. */
  stop(): void {
    this.#stopped = true;
    this.#end('pin');
  }

  setPower(on: boolean): void {
    if (on === this.#kept.power || this.state === 'loading' || this.state === 'elsewhere') return;
    this.#keep({ power: on });
    if (!on) {
      this.#end('pin');
      this.#keep({ retained: null });
      this.#enter('off');
      return;
    }
    this.#reset_reason = RESET_REASON.power_down;
    this.#crashes.endRow();
    void this.#boot(false);
  }

  setNetwork(on: boolean): void {
    this.#keep({ network: on });
    this.#connection.setAir(on);
    this.#changed();
  }

  setWave(pin: number, wave: Wave): void {
    this.waves = { ...this.waves, [pin]: wave };
    this.#run?.tell({ type: 'wave', pin, wave });
    this.#keep({ waves: this.waves });
    this.#changed();
  }

  /** Puts a voltage on a digital pin from outside. */
  setLevel(pin: number, level: 0 | 1): void {
    this.levels = { ...this.levels, [pin]: level };
    this.#run?.tell({ type: 'level', pin, level });
    this.#changed();
  }

  rename(name: string): void {
    if (name === this.name) return;
    this.name = name;
    this.#run?.tell({ type: 'name', name });
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
    this.#run?.tell({ type: 'serial', bytes: [...bytes] });
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

  restartListening(): void {
    if (!this.power) return;
    this.#end('pin');
    this.#reset_reason = RESET_REASON.safe_mode;
    void this.#boot(true);
    this.enterListening();
  }

  /** The cloud's clock was set, moved or paused. */
  timeChanged(): void {
    this.#run?.tell({ type: 'time', time: this.#time() });
  }

  // ── Starting and stopping ──

  #enter(state: VirtualDeviceState): void {
    this.state = state;
    this.#changed();
  }

  #keep(change: Partial<KeptDevice>): void {
    this.#kept = { ...this.#kept, ...change };
    void this.#storage.write(this.id, change);
  }

  /** Ends what runs; USB disappears. */
  #end(reason: ResetReason): void {
    const was = this.state;
    this.#run?.close();
    this.#run = null;
    this.#cancelSos();
    this.#ledWatch.set(false);
    this.#reports.stop();
    this.#out.clear();
    this.#connection.stop();
    this.#listening = false;
    this.#updating = false;
    this.#led = null;
    this.pins = {};
    if (was === 'running' || was === 'safe_mode' || was === 'panic') this.dispatchEvent(new CustomEvent('reset', { detail: reason }));
  }

  #hold(): void {
    this.#reset_reason = RESET_REASON.pin_reset;
    this.#crashes.endRow();
    this.#end('pin');
    this.#enter('held');
  }

  reset(reason: ResetReason): void {
    if (!this.power) return;
    this.#reset_reason = numberOfReset[reason];
    this.#reset_data = reason === 'panic' ? (this.crash?.code ?? 0) : 0;
    if (reason === 'flash' || reason === 'pin') this.#crashes.endRow();
    this.#end(reason);
    if (reason === 'serial') this.#enter('dfu');
    else void this.#boot(false);
  }

  async #boot(safe_mode: boolean): Promise<void> {
    if (this.#stopped || !this.#kept.power) return;
    // A start while another is under way: the newer one counts.
    this.#run?.close();
    this.#run = null;
    const { image } = this;
    const now = this.#clock.now();
    this.#booted_at = virtualNow(this.#time(), now);
    this.#started_at = now;
    this.#described = { functions: [], variables: {}, subscriptions: [] };
    this.#updates = UPDATES.allowed | UPDATES.reset_allowed;
    this.#signaling = false;
    if (!image) return this.#enter('failed');
    this.#keep({ boots: this.#kept.boots + 1 });
    if (safe_mode) {
      this.#enter('safe_mode');
      this.dispatchEvent(new Event('boot'));
      this.#connection.wantCloud(true);
      return;
    }
    const retained =
      this.#reset_reason !== RESET_REASON.power_down && this.#kept.retained?.hash === image.module.hash ? this.#kept.retained.bytes : null;
    this.#serial_open = this.#host?.connected ?? false;
    this.#enter('running');
    this.dispatchEvent(new Event('boot'));
    this.#serial_open = this.#host?.connected ?? false;
    this.#run = startFirmware({
      startRealm: this.#startRealm,
      clock: this.#clock,
      hear: (message) => this.#hear(message),
      hangs: () => this.#stoppedByWatchdog(ENDLESS),
      run: {
        id: this.id,
        name: this.name,
        os_version: OS_VERSION,
        app_hash: image.module.hash,
        wasm: image.wasm,
        time: this.#time(),
        booted_at: this.#booted_at,
        reset_reason: this.#reset_reason,
        reset_data: this.#reset_data,
        random_seed: seedOf(this.id, this.#kept.boots),
        eeprom: this.#kept.eeprom,
        retained,
        cloud: this.#bits(),
        updates: this.#updates,
        numbers: NUMBERS,
        waves: this.waves,
        levels: this.levels,
        serial_open: this.#serial_open,
      },
    });
    if (this.#buttons.mode_down) this.#tell({ type: 'button', down: true });
  }

  #stoppedByWatchdog(crash: Omit<DeviceCrash, 'times'>): void {
    this.#crashed(crash);
    this.reset('watchdog');
    this.#saveFromCrashing();
  }

  #crashed(crash: Omit<DeviceCrash, 'times'>): void {
    this.#crashes.add(crash, this.#clock.now() - this.#started_at);
  }

  #saveFromCrashing(): boolean {
    if (!this.#crashes.tooMany()) return false;
    this.#end('panic');
    void this.#boot(true);
    return true;
  }

  #ended(end: RunEnd): void {
    switch (end.how) {
      case 'reset':
        return this.#askedToReset(end.kind, end.data);
      case 'watchdog':
        return this.#stoppedByWatchdog(UNFED);
      case 'error':
        this.failure = end.text;
        this.#end('panic');
        return this.#enter('failed');
      case 'panic':
        this.#crashed({ code: end.code, text: end.text, ...crashPlace(end.frames, this.image?.wasm ?? null) });
        this.#run?.close();
        this.#run = null;
        this.#connection.stop();
        this.#enter('panic');
        this.#cancelSos = this.#clock.after(SOS_FOR, () => {
          if (!this.#saveFromCrashing()) this.reset('panic');
        });
    }
  }

  #askedToReset(kind: number, data: number): void {
    this.#end('pin');
    this.#reset_reason = numberOfAsked(kind);
    this.#reset_data = data;
    if (kind === RESET.dfu) this.#enter('dfu');
    else if (kind === RESET.power_off) {
      this.#keep({ power: false, retained: null });
      this.#enter('off');
    } else void this.#boot(kind === RESET.safe_mode);
  }

  // ── What the firmware says ──

  #hear(message: FirmwareSays): void {
    switch (message.type) {
      case 'started':
        if (message.mode === 'automatic') this.#connection.wantCloud(true);
        if (message.mode === 'safe_mode') this.#askedToReset(RESET.safe_mode, 0);
        return;
      case 'described':
        this.#described = message;
        return this.#describe();
      case 'publish':
        return this.#publish(message);
      case 'cloud_wanted':
        return this.#connection.wantCloud(message.wanted);
      case 'network':
        return this.#connection.wantNetwork(message.what);
      case 'listen':
        return message.on ? this.enterListening() : this.leaveListening();
      case 'vitals':
        return this.#reports.vitals(message.seconds);
      case 'allow':
        return this.#allow(message.what);
      case 'serial':
        return this.#out.push(message.bytes);
      case 'pins':
        this.pins = { ...this.pins, ...message.pins };
        return this.#changed();
      case 'led':
        this.#led = message.led;
        this.#ledWatch.set(message.led.watched);
        return this.#changed();
      case 'eeprom':
        return this.#keep({ eeprom: message.bytes });
      case 'retained':
        return this.#keep({ retained: { hash: this.image?.module.hash ?? '', bytes: message.bytes } });
      case 'ended':
        return this.#ended(message.end);
    }
  }

  #described_soon = false;
  /** Firmware registers one thing after the other: said together. */
  #describe(): void {
    if (this.#described_soon) return;
    this.#described_soon = true;
    queueMicrotask(() => {
      this.#described_soon = false;
      this.#link.describe();
      this.#changed();
    });
  }

  #description(): DeviceDescription {
    const { module } = this.image ?? {};
    return {
      platform_id: this.platform_id,
      product_id: module?.product_id ?? null,
      firmware_version: module?.product_version ?? null,
      system_firmware_version: OS_VERSION,
      app_hash: module?.hash ?? null,
      ...this.#described,
    };
  }

  #allow(what: number): void {
    if (what === ALLOW.disable_updates) this.#updates &= ~UPDATES.allowed;
    if (what === ALLOW.enable_updates) this.#updates |= UPDATES.allowed;
    if (what === ALLOW.disable_reset) this.#updates &= ~UPDATES.reset_allowed;
    if (what === ALLOW.enable_reset) this.#updates |= UPDATES.reset_allowed;
  }

  #publish({ type: _type, ...request }: Extract<FirmwareSays, { type: 'publish' }>): void {
    const publish: DevicePublish = { ...request, ok: null, detail: null, event: null, journey: null };
    const tell = (): boolean => this.dispatchEvent(new CustomEvent('publish', { detail: { ...publish } }));
    tell();
    const run = this.#run;
    void this.#link.publish({ name: request.name, data: request.data, ttl: request.ttl }).then((answer) => {
      publish.ok = answer.ok;
      publish.detail = answer.ok ? null : answer.detail;
      if (answer.ok) [publish.event, publish.journey] = [answer.id, answer.journey];
      if (!answer.ok) this.#refused += 1;
      // -160: no acknowledgement in time.
      if (run === this.#run) run?.tell({ type: 'mail', mail: { kind: 'published', ticket: request.ticket, result: answer.ok ? 0 : -160 } });
      tell();
    });
  }

  // ── What the cloud and the system say ──

  #bits(): number {
    return this.#connection.bits | (this.#listening ? CLOUD_STATE.listening : 0);
  }

  #tell(message: Exclude<ToFirmware, { type: 'run' }>): void {
    this.#run?.tell(message);
  }

  #connectionChanged(): void {
    this.#tell({ type: 'cloud', state: this.#bits() });
    this.#changed();
  }

  #mailEvent(event: number, param: number): void {
    this.#tell({ type: 'mail', mail: { kind: 'system', event, param } });
  }

  /** The system's own log goes where the application's log goes: through its handlers and their levels. */
  #log(category: string, message: string, level = 30): void {
    this.#tell({ type: 'mail', mail: { kind: 'log', level, category, message } });
  }

  #ask(what: 'function' | 'variable', name: string, argument: string): Promise<FirmwareValue | undefined> {
    const known = what === 'function' ? this.#described.functions.includes(name) : Object.hasOwn(this.#described.variables, name);
    return this.#run && known ? this.#run.ask(what, name, argument) : Promise.resolve(undefined);
  }

  #greeted(): void {
    this.#log('system', 'Send spark/device/last_reset event');
    this.#reports.lastReset(this.#booted_at, nameOfReset(this.#reset_reason));
  }

  // ── Updates ──

  async install(given: Uint8Array): Promise<InstallAnswer> {
    if (!(this.#updates & UPDATES.allowed)) return { ok: false, code: -1380, detail: 'The firmware has switched updates off.' };
    const answer = await checkImage(given);
    if (!answer.ok) return answer;
    this.image = answer.image;
    this.#crashes.forget();
    this.failure = null;
    this.#keep({ image: answer.image.bytes });
    this.#changed();
    return { ok: true };
  }

  /** Puts back what it came with. */
  async restoreFirstImage(): Promise<void> {
    this.#keep({ image: null });
    this.#crashes.forget();
    await this.#load(null);
    this.reset('flash');
  }

  async #overTheAir(module: Uint8Array): Promise<boolean> {
    this.#updating = true;
    this.#changed();
    this.#mailEvent(SYSTEM_EVENT.firmware_update, 0);
    const answer = await this.install(module);
    logUpdate(module, answer, (category, message, level) => this.#log(category, message, level));
    this.#updating = answer.ok;
    this.#changed();
    return answer.ok;
  }
}
