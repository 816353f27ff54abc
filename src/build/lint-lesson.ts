// What is wrong with a lesson although it compiles: dead links, names nobody gives, steps nothing leads to, code that has drifted.
import { parseCheck } from '../model/check.ts';
import type { FrontMatter } from '../model/lesson.ts';
import { namesIn } from '../model/names.ts';
import { keptNames, PAGE_NAMES, type CompiledLesson, type Surroundings } from './compile-lesson.ts';

export interface LessonLint {
  compiled: CompiledLesson;
  /** The page as its author wrote it. */
  source: string;
  /** Places of the site below its root: ``, `workbench/`, `tutorials/fix-it/`. */
  places: ReadonlySet<string>;
  firmwareFile: Surroundings['firmwareFile'];
}

/** One sentence each; none when all is well. The compiler's own warnings are among them. */
export function lintLesson({ compiled, source, places, firmwareFile }: LessonLint): string[] {
  const { html, matter, warnings } = compiled;
  const article = html.slice(html.indexOf('<article>'), html.indexOf('</article>'));
  return [
    ...warnings,
    ...deadLinks(article, html, places),
    ...unknownNames(matter),
    ...lostSteps(article, matter),
    ...lostControls(article, matter),
    ...drifted(source, firmwareFile),
  ];
}

function deadLinks(article: string, html: string, places: ReadonlySet<string>): string[] {
  const ids = new Set([...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id));
  return [...article.matchAll(/<a [^>]*href="([^"]*)"/g)].flatMap(([, href = '']) => {
    // What begins with a question mark is this page again.
    if (/^(https?:|mailto:|\?)/.test(href)) return [];
    if (href.startsWith('#')) return ids.has(href.slice(1)) ? [] : [`the link to ${href} leads nowhere.`];
    const place = new URL(href, 'http://site.example/tutorials/a-lesson/').pathname.slice(1);
    return places.has(place) || /^(projects|firmware)\//.test(place) ? [] : [`the link to ${href} leads to no page of the site.`];
  });
}

/** Everything a request, a check or a text of the front matter may ask for. */
function unknownNames(matter: FrontMatter): string[] {
  const known = new Set([...Object.keys(matter.names), ...Object.keys(PAGE_NAMES), ...keptNames(matter), 'n', 'id']);
  const asked = new Set(namesIn(JSON.stringify({ steps: matter.steps, questions: matter.questions })));
  return [...asked].filter((name) => !known.has(name)).map((name) => `nothing gives the name \${${name}}.`);
}

const predictedIn = (check: string | undefined): string[] =>
  check === undefined ? [] : parseCheck(check).flatMap((clause) => (clause.kind === 'predicted' ? [clause.question] : []));

/** A step that needs a later one never opens; one that has no control and no help cannot be taken. */
function lostSteps(article: string, { steps, questions }: FrontMatter): string[] {
  return steps.flatMap((step, at) => {
    const later = step.needs.filter((need) => steps.findIndex(({ id }) => id === need) >= at);
    const asks = predictedIn(step.check);
    const found = [
      ...(step.check === undefined && !step.optional ? [`step ${step.id} has no check, so it is never done: it has to be optional.`] : []),
      ...later.map((need) => `step ${step.id} needs ${need}, which comes after it.`),
      ...asks
        .filter((id) => !questions.some((question) => question.id === id))
        .map((id) => `step ${step.id} asks for the question ${id}, which is not there.`),
    ];
    // Controls that do a step by themselves have no requests in the page; the page's own test walks through those.
    const ways = [...asks.map((id) => `question="${id}"`), ...(step.do ? [`step="${step.id}"`] : [])];
    return ways.length === 0 || ways.some((way) => article.includes(way))
      ? found
      : [...found, `step ${step.id} has no control on the page.`];
  });
}

/** Controls that ask for a step, a question or a name that the front matter does not have. */
function lostControls(article: string, { steps, questions, names }: FrontMatter): string[] {
  const known: [tag: string, attribute: string, ids: string[]][] = [
    ['pocket-step', 'step', steps.map(({ id }) => id)],
    ['pocket-predict', 'question', questions.map(({ id }) => id)],
    ['pocket-name', 'name', Object.keys(names)],
  ];
  return known.flatMap(([tag, attribute, ids]) =>
    [...article.matchAll(new RegExp(`<${tag} [^>]*\\b${attribute}="([^"]*)"`, 'g'))]
      .filter(([, id]) => !ids.includes(id!))
      .map(([, id]) => `${tag} shows the ${attribute} ${id}, which is not there.`),
  );
}

const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** ```` ```cpp from=webhook-demo/src/webhook-demo.cpp ````: its lines stand in that file, one after the other. */
function drifted(source: string, firmwareFile: LessonLint['firmwareFile']): string[] {
  return [...source.matchAll(/^```\w* from=(\S+)\n([\s\S]*?)^```/gm)].flatMap(([, path = '', code = '']) => {
    const [project = '', ...rest] = path.split('/');
    const file = firmwareFile(project, rest.join('/'));
    if (file === undefined) return [`there is no file firmware/${path} to quote.`];
    return lines(file).join('\n').includes(lines(code).join('\n')) ? [] : [`the code from firmware/${path} does not stand there any more.`];
  });
}
