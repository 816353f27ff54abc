import { expect } from '@esm-bundle/chai';
import { flattenJson } from '../../src/model/flatten-json.ts';
import { toCsv, toJsonTable } from '../../src/model/table-export.ts';

const csv = (value: unknown, columns = ['a']) => toCsv(columns, [flattenJson(value)]).split('\r\n')[1];

it('CSV has a header, CRLF and empty cells for what is absent', () => {
  expect(toCsv(['a', 'b'], [flattenJson({ a: 1 }), flattenJson({ b: 'x' })])).to.equal('a,b\r\n1,\r\n,x\r\n');
});

it('quotes, commas and line breaks are quoted', () => {
  expect(csv({ a: 'he said "hi", twice' })).to.equal('"he said ""hi"", twice"');
  expect(toCsv(['a'], [flattenJson({ a: 'one\ntwo' })])).to.equal('a\r\n"one\ntwo"\r\n');
});

for (const attack of ['=1+1', '+cmd', '-cmd', '@SUM(A1)', '\t=1', ' =HYPERLINK("x")', '＝1+1'])
  it(`text that a spreadsheet would run is disarmed: ${JSON.stringify(attack)}`, () => {
    expect(
      toCsv(['a'], [flattenJson({ a: attack })])
        .slice(3)
        .replace(/^"/, ''),
    ).to.match(/^'/);
  });

it('a header from a device is disarmed as well', () => {
  expect(toCsv(['=cmd|x'], []).startsWith("'=cmd|x")).to.equal(true);
});

it('negative numbers stay numbers', () => {
  expect(csv({ a: -4.5 })).to.equal('-4.5');
  expect(csv({ a: '-4.5' })).to.equal('-4.5');
});

it('JSON holds the same rows and reads back', () => {
  expect(JSON.parse(toJsonTable([flattenJson({ a: { b: 1 } })]))).to.deep.equal([{ 'a.b': 1 }]);
});
