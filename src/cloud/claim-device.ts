// Claiming: a device gets its person, by its id, by a code it brings along, or by the consent of whoever has it (spec/cloud-api.md §1.6).
import type { Device } from '../model/device.ts';
import { ApiError } from '../model/errors.ts';
import { MAX_CLAIM_CODES } from '../model/storage-limits.ts';
import type { ClaimCode } from '../model/user.ts';
import { freeDeviceName } from './change-device.ts';
import { toBase64 } from './base64.ts';
import type { WriteTransaction } from './core.ts';
import { deviceIdOf, notAllowed } from './device-access.ts';
import type { TableName, Transaction } from './ports.ts';
import type { Caller } from './route.ts';
import { sendMail } from './send-mail.ts';

export const CLAIM_TABLES: readonly TableName[] = ['devices', 'users', 'customers', 'claim_codes', 'mails'];

/** One hour, ms. */
const CODE_LIFE = 3_600_000;

type Holder = Pick<Device, 'owner_id' | 'customer_id'>;

const holderOf = (caller: Caller): Holder =>
  caller.token.kind === 'customer'
    ? { owner_id: null, customer_id: caller.token.customer_id }
    : { owner_id: caller.user.id, customer_id: null };

/** Gives the device to `holder`, under a name that is free there. */
async function hand(tx: WriteTransaction, device: Device, holder: Holder): Promise<Device> {
  const theirs: Device = { ...device, ...holder, transfer: undefined };
  const claimed = { ...theirs, name: await freeDeviceName(tx, theirs) };
  await tx.put('devices', claimed);
  return claimed;
}

/** 404 as old clients know it: `errors` with one text. */
const refused = (sentence: string): ApiError => new ApiError('not_found', sentence, { body: { ok: false, errors: [sentence] } });

/** By id. Answers the device, or the id of the transfer that now waits for its owner's consent. */
export async function claimDevice(
  tx: WriteTransaction,
  caller: Caller,
  id: string,
  options: { online: (device_id: string) => boolean; request_transfer: boolean },
): Promise<{ device: Device } | { transfer_id: string }> {
  const known = deviceIdOf(id);
  const device = known === null ? undefined : await tx.get('devices', known);
  if (!device) throw refused('device does not exist');
  if (caller.token.kind === 'customer' && device.product_id !== caller.token.product_id) throw notAllowed();
  const holder = holderOf(caller);
  if (device.owner_id === holder.owner_id && device.customer_id === holder.customer_id) return { device };
  if (device.owner_id === null && device.customer_id === null) {
    if (!options.online(device.id)) throw refused('The device is not online. Connect it, then claim it again.');
    return { device: await hand(tx, device, holder) };
  }
  if (!options.request_transfer)
    throw new ApiError('device_owned', 'The device belongs to someone else. Ask for it with request_transfer, or let its owner remove it.');
  const transfer = { id: tx.newId(24), ...holder };
  await tx.put('devices', { ...device, transfer });
  const owner =
    device.customer_id === null
      ? (await tx.get('users', device.owner_id as string))?.username
      : (await tx.get('customers', device.customer_id))?.email;
  await sendMail(tx, {
    to: owner ?? '',
    subject: `Someone asks for your device ${device.name}`,
    text: `${caller.user.username} asks to take over the device ${device.name} (${device.id}). Open the link to hand it over. If you want to keep it, do nothing.`,
    link: `transfer/?code=${device.id}-${transfer.id}`,
  });
  return { transfer_id: transfer.id };
}

/** The device whose transfer a mailed code names. Throws 404. */
export async function transferOf(tx: Transaction, code: string): Promise<Device & { transfer: NonNullable<Device['transfer']> }> {
  const [, device_id, id] = /^([0-9a-f]{24})-([0-9a-f]{24})$/.exec(code) ?? [];
  const device = device_id === undefined ? undefined : await tx.get('devices', device_id);
  if (!device?.transfer || device.transfer.id !== id)
    throw new ApiError('not_found', 'Nobody asks for the device any more. Its owner or the person who asked changed their mind.');
  return { ...device, transfer: device.transfer };
}

/** The owner's word on a transfer. */
export async function settleTransfer(tx: WriteTransaction, code: string, accept: boolean): Promise<void> {
  const device = await transferOf(tx, code);
  const { owner_id, customer_id } = device.transfer;
  if (accept) await hand(tx, device, { owner_id, customer_id });
  else await tx.put('devices', { ...device, transfer: undefined });
}

/** Makes a code of 63 base64 characters that lives an hour. Tables: claim_codes. */
export async function createClaimCode(tx: WriteTransaction, caller: Caller, product_id: number | null): Promise<ClaimCode> {
  const { owner_id, customer_id } = holderOf(caller);
  const living: ClaimCode[] = [];
  for (const code of await tx.getAll('claim_codes')) {
    if (Date.parse(code.expires_at) <= tx.now) await tx.delete('claim_codes', code.id);
    else if (code.user_id === owner_id && code.customer_id === customer_id) living.push(code);
  }
  if (living.length >= MAX_CLAIM_CODES)
    throw new ApiError('rate_limited', 'Too many claim codes wait for their device. Use one of them, or try again in an hour.', {
      retryAfter: 3600,
    });
  const hex = tx.newId(64) + tx.newId(32);
  const bytes = Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  const code: ClaimCode = {
    id: toBase64(bytes).slice(0, 63),
    user_id: owner_id,
    customer_id,
    product_id,
    expires_at: new Date(tx.now + CODE_LIFE).toISOString(),
  };
  await tx.put('claim_codes', code);
  return code;
}

/**
 * A device that connects with a code belongs to whoever asked for the code, whoever had it before: holding the board is the proof.
 * Answers the changed row, or null when the code is unknown, used, too old or of another product. Tables: CLAIM_TABLES.
 */
export async function claimByCode(tx: WriteTransaction, device: Device, code: string): Promise<Device | null> {
  const row = await tx.get('claim_codes', code);
  if (!row || Date.parse(row.expires_at) <= tx.now) return null;
  if (row.product_id !== null && row.product_id !== device.product_id) return null;
  await tx.delete('claim_codes', code);
  return hand(tx, device, { owner_id: row.user_id, customer_id: row.customer_id });
}
