// ThingSpeak as a webhook meets it.
import { expect } from '@esm-bundle/chai';
import { openInternet, type OpenInternet } from '../support/open-internet.ts';

const UPDATE = 'https://api.thingspeak.com/update';
const KEY = 'POCKETWRITEKEY01';
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

let internet: OpenInternet;
beforeEach(() => (internet = openInternet()));

const update = (body: string, headers: Record<string, string> = FORM, url = UPDATE) =>
  internet.call(url, { method: 'POST', headers, body });
const feeds = async () =>
  JSON.parse((await internet.call('https://api.thingspeak.com/channels/1/feeds.json')).text) as {
    feeds: Record<string, unknown>[];
    channel: Record<string, unknown>;
  };

it('the answer to an update is the number of its entry', async () => {
  expect(await update(`api_key=${KEY}&field1=61`)).to.include({ status: 200, text: '1' });
  internet.at(15_000);
  expect(await update(`api_key=${KEY}&field1=62`)).to.include({ status: 200, text: '2' });
});

it('a channel takes one update in 15 seconds and answers 0 to the rest', async () => {
  await update(`api_key=${KEY}&field1=61`);
  internet.at(14_999);
  expect(await update(`api_key=${KEY}&field1=62`)).to.include({ status: 200, text: '0' });
  internet.at(15_000);
  expect(await update(`api_key=${KEY}&field1=63`)).to.include({ status: 200, text: '2' });
  expect((await feeds()).feeds.map((entry) => entry['field1'])).to.deep.equal(['61', '63']);
});

it('a wrong write key is refused with 0', async () => {
  expect(await update('api_key=WRONG&field1=61')).to.include({ status: 400, text: '0' });
  expect((await feeds()).feeds).to.deep.equal([]);
});

it('an update without a field is refused with 0', async () => {
  expect(await update(`api_key=${KEY}&temp=61`)).to.include({ status: 400, text: '0' });
});

it('takes an update as a form, as JSON, in the address, or with the key in a header', async () => {
  const answers = [await update(`api_key=${KEY}&field1=1`)];
  internet.at(15_000);
  answers.push(await update(JSON.stringify({ api_key: KEY, field1: 2.5 }), { 'content-type': 'application/json' }));
  internet.at(30_000);
  answers.push(await internet.call(`${UPDATE}?api_key=${KEY}&field1=3`));
  internet.at(45_000);
  answers.push(await update('field1=4', { ...FORM, THINGSPEAKAPIKEY: KEY }));
  expect(answers.map(({ text }) => text)).to.deep.equal(['1', '2', '3', '4']);
  expect((await feeds()).feeds.map((entry) => entry['field1'])).to.deep.equal(['1', '2.5', '3', '4']);
});

it('update.json answers with the entry and names its errors', async () => {
  const entry = await update(`api_key=${KEY}&field1=61`, FORM, `${UPDATE}.json`);
  expect(JSON.parse(entry.text)).to.deep.equal({ channel_id: 1, created_at: '2026-01-01T12:00:00Z', entry_id: 1, field1: '61' });
  const soon = await update(`api_key=${KEY}&field1=61`, FORM, `${UPDATE}.json`);
  expect([soon.status, (JSON.parse(soon.text) as { error: { error_code: string } }).error.error_code]).to.deep.equal([
    429,
    'error_too_many_requests',
  ]);
});

it('the feed tells the channel with its last entry, and at most what was asked for', async () => {
  for (let i = 0; i < 3; i++) {
    internet.at(i * 15_000);
    await update(`api_key=${KEY}&field1=${i}`);
  }
  expect((await feeds()).channel).to.deep.include({ id: 1, name: 'Temperature', field1: 'temp', last_entry_id: 3 });
  const two = JSON.parse((await internet.call('https://api.thingspeak.com/channels/1/feeds.json?results=2')).text) as {
    feeds: { entry_id: number }[];
  };
  expect(two.feeds.map(({ entry_id }) => entry_id)).to.deep.equal([2, 3]);
  expect(JSON.parse((await internet.call('https://api.thingspeak.com/channels/1/feeds/last.json')).text)).to.include({
    entry_id: 3,
    field1: '2',
  });
});

it('a new channel has a write key of its own', async () => {
  const answer = await internet.servers.control('api.thingspeak.com', { op: 'createChannel', name: 'Garden', fields: ['moisture'] });
  const { id, write_key } = answer['channel'] as { id: number; write_key: string };
  expect([answer.ok, id]).to.deep.equal([true, 2]);
  expect(write_key).to.not.equal(KEY);
  expect(await update(`api_key=${write_key}&field1=9`)).to.include({ text: '1' });
  expect((await feeds()).feeds).to.deep.equal([]);
});
