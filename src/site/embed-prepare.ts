// A step shown alone may build on others: offers to do those first, one after the other, before the reader's eyes.
import type { Lesson, Step } from '../model/lesson.ts';
import type { Session } from '../elements/support/session.ts';

/** Ms that a control may take to wake up. */
export const WAKE = 5000;
/** Ms that the cloud may take to show what was done. */
const HEARD = 3000;

/** Resolves with what `look` finds, or undefined after `ms`; looks at every change of the session. */
export const found = <T>(session: Session, look: () => T | undefined, ms: number): Promise<T | undefined> =>
  new Promise((resolve) => {
    const end = (value?: T): void => {
      clearTimeout(timer);
      session.removeEventListener('change', again);
      resolve(value);
    };
    const again = (): void => {
      const value = look();
      if (value !== undefined) end(value);
    };
    const timer = setTimeout(end, ms);
    session.addEventListener('change', again);
    again();
  });

/** Steps that `step` needs and that are not done, first things first. */
const missing = (lesson: Lesson, step: Step, done: (id: string) => boolean): Step[] => {
  const wanted = new Set<string>();
  const add = (id: string): void => {
    const one = lesson.steps.find((each) => each.id === id);
    if (!one || done(id) || wanted.has(id)) return;
    for (const need of one.needs) add(need);
    wanted.add(id);
  };
  for (const need of step.needs) add(need);
  return lesson.steps.filter(({ id }) => wanted.has(id));
};

interface Preparation {
  session: Session;
  lesson: Lesson;
  step: Step;
  /** Whether a step is done now. */
  done: (id: string) => boolean;
  show: (step: Step) => void;
}

/** The offer; it hides when nothing is missing. `draw` is to be called when steps changed, `end` when another step is shown. */
export function prepareStep({ session, lesson, step, done, show }: Preparation): { offer: HTMLElement; draw: () => void; end: () => void } {
  const offer = document.createElement('div');
  offer.className = 'embed-prepare';
  const text = document.createElement('p');
  text.setAttribute('role', 'status');
  const button = document.createElement('button');
  button.className = 'button';
  button.type = 'button';
  button.textContent = 'Do them for me';
  offer.append(text, button);
  let problem = '';
  let busy = false;
  let ended = false;

  const draw = (): void => {
    const left = missing(lesson, step, done);
    offer.hidden = left.length === 0;
    const names = left.map(({ title }) => `“${title}”`).join(', ');
    if (!busy)
      text.textContent = problem || `This step builds on ${left.length === 1 ? 'another one' : `${left.length} others`}: ${names}.`;
    button.disabled = busy;
  };
  const run = async (): Promise<void> => {
    busy = true;
    problem = '';
    for (const one of missing(lesson, step, done)) {
      // The reader went to another step.
      if (ended) return;
      text.textContent = `Doing “${one.title}”…`;
      show(one);
      draw();
      const act = await found(session, () => session.actions.get(one.id), WAKE);
      await act?.().catch(reportError);
      const worked = await found(session, () => done(one.id) || undefined, HEARD);
      if (worked) continue;
      problem = `“${one.title}” could not be done for you. Its control says why; do it by hand, then go on.`;
      busy = false;
      return draw();
    }
    busy = false;
    if (!ended) show(step);
    draw();
  };
  button.addEventListener('click', () => void run().catch(reportError));
  draw();
  return {
    offer,
    draw,
    end() {
      ended = true;
      offer.remove();
    },
  };
}
