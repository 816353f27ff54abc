// The one-line language in which a lesson says when a step is done, as data.
//
//   signed in · device chosen · device online · device in product · product chosen
//   integration "WebhookDemo01" in product where url contains "//demo-server.example/"
//   no integration "WebhookDemo01" in product
//   server demo-server.example running | stopped | called
//   event "*/hook-response/WebhookDemo01" from device in product containing "25"
//   … and …

export type Clause =
  | { kind: 'signed in' | 'device chosen' | 'device online' | 'device in product' | 'product chosen' }
  | { kind: 'integration'; none: boolean; event: string; in_product: boolean; where: FieldTest[] }
  | { kind: 'server'; host: string; state: 'running' | 'stopped' | 'called' }
  | { kind: 'event'; name: string; from: 'device' | 'api' | null; in_product: boolean; containing: string | null };

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
    while (has(where.length === 0 ? 'where' : ','))
      where.push({ field: word('a field'), how: oneOf('is', 'contains'), value: quoted('a value') });
    return { kind: 'integration', none, event, in_product, where };
  };
  const event = (): Clause => {
    const name = quoted('an event name');
    const from = has('from') ? oneOf('device', 'api') : null;
    const in_product = has('in', 'product');
    return { kind: 'event', name, from, in_product, containing: has('containing') ? quoted('a piece of data') : null };
  };
  const clause = (): Clause => {
    if (has('signed', 'in')) return { kind: 'signed in' };
    if (has('product', 'chosen')) return { kind: 'product chosen' };
    if (has('device')) {
      if (has('in', 'product')) return { kind: 'device in product' };
      return { kind: `device ${oneOf('chosen', 'online')}` as const };
    }
    if (has('no', 'integration')) return integration(true);
    if (has('integration')) return integration(false);
    if (has('server')) return { kind: 'server', host: word('a host'), state: oneOf('running', 'stopped', 'called') };
    if (has('event')) return event();
    return fail('signed in, device, product, integration, no integration, server or event');
  };

  const clauses = [clause()];
  while (at < words.length) {
    if (!has('and')) fail('and, or the end');
    clauses.push(clause());
  }
  return clauses;
}
