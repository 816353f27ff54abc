// Decides a check by the facts, and says in words what was wanted and what was found.
import type { Check, Clause, FieldTest, ValueTest } from './check.ts';
import { eventMatches, no, shown, told, unknown, yes, type Fact } from './check-fact.ts';
import type { CloudFacts } from './cloud-facts.ts';
import { DEMO_EVENT, DEMO_HOST, demoDrift, demoHookOf } from './demo-hook.ts';
import { error, reply, valueHolds } from './evaluate-history.ts';
import { fillAll, namesIn } from './names.ts';

export interface CheckResult {
  /** Null: not known yet, or the cloud cannot be reached. That is never a wrong answer. */
  ok: boolean | null;
  /** The learner goes on without it: neither done nor missing. */
  waived?: boolean;
  /** Whole sentences; names stand in `backticks`. Of the first clause that does not hold. */
  expected: string;
  found: string;
}

/** The first clause that is false decides; else the first that is not known; else the last. */
export function evaluateCheck(check: Check, facts: CloudFacts): CheckResult {
  const results = fillAll(check, facts.names ?? {}).map((clause) => ({
    expected: describeClause(clause),
    ...evaluateClause(clause, facts),
  }));
  return results.find(({ ok }) => ok === false) ?? results.find(({ ok }) => ok === null) ?? results.at(-1)!;
}

/** The check in words, as a label. */
export const describeCheck = (check: Check): string => check.map(describeClause).join(' ');

function describeClause(clause: Clause): string {
  const where = (tests: FieldTest[]) =>
    tests
      .map(({ field, how, value }) =>
        field === 'disabled'
          ? `, and which is ${value === 'true' ? 'disabled' : 'enabled'}`
          : `, and whose \`${field}\` ${how} \`${value}\``,
      )
      .join('');
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
    case 'demo webhook':
      return `Your product has a webhook for \`${DEMO_EVENT}\` with the settings of this lesson.`;
    case 'integration': {
      const place = clause.in_product ? 'Your product' : 'Your account';
      return `${place} has ${clause.none ? 'no' : 'a'} webhook whose \`event\` is \`${clause.event}\`${where(clause.where)}.`;
    }
    case 'server':
      return clause.state === 'called' ? `\`${clause.host}\` has received a request.` : `\`${clause.host}\` is ${clause.state}.`;
    case 'event': {
      const from = clause.from === null ? '' : clause.from === 'api' ? ' from the API' : ' from a device';
      const data = clause.containing === null ? '' : ` with \`${clause.containing}\` in its data`;
      const times = clause.times > 1 ? ` ${clause.times} times` : '';
      if (clause.times === 0) return `No event \`${clause.name}\`${from}${data} has arrived.`;
      return `The event \`${clause.name}\`${from}${data} has arrived${clause.in_product ? ' in your product' : ''}${times}.`;
    }
    case 'reply': {
      const within = clause.within === null ? '' : ` within ${clause.within} s`;
      return `The last \`${clause.to}\` has an answer${within}${clause.containing === null ? '' : `, with \`${clause.containing}\` in it`}.`;
    }
    case 'error':
      return `The last \`${clause.of}\` has failed${clause.containing === null ? '' : ` with \`${clause.containing}\``}.`;
    case 'data':
      return `\`${clause.host}\` ${describeTest(clause, 'keeps')}.`;
    case 'answer':
      return `\`GET ${clause.path}\` ${describeTest(clause, 'answers with')}.`;
    case 'known':
      return `You hold \`${clause.name}\`.`;
    case 'predicted':
      return 'You have said what you expect.';
  }
}

function describeTest({ at, how, value }: ValueTest, verb: string): string {
  const place = at === null ? '' : ` in \`${at}\``;
  if (how === 'has') return `${verb} at least ${value}${place}`;
  if (how === 'is') return `${verb} \`${value}\`${place}`;
  return how === 'contains' ? `${verb} \`${value}\`${place}` : `${verb} no \`${value}\`${place}`;
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
    case 'demo webhook':
      return demoWebhook(facts);
    case 'server':
      return server(clause, facts);
    case 'event':
      return event(clause, facts);
    case 'reply':
      return reply(clause, facts);
    case 'error':
      return error(clause, facts);
    case 'data':
      return valueHolds(facts.server_data?.(clause.host), clause, `\`${clause.host}\` keeps`);
    case 'answer':
      // A name that nobody gave yet makes no address to ask.
      if (namesIn(clause.path).length > 0) return no(`Nothing is called \`${namesIn(clause.path)[0]}\` yet.`);
      return valueHolds(facts.answer?.(clause.path), clause, 'The answer holds');
    case 'known':
      return facts.names && Object.hasOwn(facts.names, clause.name) ? yes('You hold it.') : no(`Nothing is called \`${clause.name}\` yet.`);
    case 'predicted':
      return facts.predicted?.includes(clause.question) ? yes('You have answered.') : no('You have not chosen an answer yet.');
  }
}

function chosenDevice({ choice, devices }: CloudFacts): Fact {
  if (choice.device === null && choice.without_device) return { ok: null, waived: true, found: 'You go on without a device.' };
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
  const device = chosenDevice(facts);
  if (device.waived) return device;
  const first = [chosenProduct(facts), device].find(({ ok }) => ok !== true);
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
  // A name that begins alike is probably a slip of the pen; others have their own purpose.
  const like = all.find((one) => alike(shown(one['event']), clause.event));
  if (like) return no(`\`event\` is \`${shown(like['event'])}\`.`);
  return no(`${clause.in_product ? 'Your product' : 'Your account'} has no webhook for \`${clause.event}\` yet.`);
}

const alike = (one: string, other: string): boolean => {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()];
  return a.startsWith(b.slice(0, 4)) || b.startsWith(a.slice(0, 4));
};

/** The sentences of its control: the first setting that is wrong, and what it should be. */
function demoWebhook(facts: CloudFacts): Fact {
  const product = chosenProduct(facts);
  if (product.ok !== true) return product;
  if (facts.integrations === null || facts.servers === null) return unknown;
  const hook = demoHookOf(facts.integrations, facts.choice.integration);
  if (!hook) return no('Your product has no webhook of this lesson yet.');
  const secret = facts.servers.find(({ host }) => host === DEMO_HOST)?.secret ?? null;
  const [first, ...others] = demoDrift(hook, secret);
  if (!first) return yes(`There is a webhook for \`${DEMO_EVENT}\`.`);
  const more = others.length === 0 ? '' : ` ${others.length} more ${others.length === 1 ? 'setting differs' : 'settings differ'}.`;
  return { ok: false, found: `\`${first.field}\` is \`${shown(first.found)}\`.${more}`, expected: `\`${shown(first.needed)}\`.` };
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
    ({ name, product_id }) => eventMatches(clause.name, name) && (!clause.in_product || product_id === facts.choice.product),
  );
  const from = named.filter(({ origin }) => clause.from === null || origin === clause.from);
  const right = from.filter(({ data }) => clause.containing === null || (data ?? '').includes(clause.containing));
  if (clause.times === 0) return right.length === 0 ? yes(`No \`${clause.name}\` arrived.`) : no(`\`${clause.name}\` arrived.`);
  if (right.length >= clause.times) return yes(`\`${clause.name}\` arrived.`);
  if (right.length > 0) return no(`\`${clause.name}\` arrived ${right.length === 1 ? 'once' : `${right.length} times`}.`);
  if (from.length > 0) return no(`The last one carries ${told(from[0]!.data ?? '', clause.containing)}.`);
  if (named.length > 0) return no(`\`${clause.name}\` came only from ${clause.from === 'api' ? 'a device' : 'the API'}.`);
  // Far back there may be one.
  if (facts.more_events) return unknown;
  return no(`No \`${clause.name}\` has arrived ${clause.in_product ? 'in your product ' : ''}yet.`);
}

function holds(integration: Readonly<Record<string, unknown>>, { field, how, value }: FieldTest): boolean {
  const have = shown(integration[field]);
  return how === 'is' ? have === value : have.includes(value);
}
