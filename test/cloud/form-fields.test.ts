// Names with brackets become nested fields, as qs writes them.
import { expect } from '@esm-bundle/chai';
import { formFields } from '../../src/cloud/form-fields.ts';

const read = (text: string) => formFields(new URLSearchParams(text));

it('brackets make objects and lists', () => {
  expect(read('product[name]=x&product[settings][a]=1')).to.deep.equal({ product: { name: 'x', settings: { a: '1' } } });
  expect(read('groups[]=a&groups[]=b')).to.deep.equal({ groups: ['a', 'b'] });
  expect(read('ids[0]=a&ids[1]=b')).to.deep.equal({ ids: ['a', 'b'] });
  expect(read('list[0][a]=1&list[0][b]=2&list[1][a]=3')).to.deep.equal({ list: [{ a: '1', b: '2' }, { a: '3' }] });
  expect(read('list[][name]=a&list[][name]=b')).to.deep.equal({ list: [{ name: 'a' }, { name: 'b' }] });
});

it('a name used twice becomes a list', () => {
  expect(read('a=1&a=2&a=3')).to.deep.equal({ a: ['1', '2', '3'] });
});

it('a name with broken brackets is a plain name', () => {
  expect(read('a[b=1&[c]=2&d]=3')).to.deep.equal({ 'a[b': '1', '[c]': '2', 'd]': '3' });
});

it('a field that is a text and a parent keeps what came last', () => {
  expect(read('a=1&a[b]=2')).to.deep.equal({ a: { b: '2' } });
  expect(read('a[]=1&a[b]=2')).to.deep.equal({ a: ['1', '2'] });
});

it('too many and too deep fields are refused', () => {
  expect(() => read('a=1&'.repeat(1001))).to.throw('at most 1000');
  expect(() => read(`a${'[b]'.repeat(9)}=1`)).to.throw('too deep');
});
