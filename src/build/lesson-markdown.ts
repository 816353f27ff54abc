// Markdown of a lesson as HTML: anchors, tables that scroll, coloured code, pictures that may be missing.
import MarkdownIt from 'markdown-it';
import { escapeHtml } from './escape-html.ts';
import { highlightHtml } from './highlight.ts';

export interface Heading {
  level: number;
  id: string;
  text: string;
}

export interface LessonMarkdown {
  html: string;
  headings: Heading[];
}

export interface MarkdownInput {
  /** Whether a picture with this address is in the site. */
  pictureExists: (src: string) => boolean;
  warn: (sentence: string) => void;
  /** One line above the first heading, HTML; empty for none. */
  eyebrow: string;
}

const languageNames: Record<string, string> = {
  cpp: 'C++',
  json: 'JSON',
  js: 'JavaScript',
  javascript: 'JavaScript',
  http: 'HTTP',
  ini: 'Settings',
  bash: 'Shell',
};

export function renderMarkdown(text: string, { pictureExists, warn, eyebrow }: MarkdownInput): LessonMarkdown {
  // Quotes become the printed ones; dashes and signs stay as the author wrote them.
  const markdown = new MarkdownIt({ html: true, typographer: true }).disable('replacements');
  const headings: Heading[] = [];
  const ids = new Set<string>();
  const labels = new Map<string, number>();
  // Two scrolling regions of one name could not be told apart by ear.
  const label = (words: string) => {
    const name = headings.length > 0 ? `${words}: ${headings.at(-1)!.text}` : words;
    const seen = (labels.get(name) ?? 0) + 1;
    labels.set(name, seen);
    return escapeHtml(seen === 1 ? name : `${name} (${seen})`);
  };
  const { rules } = markdown.renderer;

  rules.heading_open = (tokens, index, options, _env, self) => {
    const text = plainText(tokens[index + 1]!);
    const id = uniqueId(text, ids);
    const level = Number(tokens[index]!.tag.slice(1));
    headings.push({ level, id, text });
    tokens[index]!.attrSet('id', id);
    const first = level === 1 && headings.length === 1;
    return (first ? `<header class="doc-head">\n${eyebrow}` : '') + self.renderToken(tokens, index, options);
  };
  rules.heading_close = (tokens, index, options, _env, self) => {
    const closed = self.renderToken(tokens, index, options);
    if (tokens[index]!.tag !== 'h1' || headings.length !== 1) return closed;
    const next = tokens[index + 1];
    if (next?.type !== 'paragraph_open') return `${closed}</header>\n`;
    next.attrSet('class', 'lede');
    tokens[index + 3]!.meta = { endsHead: true };
    return closed;
  };
  rules.paragraph_close = (tokens, index, options, _env, self) =>
    self.renderToken(tokens, index, options) + (tokens[index]!.meta?.endsHead ? '</header>\n' : '');
  rules.table_open = () => `<div class="table-wrap" tabindex="0" role="region" aria-label="${label('Table')}"><table class="data">\n`;
  rules.table_close = () => '</table></div>\n';
  // Alignment comes as an inline style, which the policy of the page refuses.
  for (const cell of ['th_open', 'td_open'] as const) {
    rules[cell] = (tokens, index, options, _env, self) => {
      const style = tokens[index]!.attrGet('style');
      if (style !== null) {
        tokens[index]!.attrs = tokens[index]!.attrs!.filter(([name]) => name !== 'style');
        if (String(style).includes('right')) tokens[index]!.attrJoin('class', 'n');
      }
      if (cell === 'th_open') tokens[index]!.attrSet('scope', 'col');
      return self.renderToken(tokens, index, options);
    };
  }
  rules.fence = (tokens, index) => {
    const { info, content } = tokens[index]!;
    const language = info.trim().split(/\s+/)[0] ?? '';
    const name = label(languageNames[language] ?? 'Code');
    return `<pre class="codeview" tabindex="0" role="region" aria-label="${name}"><code>${highlightHtml(content.replace(/\n$/, ''), language)}</code></pre>\n`;
  };
  rules.code_block = (tokens, index) =>
    `<pre class="codeview" tabindex="0" role="region" aria-label="${label('Code')}"><code>${escapeHtml(tokens[index]!.content)}</code></pre>\n`;
  rules.image = (tokens, index, options, env, self) => {
    const token = tokens[index]!;
    const alt = self.renderInlineAsText(token.children ?? [], options, env);
    const src = String(token.attrGet('src') ?? '');
    if (!pictureExists(src)) return missingPicture(src, alt, warn);
    token.attrSet('alt', alt);
    token.attrSet('loading', 'lazy');
    return self.renderToken(tokens, index, options);
  };
  const html = (content: string) =>
    content.replace(/<img\b[^>]*>/g, (tag) => {
      const attribute = (name: string) => new RegExp(`\\b${name}=["']([^"']*)["']`).exec(tag)?.[1] ?? '';
      return pictureExists(attribute('src')) ? tag : missingPicture(attribute('src'), attribute('alt'), warn);
    });
  rules.html_block = (tokens, index) => html(tokens[index]!.content);
  rules.html_inline = (tokens, index) => html(tokens[index]!.content);

  return { html: markdown.render(text), headings };
}

type Token = ReturnType<InstanceType<typeof MarkdownIt>['parse']>[number];

function plainText(inline: Token): string {
  return (inline.children ?? [])
    .map(({ type, content }) => (type === 'text' || type === 'code_inline' ? content : type === 'softbreak' ? ' ' : ''))
    .join('');
}

function uniqueId(text: string, taken: Set<string>): string {
  const base =
    text
      .toLowerCase()
      .normalize('NFKD')
      .replace(/[^\p{Letter}\p{Number}]+/gu, '-')
      .replace(/^-+|-+$/g, '') || 'section';
  let id = base;
  for (let number = 2; taken.has(id); number += 1) id = `${base}-${number}`;
  taken.add(id);
  return id;
}

function missingPicture(src: string, alt: string, warn: (sentence: string) => void): string {
  warn(`the picture ${src || '(no address)'} is not in the site; its description is shown instead.`);
  return `<span class="missing">Picture: ${escapeHtml(alt || src)}</span>`;
}
