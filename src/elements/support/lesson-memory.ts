// What one lesson remembers besides choices: names the learner gave, parts of answers, and predictions.
import type { Names } from '../../model/names.ts';
import type { Session } from './session.ts';

const read = (session: Session, what: string): Record<string, string> => {
  const kept = session.memory.read(`${what}/${session.lesson?.slug ?? ''}`);
  if (typeof kept !== 'object' || kept === null) return {};
  return Object.fromEntries(Object.entries(kept).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
};

const write = (session: Session, what: string, values: Record<string, string>): void => {
  session.memory.write(`${what}/${session.lesson?.slug ?? ''}`, values);
  session.changed();
};

/** What `${name}` stands for now. What the page itself knows wins: a device, the chosen product. */
export const lessonNames = (session: Session): Names => {
  const { view, choice, lesson } = session;
  const typed = Object.fromEntries(Object.entries(lesson?.names ?? {}).map(([name, { value }]) => [name, value]));
  const device = view.devices?.find(({ id }) => id === choice.device) ?? view.devices?.[0];
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

/** Answers to questions, by the question's id: the number of the option. */
export const predictions = (session: Session): Record<string, string> => read(session, 'predicted');

export const predict = (session: Session, question: string, option: number): void =>
  write(session, 'predicted', { ...predictions(session), [question]: String(option) });

const PARTS = ['names', 'predicted', 'reached', 'choice'];

export const saveMemory = ({ memory, lesson }: Session): Map<string, unknown> =>
  new Map(PARTS.map((part) => [`${part}/${lesson?.slug ?? ''}`, memory.read(`${part}/${lesson?.slug ?? ''}`)]));

export const restoreMemory = (session: Session, saved: ReadonlyMap<string, unknown>): void => {
  for (const [key, value] of saved)
    if (value === null) session.memory.forget(key);
    else session.memory.write(key, value);
  session.chosenElsewhere();
};

export const forgetMemory = (session: Session): void =>
  restoreMemory(session, new Map([...saveMemory(session).keys()].map((key) => [key, null])));
