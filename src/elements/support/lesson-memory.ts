// What one lesson remembers besides choices: names the learner gave, parts of answers, and predictions.
import type { Names } from '../../model/names.ts';
import { choiceKey, reachedKey, type KeptLesson } from './choice.ts';
import type { Session } from './session.ts';

/** The board that every new account has. */
const BOARD = 'pocket_board';

type Part = 'names' | 'predicted';

/** Like choices: what one account called a thing is not another's. */
const keyOf = (lesson: KeptLesson, username: string, what: Part): string => choiceKey(lesson, username).replace('choice', what);

const read = (session: Session, what: Part): Record<string, string> => {
  const kept = session.memory.read(keyOf(session.lesson, session.account.username, what));
  if (typeof kept !== 'object' || kept === null) return {};
  return Object.fromEntries(Object.entries(kept).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
};

const write = (session: Session, what: Part, values: Record<string, string>): void => {
  session.memory.write(keyOf(session.lesson, session.account.username, what), values);
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

/** What was expected, and what happened. */
export interface Prediction {
  /** Number of an option; null: nothing, somebody only let it run. */
  chosen: number | null;
  outcome: number;
}

/** By the id of a question; stored as `1/0`, or `-/0` without an expectation. */
export const predictions = (session: Session): Record<string, Prediction> =>
  Object.fromEntries(
    Object.entries(read(session, 'predicted')).flatMap(([id, text]) => {
      const [, chosen, outcome] = /^(\d+|-)\/(\d+)$/.exec(text) ?? [];
      return outcome === undefined ? [] : [[id, { chosen: chosen === '-' ? null : Number(chosen), outcome: Number(outcome) }]];
    }),
  );

export const predict = (session: Session, question: string, { chosen, outcome }: Prediction): void =>
  write(session, 'predicted', { ...read(session, 'predicted'), [question]: `${chosen ?? '-'}/${outcome}` });

/** Where the source of a lesson's web app is kept, when the learner changed it. */
export const appKey = (lesson: KeptLesson): string => `app/${lesson?.slug ?? ''}`;

/** Names of everything that one account remembers of one lesson. */
export const memoryKeys = (lesson: KeptLesson, username: string): string[] => [
  choiceKey(lesson, username),
  reachedKey(lesson, username),
  keyOf(lesson, username, 'names'),
  keyOf(lesson, username, 'predicted'),
  appKey(lesson),
];

/** What is remembered under these names, to be put back later. */
export const saveMemory = (session: Session, keys: readonly string[]): Map<string, unknown> =>
  new Map(keys.map((key) => [key, session.memory.read(key)]));

export const restoreMemory = (session: Session, saved: ReadonlyMap<string, unknown>): void => {
  for (const [key, value] of saved)
    if (value === null) session.memory.forget(key);
    else session.memory.write(key, value);
  session.chosenElsewhere();
};

/** Without `keys`: what this account remembers of this lesson. */
export const forgetMemory = (session: Session, keys: readonly string[] = memoryKeys(session.lesson, session.account.username)): void =>
  restoreMemory(session, new Map(keys.map((key) => [key, null])));

/** What a link carries of it besides choices: credentials stay at home, as in the cloud that goes along. */
export const carriedMemory = (session: Session): { names: Record<string, string>; predicted: Record<string, string> } => ({
  names: Object.fromEntries(Object.entries(read(session, 'names')).filter(([name]) => !/token|claim_code/.test(name))),
  predicted: read(session, 'predicted'),
});

/** Reading believes no shape, so anything may be written. */
export const bringMemory = ({ lesson, memory }: Session, username: string, brought: { names?: unknown; predicted?: unknown }): void => {
  for (const what of ['names', 'predicted'] as const) memory.write(keyOf(lesson, username, what), brought[what] ?? null);
};
