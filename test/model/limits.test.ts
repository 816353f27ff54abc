// Moving minutes: who goes at once, who waits, who is dropped.
import { expect } from '@esm-bundle/chai';
import { nextTurn } from '../../src/model/limits.ts';

/** Asks for `count` turns at one moment and answers the moments given. */
function burst(times: number[], now: number, count: number): (number | null)[] {
  return Array.from({ length: count }, () => {
    const turn = nextTurn(times, now, 120, 120);
    if (turn !== null) times.push(turn);
    return turn;
  });
}

it('lets 120 requests to a host go at once and makes the next wait a minute', () => {
  const turns = burst([], 1000, 121);
  expect(turns.slice(0, 120).every((turn) => turn === 1000)).to.equal(true);
  expect(turns[120]).to.equal(61_000);
});

it('spreads what waits evenly, two a second', () => {
  const turns = burst([], 0, 124);
  expect(turns.slice(120)).to.deep.equal([60_000, 60_500, 61_000, 61_500]);
});

it('drops what finds 120 waiting already', () => {
  const turns = burst([], 0, 300);
  expect(turns.filter((turn) => turn === null).length).to.equal(60);
  expect(turns.indexOf(null)).to.equal(240);
});

it('never plans more than 120 requests in any minute', () => {
  const times: number[] = [];
  for (let now = 0; now < 600_000; now += 7_300) burst(times, now, 37);
  const sorted = times.toSorted((a, b) => a - b);
  for (let i = 120; i < sorted.length; i++) expect(sorted[i]! - sorted[i - 120]!).to.be.at.least(60_000);
});

it('starts afresh when the clock was set back', () => {
  const times = [10_000_000];
  expect(nextTurn(times, 1000, 120, 120)).to.equal(1000);
});
