// What one lesson remembers besides choices: names the learner gave, parts of answers, and predictions.
import type { Names } from '../../model/names.ts';
import { choiceKey, reachedKey } from './choice.ts';
import type { Session } from './session.ts';

/** The board that every new account has. */
const BOARD = 'pocket_board';

type Part = 'names' | 'predicted';

/** Like choices: what one account called a thing is not another's. */
const keyOf = ({ lesson, account }: Session, what: Part): string => choiceKey(lesson, account.username).replace('choice', what);

const read = (session: Session, what: Part): Record<string, string> => {
  const kept = session.memory.read(keyOf(session, what));
  if (typeof kept !== 'object' || kept === null) return {};
  return Object.fromEntries(Object.entries(kept).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
};

const write = (session: Session, what: Part, values: Record<string, string>): void => {
  session.memory.write(keyOf(session, what), values);
  session.changed();
};

/** What `${name}` stands for now. What the page itself knows wins: a device, the chosen product. */
export const lessonNames = (session: Session): Names => {
  const { view, choice, lesson } = session;
  const typed = Object.fromEntries(Object.entries(lesson?.names ?? {}).map(([name, { value }]) => [name, value]));
  const device =
    view.devices?.find(({ id }) => id === choice.device) ?? view.devices?.find(({ name }) => name === BOARD) ?? view.devices?.[0];
  const product = view.products?.find(({ id }) => id === choice.product);
  return {
    ...typed,
    ...read(session, 'names'),
    ...(device ? { device: device.id, device_name: device.name } : {}),
    ...(choice.product === null ? {} : { product: String(choice.product) }),
    ...(product ? { product_name: product.name } : {}),
  };
};

/** Remembers what a thing is called. A device, a product and a webhook become the choice of the lesson. */
export const keepName = (session: Session, name: string, value: string): void => {
  if (name === 'device') session.choose({ device: value });
  else if (name === 'product') session.choose({ product: Number(value) });
  else if (name === 'integration') session.choose({ integration: value });
  write(session, 'names', { ...read(session, 'names'), [name]: value });
};

/** What was expected and what happened, by the id of a question: numbers of its options. */
export const predictions = (session: Session): Record<string, { chosen: number; outcome: number }> =>
  Object.fromEntries(
    Object.entries(read(session, 'predicted')).flatMap(([id, text]) => {
      const [chosen, outcome] = text.split('/').map(Number);
      return Number.isInteger(chosen) && Number.isInteger(outcome) ? [[id, { chosen: chosen!, outcome: outcome! }]] : [];
    }),
  );

export const predict = (session: Session, question: string, chosen: number, outcome: number): void =>
  write(session, 'predicted', { ...read(session, 'predicted'), [question]: `${chosen}/${outcome}` });

const keysOf = (session: Session): string[] => [
  choiceKey(session.lesson, session.account.username),
  reachedKey(session.lesson, session.account.username),
  keyOf(session, 'names'),
  keyOf(session, 'predicted'),
];

/** Everything this account remembers of this lesson, to be put back later. */
export const saveMemory = (session: Session): Map<string, unknown> =>
  new Map(keysOf(session).map((key) => [key, session.memory.read(key)]));

export const restoreMemory = (session: Session, saved: ReadonlyMap<string, unknown>): void => {
  for (const [key, value] of saved)
    if (value === null) session.memory.forget(key);
    else session.memory.write(key, value);
  session.chosenElsewhere();
};

export const forgetMemory = (session: Session): void => restoreMemory(session, new Map(keysOf(session).map((key) => [key, null])));
