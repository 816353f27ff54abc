// Answers cut into events: 512 bytes, whole characters, the first 100 KB.
import { expect } from '@esm-bundle/chai';
import { chunkText } from '../../src/cloud/chunk.ts';
import { randomFrom } from '../support/template-generator.ts';

const bytes = (text: string): number => new TextEncoder().encode(text).length;

it('cuts an answer into pieces of 512 bytes', () => {
  const chunks = chunkText('x'.repeat(1300));
  expect(chunks.map(bytes)).to.deep.equal([512, 512, 276]);
});

it('makes no piece of an empty answer', () => {
  expect(chunkText('')).to.deep.equal([]);
});

it('never cuts a character in two', () => {
  const chunks = chunkText(`${'x'.repeat(511)}é${'y'.repeat(510)}😀z`);
  expect(chunks.map(bytes)).to.deep.equal([511, 512, 5]);
  expect(chunks[1]!.startsWith('é')).to.equal(true);
  expect(chunks[2]).to.equal('😀z');
});

it('hands on the first 100 KB and drops the rest', () => {
  const chunks = chunkText('a'.repeat(150 * 1024));
  expect(chunks.length).to.equal(200);
  expect(chunks.join('').length).to.equal(102_400);
  expect(bytes(chunkText(`${'a'.repeat(102_399)}€€`).join(''))).to.equal(102_399);
});

it('any text reassembles to itself', () => {
  const random = randomFrom(7);
  const letters = ['a', 'é', '€', '😀', '\n', '\u{feff}', '\u0000', 'ÿ', '\u{10ffff}'];
  for (let run = 0; run < 300; run++) {
    let text = '';
    for (let length = random() * 3000; length > 0; length--) text += letters[Math.floor(random() * letters.length)];
    const chunks = chunkText(text);
    expect(chunks.join('')).to.equal(text);
    for (const chunk of chunks) expect(bytes(chunk)).to.be.within(1, 512);
  }
});
