// A file is looked at before it replaces a cloud.
import { expect } from '@esm-bundle/chai';
import { readCloudFile } from '../../src/model/cloud-file.ts';

it('says what a file brings', () => {
  const file = {
    format: 'pocket-cloud',
    exported_at: '2026-11-21T10:00:00.000Z',
    tables: { users: [{}], devices: [{}, {}], products: [], jobs: [{}] },
  };
  expect(readCloudFile(JSON.stringify(file))).to.deep.equal({
    file,
    summary: { exported_at: '2026-11-21T10:00:00.000Z', brings: ['1 account', '2 devices'] },
  });
});

it('says why something is no exported cloud', () => {
  expect(readCloudFile('{')).to.deep.equal({ problem: 'This file is not JSON.' });
  for (const other of ['null', '[]', '{}', '{"format":"pocket-cloud"}', '{"format":"other","tables":{}}'])
    expect(readCloudFile(other), other).to.deep.equal({ problem: 'This is not a file that a Pocket Cloud exported.' });
});
