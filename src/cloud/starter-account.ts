// What a new cloud holds: one account, one virtual device and one webhook, so that the first event needs no set-up.
import type { CloudSettings } from '../model/cloud-state.ts';
import type { Integration } from '../model/integration.ts';
import { newDevice } from '../model/new-device.ts';
import { SCHEMA } from './migrations.ts';
import type { Ports, Transaction } from './ports.ts';
import { hashPassword } from './password.ts';

const USERNAME = 'student@example.com';
const PASSWORD = 'pocket-cloud';

/** Ids of the first rows come from the seed's first numbers; requests count on from here. */
const FIRST_SEQUENCE = 16;

export function firstSettings(ports: Ports, seed: string): CloudSettings {
  const now = ports.clock.real();
  return {
    id: 'settings',
    schema: SCHEMA,
    seed,
    sequence: FIRST_SEQUENCE,
    rules: '2016',
    time: { epoch: now, origin: now, rate: 1 },
    allowed_hosts: [],
  };
}

const starterWebhook = (id: string, user_id: string, created_at: string): Integration => ({
  id,
  integration_type: 'Webhook',
  event: 'FirstEvent',
  name: 'FirstEvent for echo.example',
  url: 'https://echo.example/first-event',
  requestType: 'POST',
  noDefaults: false,
  rejectUnauthorized: true,
  disabled: false,
  created_at,
  user_id,
  product_id: null,
});

/** Writes settings and the starter account; the same seed gives the same rows. */
export async function writeStarterAccount(ports: Ports, tx: Transaction, settings: CloudSettings): Promise<void> {
  const id = (sequence: number, length: number): string => ports.newId(settings.seed, sequence, length);
  const created_at = new Date(Math.floor(settings.time.epoch)).toISOString();
  const user = id(1, 24);
  const salt = id(2, 32);
  await tx.put('settings', settings);
  await tx.put('users', {
    id: user,
    username: USERNAME,
    password_hash: hashPassword(PASSWORD, salt),
    password_salt: salt,
    account_info: { first_name: 'Student', last_name: 'Example' },
    created_at,
  });
  const device = newDevice({
    id: `e00fce68${id(3, 16)}`,
    name: 'pocket_board',
    platform_id: 3,
    serial_number: `PCVB${id(4, 11).toUpperCase()}`,
    created_at,
  });
  await tx.put('devices', { ...device, owner_id: user });
  await tx.put('integrations', starterWebhook(id(5, 24), user, created_at));
}
