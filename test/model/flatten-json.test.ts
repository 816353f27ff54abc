import { expect } from '@esm-bundle/chai';
import { columnsOf, compareCells, flattenJson } from '../../src/model/flatten-json.ts';

const flat = (value: unknown) => Object.fromEntries(flattenJson(value));

it('nested keys become dotted columns', () => {
  expect(flat({ deviceId: 'api', sensor: { id: 7, t: 25.5, deep: { ok: true } } })).to.deep.equal({
    deviceId: 'api',
    'sensor.id': 7,
    'sensor.t': 25.5,
    'sensor.deep.ok': true,
  });
});

it('list items are numbered and empty parts stay visible', () => {
  expect(flat({ list: [1, { a: null }], none: [], bare: {} })).to.deep.equal({ 'list.0': 1, 'list.1.a': null, none: '[]', bare: '{}' });
});

it('a value that is no object is one cell', () => {
  expect(flat('hello')).to.deep.equal({ value: 'hello' });
  expect(flat(25)).to.deep.equal({ value: 25 });
});

it('a key with a dot stays apart from a nested key', () => {
  expect([...flattenJson({ 'a.b': 1, a: { b: 2 } })]).to.deep.equal([
    ['"a.b"', 1],
    ['a.b', 2],
  ]);
});

it('a key called __proto__ is an ordinary column', () => {
  const row = flattenJson(JSON.parse('{"__proto__":{"x":1},"constructor":2}'));
  expect([...row]).to.deep.equal([
    ['__proto__.x', 1],
    ['constructor', 2],
  ]);
  expect(({} as Record<string, unknown>)['x']).to.equal(undefined);
});

it('a thousand keys and a hundred levels stay bounded', () => {
  const wide = Object.fromEntries(Array.from({ length: 1000 }, (_, n) => [`k${n}`, n]));
  expect(flattenJson(wide).size).to.equal(100);
  let deep: unknown = 'end';
  for (let n = 0; n < 100; n++) deep = { d: deep };
  const [[key, cell]] = [...flattenJson(deep)] as [[string, string]];
  expect(key.split('.').length).to.equal(12);
  expect(cell).to.contain('{"d":');
  expect(String(flattenJson({ long: 'x'.repeat(9000) }).get('long')).length).to.equal(2001);
});

it('columns grow with new keys, in order of appearance', () => {
  const rows = [flattenJson({ a: 1 }), flattenJson({ b: 1, a: 2 }), flattenJson({ c: 3 })];
  expect(columnsOf(rows)).to.deep.equal({ columns: ['a', 'b', 'c'], more: 0 });
  expect(columnsOf(rows, 2)).to.deep.equal({ columns: ['a', 'b'], more: 1 });
});

it('numbers sort by size and absent cells stay last both ways', () => {
  const up = [10, undefined, 9].sort((a, b) => compareCells(a, b, 1));
  expect(up).to.deep.equal([9, 10, undefined]);
  const cells: (number | undefined)[] = [9, undefined, 10];
  // Array.sort puts undefined last by itself; the comparator is asked directly for that rule.
  expect(compareCells(undefined, 1, -1)).to.be.greaterThan(0);
  expect(compareCells(1, undefined, -1)).to.be.lessThan(0);
  expect(cells.filter((c) => c !== undefined).sort((a, b) => compareCells(a, b, -1))).to.deep.equal([10, 9]);
});
