// Splits a page into its front matter and its text, and checks the front matter.
import * as v from 'valibot';
import { parse } from 'yaml';
import { type FrontMatter, frontMatterSchema } from '../model/lesson.ts';

/** A page that cannot be compiled. `message` names the file and every fault, one a line. */
export class LessonError extends Error {
  override name = 'LessonError';
}

export interface ParsedPage {
  matter: FrontMatter;
  /** Text after the front matter, on the lines it has in the file. */
  text: string;
}

/** Throws `LessonError` when there is no front matter or a field breaks the schema (`model/lesson.ts`). */
export function parseFrontMatter(source: string, file: string): ParsedPage {
  const match = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/.exec(source);
  if (!match) throw new LessonError(`${file}: front matter is missing. Begin the page with --- and at least a title.`);
  let raw: unknown;
  try {
    raw = parse(match[1]!) ?? {};
  } catch (error) {
    throw new LessonError(`${file}: front matter is not YAML: ${(error as Error).message}`);
  }
  const result = v.safeParse(frontMatterSchema, raw);
  if (!result.success) {
    const faults = result.issues.map((issue) => `  ${v.getDotPath(issue) ?? 'front matter'}: ${issue.message}`);
    throw new LessonError(`${file}: front matter does not fit.\n${faults.join('\n')}`);
  }
  const twice = result.output.steps.find((step, index, all) => all.findIndex(({ id }) => id === step.id) !== index);
  if (twice) throw new LessonError(`${file}: two steps are called ${twice.id}.`);
  const ids = new Set(result.output.steps.map(({ id }) => id));
  for (const step of result.output.steps) {
    const missing = step.needs.find((need) => !ids.has(need));
    if (missing) throw new LessonError(`${file}: step ${step.id} needs ${missing}, which is not a step of this page.`);
  }
  return { matter: result.output, text: '\n'.repeat(match[0].split('\n').length - 1) + source.slice(match[0].length) };
}
