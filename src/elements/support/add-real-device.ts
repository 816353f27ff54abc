// Puts a plugged-in device into the visitor's account, as a set-up tool does: a claim code, and the device's hello with it.
import type { CloudClient } from '../../client/cloud-client.ts';
import type { DeviceIdentity } from '../../device/serial/session-state.ts';

/** Holding the board is the proof that it is theirs (spec/cloud-api.md §1.6). Throws what the calls throw. */
export const addRealDevice = async (
  cloud: Pick<CloudClient, 'call'>,
  { id, platform_id, os_version, app_hash }: DeviceIdentity,
): Promise<void> => {
  const { claim_code } = await cloud.call<{ claim_code: string }>('POST', '/v1/device_claims');
  await cloud.call('POST', `/pocket/devices/${id}/handshake`, {
    token: false,
    body: { platform_id, claim_code, system_firmware_version: os_version, app_hash },
  });
};
