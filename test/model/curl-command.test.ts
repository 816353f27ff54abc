import { expect } from '@esm-bundle/chai';
import { toCurl } from '../../src/model/curl-command.ts';

const request = {
  method: 'POST',
  url: 'https://demo-server.example/hook/demo?key=abc',
  headers: { Authorization: 'Bearer 5d1c', 'content-type': 'application/json', 'content-length': '12', 'X-Pocket-Journey': 'f00' },
  body: `{"it's":1}`,
};

it('a command hides secrets and leaves out what curl sets itself', () => {
  expect(toCurl(request)).to.equal(
    [
      `curl -X POST 'https://demo-server.example/hook/demo?key=<secret>'`,
      `-H 'Authorization: Bearer <secret>'`,
      `-H 'content-type: application/json'`,
      String.raw`--data-raw '{"it'\''s":1}'`,
    ].join(' \\\n  '),
  );
});

it('secrets are written out when asked for', () => {
  expect(toCurl(request, { reveal: true }))
    .to.contain('Bearer 5d1c')
    .and.to.contain('key=abc');
});

it('nothing in a value can end the quoting or choose another method', () => {
  const command = toCurl({
    method: 'GET; rm -rf /',
    url: `https://x/'; touch /tmp/pwned; '`,
    headers: { 'X-A': `$(id) '\`id\`` },
    body: '@/etc/passwd',
  });
  expect(command).to.match(/^curl -X POST '/);
  expect(command).to.contain(String.raw`'https://x/'\''; touch /tmp/pwned; '\'''`);
  expect(command).to.contain(`--data-raw '@/etc/passwd'`);
});

it('parts and files of a multipart body are parts of the command', () => {
  const command = toCurl({
    method: 'PUT',
    url: 'https://h.example/v1/devices/d',
    headers: {},
    body: null,
    parts: [
      { name: 'latest', value: '@true' },
      { name: 'file', file: 'src/a b.cpp' },
    ],
  });
  expect(command).to.contain(`--form-string 'latest=@true'`).and.to.contain(`-F 'file=@src/a b.cpp'`);
  expect(command).to.not.contain('--data-raw');
});

it('a stream is shown as it comes', () => {
  expect(toCurl({ method: 'GET', url: 'https://h.example/v1/events', headers: {}, body: null, unbuffered: true })).to.match(
    /^curl -N -X GET /,
  );
});
