// The system's side of being online: network first, then the cloud; what it says on the way is what a board says (spec/device.md §3).
import type { DeviceClock } from '../device-clock.ts';
import { CLOUD_STATE, NETWORK, SYSTEM_EVENT } from './abi.ts';
import type { CloudLink, LinkState } from './cloud-link.ts';

/** Real ms that each network step takes: long enough to be seen, short enough not to be waited for. */
const NETWORK_STEP = 120;

/** Parameters of the events `network_status` and `cloud_status` (firmware/include/wiring/system.h). */
const NETWORK_STATUS = { off: 3, on: 5, connecting: 6, connected: 7 } as const;
const CLOUD_STATUS = { disconnected: 0, connecting: 1, handshake: 2, connected: 8, disconnecting: 9 } as const;

export interface ConnectionHandlers {
  event(event: number, param: number): void;
  log(category: string, message: string): void;
  /** `CLOUD_STATE` bits changed, or what the light shows. */
  changed(): void;
  connected(): void;
}

export interface DeviceConnection {
  readonly network: 'off' | 'connecting' | 'ready';
  readonly cloud: LinkState;
  /** Without the listening bit. */
  readonly bits: number;
  /** Why the cloud refused the device. */
  readonly reason: string | null;
  /** What the firmware asks for. */
  wantCloud(on: boolean): void;
  wantNetwork(what: number): void;
  /** The switch outside: whether there is a network at all. */
  setAir(on: boolean): void;
  /** Cloud and network are given up while the device listens. */
  setListening(on: boolean): void;
  /** Power is gone, or the device restarts. */
  stop(): void;
  linkChanged(state: LinkState, reason?: string): void;
}

export function createDeviceConnection(
  clock: DeviceClock,
  link: CloudLink,
  handlers: ConnectionHandlers,
  air_at_first: boolean,
): DeviceConnection {
  let network: DeviceConnection['network'] = 'off';
  let radio = false;
  let wanted = false;
  let air = air_at_first;
  let listening = false;
  let reason: string | null = null;
  let cancel = (): void => {};

  const log = (from: string, to: string): void => handlers.log('system.nm', `State changed: ${from} -> ${to}`);

  const leaveCloud = (): void => {
    if (link.state === 'off') return;
    handlers.event(SYSTEM_EVENT.cloud_status, CLOUD_STATUS.disconnecting);
    link.close();
    handlers.log('system', 'Cloud: disconnected');
    handlers.event(SYSTEM_EVENT.cloud_status, CLOUD_STATUS.disconnected);
  };

  const enterCloud = (): void => {
    if (!wanted || network !== 'ready' || listening || link.state !== 'off') return;
    handlers.log('system', 'Cloud: connecting');
    handlers.event(SYSTEM_EVENT.cloud_status, CLOUD_STATUS.connecting);
    link.open();
  };

  const leaveNetwork = (): void => {
    cancel();
    if (network === 'off') return;
    leaveCloud();
    log(network === 'ready' ? 'IP_CONFIGURED' : 'IFACE_UP', 'IFACE_DOWN');
    network = 'off';
    handlers.event(SYSTEM_EVENT.network_status, NETWORK_STATUS.off);
  };

  const enterNetwork = (): void => {
    if (network !== 'off' || !radio || listening) return;
    network = 'connecting';
    log('DISABLED', 'IFACE_DOWN');
    log('IFACE_DOWN', 'IFACE_REQUEST_UP');
    handlers.event(SYSTEM_EVENT.network_status, NETWORK_STATUS.connecting);
    search();
  };

  const search = (): void => {
    if (!air) return;
    log('IFACE_REQUEST_UP', 'IFACE_UP');
    cancel = clock.after(NETWORK_STEP, () => {
      log('IFACE_UP', 'IFACE_LINK_UP');
      log('IFACE_LINK_UP', 'IP_CONFIGURED');
      network = 'ready';
      handlers.event(SYSTEM_EVENT.network_status, NETWORK_STATUS.connected);
      enterCloud();
      handlers.changed();
    });
  };

  /** Runs a change and tells of it once. */
  const change = (work: () => void): void => {
    work();
    handlers.changed();
  };

  return {
    get network() {
      return network;
    },
    get cloud() {
      return link.state;
    },
    get reason() {
      return reason;
    },
    get bits() {
      return (
        (link.state === 'connected' ? CLOUD_STATE.connected : 0) |
        (network === 'ready' ? CLOUD_STATE.network_ready : 0) |
        (wanted ? CLOUD_STATE.cloud_wanted : 0) |
        (radio ? CLOUD_STATE.network_on : 0)
      );
    },
    wantCloud: (on) =>
      change(() => {
        wanted = on;
        if (!on) return leaveCloud();
        radio = true;
        enterNetwork();
        enterCloud();
      }),
    wantNetwork: (what) =>
      change(() => {
        if (what === NETWORK.on || what === NETWORK.connect) {
          radio = true;
          handlers.event(SYSTEM_EVENT.network_status, NETWORK_STATUS.on);
          if (what === NETWORK.connect) enterNetwork();
        } else {
          if (what === NETWORK.off) radio = false;
          wanted = false;
          leaveNetwork();
        }
      }),
    setAir: (on) =>
      change(() => {
        if (air === on) return;
        air = on;
        if (on) {
          if (network === 'connecting') search();
          return;
        }
        const searching = network !== 'off';
        leaveNetwork();
        if (searching) enterNetwork();
      }),
    setListening: (on) =>
      change(() => {
        listening = on;
        if (on) leaveNetwork();
        else if (wanted || radio) {
          enterNetwork();
          enterCloud();
        }
      }),
    stop: () =>
      change(() => {
        cancel();
        link.close();
        network = 'off';
        radio = false;
        wanted = false;
        listening = false;
      }),
    linkChanged: (state, why) =>
      change(() => {
        reason = state === 'refused' ? (why ?? null) : null;
        if (state === 'connected') {
          handlers.log('comm.protocol.handshake', 'Establish secure connection');
          handlers.log('comm.protocol.handshake', 'Handshake completed');
          handlers.event(SYSTEM_EVENT.cloud_status, CLOUD_STATUS.handshake);
          handlers.log('system', 'All handshake messages have been processed');
          handlers.log('system', 'Cloud connected');
          handlers.event(SYSTEM_EVENT.cloud_status, CLOUD_STATUS.connected);
          handlers.connected();
        } else if (state === 'refused') {
          handlers.log('system', `Cloud: refused (${why ?? 'no reason given'})`);
          handlers.event(SYSTEM_EVENT.cloud_status, CLOUD_STATUS.disconnected);
        } else if (state === 'connecting' && network === 'ready') {
          handlers.event(SYSTEM_EVENT.cloud_status, CLOUD_STATUS.connecting);
        }
      }),
  };
}
