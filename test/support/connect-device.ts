// A device for tests: says who it is, keeps its link open and answers calls as the test says.
import { BASE, settle, type TestCloud } from './test-cloud.ts';

interface DeviceScript {
  platform_id?: number;
  firmware_version?: number;
  product_id?: number;
  claim_code?: string;
  functions?: Record<string, (arg: string) => number>;
  /** Values by name; their type is told from them. */
  variables?: Record<string, string | number | boolean>;
  /** Whether a module is taken. */
  flash?: (base64: string) => boolean;
  /** Calls of these types are never answered. */
  mute?: string[];
  system_firmware_version?: string;
}

interface Call {
  id: string;
  type: string;
  name?: string;
  arg?: string;
  bytes?: string;
  data?: string;
}

export interface ConnectedDevice {
  id: string;
  /** Every call and event that came down the link. */
  calls: Call[];
  greet(script: DeviceScript): Promise<void>;
  disconnect(): Promise<void>;
}

const typeOf = (value: string | number | boolean): string =>
  typeof value === 'boolean' ? 'bool' : typeof value === 'string' ? 'string' : Number.isInteger(value) ? 'int32' : 'double';

export async function connectDevice(test: TestCloud, id: string, script: DeviceScript = {}): Promise<ConnectedDevice> {
  let current = script;
  const calls: Call[] = [];
  const greet = async (next: DeviceScript): Promise<void> => {
    current = next;
    const { functions = {}, variables = {}, flash: _flash, mute: _mute, ...rest } = next;
    const body = {
      platform_id: 3,
      system_firmware_version: '5.9.0',
      ...rest,
      functions: Object.keys(functions),
      variables: Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, typeOf(value)])),
    };
    const { status, json } = await test.call('POST', `/pocket/devices/${id}/handshake`, { body });
    if (status !== 200) throw new Error(`No handshake: ${JSON.stringify(json)}`);
    await settle();
  };
  const answerTo = (call: Call): { ok: boolean; value?: unknown } | null => {
    if (current.mute?.includes(call.type) || call.type === 'event') return null;
    if (call.type === 'function') {
      const run = current.functions?.[call.name ?? ''];
      return run ? { ok: true, value: run(call.arg ?? '') } : { ok: false };
    }
    if (call.type === 'variable') {
      const value = current.variables?.[call.name ?? ''];
      return value === undefined ? { ok: false } : { ok: true, value };
    }
    if (call.type === 'flash') return { ok: current.flash?.(call.bytes ?? '') ?? true };
    return { ok: true };
  };
  await greet(script);
  const response = await test.cloud.fetch(new Request(`${BASE}/pocket/devices/${id}/link`), `page-of-${id}`);
  const reader = response.body!.getReader();
  const listen = async (): Promise<void> => {
    const decoder = new TextDecoder();
    let rest = '';
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const frames = (rest + decoder.decode(value, { stream: true })).split('\n\n');
      rest = frames.pop() ?? '';
      for (const frame of frames) {
        const data = /^data: (.*)$/m.exec(frame)?.[1];
        if (data === undefined) continue;
        const call = JSON.parse(data) as Call;
        calls.push(call);
        const answer = answerTo(call);
        if (answer) await test.call('POST', `/pocket/devices/${id}/link/${call.id}`, { body: answer });
      }
    }
  };
  void listen();
  await settle();
  return {
    id,
    calls,
    greet,
    async disconnect() {
      await reader.cancel();
      await settle();
    },
  };
}
