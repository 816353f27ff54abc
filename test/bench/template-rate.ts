// Templates a second, beside mustache.js on the same templates in the same run.
import Mustache from 'mustache';
import { renderTemplate } from '../../src/model/template.ts';

const CASES: readonly [template: string, data: object][] = [
  [
    '{"deviceId":"{{{PARTICLE_DEVICE_ID}}}","ts":"{{{PARTICLE_PUBLISHED_AT}}}","sensor":{{{PARTICLE_EVENT_VALUE}}}}',
    { PARTICLE_DEVICE_ID: 'e00fce68aaaaaaaaaaaaaaaa', PARTICLE_PUBLISHED_AT: '2026-01-01T00:00:00.000Z', PARTICLE_EVENT_VALUE: '{"t":25}' },
  ],
  ['{{a}} {{b.c}} {{#list}}<{{.}}>{{/list}} {{^no}}x{{/no}}', { a: '<&>', b: { c: 'd' }, list: [1, 2, 3, 4, 5] }],
  ['https://a.example/{{{room}}}?t={{t}}', { room: 'kitchen', t: 21.5 }],
];
const ROUNDS = 60_000;

const rateOf = (render: (template: string, data: object) => string): number => {
  let length = 0;
  for (let warm = 0; warm < 5_000; warm += 1) for (const [template, data] of CASES) length += render(template, data).length;
  const start = performance.now();
  for (let round = 0; round < ROUNDS; round += 1) for (const [template, data] of CASES) length += render(template, data).length;
  const seconds = (performance.now() - start) / 1000;
  if (length === 0) throw new Error('Nothing was rendered.');
  return (ROUNDS * CASES.length) / seconds;
};

export const templateRate = (name: 'raw' | 'cloud'): number =>
  rateOf(name === 'raw' ? (template, data) => Mustache.render(template, data) : renderTemplate);
