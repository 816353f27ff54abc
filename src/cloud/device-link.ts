// The line to devices that are connected: a device is online while its link is open (common API `/pocket/devices/:d/link`).
import type { Device } from '../model/device.ts';
import type { StoredEvent } from '../model/event.ts';
import { toBase64 } from './base64.ts';
import { PUBLISH_TABLES, type CloudCore, type WriteTransaction } from './core.ts';
import { deviceEvent } from './device-event.ts';
import type { DeviceLink, RowKey } from './ports.ts';
import { encodeText, type OpenStream, type StreamSet } from './stream-set.ts';

export interface DeviceLinks extends DeviceLink {
  /** Opens the link of a device that exists. A second link of the same device replaces the first. */
  open(device: Device, clientId: string | null): Promise<Response>;
  /** A device said who it is: it is online from now on when its link is open. */
  greeted(device: Device): Promise<void>;
  /** Takes the device's answer to a call; false when nobody waits for it (any more). */
  answer(deviceId: string, call: string, answer: { ok: boolean; value?: unknown }): boolean;
  isOpen(deviceId: string): boolean;
  /** Rows of devices changed: whoever is linked among them has another owner or product now, or is gone. */
  changed(ids: Iterable<RowKey>): void;
  /** Sends events down to the devices that subscribed to them. */
  published(events: readonly StoredEvent[]): void;
}

interface Line {
  stream: OpenStream;
  /** What decides about subscriptions, as of the last handshake. */
  device: Device;
  waiting: Map<string, (answer: { ok: boolean; value?: unknown }) => void>;
}

const frame = (data: unknown): Uint8Array => encodeText(`event: call\ndata: ${JSON.stringify(data)}\n\n`);

/** A device hears its owner's events and its product's, of those that it subscribed to. */
function hears(device: Device, event: StoredEvent): boolean {
  const { user_id, product_id } = deviceEvent(device);
  const reaches = (event.user_id !== null && event.user_id === user_id) || (event.product_id !== null && event.product_id === product_id);
  return reaches && (device.subscriptions ?? []).some((prefix) => event.name.startsWith(prefix));
}

export function createDeviceLinks(core: Pick<CloudCore, 'read' | 'write' | 'publishIn' | 'ports'>, streams: StreamSet): DeviceLinks {
  const lines = new Map<string, Line>();
  let calls = 0;

  /** Writes `online` and says so as the cloud itself, once per change. */
  async function setOnline(id: string, online: boolean): Promise<void> {
    await core.write(PUBLISH_TABLES, async (tx: WriteTransaction) => {
      const device = await tx.get('devices', id);
      // The link may have come or gone while this waited for its turn.
      if (!device || device.online === online || lines.has(id) !== online) return;
      await tx.put('devices', { ...device, online, last_heard: tx.nowIso });
      await core.publishIn(tx, { ...deviceEvent(device), name: 'spark/status', data: online ? 'online' : 'offline', origin: 'system' });
    });
  }

  return {
    async open(device, clientId) {
      lines.get(device.id)?.stream.close();
      const { response, stream } = streams.open(clientId, ':ok\n\n', () => {
        if (lines.get(device.id) !== line) return;
        lines.delete(device.id);
        for (const answer of line.waiting.values()) answer({ ok: false });
        void setOnline(device.id, false).catch((error: unknown) => core.ports.report?.(error));
      });
      const line: Line = { stream, device, waiting: new Map() };
      lines.set(device.id, line);
      if (device.last_handshake_at !== null) await setOnline(device.id, true);
      return response;
    },
    async greeted(device) {
      const line = lines.get(device.id);
      if (!line) return;
      line.device = device;
      await setOnline(device.id, true);
    },
    answer(deviceId, call, answer) {
      const give = lines.get(deviceId)?.waiting.get(call);
      give?.(answer);
      return give !== undefined;
    },
    isOpen: (deviceId) => lines.has(deviceId),
    changed(ids) {
      for (const id of ids) {
        const line = lines.get(id as string);
        if (!line) continue;
        void core
          .read(['devices'], (tx) => tx.get('devices', id))
          .then((device) => {
            if (device) line.device = device;
            else line.stream.close();
          })
          .catch((error: unknown) => core.ports.report?.(error));
      }
    },
    published(events) {
      if (lines.size === 0) return;
      for (const event of events)
        for (const line of lines.values())
          if (hears(line.device, event))
            line.stream.send(
              frame({
                id: `e${event.id}`,
                type: 'event',
                name: event.name,
                data: event.data,
                coreid: event.coreid,
                published_at: event.published_at,
              }),
            );
    },
    call(deviceId, { bytes, ...message }, timeout) {
      const line = lines.get(deviceId);
      if (!line) return Promise.resolve({ ok: false, code: 'offline' });
      const id = `c${++calls}`;
      return new Promise((resolve) => {
        const finish = (result: Awaited<ReturnType<DeviceLink['call']>>): void => {
          cancel();
          line.waiting.delete(id);
          resolve(result);
        };
        const cancel = core.ports.every(timeout, () => finish({ ok: false, code: 'timed_out' }));
        line.waiting.set(id, (answer) => {
          if (!line.stream.open) finish({ ok: false, code: 'offline' });
          else finish(answer.ok ? { ok: true, value: answer.value } : { ok: false, code: 'unknown' });
        });
        line.stream.send(frame({ id, ...message, ...(bytes ? { bytes: toBase64(bytes) } : {}) }));
      });
    },
  };
}
