// What the switch of the rule sets promises is what the rules do.
import { expect } from '@esm-bundle/chai';
import { RULE_DIFFERENCES } from '../../src/model/rule-differences.ts';

const row = (topic: string) => RULE_DIFFERENCES.find((one) => one.topic === topic);

it('names the numbers of both sets', () => {
  expect(row('Requests to one server')).to.include({ '2016': '120 a minute, then they queue', current: 'no fixed limit' });
  expect(row('Webhooks one device triggers')).to.include({ '2016': '10 a minute' });
  expect(row('Webhooks of one account')).to.include({ '2016': '20' });
  expect(row('Pieces of a long answer')).to.include({ '2016': '250 ms apart', current: 'all at once' });
  expect(row('A server that keeps failing')).to.include({
    '2016': 'the webhook is disabled after 10 errors in a row',
    current: 'sleeps 10 s, then 30 s and 60 s later another attempt',
  });
});

it('every row differs', () => {
  for (const difference of RULE_DIFFERENCES) expect(difference['2016'], difference.topic).to.not.equal(difference.current);
});
