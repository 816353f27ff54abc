// Puts a module onto a device: checked first, sent by the way that works there, proven by the hash it reports afterwards.
import { DeviceError, isDeviceError } from '../../model/device-error.ts';
import type { FirmwareModule } from '../../model/firmware-module.ts';
import { sleep } from '../device-clock.ts';
import { checkModule } from '../flash/check-module.ts';
import type { OverTheAir } from '../flash/over-the-air.ts';
import { sendYmodem } from '../flash/ymodem-sender.ts';
import { chooseStrategy, serialRefusal } from './flash-strategy.ts';
import { readSystem, whileListening } from './identify-device.ts';
import { LOG_RATE } from './port-connection.ts';
import type { SessionReach } from './session-reach.ts';
import type { FlashProgress, FlashStage, FlashStrategy } from './session-state.ts';

export interface FlashWish {
  strategy?: FlashStrategy;
  /** Device id for the way over the air. */
  device?: string;
  /** Whether the cloud holds its link now. */
  online?: boolean;
  /** What the cloud knows of it, where no port tells. */
  platform_id?: number;
  product?: { id: number; version?: number } | null;
}

/** From the device's "Restarting…" to its reset, and from there to its port, ms. */
const RESET_MS = 10_000;
const RETURN_MS = 20_000;
/** A board that just started is asked a little later. */
const SETTLE_MS = 1500;
/** How long a device may take from its restart to its hello in the cloud, ms. */
const HELLO_MS = 30_000;
const HELLO_POLL_MS = 500;
/** Progress is told this often while bytes run, ms. */
const TOLD_MS = 100;
/** A rate says nothing before, ms. */
const RATE_MS = 300;

/** The hash that the device reports, or null when it could not be asked: that is no failure of the flash. */
const readBack = async (reach: SessionReach): Promise<string | null> => {
  try {
    await sleep(reach.clock, SETTLE_MS, reach.signal);
    return await whileListening(reach, async (console) => {
      await readSystem(console, reach);
      await console.leave();
      return reach.session.identity?.app_hash ?? null;
    });
  } catch (error) {
    reach.signal.throwIfAborted();
    if (isDeviceError(error)) return null;
    throw error;
  }
};

export const flashDevice = async (module: Uint8Array, wish: FlashWish, reach: SessionReach, air: OverTheAir | null): Promise<void> => {
  const { session, link, clock, signal } = reach;
  let progress: FlashProgress = {
    strategy: wish.strategy ?? 'ymodem',
    stage: 'check',
    sent: 0,
    total: module.length,
    rate: null,
    left: null,
    hash: '',
    read_back: null,
    outcome: 'running',
  };
  const tell = (change: Partial<FlashProgress>): void => {
    progress = { ...progress, ...change };
    reach.tell(progress);
  };
  const enter = (stage: FlashStage): void => {
    signal.throwIfAborted();
    tell({ stage });
    reach.become(stage === 'restart' ? 'restarting' : stage === 'verify' ? 'verifying' : 'flashing');
  };

  const check = (): FirmwareModule => {
    const { platform_id = null, modules = [], os_version = null } = session.identity ?? {};
    return checkModule(module, {
      platform_id: platform_id ?? wish.platform_id ?? null,
      modules,
      os_version,
      product: wish.product ?? null,
    });
  };

  const prove = (read_back: string | null): void => {
    if (read_back !== null && read_back !== progress.hash)
      throw new DeviceError('flash_other_hash', '', { wanted: progress.hash, found: read_back });
    tell({ read_back, outcome: read_back === null ? 'unproven' : 'done' });
  };

  const overSerial = async (): Promise<void> => {
    enter('prepare');
    session.mark('flash', 'Flashing over USB');
    let started = 0;
    let told = 0;
    const result = await whileListening(reach, async (console) => {
      reach.become('flashing');
      await readSystem(console, reach);
      // Known before a byte is sent: the kind of board, its Device OS, what the module needs.
      const refusal = serialRefusal({ board: session.board, os_version: session.identity?.os_version ?? null });
      if (refusal) throw refusal;
      check();
      await console.startTransfer();
    }).then(() =>
      link.converse(
        (channel) =>
          sendYmodem(channel, module, {
            clock,
            receiver: 'device-os',
            signal,
            onProgress: ({ stage, sent }) => {
              const now = clock.now();
              if (stage === 'send' && started === 0) started = now;
              if (stage === progress.stage && sent < module.length && now - told < TOLD_MS) return;
              told = now;
              const ms = now - started;
              const rate = stage === 'send' && ms >= RATE_MS ? (sent / ms) * 1000 : progress.rate;
              tell({ stage, sent, rate, left: rate ? ((module.length - sent) / rate) * 1000 : null });
            },
          }),
        { private: true },
      ),
    );
    for (const line of result.text.split(/\r?\n/)) if (line.trim() !== '') session.mark('flash', line.trim());
    enter('restart');
    if (!(await link.goes(RESET_MS, signal))) signal.throwIfAborted();
    if (!link.isOpen) await link.back(signal, RETURN_MS, LOG_RATE);
    else await link.reopen(LOG_RATE, signal);
    session.mark('reset', 'Restarted with the new build');
    enter('verify');
    prove(await readBack(reach));
  };

  const overAir = async (): Promise<void> => {
    const device = wish.device ?? session.identity?.id;
    if (!air || !device) throw new DeviceError('flash_ota_failed', 'no cloud or no device id');
    enter('prepare');
    session.mark('flash', 'Flashing over the air');
    enter('send');
    await air.flash(device, module, signal);
    tell({ sent: module.length });
    enter('restart');
    if (link.port) {
      await link.goes(RESET_MS, signal);
      if (!link.isOpen) await link.back(signal, RETURN_MS, LOG_RATE);
      session.mark('reset', 'Restarted with the new build');
    }
    enter('verify');
    const end = clock.now() + HELLO_MS;
    let read_back = await air.appHash(device);
    // The old hash stands in the cloud until the device has said hello again.
    while (read_back !== progress.hash && clock.now() < end) {
      await sleep(clock, HELLO_POLL_MS, signal);
      read_back = await air.appHash(device);
    }
    prove(read_back);
    reach.learn({ app_hash: read_back });
  };

  try {
    enter('check');
    tell({ hash: check().hash });
    const strategy = chooseStrategy(
      { board: session.board, os_version: session.identity?.os_version ?? null, online: wish.online ?? false },
      wish.strategy,
    );
    tell({ strategy });
    await (strategy === 'ota' ? overAir() : overSerial());
    session.mark('flash', progress.outcome === 'done' ? 'Flashed: the device reports the hash of this build' : 'Flashed');
  } catch (error) {
    const cancelled = isDeviceError(error) && error.code === 'flash_cancelled';
    tell({ outcome: isDeviceError(error) && error.code === 'flash_not_proven' ? 'unproven' : cancelled ? 'cancelled' : 'failed' });
    session.mark('flash', cancelled ? 'Flashing cancelled' : 'Flashing stopped');
    throw error;
  }
};
