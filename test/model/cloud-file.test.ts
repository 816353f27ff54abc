// A file is looked at before it replaces a cloud.
import { expect } from '@esm-bundle/chai';
import { readCloudFile, withHosts } from '../../src/model/cloud-file.ts';

it('says what a file brings', () => {
  const file = {
    format: 'pocket-cloud',
    exported_at: '2026-11-21T10:00:00.000Z',
    tables: { users: [{}], devices: [{}, {}], products: [], jobs: [{}] },
  };
  expect(readCloudFile(JSON.stringify(file))).to.deep.equal({
    file,
    summary: { exported_at: '2026-11-21T10:00:00.000Z', brings: ['1 account', '2 devices'], hosts: [] },
  });
});

it('says why something is no exported cloud', () => {
  expect(readCloudFile('{')).to.deep.equal({ problem: 'This file is not JSON.' });
  for (const other of ['null', '[]', '{}', '{"format":"pocket-cloud"}', '{"format":"other","tables":{}}'])
    expect(readCloudFile(other), other).to.deep.equal({ problem: 'This is not a file that a Pocket Cloud exported.' });
});

it('names the real hosts that a file allows, and lets a link allow none of its own', () => {
  const file = (allowed_hosts: unknown) => ({
    format: 'pocket-cloud',
    tables: { settings: [{ id: 'settings', allowed_hosts }], users: [{}] },
  });
  const hosts = (value: unknown): unknown => {
    const read = readCloudFile(JSON.stringify(value));
    return 'summary' in read ? read.summary.hosts : read.problem;
  };
  expect(hosts(file(['a.example', 5, 'b.example']))).to.deep.equal(['a.example', 'b.example']);
  for (const odd of [null, 'a.example', {}, undefined]) expect(hosts(file(odd))).to.deep.equal([]);
  expect(hosts(withHosts(file(['a.example', 'b.example']), ['b.example', 'c.example']))).to.deep.equal(['b.example']);
  expect(withHosts(file(['a.example']), [])).to.deep.equal(file([]));
  for (const settings of [undefined, [], [null], 'x']) {
    const other = { format: 'pocket-cloud', tables: { settings } };
    expect(withHosts(other, [])).to.equal(other);
  }
});
