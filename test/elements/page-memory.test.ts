import { expect } from '@esm-bundle/chai';
import { createPageMemory } from '../../src/elements/support/page-memory.ts';

const PREFIX = 'page-memory-test/';
afterEach(() => {
  for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
});

it('what is written is there for the next page', () => {
  createPageMemory(PREFIX).write('account', { username: 'a' });
  expect(createPageMemory(PREFIX).read('account')).to.deep.equal({ username: 'a' });
});

it('a page that left the browser’s memory neither reads, changes nor forgets what is kept there', () => {
  const saved = createPageMemory(PREFIX);
  saved.write('progress', [1, 2]);
  saved.write('account', 'kept');
  const alone = createPageMemory(PREFIX);
  alone.leaveBrowser();
  expect(alone.read('progress')).to.equal(null);
  alone.write('progress', []);
  alone.forget('account');
  expect(alone.read('progress')).to.deep.equal([]);
  expect(saved.read('account')).to.equal('kept');
  expect(createPageMemory(PREFIX).read('progress')).to.deep.equal([1, 2]);
});

it('what is no JSON reads as nothing', () => {
  localStorage.setItem(`${PREFIX}x`, '{');
  expect(createPageMemory(PREFIX).read('x')).to.equal(null);
});
