// What the front page shows of the lessons: their order, their groups, the one to begin with.
import type { CompiledLesson } from './compile-lesson.ts';

interface Card {
  slug: string;
  title: string;
  description: string;
  icon: string;
  minutes: number | null;
  /** Steps that count, as the lesson counts them. */
  count: number;
}

export interface FrontPage {
  base: './';
  first: Card | undefined;
  groups: { title: string; lessons: Card[] }[];
}

/** Lessons by their `order`, those without one last, under the headings of their front matter. */
export function frontPage(compiled: readonly CompiledLesson[]): FrontPage {
  const ordered = compiled.toSorted(
    (a, b) => (a.matter.order ?? Infinity) - (b.matter.order ?? Infinity) || (a.lesson.slug < b.lesson.slug ? -1 : 1),
  );
  const groups = new Map<string, Card[]>();
  const cards = ordered.map(({ lesson, matter }) => {
    const card: Card = { ...lesson, icon: matter.icon ?? 'file', count: lesson.steps.filter(({ optional }) => !optional).length };
    const title = matter.group ?? 'Lessons';
    groups.set(title, [...(groups.get(title) ?? []), card]);
    return card;
  });
  return { base: './', first: cards[0], groups: [...groups].map(([title, lessons]) => ({ title, lessons })) };
}
