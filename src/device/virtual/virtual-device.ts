// One virtual board: power, buttons, lights and sensors around a firmware that runs in its own realm, online through the cloud's link.
import type { CloudClient } from '../../client/cloud-client.ts';
import { virtualNow, type VirtualTime } from '../../model/virtual-time.ts';
import { systemClock, type DeviceClock } from '../device-clock.ts';
import { ALLOW, CLOUD_STATE, PIN_MODE, RESET, RESET_REASON, SYSTEM_EVENT, UPDATES } from './abi.ts';
import { checkImage, type Image, VIRTUAL_PLATFORM } from './check-image.ts';
import { createCloudLink, type CloudLink, type DeviceDescription } from './cloud-link.ts';
import { createDeviceButtons, type DeviceButtons } from './device-buttons.ts';
import { createDeviceConnection, type DeviceConnection } from './device-connection.ts';
import { deviceModules, OS_VERSION } from './device-modules.ts';
import { nothingKept, type DeviceStorage, type KeptDevice } from './device-storage.ts';
import { deviceVitals } from './device-vitals.ts';
import type { FirmwareRealm, StartRealm } from './firmware-realm.ts';
import { ledColor, type LedFacts, ledState, type LedState } from './led-state.ts';
import { seedOf } from './random-seed.ts';
import { createSerialOut, type SerialOut } from './serial-out.ts';
import { logUpdate } from './update-log.ts';
import type { InstallAnswer, ModuleInfo, ResetReason, SerialHost, VirtualBoard } from './virtual-board.ts';
import { steady, type Wave } from './wave.ts';
import type { DeviceNumbers, FromFirmware, LedControl, PinState, PublishRequest, RunEnd, ToFirmware } from './worker-messages.ts';

/** What it does just now. `elsewhere`: another tab of this site runs it. */
export type VirtualDeviceState = 'loading' | 'elsewhere' | 'off' | 'held' | 'running' | 'safe_mode' | 'panic' | 'dfu' | 'failed';

/** Why it stopped by itself the last time. */
export interface DeviceCrash {
  /** Device OS's panic number; null for an endless loop. */
  code: number | null;
  /** What happened, a sentence. */
  text: string;
  /** The C++ function that it happened in. */
  function: string | null;
  /** It happened so often in a row. */
  times: number;
}

/** An event that the firmware published; `ok` null until the cloud answered. */
export interface DevicePublish extends PublishRequest {
  ok: boolean | null;
  detail: string | null;
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

/** Real ms. A firmware that is silent for so long hangs. */
const PING_EVERY = 2000;
const HANGS_AFTER = 5000;
/** Real ms that SOS is shown before it starts again. */
const SOS_FOR = 6000;
/** Crashes in a row, each soon after its start, until it starts in safe mode. */
const CRASHES_UNTIL_SAFE = 3;
const SOON = 20_000;
/** How often a firmware that watches its light hears of it, real ms. */
const LED_EVERY = 50;
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
  crash: DeviceCrash | null = null;
  /** Why it is `failed`. */
  failure: string | null = null;
  image: Image | null = null;
  pins: Record<number, PinState> = {};
  waves: Record<number, Wave> = { ...FIRST_WAVES };
  levels: Record<number, 0 | 1> = {};
  #host: SerialHost | null = null;
  #serial_open = false;

  readonly #cloud: VirtualDeviceOptions['cloud'];
  readonly #storage: DeviceStorage;
  readonly #firstImage: () => Promise<Uint8Array>;
  readonly #time: () => VirtualTime;
  readonly #startRealm: StartRealm;
  readonly #clock: DeviceClock;
  readonly #link: CloudLink;
  readonly #connection: DeviceConnection;
  readonly #buttons: DeviceButtons;
  readonly #out: SerialOut;

  #kept: KeptDevice = nothingKept();
  #realm: FirmwareRealm | null = null;
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
  #calls = 0;
  readonly #waiting = new Map<number, (value: string | number | boolean | null) => void>();
  #crashes = 0;
  #heard_at = 0;
  #told = false;
  #stopped = false;
  #rate_limited = 0;
  #cancelPing = (): void => {};
  #cancelSos = (): void => {};
  #cancelLed = (): void => {};
  #cancelVitals = (): void => {};
  #led_shown = -1;

  constructor({ id, name, cloud, storage, image, time, startRealm, clock = systemClock }: VirtualDeviceOptions) {
    super();
    this.id = id;
    this.name = name;
    this.#cloud = cloud;
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
        readVariable: async (call) => (await this.#ask('variable', call, '')) ?? undefined,
        signal: (on) => this.#changed((this.#signaling = on)),
        flash: (module) => this.#overTheAir(module),
        event: ({ name: event, data }) => this.#realm?.tell({ type: 'event', name: event, data: data ?? '' }),
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
        connected: () => this.#sayLastReset(),
      },
      true,
    );
    this.#buttons = createDeviceButtons(clock, {
      event,
      mode: (down) => this.#realm?.tell({ type: 'button', down }),
      toggleListening: () => (this.#listening ? this.leaveListening() : this.enterListening()),
      hold: () => this.#hold(),
      restart: (safe_mode) => void this.#boot(safe_mode),
      changed: () => this.#changed(),
    });
    this.#out = createSerialOut(
      () => (this.#listening ? null : this.#host),
      (bytes) => this.dispatchEvent(new CustomEvent('serial', { detail: bytes })),
      (bytes) => this.#realm?.tell({ type: 'serial_room', bytes }),
    );
  }

  // ── What it is and shows ──

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
    this.#realm?.tell({ type: 'serial_open', open });
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
    this.#crashes = 0;
    void this.#boot(false);
  }

  setNetwork(on: boolean): void {
    this.#keep({ network: on });
    this.#connection.setAir(on);
    this.#changed();
  }

  setWave(pin: number, wave: Wave): void {
    this.waves = { ...this.waves, [pin]: wave };
    this.#realm?.tell({ type: 'wave', pin, wave });
    this.#keep({ waves: this.waves });
    this.#changed();
  }

  /** Puts a voltage on a digital pin from outside. */
  setLevel(pin: number, level: 0 | 1): void {
    this.levels = { ...this.levels, [pin]: level };
    this.#realm?.tell({ type: 'level', pin, level });
    this.#changed();
  }

  rename(name: string): void {
    if (name === this.name) return;
    this.name = name;
    this.#realm?.tell({ type: 'name', name });
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
    this.#realm?.tell({ type: 'serial', bytes: [...bytes] });
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

  /** The cloud's clock was set, moved or paused. */
  timeChanged(): void {
    this.#realm?.tell({ type: 'time', time: this.#time() });
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
    this.#realm?.close();
    this.#realm = null;
    this.#cancelPing();
    this.#cancelSos();
    this.#cancelLed();
    this.#cancelVitals();
    this.#out.clear();
    for (const answer of this.#waiting.values()) answer(null);
    this.#waiting.clear();
    this.#connection.stop();
    this.#listening = false;
    this.#updating = false;
    this.#led = null;
    this.pins = {};
    if (was === 'running' || was === 'safe_mode' || was === 'panic') this.dispatchEvent(new CustomEvent('reset', { detail: reason }));
  }

  #hold(): void {
    this.#reset_reason = RESET_REASON.pin_reset;
    this.#crashes = 0;
    this.#end('pin');
    this.#enter('held');
  }

  reset(reason: ResetReason): void {
    if (!this.power) return;
    const numbers: Record<ResetReason, number> = {
      pin: RESET_REASON.pin_reset,
      serial: RESET_REASON.dfu_mode,
      flash: RESET_REASON.update,
      panic: RESET_REASON.panic,
      watchdog: RESET_REASON.watchdog,
    };
    this.#reset_reason = numbers[reason];
    this.#reset_data = reason === 'panic' ? (this.crash?.code ?? 0) : 0;
    if (reason === 'flash' || reason === 'pin') this.#crashes = 0;
    this.#end(reason);
    if (reason === 'serial') this.#enter('dfu');
    else void this.#boot(false);
  }

  async #boot(safe_mode: boolean): Promise<void> {
    if (this.#stopped || !this.#kept.power) return;
    // A start while another is under way: the newer one counts.
    this.#realm?.close();
    this.#realm = null;
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
    const realm = this.#startRealm(
      {
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
      (message) => {
        if (this.#realm === realm) this.#hear(message);
      },
    );
    this.#realm = realm;
    if (this.#buttons.mode_down) realm.tell({ type: 'button', down: true });
    this.#watch();
  }

  /** Asks from time to time whether the firmware still lives. */
  #watch(): void {
    this.#heard_at = this.#clock.now();
    const look = (): void => {
      const asked = this.#clock.now();
      this.#realm?.tell({ type: 'ping' });
      this.#cancelPing = this.#clock.after(HANGS_AFTER, () => {
        if (this.#heard_at < asked) this.#hangs();
        else next();
      });
    };
    const next = (): void => {
      this.#cancelPing = this.#clock.after(PING_EVERY, look);
    };
    next();
  }

  #hangs(): void {
    this.#crashed({
      code: null,
      text: 'The firmware ran for five seconds without a pause. A loop in it never ends, or never waits.',
      function: null,
    });
    this.reset('watchdog');
    this.#saveFromCrashing();
  }

  #crashed(crash: Omit<DeviceCrash, 'times'>): void {
    this.#crashes = this.#clock.now() - this.#started_at < SOON ? this.#crashes + 1 : 1;
    this.crash = { ...crash, times: this.#crashes };
  }

  /** A firmware that crashes whenever it starts would never take the one that mends it. */
  #saveFromCrashing(): boolean {
    if (this.#crashes < CRASHES_UNTIL_SAFE) return false;
    this.#crashes = 0;
    this.#end('panic');
    void this.#boot(true);
    return true;
  }

  #ended(end: RunEnd): void {
    switch (end.how) {
      case 'reset':
        return this.#askedToReset(end.kind, end.data);
      case 'watchdog':
        this.#crashed({ code: null, text: 'The firmware did not feed its watchdog in time.', function: null });
        this.reset('watchdog');
        this.#saveFromCrashing();
        return;
      case 'error':
        this.failure = end.text;
        this.#end('panic');
        return this.#enter('failed');
      case 'panic':
        this.#crashed({ code: end.code, text: end.text, function: end.function });
        this.#realm?.close();
        this.#realm = null;
        this.#cancelPing();
        this.#connection.stop();
        this.#enter('panic');
        this.#cancelSos = this.#clock.after(SOS_FOR, () => {
          if (!this.#saveFromCrashing()) this.reset('panic');
        });
    }
  }

  #askedToReset(kind: number, data: number): void {
    this.#end('pin');
    this.#reset_reason = kind === RESET.safe_mode ? RESET_REASON.safe_mode : kind === RESET.dfu ? RESET_REASON.dfu_mode : RESET_REASON.user;
    this.#reset_data = data;
    if (kind === RESET.dfu) this.#enter('dfu');
    else if (kind === RESET.power_off) {
      this.#keep({ power: false, retained: null });
      this.#enter('off');
    } else void this.#boot(kind === RESET.safe_mode);
  }

  // ── What the firmware says ──

  #hear(message: FromFirmware): void {
    this.#heard_at = this.#clock.now();
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
      case 'answer': {
        const answer = this.#waiting.get(message.call);
        this.#waiting.delete(message.call);
        return answer?.(message.value);
      }
      case 'cloud_wanted':
        return this.#connection.wantCloud(message.wanted);
      case 'network':
        return this.#connection.wantNetwork(message.what);
      case 'listen':
        return message.on ? this.enterListening() : this.leaveListening();
      case 'vitals':
        return this.#vitals(message.seconds);
      case 'allow':
        return this.#allow(message.what);
      case 'serial':
        return this.#out.push(message.bytes);
      case 'pins':
        this.pins = { ...this.pins, ...message.pins };
        return this.#changed();
      case 'led':
        this.#led = message.led;
        this.#watchLed();
        return this.#changed();
      case 'eeprom':
        return this.#keep({ eeprom: message.bytes });
      case 'retained':
        return this.#keep({ retained: { hash: this.image?.module.hash ?? '', bytes: message.bytes } });
      case 'pong':
        return;
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

  #publish({ type: _type, ...request }: Extract<FromFirmware, { type: 'publish' }>): void {
    const publish: DevicePublish = { ...request, ok: null, detail: null };
    const tell = (): boolean => this.dispatchEvent(new CustomEvent('publish', { detail: { ...publish } }));
    tell();
    const realm = this.#realm;
    void this.#link.publish({ name: request.name, data: request.data, ttl: request.ttl }).then((answer) => {
      publish.ok = answer.ok;
      publish.detail = answer.ok ? null : answer.detail;
      if (!answer.ok) this.#rate_limited += 1;
      // -160: no acknowledgement in time.
      if (realm === this.#realm)
        realm?.tell({ type: 'mail', mail: { kind: 'published', ticket: request.ticket, result: answer.ok ? 0 : -160 } });
      tell();
    });
  }

  // ── What the cloud and the system say ──

  #bits(): number {
    return this.#connection.bits | (this.#listening ? CLOUD_STATE.listening : 0);
  }

  #tell(message: Exclude<ToFirmware, { type: 'run' }>): void {
    this.#realm?.tell(message);
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

  #ask(what: 'function' | 'variable', name: string, argument: string): Promise<string | number | boolean | undefined> {
    const known = what === 'function' ? this.#described.functions.includes(name) : Object.hasOwn(this.#described.variables, name);
    const realm = this.#realm;
    if (!realm || !known) return Promise.resolve(undefined);
    const call = ++this.#calls;
    return new Promise((resolve) => {
      this.#waiting.set(call, (value) => resolve(value ?? undefined));
      realm.tell({ type: 'call', call, what, name, argument });
    });
  }

  // ── Updates ──

  async install(given: Uint8Array): Promise<InstallAnswer> {
    if (!(this.#updates & UPDATES.allowed)) return { ok: false, code: -1380, detail: 'The firmware has switched updates off.' };
    const answer = await checkImage(given);
    if (!answer.ok) return answer;
    this.image = answer.image;
    this.crash = null;
    this.failure = null;
    this.#crashes = 0;
    this.#keep({ image: answer.image.bytes });
    this.#changed();
    return { ok: true };
  }

  /** Puts back what it came with. */
  async restoreFirstImage(): Promise<void> {
    this.#keep({ image: null });
    await this.#load(null);
    this.crash = null;
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

  // ── Vitals ──

  #sayLastReset(): void {
    const names: Record<number, string> = {
      [RESET_REASON.pin_reset]: 'pin_reset',
      [RESET_REASON.power_down]: 'power_down',
      [RESET_REASON.watchdog]: 'watchdog',
      [RESET_REASON.update]: 'update',
      [RESET_REASON.safe_mode]: 'safe_mode',
      [RESET_REASON.dfu_mode]: 'dfu_mode',
      [RESET_REASON.panic]: 'panic',
      [RESET_REASON.user]: 'user',
    };
    if (this.#said_reset === this.#booted_at) return;
    this.#said_reset = this.#booted_at;
    this.#log('system', 'Send spark/device/last_reset event');
    this.#report('spark/device/last_reset', names[this.#reset_reason] ?? 'unknown');
  }
  #said_reset = -1;

  #report(name: string, data: string): void {
    this.#cloud.call('POST', `/pocket/devices/${this.id}/report`, { token: false, body: { name, data } }).catch(() => {});
  }

  #vitals(seconds: number): void {
    const say = (): void => {
      if (this.online === 'connected')
        this.#report(
          'spark/device/diagnostics/update',
          JSON.stringify(
            deviceVitals({ uptime: this.uptime, signal: NUMBERS.signal, refused: this.#rate_limited, wasm: this.image?.wasm.length ?? 0 }),
          ),
        );
    };
    this.#cancelVitals();
    if (seconds < 0) return;
    say();
    if (seconds === 0) return;
    const again = (): void => {
      this.#cancelVitals = this.#clock.after((seconds * 1000) / Math.max(0.001, this.#time().rate), () => {
        say();
        again();
      });
    };
    again();
  }

  /** A firmware that watches its light hears each colour. */
  #watchLed(): void {
    this.#cancelLed();
    if (!this.#led?.watched) return;
    const look = (): void => {
      const rgb = ledColor(this.led, this.#clock.now());
      if (rgb !== this.#led_shown) this.#tell({ type: 'mail', mail: { kind: 'led', rgb } });
      this.#led_shown = rgb;
      this.#cancelLed = this.#clock.after(LED_EVERY, look);
    };
    look();
  }
}
