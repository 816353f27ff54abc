// Gives an account a virtual board by the public API, as a set-up tool claims a real one (spec/cloud-api.md §1.6).
import type { CloudClient } from '../../client/cloud-client.ts';

const PLATFORM = 3;
/** First digits as newer boards carry them. */
const PREFIX = 'e00fce68';

const newId = (): string =>
  PREFIX + [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** Answers the id of the new device. Throws what the calls throw. */
export const claimNewBoard = async (cloud: Pick<CloudClient, 'call' | 'renameDevice'>): Promise<string> => {
  const { claim_code } = await cloud.call<{ claim_code: string }>('POST', '/v1/device_claims');
  const id = newId();
  await cloud.call('POST', `/pocket/devices/${id}/handshake`, { token: false, body: { platform_id: PLATFORM, claim_code } });
  await cloud.renameDevice(id, 'pocket_board');
  return id;
};
