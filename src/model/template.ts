// Renders hook templates: Mustache as the real service renders it (Hogan.js, spec/cloud-api.md §5.5), own properties only, bounded work.
import { DEPTH_MAX, parseTemplate, TemplateError, type Name, type TemplateNode, type TemplateTree } from './template-tree.ts';

/** Characters a rendered template may have. */
export const OUTPUT_MAX = 256 * 1024;
/** Nodes that one rendering may visit. */
export const STEPS_MAX = 100_000;

const trees = new Map<string, TemplateTree>();
const TREES_KEPT = 256;

function treeFor(template: string): TemplateTree {
  const known = trees.get(template);
  if (known) return known;
  const tree = parseTemplate(template);
  if (trees.size >= TREES_KEPT) trees.delete(trees.keys().next().value as string);
  trees.set(template, tree);
  return tree;
}

/** What several renderings may do together: give one to every template of a request. */
export interface TemplateBudget {
  steps: number;
  characters: number;
}

export const newBudget = (): TemplateBudget => ({ steps: STEPS_MAX, characters: OUTPUT_MAX });

/**
 * Renders `template` over `context` (JSON). Missing values render as nothing. Throws TemplateError when the template cannot be
 * read or its output or work passes the limits.
 */
export function renderTemplate(template: string, context: unknown, budget: TemplateBudget = newBudget()): string {
  const text = template.includes('{{') ? new Rendering(treeFor(template), budget).run(context) : template;
  budget.characters -= text.length;
  if (budget.characters < 0) throw tooLong();
  return text;
}

const tooLong = (): TemplateError => new TemplateError(`The rendered text is longer than ${OUTPUT_MAX} characters.`);

class Rendering {
  private out = '';
  private depth = 0;
  private readonly stack: unknown[] = [];

  constructor(
    private readonly tree: TemplateTree,
    private readonly budget: TemplateBudget,
  ) {}

  run(context: unknown): string {
    this.stack.push(context);
    this.render(this.tree.nodes);
    return this.out;
  }

  private render(nodes: readonly TemplateNode[]): void {
    for (const node of nodes) {
      this.step();
      if (node.kind === 'text') this.out += node.text;
      else if (node.kind === 'value') {
        const text = asText(this.find(node.name), 0);
        this.out += node.escape ? escapeHtml(text) : text;
      } else if (node.kind === 'section') this.section(node);
      else this.block(node.name);
      if (this.out.length > this.budget.characters) throw tooLong();
    }
  }

  private step(): void {
    if (--this.budget.steps < 0) throw new TemplateError(`The template takes more than ${STEPS_MAX} steps.`);
  }

  private section(node: TemplateNode & { kind: 'section' }): void {
    const value = this.find(node.name);
    const shown = Array.isArray(value) ? value.length > 0 : Boolean(value);
    if (node.inverted) {
      if (!shown) this.render(node.nodes);
      return;
    }
    if (!shown) return;
    // A scalar opens a section without becoming its context.
    const scope = typeof value === 'object' ? value : this.stack.at(-1);
    this.stack.push(scope);
    if (Array.isArray(scope)) {
      for (const item of scope) {
        this.step();
        this.stack.push(item);
        this.render(node.nodes);
        this.stack.pop();
      }
    } else this.render(node.nodes);
    this.stack.pop();
  }

  private block(name: string): void {
    const nodes = this.tree.blocks.get(name);
    if (!nodes) return;
    if (++this.depth > DEPTH_MAX) throw new TemplateError(`The block "${name}" contains itself.`);
    this.render(nodes);
    this.depth--;
  }

  private find(name: Name): unknown {
    if (typeof name === 'string') return this.inStack(name);
    // `{{.}}` is two empty steps: the current item of a list.
    if (name.length === 2 && name[0] === '' && name[1] === '' && Array.isArray(this.stack.at(-2))) return this.stack.at(-1);
    let value = this.inStack(name[0] as string);
    for (let i = 1; i < name.length; i++) {
      const next = own(value, name[i] as string);
      value = next === undefined ? '' : next;
    }
    return value;
  }

  private inStack(name: string): unknown {
    for (let i = this.stack.length - 1; i >= 0; i--) {
      const value = own(this.stack[i], name);
      if (value !== undefined) return value;
    }
    return '';
  }
}

const hasOwn = Object.prototype.hasOwnProperty;

/** Own properties only: a template must not reach `constructor` and its like. */
const own = (scope: unknown, key: string): unknown =>
  scope !== null && typeof scope === 'object' && hasOwn.call(scope, key) ? (scope as Record<string, unknown>)[key] : undefined;

/** As `String(value)`, without asking the value: data may bring a `toString` of its own. */
function asText(value: unknown, depth: number): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'object') return String(value);
  if (!Array.isArray(value)) return '[object Object]';
  if (depth > DEPTH_MAX) throw new TemplateError(`The data nests more than ${DEPTH_MAX} lists.`);
  let out = '';
  for (let i = 0; i < value.length; i++) {
    out += (i > 0 ? ',' : '') + asText(value[i], depth + 1);
    if (out.length > OUTPUT_MAX) throw tooLong();
  }
  return out;
}

const SPECIAL = /[&<>"']/;
const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Hogan's five characters: mustache.js would also escape `/`, `=` and the backtick. */
export const escapeHtml = (text: string): string =>
  SPECIAL.test(text) ? text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] as string) : text;
