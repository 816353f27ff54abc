// Commands of the CLI and examples of the reference name calls and fields that exist, and read as one would type them.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { openApi } from '../../src/cloud/openapi.ts';
import { callKey, valueKey, type ApiCall, type ApiValues } from '../../src/model/api-call.ts';
import { exampleOf } from '../../src/model/api-examples.ts';
import { CLI_COMMANDS, toCli } from '../../src/model/cli-commands.ts';
import { readOpenApi } from '../../src/model/read-openapi.ts';

const calls = new Map(
  readOpenApi(openApi())
    .flatMap((group) => group.calls)
    .map((call) => [callKey(call), call]),
);
const cli = (key: string, values: ApiValues): string | null => toCli(calls.get(key) as ApiCall, values);

it('every command stands for a call of this cloud and uses its fields', () => {
  for (const [key, commands] of Object.entries(CLI_COMMANDS)) {
    const call = calls.get(key);
    assert.ok(call, key);
    const fields = call.fields.flatMap((field) => [valueKey(field), field.name]);
    for (const command of commands)
      for (const [, name] of command.matchAll(/\{([\w:]+)\}/g)) assert.ok(fields.includes(name!), `${key}: ${name}`);
  }
});

it('examples fill in fields that the call has', () => {
  let count = 0;
  for (const call of calls.values())
    for (const key of Object.keys(exampleOf(call))) {
      assert.ok(call.fields.map(valueKey).includes(key), `${callKey(call)}: ${key}`);
      count += 1;
    }
  assert.ok(count > 10);
});

it('what is filled in decides which command it is', () => {
  assert.equal(cli('PUT /v1/devices/{device}', { 'path:device': 'blue', name: 'red' }), 'particle device rename blue red');
  assert.equal(cli('PUT /v1/devices/{device}', { 'path:device': 'blue', signal: '1' }), 'particle nyan blue on');
  assert.equal(
    cli('PUT /v1/devices/{device}', { 'path:device': 'blue', 'file:file': 'a.cpp\nmy lib.h' }),
    "particle flash --cloud blue a.cpp 'my lib.h'",
  );
  assert.equal(cli('PUT /v1/devices/{device}', {}), 'particle device rename <device> <name>');
});

it('what is optional goes when it is empty', () => {
  assert.equal(cli('POST /v1/devices/events', { name: 'Hello' }), 'particle publish Hello');
  assert.equal(cli('POST /v1/devices/events', { name: 'Hello', data: '{"t":1}' }), `particle publish Hello '{"t":1}'`);
  assert.equal(cli('POST /v1/devices/{device}/{name}', { 'path:device': 'd', 'path:name': 'led', arg: 'on' }), 'particle call d led on');
});

it('nothing that is typed becomes a command of the shell', () => {
  assert.equal(
    cli('POST /v1/devices/events', { name: "$(rm -rf ~); `x` '" }),
    String.raw`particle publish '$(rm -rf ~); ${'`'}x${'`'} '\'''`,
  );
});

it('where the CLI has no command there is none', () => assert.equal(cli('GET /pocket/info', {}), null));

it('compiles for the boards the CLI knows, by their names', () => {
  assert.equal(cli('POST /v1/binaries', { platform_id: '32', 'file:file': 'app' }), 'particle compile p2 app');
  assert.equal(cli('POST /v1/binaries', { platform_id: '3', 'file:file': 'app' }), null);
});
