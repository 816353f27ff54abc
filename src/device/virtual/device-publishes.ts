// What a firmware publishes, on its way to the cloud and with what became of it.
import type { CloudLink } from './cloud-link.ts';
import type { FirmwareSays } from './firmware-run.ts';
import type { PublishRequest, ToFirmware } from './worker-messages.ts';

/** An event that the firmware published; `ok` null until the cloud answered. */
export interface DevicePublish extends PublishRequest {
  ok: boolean | null;
  /** Why not. */
  detail: string | null;
  /** Of the event in the cloud, once it is there: whoever shows it can point back at `file` and `line`. */
  event: number | null;
  journey: string | null;
}

/** To the firmware: no acknowledgement in time. */
const NOT_ACKNOWLEDGED = -160;

export interface DevicePublishes {
  /** Publishes that the cloud did not take. */
  readonly refused: number;
  /** `answer` reaches the run that asked, or nobody. */
  send(message: Extract<FirmwareSays, { type: 'publish' }>, answer: (message: Extract<ToFirmware, { type: 'mail' }>) => void): void;
}

/** `show` is called when a publish leaves and again when it was answered. */
export function createDevicePublishes(link: Pick<CloudLink, 'publish'>, show: (publish: DevicePublish) => void): DevicePublishes {
  let refused = 0;
  return {
    get refused() {
      return refused;
    },
    send({ type: _type, ...request }, answer) {
      const { name, data, ttl, ticket } = request;
      const publish: DevicePublish = { ...request, ok: null, detail: null, event: null, journey: null };
      show({ ...publish });
      void link.publish({ name, data, ttl }).then((said) => {
        publish.ok = said.ok;
        if (said.ok) [publish.event, publish.journey] = [said.id, said.journey];
        else {
          publish.detail = said.detail;
          refused += 1;
        }
        answer({ type: 'mail', mail: { kind: 'published', ticket, result: said.ok ? 0 : NOT_ACKNOWLEDGED } });
        show({ ...publish });
      });
    },
  };
}
