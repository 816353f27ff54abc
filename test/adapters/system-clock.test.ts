// The alarm asks the clock how long to sleep.
import { expect } from '@esm-bundle/chai';
import { createSystemClock } from '../../src/adapters/system-clock.ts';

it('what is due is due on a paused clock too; what is not, never comes', () => {
  const clock = createSystemClock();
  clock.set({ epoch: 1000, origin: Date.now(), rate: 0 });
  expect([clock.delayTo(999), clock.delayTo(1000), clock.delayTo(1001)]).to.deep.equal([0, 0, Infinity]);
  clock.set({ epoch: 1000, origin: Date.now() + 60_000, rate: 1000 });
  expect(clock.delayTo(2000)).to.be.within(59_000, 60_001);
});
