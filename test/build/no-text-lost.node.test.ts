// Whatever tags a page is sprinkled with, its words arrive, in their order.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compileLesson, type Surroundings } from '../../src/build/compile-lesson.ts';

const around: Surroundings = {
  partials: new Map([['known', '<p>Part.</p>']]),
  layouts: new Map([['lesson', '{{{content}}}']]),
  pictureExists: () => false,
  firmwareFile: () => undefined,
  titles: new Map(),
  development: false,
};
const oddities = [
  '{{title}}',
  '{{nobody}}',
  '{{a.b}}',
  '{{{raw}}}',
  '{{{x}}',
  '{{x}}}',
  '{{',
  '}}',
  '{{#if a}}',
  '{{else}}',
  '{{/if}}',
  '{{^}}',
  '{{/each}}',
  '{{#each b}}',
  '{{> known}}',
  '{{> gone x="1"}}',
  '{{collapse op="start" label="L"}}',
  '{{collapse op="end"}}',
  '\\{{esc}}',
  '\\\\{{twice}}',
  '{{{{raw}}}}',
  '{{!-- note --}}',
  '`',
  '``',
  '\n```\n',
  '\n~~~\n',
  '\n\n',
  '\n',
  '    ',
  '<b>',
  '</b>',
  '|',
  '{{ 1 }}',
  '{{"x"}}',
  '{{this}}',
  '{{../up}}',
  '{{@root}}',
  '{{#}}',
  '{{/}}',
  '{{>}}',
  '{{&x}}',
  '{{~x~}}',
];

test('no word of a page is lost, whatever stands between the words', () => {
  const piece = fc.oneof({ weight: 2, arbitrary: fc.constantFrom(...oddities) }, { weight: 1, arbitrary: fc.constant(null) });
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      let number = 0;
      const body = pieces.map((one) => `${one ?? ''} word${number++}end `).join('');
      const { html } = compileLesson(`---\ntitle: T\n---\n# H\n\n${body}\n`, 'p', 'p.md', around);
      const arrived = [...html.replace(/<[^>]*>/g, ' ').matchAll(/word(\d+)end/g)].map((match) => Number(match[1]));
      assert.deepEqual(arrived, [...Array(number).keys()]);
    }),
    { numRuns: 400 },
  );
});
