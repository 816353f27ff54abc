// Runs the Handlebars part of a page: partials, `collapse`, conditions. What it does not know stays visible by name.
import Handlebars from 'handlebars';
import { escapeHtml } from './escape-html.ts';
import { HELPERS, type HelperInput, registerHelpers } from './template-helpers.ts';
import { keepReadableTags } from './template-tags.ts';
import type { Verbatim } from './verbatim.ts';

export interface TemplateInput extends HelperInput {
  context: Record<string, unknown>;
  /** Text of `tutorials/partials/<name>.hbs` by name. */
  partials: ReadonlyMap<string, string>;
  /** Hides code. The caller restores it before Markdown reads the page. */
  code: Verbatim;
  /** Hides what markup partials made. The caller restores it after Markdown. */
  markup: Verbatim;
}

const BLOCKS = new Set(['if', 'unless', 'each', 'with']);

/** Markdown with every tag carried out. Partials that begin with `<` are markup and stay hidden in `markup`. */
export function renderTemplate(text: string, input: TemplateInput): string {
  const { context, partials, code, markup, warn } = input;
  const handlebars = Handlebars.create();
  const helpers = registerHelpers(handlebars, input);
  let lines: string[] = [];
  const sourceOf = ({ start, end }: hbs.AST.SourceLocation): string => {
    const part = lines.slice(start.line - 1, end.line);
    part[part.length - 1] = part.at(-1)!.slice(0, end.column);
    part[0] = part[0]!.slice(start.column);
    return part.join(' ');
  };

  const compile = (source: string, name: string, checkNames: boolean) => {
    const tidy = keepReadableTags(code.hideCode(source), code, (sentence) => warn(`${name}${sentence}`));
    const tree = Handlebars.parse(tidy);
    lines = tidy.split('\n');
    tree.body = resolve(tree.body, checkNames);
    return handlebars.compile(tree);
  };

  const resolve = (body: hbs.AST.Statement[], checkNames: boolean): hbs.AST.Statement[] =>
    body.flatMap((statement) => {
      if (statement.type === 'MustacheStatement') return [resolveMustache(statement as hbs.AST.MustacheStatement, checkNames)];
      if (statement.type === 'PartialStatement') return resolvePartial(statement as hbs.AST.PartialStatement);
      if (statement.type === 'BlockStatement') return resolveBlock(statement as hbs.AST.BlockStatement, checkNames);
      if (statement.type.startsWith('Decorator')) return [unknown(statement, sourceOf(statement.loc))];
      return [statement];
    });

  const valueOf = (expression: hbs.AST.Expression): unknown => {
    const { parts, depth, data } = expression as hbs.AST.PathExpression;
    if (expression.type !== 'PathExpression' || data || depth > 0 || parts.length === 0) return undefined;
    let value: unknown = context;
    for (const part of parts) {
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
      value = (value as Record<string, unknown>)[part];
    }
    return value;
  };

  const unknown = (statement: hbs.AST.Statement, name: string): hbs.AST.Statement => {
    warn(`line ${statement.loc.start.line}: nothing here is called ${name}; the tag is shown as it stands.`);
    return content(`<span class="missing">${escapeHtml(sourceOf(statement.loc))}</span>`, statement.loc);
  };

  const resolveMustache = (statement: hbs.AST.MustacheStatement, checkNames: boolean): hbs.AST.Statement => {
    const name = nameOf(statement.path);
    const plain = statement.params.length === 0 && !statement.hash;
    if (HELPERS.has(name) || (plain && (!checkNames || isText(valueOf(statement.path))))) return statement;
    return unknown(statement, name);
  };

  const resolvePartial = (statement: hbs.AST.PartialStatement): hbs.AST.Statement[] => {
    const name = statement.name.type === 'PathExpression' ? nameOf(statement.name) : sourceOf(statement.name.loc);
    const standsAlone = lines[statement.loc.start.line - 1]!.trim() === sourceOf(statement.loc).trim();
    // An indent that Handlebars takes over from the page would turn text into a Markdown code block.
    statement.indent = '';
    if (partials.has(name)) return standsAlone ? [content('\n\n', statement.loc), statement, content('\n\n', statement.loc)] : [statement];
    warn(`line ${statement.loc.start.line}: there is no partial ${name}; its name is shown instead.`);
    // What it was to be given may be words for people: none of them is lost.
    const asked = sourceOf(statement.loc)
      .replace(/^\{\{~?>\s*/, '')
      .replace(/\s*~?\}\}$/, '');
    const words = `This part is not here: <code>${escapeHtml(asked)}</code>`;
    return [content(standsAlone ? `\n\n<p class="missing">${words}</p>\n\n` : `<span class="missing">${words}</span>`, statement.loc)];
  };

  const resolveBlock = (statement: hbs.AST.BlockStatement, checkNames: boolean): hbs.AST.Statement[] => {
    const name = nameOf(statement.path);
    const [subject] = statement.params;
    const known =
      BLOCKS.has(name) &&
      subject?.type === 'PathExpression' &&
      statement.params.length === 1 &&
      (!checkNames || valueOf(subject) !== undefined);
    // Inside a loop the names are those of its rows, which only running it can tell.
    const inner = checkNames && known && name !== 'each' && name !== 'with';
    if (statement.program) statement.program.body = resolve(statement.program.body, known ? inner : checkNames);
    if (statement.inverse) statement.inverse.body = resolve(statement.inverse.body, checkNames);
    if (known) return [statement];
    const condition = subject === undefined ? name : `${name} ${nameOf(subject)}`;
    warn(`line ${statement.loc.start.line}: nobody knows whether "${condition}" holds; all of it is shown.`);
    const mark = (words: string) => content(`\n\n<p class="missing">${words} <code>${escapeHtml(condition)}</code></p>\n\n`, statement.loc);
    return [
      mark('Only with'),
      ...(statement.program?.body ?? []),
      ...(statement.inverse ? [mark('Otherwise than with'), ...statement.inverse.body] : []),
      content(`\n\n<p class="missing">End of <code>${escapeHtml(condition)}</code></p>\n\n`, statement.loc),
    ];
  };

  for (const [name, source] of partials) {
    const isMarkup = source.trimStart().startsWith('<');
    let template: HandlebarsTemplateDelegate | undefined;
    handlebars.registerPartial(name, (data: unknown) => {
      template ??= compile(source, `partial ${name}, `, false);
      const rendered = template(data).trim();
      return isMarkup ? markup.keep(code.restore(rendered)) : rendered;
    });
  }

  return compile(text, '', true)(context) + helpers.closeAll();
}

/** What stands in the tag; a path as a rule, a number or nothing in odd ones. */
const nameOf = (expression: unknown): string => String((expression as { original?: unknown }).original);

const isText = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value);

function content(text: string, loc: hbs.AST.SourceLocation): hbs.AST.ContentStatement {
  return { type: 'ContentStatement', value: text, original: text, loc } as unknown as hbs.AST.ContentStatement;
}
