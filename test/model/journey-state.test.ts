// Whether a journey is over: the last attempt of each delivery decides.
import { expect } from '@esm-bundle/chai';
import { journeyState } from '../../src/model/journey-state.ts';

type Row = Parameters<typeof journeyState>[0][number];
const row = (seq: number, idempotency_key: string, state: Row['state']): Row => ({ seq, idempotency_key, state });

it('an interrupted attempt that was followed by an answer is over', () => {
  expect(journeyState([row(2, 'a', 'success'), row(1, 'a', 'interrupted')])).to.equal('done');
});

it('an interrupted attempt without a next one still waits', () => {
  expect(journeyState([row(1, 'a', 'interrupted')])).to.equal('waiting');
});

it('one delivery that waits keeps the journey open, one error marks it', () => {
  expect(journeyState([row(1, 'a', 'success'), row(2, 'b', 'running')])).to.equal('waiting');
  expect(journeyState([row(1, 'a', 'success'), row(2, 'b', 'error')])).to.equal('error');
  expect(journeyState([])).to.equal('done');
});
