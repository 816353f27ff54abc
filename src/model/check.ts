// The one-line language in which a lesson says when a step is done, as data.
//
//   signed in · device chosen · device online · device in product · product chosen
//   integration "WebhookDemo01" in product where url contains "//demo-server.example/"
//   no integration "WebhookDemo01" in product
//   demo webhook in product
//   server demo-server.example running | stopped | called
//   integration "temp" disabled | enabled
//   event "*/hook-response/WebhookDemo01" from device in product containing "25" at least 3 times
//   reply to "temp" within 5 s containing "1"      error of "temp" containing "404"
//   data of api.thingspeak.com at "channels.0.entries" has 2
//   answer of "/v1/products/${product}/clients" contains "shop" | lacks "shop" | is "shop"
//   predicted "prefix" · known "claim_code"
//   … and …
//
// `${name}` inside quotes stands for what the learner called it (`model/names.ts`).

export type Clause =
  | { kind: 'signed in' | 'device chosen' | 'device online' | 'device in product' | 'product chosen' }
  /** The webhook of the demo lesson, with every setting it needs (`model/demo-hook.ts`). */
  | { kind: 'demo webhook' }
  | { kind: 'integration'; none: boolean; event: string; in_product: boolean; where: FieldTest[] }
  | { kind: 'server'; host: string; state: 'running' | 'stopped' | 'called' }
  | {
      kind: 'event';
      name: string;
      from: 'device' | 'api' | null;
      in_product: boolean;
      containing: string | null;
      /** 0: none may be there. */ times: number;
    }
  /** What became of the newest event of that name. */
  | { kind: 'reply'; to: string; within: number | null; containing: string | null }
  | { kind: 'error'; of: string; containing: string | null }
  | ({ kind: 'data'; host: string } & ValueTest)
  | ({ kind: 'answer'; path: string } & ValueTest)
  | { kind: 'predicted'; question: string }
  /** A name that a request of the lesson keeps from its answer. */
  | { kind: 'known'; name: string };

/** What a server keeps, or the cloud answers: the whole as text, or the part `at` a dotted path. */
export interface ValueTest {
  at: string | null;
  how: 'contains' | 'lacks' | 'is' | 'has';
  /** For `has`: a length or a number, at least. */
  value: string;
}

/** One field of an integration, by its name on the wire. */
export interface FieldTest {
  field: string;
  how: 'is' | 'contains';
  value: string;
}

/** All clauses must hold. */
export type Check = readonly Clause[];

/** The line cannot be read. `message` shows the place. */
export class CheckError extends Error {
  override name = 'CheckError';
}

type Word = { text: string; quoted: boolean };

/** Reads one line of the language. Throws `CheckError`. */
export function parseCheck(line: string): Check {
  const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]): Word => ({
    text: quoted ?? plain!,
    quoted: quoted !== undefined,
  }));
  let at = 0;
  const fail = (wanted: string): never => {
    const word = words[at];
    const found = word === undefined ? 'the end' : `"${word.text}"`;
    throw new CheckError(`${line}: expected ${wanted}, found ${found}.`);
  };
  const has = (...texts: string[]): boolean => {
    if (!texts.every((text, index) => words[at + index]?.text === text && !words[at + index]!.quoted)) return false;
    at += texts.length;
    return true;
  };
  const word = (wanted: string): string => (words[at]?.quoted === false ? words[at++]!.text : fail(wanted));
  const quoted = (wanted: string): string => (words[at]?.quoted ? words[at++]!.text : fail(`${wanted} in "quotes"`));
  const oneOf = <T extends string>(...texts: T[]): T => texts.find((text) => has(text)) ?? fail(texts.join(' or '));

  const integration = (none: boolean): Clause => {
    const event = quoted('an event name');
    const in_product = has('in', 'product');
    const where: FieldTest[] = [];
    if (has('disabled')) where.push({ field: 'disabled', how: 'is', value: 'true' });
    else if (has('enabled')) where.push({ field: 'disabled', how: 'is', value: 'false' });
    let first = true;
    while (has(first ? 'where' : ',')) {
      first = false;
      where.push({ field: word('a field'), how: oneOf('is', 'contains'), value: quoted('a value') });
    }
    return { kind: 'integration', none, event, in_product, where };
  };
  const number = (wanted: string): number => (/^\d+$/.test(words[at]?.text ?? '') ? Number(words[at++]!.text) : fail(wanted));
  const containing = (): string | null => (has('containing') ? quoted('a piece of data') : null);
  const event = (): Extract<Clause, { kind: 'event' }> => {
    const name = quoted('an event name');
    const from = has('from') ? oneOf('device', 'api') : null;
    const in_product = has('in', 'product');
    const piece = containing();
    const times = has('at', 'least') ? number('a number') : 1;
    if (times > 1 && !has('times')) fail('times');
    return { kind: 'event', name, from, in_product, containing: piece, times };
  };
  const reply = (): Clause => {
    const to = quoted('an event name');
    const within = has('within') ? number('a number of seconds') : null;
    if (within !== null && !has('s')) fail('s');
    return { kind: 'reply', to, within, containing: containing() };
  };
  const valueTest = (): ValueTest => {
    const place = has('at') ? quoted('a path') : null;
    const how = oneOf('contains', 'lacks', 'is', 'has');
    return { at: place, how, value: how === 'has' ? String(number('a number')) : quoted('a value') };
  };
  const clause = (): Clause => {
    if (has('signed', 'in')) return { kind: 'signed in' };
    if (has('product', 'chosen')) return { kind: 'product chosen' };
    if (has('device')) {
      if (has('in', 'product')) return { kind: 'device in product' };
      return { kind: `device ${oneOf('chosen', 'online')}` as const };
    }
    if (has('demo', 'webhook', 'in', 'product')) return { kind: 'demo webhook' };
    if (has('no', 'integration')) return integration(true);
    if (has('integration')) return integration(false);
    if (has('server')) return { kind: 'server', host: word('a host'), state: oneOf('running', 'stopped', 'called') };
    if (has('no', 'event')) return { ...event(), times: 0 };
    if (has('event')) return event();
    if (has('reply', 'to')) return reply();
    if (has('error', 'of')) return { kind: 'error', of: quoted('an event name'), containing: containing() };
    if (has('data', 'of')) return { kind: 'data', host: word('a host'), ...valueTest() };
    if (has('answer', 'of')) return { kind: 'answer', path: quoted('a path of the API'), ...valueTest() };
    if (has('known')) return { kind: 'known', name: quoted('a name') };
    if (has('predicted')) return { kind: 'predicted', question: quoted('the id of a question') };
    return fail(
      'signed in, device, product, integration, no integration, demo webhook, server, event, reply to, error of, data of, answer of, predicted or known',
    );
  };

  const clauses = [clause()];
  while (at < words.length) {
    if (!has('and')) fail('and, or the end');
    clauses.push(clause());
  }
  return clauses;
}
