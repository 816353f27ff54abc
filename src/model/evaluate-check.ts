// Decides a check by the facts, and says in words what was wanted and what was found.
import type { Check, Clause, FieldTest } from './check.ts';
import type { CloudFacts } from './cloud-facts.ts';

export interface CheckResult {
  /** Null: not known yet, or the cloud cannot be reached. That is never a wrong answer. */
  ok: boolean | null;
  /** Whole sentences; names stand in `backticks`. Of the first clause that does not hold. */
  expected: string;
  found: string;
}

type Fact = { ok: boolean | null; found: string };

const unknown: Fact = { ok: null, found: 'The cloud has not answered yet.' };
const no = (found: string): Fact => ({ ok: false, found });
const yes = (found: string): Fact => ({ ok: true, found });

/** The first clause that is false decides; else the first that is not known; else the last. */
export function evaluateCheck(check: Check, facts: CloudFacts): CheckResult {
  const results = check.map((clause) => ({ ...evaluateClause(clause, facts), expected: describeClause(clause) }));
  return results.find(({ ok }) => ok === false) ?? results.find(({ ok }) => ok === null) ?? results.at(-1)!;
}

/** The check in words, as a label. */
export const describeCheck = (check: Check): string => check.map(describeClause).join(' ');

function describeClause(clause: Clause): string {
  const where = (tests: FieldTest[]) => tests.map(({ field, how, value }) => `, and whose \`${field}\` ${how} \`${value}\``).join('');
  switch (clause.kind) {
    case 'signed in':
      return 'You are signed in.';
    case 'device chosen':
      return 'A device is chosen.';
    case 'device online':
      return 'Your device is online.';
    case 'device in product':
      return 'Your device belongs to your product.';
    case 'product chosen':
      return 'A product is chosen.';
    case 'integration': {
      const place = clause.in_product ? 'Your product' : 'Your account';
      return `${place} has ${clause.none ? 'no' : 'a'} webhook whose \`event\` is \`${clause.event}\`${where(clause.where)}.`;
    }
    case 'server':
      return clause.state === 'called' ? `\`${clause.host}\` has received a request.` : `\`${clause.host}\` is ${clause.state}.`;
    case 'event': {
      const from = clause.from === null ? '' : clause.from === 'api' ? ' from the API' : ' from a device';
      const data = clause.containing === null ? '' : ` with \`${clause.containing}\` in its data`;
      return `The event \`${clause.name}\`${from}${data} has arrived${clause.in_product ? ' in your product' : ''}.`;
    }
  }
}

function evaluateClause(clause: Clause, facts: CloudFacts): Fact {
  switch (clause.kind) {
    case 'signed in':
      return facts.signed_in === null ? unknown : facts.signed_in ? yes('You are signed in.') : no('You are using the starter account.');
    case 'device chosen':
      return chosenDevice(facts);
    case 'device online':
      return deviceOnline(facts);
    case 'product chosen':
      return chosenProduct(facts);
    case 'device in product':
      return deviceInProduct(facts);
    case 'integration':
      return integration(clause, facts);
    case 'server':
      return server(clause, facts);
    case 'event':
      return event(clause, facts);
  }
}

function chosenDevice({ choice, devices }: CloudFacts): Fact {
  if (choice.device === null) return no('No device is chosen.');
  if (devices === null) return unknown;
  const device = devices.find(({ id }) => id === choice.device);
  return device ? yes(`\`${device.name}\` is chosen.`) : no('The device you chose is no longer in your account.');
}

function deviceOnline(facts: CloudFacts): Fact {
  const chosen = chosenDevice(facts);
  if (chosen.ok !== true) return chosen;
  const device = facts.devices!.find(({ id }) => id === facts.choice.device)!;
  return device.online ? yes(`\`${device.name}\` is online.`) : no(`\`${device.name}\` is offline.`);
}

function chosenProduct({ choice, products }: CloudFacts): Fact {
  if (choice.product === null) return no('No product is chosen.');
  if (products === null) return unknown;
  const product = products.find(({ id }) => id === choice.product);
  return product ? yes(`\`${product.name}\` is chosen.`) : no('The product you chose no longer exists.');
}

function deviceInProduct(facts: CloudFacts): Fact {
  const first = [chosenProduct(facts), chosenDevice(facts)].find(({ ok }) => ok !== true);
  if (first) return first;
  if (facts.product_devices === null) return unknown;
  const inside = facts.product_devices.some(({ id }) => id === facts.choice.device);
  return inside ? yes('Your device is in your product.') : no('Your device is not in your product.');
}

function integration(clause: Extract<Clause, { kind: 'integration' }>, facts: CloudFacts): Fact {
  const product = clause.in_product ? chosenProduct(facts) : yes('');
  // Where there is no product there is nothing in it.
  if (product.ok === false) return clause.none ? yes(product.found) : product;
  const all = clause.in_product ? facts.integrations : facts.sandbox_integrations;
  if (product.ok === null || all === null) return unknown;
  const named = all.filter(({ event }) => event === clause.event);
  const right = named.filter((one) => clause.where.every((test) => holds(one, test)));
  if (clause.none) return right.length === 0 ? yes('It is gone.') : no(`There is a webhook for \`${clause.event}\`.`);
  if (right.length > 0) return yes(`There is a webhook for \`${clause.event}\`.`);
  if (named.length > 0) {
    const wrong = clause.where.find((test) => !holds(named[0]!, test))!;
    return no(`\`${wrong.field}\` is \`${shown(named[0]![wrong.field])}\`.`);
  }
  if (all.length === 0) return no(`${clause.in_product ? 'Your product' : 'Your account'} has no webhook yet.`);
  return no(
    `\`event\` is ${all
      .slice(0, 3)
      .map(({ event }) => `\`${shown(event)}\``)
      .join(', ')}.`,
  );
}

function server({ host, state }: Extract<Clause, { kind: 'server' }>, { servers }: CloudFacts): Fact {
  if (servers === null) return unknown;
  const found = servers.find((one) => one.host === host);
  if (!found) return no(`There is no server called \`${host}\`.`);
  if (state === 'called') return found.requests > 0 ? yes(`\`${host}\` received a request.`) : no(`\`${host}\` has received nothing yet.`);
  const now = found.running ? 'running' : 'stopped';
  return { ok: now === state, found: `\`${host}\` is ${now}.` };
}

function event(clause: Extract<Clause, { kind: 'event' }>, facts: CloudFacts): Fact {
  const product = clause.in_product ? chosenProduct(facts) : yes('');
  if (product.ok === false) return product;
  if (product.ok === null || facts.events === null) return unknown;
  const named = facts.events.filter(
    ({ name, product_id }) => matches(clause.name, name) && (!clause.in_product || product_id === facts.choice.product),
  );
  const from = named.filter(({ origin }) => clause.from === null || origin === clause.from);
  const right = from.some(({ data }) => clause.containing === null || (data ?? '').includes(clause.containing));
  if (right) return yes(`\`${clause.name}\` arrived.`);
  if (from.length > 0) return no(`The last one carries \`${shown(from[0]!.data)}\`.`);
  if (named.length > 0) return no(`\`${clause.name}\` came only from elsewhere.`);
  return no(`No \`${clause.name}\` has arrived yet.`);
}

/** A name matches itself and what goes on after a slash; `*` stands for anything. */
function matches(pattern: string, name: string): boolean {
  const literal = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${literal.join('.*')}(/.*)?$`, 's').test(name);
}

function holds(integration: Readonly<Record<string, unknown>>, { field, how, value }: FieldTest): boolean {
  const have = shown(integration[field]);
  return how === 'is' ? have === value : have.includes(value);
}

/** A value as text that fits a sentence. */
function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value);
  const short = text.length > 120 ? `${text.slice(0, 117)}…` : text;
  return short === '' ? '(empty)' : short;
}
