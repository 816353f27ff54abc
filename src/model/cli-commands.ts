// Which command of the official CLI makes which call, and how it reads with what was filled in (spec/cloud-api.md §9.2).
import { callKey, type ApiCall, type ApiValues } from './api-call.ts';
import { platformById } from './platforms.ts';

/**
 * `{name}` is a field of the call, `[…]` goes when a field in it is empty. Of several commands the first is used all of whose
 * fields outside brackets are filled in, or else the last.
 */
export const CLI_COMMANDS: Readonly<Record<string, readonly string[]>> = {
  'POST /oauth/token': ['particle login --username {username} --password {password}'],
  'DELETE /v1/access_tokens/current': ['particle logout'],
  'DELETE /v1/access_tokens/{token}': ['particle token revoke {token}'],
  'GET /v1/devices': ['particle list'],
  'GET /v1/devices/{device}': ['particle list {device}'],
  'POST /v1/devices': ['particle device add {id}'],
  'PUT /v1/devices/{device}': [
    'particle flash --cloud {device} {file:file}',
    'particle nyan {device} {signal}',
    'particle device rename {device} {name}',
  ],
  'DELETE /v1/devices/{device}': ['particle device remove {device}'],
  'GET /v1/devices/{device}/{name}': ['particle get {device} {path:name}'],
  'POST /v1/devices/{device}/{name}': ['particle call {device} {path:name} [{arg}]'],
  'GET /v1/products/{product}/devices/{device}/{name}': ['particle get {device} {path:name} --product {product}'],
  'POST /v1/products/{product}/devices/{device}/{name}': ['particle call {device} {path:name} [{arg}] --product {product}'],
  'POST /v1/devices/events': ['particle publish {name} [{data}]'],
  'POST /v1/products/{product}/events': ['particle publish {name} [{data}] --product {product}'],
  'GET /v1/devices/events': ['particle subscribe'],
  'GET /v1/devices/events/{prefix}': ['particle subscribe {prefix}'],
  'GET /v1/devices/{device}/events': ['particle subscribe --device {device}'],
  'GET /v1/devices/{device}/events/{prefix}': ['particle subscribe {prefix} --device {device}'],
  'GET /v1/products/{product}/events': ['particle subscribe --product {product}'],
  'GET /v1/products/{product}/events/{prefix}': ['particle subscribe {prefix} --product {product}'],
  'GET /v1/products/{product}/devices/{device}/events': ['particle subscribe --device {device} --product {product}'],
  'GET /v1/products/{product}/devices/{device}/events/{prefix}': ['particle subscribe {prefix} --device {device} --product {product}'],
  'GET /v1/products/{product}/devices': ['particle product device list {product}'],
  'GET /v1/products/{product}/devices/{device}': ['particle product device list {product} {device}'],
  'POST /v1/products/{product}/devices': [
    'particle product device add {product} --file {file:file}',
    'particle product device add {product} {id}',
  ],
  'DELETE /v1/products/{product}/devices/{device}': ['particle product device remove {product} {device}'],
  'POST /v1/binaries': ['particle compile {platform_id} {file:file}'],
  'GET /v1/integrations': ['particle integration list'],
  'POST /v1/integrations': ['particle webhook create {event} {url} [{deviceID}]'],
  'DELETE /v1/integrations/{integration}': ['particle webhook delete {integration}'],
  'GET /v1/products/{product}/integrations': ['particle integration list --product {product}'],
  'POST /v1/products/{product}/integrations': ['particle webhook create {event} {url} --product {product}'],
  'DELETE /v1/products/{product}/integrations/{integration}': ['particle webhook delete {integration} --product {product}'],
};

const FIELD = /\{([\w:]+)\}/g;

/** POSIX shell; plain words need no quotes. */
const quote = (text: string): string => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`);

const typed = (values: ApiValues, name: string): string => values[name] || values[`path:${name}`] || values[`query:${name}`] || '';

/** The CLI's own words: `on` and `off` for a light, names for platforms. */
const spoken = (name: string, value: string): string => {
  if (name === 'platform_id') return platformById(Number(value))?.name ?? value;
  return name === 'signal' ? (value === '1' || value === 'true' ? 'on' : 'off') : value;
};

/** `particle compile` knows the boards that are sold: for a virtual one there is `flash --cloud`, which compiles as well. */
const refusedByCli = (call: ApiCall, values: ApiValues): boolean => callKey(call) === 'POST /v1/binaries' && values['platform_id'] === '3';

/** Null where the CLI has no command. Fields that are still empty stand as `<name>`. */
export function toCli(call: ApiCall, values: ApiValues): string | null {
  const commands = CLI_COMMANDS[callKey(call)];
  if (!commands || refusedByCli(call, values)) return null;
  const asksOf = (command: string) => [...command.replace(/\[[^\]]*\]/g, '').matchAll(FIELD)].map(([, name = '']) => name);
  const chosen = commands.find((command) => asksOf(command).every((name) => typed(values, name) !== '')) ?? commands.at(-1) ?? '';
  return chosen
    .replace(/ ?\[([^\]]*)\]/g, (_, inside: string) =>
      [...inside.matchAll(FIELD)].every(([, name = '']) => typed(values, name) !== '') ? ` ${inside}` : '',
    )
    .replace(FIELD, (_, name: string) => {
      const value = typed(values, name);
      if (value === '') return `<${name.replace(/^.*:/, '')}>`;
      return value
        .split('\n')
        .map((one) => quote(spoken(name, one)))
        .join(' ');
    });
}
