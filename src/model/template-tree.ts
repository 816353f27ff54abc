// Reads a Mustache template the way Hogan.js 3.0.2 does (spec/cloud-api.md §5.5), malformed tags included.

export type TemplateNode =
  | { kind: 'text'; text: string }
  | { kind: 'value'; name: Name; escape: boolean }
  | { kind: 'section'; name: Name; inverted: boolean; nodes: TemplateNode[] }
  /** `{{$name}}…{{/name}}`: a block with a name. */
  | { kind: 'block'; name: string };

/** A plain name, or the steps of a dotted one. */
export type Name = string | readonly string[];

const nameOf = (text: string): Name => (text.includes('.') ? text.split('.') : text);

export interface TemplateTree {
  nodes: TemplateNode[];
  /** The last block of a name counts for all of that name, as in Hogan. */
  blocks: Map<string, TemplateNode[]>;
}

/** A template that cannot be read, or that would do more work than allowed. The message is a whole sentence. */
export class TemplateError extends Error {
  override name = 'TemplateError';
}

/** Characters a template may have. */
export const TEMPLATE_MAX = 256 * 1024;
/** Sections inside sections. */
export const DEPTH_MAX = 64;

interface Token {
  /** `t` text, `n` new line, `v` variable, else the tag's own sign. */
  tag: string;
  text: string;
}

const SIGNS = '#^<$/!>={&';
/** Tags that leave no trace when they stand alone on a line. */
const ALONE = '#^<$/!>=';

/** Answers the template as a tree. Throws TemplateError. */
export function parseTemplate(text: string): TemplateTree {
  if (text.length > TEMPLATE_MAX) throw new TemplateError(`The template is longer than ${TEMPLATE_MAX} characters.`);
  return treeOf(scan(text));
}

/** Characters of a tag that a sentence shows. */
const SHOWN = 40;

/** The beginning of a tag that is opened and never closed, or null. The engine reads it as text, without its braces. */
export function unclosedTag(text: string): string | null {
  // Other delimiters: an author who changes them sees what the preview makes of it.
  if (text.includes('{{=')) return null;
  for (let at = text.indexOf('{{'); at >= 0;) {
    const from = at + 2 + (SIGNS.includes(text.charAt(at + 2)) ? 1 : 0);
    const end = text.indexOf('}}', from);
    if (end < 0) return text.slice(at, at + SHOWN);
    at = text.indexOf('{{', end + (text.charAt(at + 2) === '{' ? 3 : 2));
  }
  return null;
}

function scan(text: string): Token[] {
  const tokens: Token[] = [];
  let open = '{{';
  let close = '}}';
  let lineStart = 0;
  let sawTag = false;

  const addText = (part: string): void => {
    if (part !== '') tokens.push({ tag: 't', text: part });
  };
  const lineIsBlank = (): boolean => {
    for (let i = lineStart; i < tokens.length; i++) {
      const token = tokens[i] as Token;
      if (token.tag === 't' ? /\S/.test(token.text) : !ALONE.includes(token.tag)) return false;
    }
    return true;
  };
  const endLine = (last: boolean): void => {
    if (sawTag && lineIsBlank()) {
      // Hogan skips the token after each one it removes; two texts side by side (a delimiter change between them) keep the second.
      for (let i = lineStart; i < tokens.length; i++) if ((tokens[i] as Token).tag === 't') tokens.splice(i, 1);
    } else if (!last) tokens.push({ tag: 'n', text: '\n' });
    sawTag = false;
    lineStart = tokens.length;
  };

  let at = 0;
  while (at < text.length) {
    const tagAt = open === '' ? -1 : text.indexOf(open, at);
    const lineAt = text.indexOf('\n', at);
    if (lineAt >= 0 && (tagAt < 0 || lineAt < tagAt)) {
      addText(text.slice(at, lineAt));
      endLine(false);
      at = lineAt + 1;
      continue;
    }
    if (tagAt < 0) {
      addText(text.slice(at));
      break;
    }
    addText(text.slice(at, tagAt));
    at = tagAt + open.length;
    sawTag = true;
    const sign = text.charAt(at);
    if (sign === '=') {
      // From one character back, and `substring`, which swaps its bounds: `{{=}}` makes both delimiters `=`, as in Hogan.
      const equals = text.indexOf('=', at - 1);
      const end = text.indexOf('=' + close, at - 1);
      if (end < 0) throw new TemplateError('A tag that changes the delimiters is not closed.');
      const marks = text
        .substring(equals + 1, end)
        .trim()
        .split(' ');
      at = end + 1 + close.length;
      open = marks[0] as string;
      close = marks.at(-1) as string;
      continue;
    }
    const signed = sign !== '' && SIGNS.includes(sign);
    if (signed) at++;
    const end = close === '' ? -1 : text.indexOf(close, at);
    if (end < 0) {
      // Never closed: what follows is text, without the opening braces.
      addText(text.slice(at));
      break;
    }
    let name = text.slice(at, end).trim();
    at = end + close.length;
    if (sign === '{') {
      if (close === '}}') at++;
      else if (name.endsWith('}')) name = name.slice(0, -1);
    }
    tokens.push({ tag: signed ? sign : 'v', text: name });
  }
  endLine(true);
  return tokens;
}

function treeOf(tokens: Token[]): TemplateTree {
  const blocks = new Map<string, TemplateNode[]>();
  const root: TemplateNode[] = [];
  const open: { tag: string; name: string; nodes: TemplateNode[]; inBlock: boolean }[] = [];
  let nodes = root;

  for (const { tag, text } of tokens) {
    const top = open.at(-1);
    if (top?.tag === '<' && !'tn$/'.includes(tag)) throw new TemplateError('Only blocks may stand inside a parent template.');
    if ('#^<$'.includes(tag)) {
      if (open.length >= DEPTH_MAX) throw new TemplateError(`The template nests more than ${DEPTH_MAX} sections.`);
      const inner: TemplateNode[] = [];
      const inParent = top?.tag === '<';
      if (tag === '#' || tag === '^') nodes.push({ kind: 'section', name: nameOf(text), inverted: tag === '^', nodes: inner });
      else if (tag === '$' && !inParent) nodes.push({ kind: 'block', name: text });
      // Blocks inside blocks, and inside a parent template, belong to nobody: Hogan forgets them.
      const own = tag === '$' && !inParent && !open.some((one) => one.inBlock);
      if (own) blocks.set(text, inner);
      open.push({ tag, name: text, nodes, inBlock: tag === '$' || tag === '<' });
      nodes = inner;
    } else if (tag === '/') {
      const opener = open.pop();
      if (!opener) throw new TemplateError(`The closing tag "${text}" has no opening tag.`);
      if (opener.name !== text) throw new TemplateError(`The section "${opener.name}" is closed as "${text}".`);
      nodes = opener.nodes;
    } else if (tag === 't' || tag === 'n') {
      const last = nodes.at(-1);
      if (last?.kind === 'text') last.text += text;
      else nodes.push({ kind: 'text', text });
    } else if (tag === 'v' || tag === '{' || tag === '&') nodes.push({ kind: 'value', name: nameOf(text), escape: tag === 'v' });
  }
  const left = open.at(-1);
  if (left) throw new TemplateError(`The section "${left.name}" is never closed.`);
  return { nodes: root, blocks };
}
