// The ways a mock server can be broken, as people choose and read them.
import type { Fault } from './server.ts';

export interface FaultChoice {
  kind: Fault['kind'];
  /** What it is called in a list. */
  label: string;
  /** What it does to a webhook. */
  effect: string;
  /** The one number or text it needs, with what it starts at. */
  field?: { name: string; label: string; type: 'number' | 'text'; min?: number; max?: number; start: string };
}

export const FAULT_CHOICES: readonly FaultChoice[] = [
  {
    kind: 'status',
    label: 'A status',
    effect: 'Every answer has this status. From 400 on it counts as an error.',
    field: { name: 'status', label: 'Status', type: 'number', min: 200, max: 599, start: '500' },
  },
  {
    kind: 'slow',
    label: 'Slow',
    effect: 'Answers come late. After 20 seconds the cloud gives up.',
    field: { name: 'delay_ms', label: 'Milliseconds', type: 'number', min: 0, max: 3_600_000, start: '8000' },
  },
  { kind: 'timeout', label: 'Time-out', effect: 'It takes the request and never answers.' },
  { kind: 'refused', label: 'Connection refused', effect: 'Nothing listens at the port.' },
  { kind: 'tls', label: 'Bad certificate', effect: 'The certificate has expired, so the cloud does not talk to it.' },
  { kind: 'dns', label: 'Unknown name', effect: 'No name server knows the host.' },
  {
    kind: 'redirect',
    label: 'Redirect',
    effect: 'It points elsewhere. A POST is not sent on.',
    field: { name: 'location', label: 'Address', type: 'text', start: 'https://echo.example/moved' },
  },
  { kind: 'bad-json', label: 'Broken JSON', effect: 'The answer says it is JSON and is not.' },
  {
    kind: 'huge',
    label: 'Huge answer',
    effect: 'The cloud keeps the first 100 KB and cuts it into pieces.',
    field: { name: 'bytes', label: 'Bytes', type: 'number', min: 1, max: 4_194_304, start: '200000' },
  },
  {
    kind: 'flaky',
    label: 'Flaky',
    effect: 'Some requests fail, in an order that the seed decides.',
    field: { name: 'share', label: 'Share that fails, 0 to 1', type: 'number', min: 0, max: 1, start: '0.5' },
  },
  { kind: 'down', label: 'Down', effect: 'The host cannot be reached until you mend it.' },
];

export const faultChoice = (kind: string): FaultChoice =>
  FAULT_CHOICES.find((one) => one.kind === kind) ?? (FAULT_CHOICES[0] as FaultChoice);

/** The fault a form describes; `value` is the text of its one field. */
export const faultFrom = ({ kind, field }: FaultChoice, value: string): Fault =>
  ({
    kind,
    ...(field ? { [field.name]: field.type === 'number' ? Number(value) : value } : {}),
    ...(kind === 'flaky' ? { seed: 1 } : {}),
  }) as Fault;

/** `answers 500`, `slow by 8 s`: the state of a broken server in a few words. */
export const faultText = (fault: Fault): string => {
  switch (fault.kind) {
    case 'status':
      return `answers ${fault.status}`;
    case 'slow':
      return `slow by ${fault.delay_ms / 1000} s`;
    case 'redirect':
      return `redirects to ${fault.location}`;
    case 'huge':
      return `answers with ${fault.bytes} bytes`;
    case 'flaky':
      return `fails ${Math.round(fault.share * 100)} % of requests`;
    case 'timeout':
      return 'never answers';
    case 'refused':
      return 'refuses connections';
    case 'tls':
      return 'has a bad certificate';
    case 'dns':
      return 'has an unknown name';
    case 'bad-json':
      return 'sends broken JSON';
    case 'down':
      return 'is down';
  }
};
