// Asks a device that is online for something, and words what can go wrong (spec/cloud-api.md §2.3–2.5).
import type { Device } from '../model/device.ts';
import { ApiError, isApiError } from '../model/errors.ts';
import { argumentLimit, utf8Length } from '../model/function-argument.ts';
import type { CloudCore } from './core.ts';

/** Ms until a device that says nothing counts as gone. */
const TIMEOUT = 30_000;

/** What clients compare with. */
const TIMED_OUT = 'Timed out.';

type Message = Parameters<CloudCore['link']['call']>[1];

async function ask(core: CloudCore, device: Device, message: Message): Promise<unknown> {
  const result = await core.link.call(device.id, message, TIMEOUT);
  if (result.ok) return result.value;
  if (result.code === 'unknown') return undefined;
  throw new ApiError(result.code === 'offline' ? 'device_offline' : 'timed_out', TIMED_OUT);
}

const offlineAs = (status: number, body: Record<string, unknown>) => (error: unknown) => {
  if (isApiError(error) && error.code === 'device_offline') throw new ApiError('device_offline', TIMED_OUT, { status, body });
  throw error;
};

/** The variable's value as the device sent it. 404 when it has none of that name, 408 when it does not answer. */
export async function readVariable(core: CloudCore, device: Device, name: string): Promise<unknown> {
  const missing = () => new ApiError('not_found', 'Variable not found');
  const online = core.link.isOpen(device.id);
  if (online && device.last_handshake_at !== null && !Object.hasOwn(device.variables, name)) throw missing();
  const value = await ask(core, device, { type: 'variable', name }).catch(offlineAs(408, { error: TIMED_OUT }));
  if (value === undefined) throw missing();
  return value;
}

/** The function's int32. 404 when there is none; offline is 400 by the rules of 2016, 408 by the newer ones. */
export async function callFunction(core: CloudCore, device: Device, name: string, arg: string): Promise<number> {
  const missing = () => new ApiError('not_found', `Function ${name} not found`);
  const limit = argumentLimit(device.platform_id, device.system_firmware_version);
  if (utf8Length(arg) > limit) throw new ApiError('validation', `arg must have at most ${limit} bytes for this device.`);
  const online = core.link.isOpen(device.id);
  if (online && device.last_handshake_at !== null && !device.functions.includes(name)) throw missing();
  const offline = core.settings.rules === 'current' ? 408 : 400;
  const value = await ask(core, device, { type: 'function', name, arg }).catch(offlineAs(offline, { ok: false, error: TIMED_OUT }));
  if (value === undefined) throw missing();
  return Number(value) | 0;
}

/** Whether the device answers. */
export async function ping(core: CloudCore, device: Device): Promise<boolean> {
  const result = await core.link.call(device.id, { type: 'ping' }, TIMEOUT);
  return result.ok || result.code === 'unknown';
}

/** Starts or stops the light that shows which board it is. */
export async function signal(core: CloudCore, device: Device, on: boolean): Promise<void> {
  const body = { ok: false, code: 500, errors: [{ error: TIMED_OUT }] };
  await ask(core, device, { type: 'signal', arg: on ? '1' : '0' }).catch(offlineAs(500, body));
  await core.write(['devices'], async (tx) => {
    const row = await tx.get('devices', device.id);
    if (row) await tx.put('devices', { ...row, signaling: on });
  });
}
