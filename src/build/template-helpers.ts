// The tags of a page that are ours: `collapse`, which folds a part away, and `code`, which quotes a file of the firmware.
import Handlebars from 'handlebars';
import { escapeHtml } from './escape-html.ts';
import { fileLanguage } from '../model/file-language.ts';
import { highlightHtml } from './highlight.ts';

export interface HelperInput {
  /** Text of a file of `firmware/<project>`; undefined when there is none. */
  firmwareFile: (project: string, file: string) => string | undefined;
  warn: (sentence: string) => void;
}

/** Names that a page may use as tags. */
export const HELPERS: ReadonlySet<string> = new Set(['collapse', 'code']);

const CHEVRON = '<svg class="icon i-chev" aria-hidden="true" focusable="false"><use href="#i-chev"/></svg>';
const END = '\n\n</details>\n\n';

/** Registers the tags. `closeAll` answers the markup that ends what the page left open. */
export function registerHelpers(handlebars: typeof Handlebars, { firmwareFile, warn }: HelperInput): { closeAll: () => string } {
  let open = 0;
  // Whatever a page writes before the named values is not meant for us.
  const named = (given: unknown[]) => (given.at(-1) as Handlebars.HelperOptions).hash as Record<string, unknown>;

  handlebars.registerHelper('collapse', (...given: unknown[]) => {
    const { op, label } = named(given);
    if (op === 'start') {
      open += 1;
      return new Handlebars.SafeString(`\n\n<details class="more"><summary>${CHEVRON}${escapeHtml(String(label ?? 'More'))}</summary>\n\n`);
    }
    if (open === 0) {
      warn('a collapse ends that never started.');
      return '';
    }
    open -= 1;
    return new Handlebars.SafeString(END);
  });

  handlebars.registerHelper('code', (...given: unknown[]) => {
    const { project, file } = named(given);
    const path = `${String(project)}/${String(file)}`;
    const source = firmwareFile(String(project), String(file));
    if (source === undefined) {
      warn(`there is no file firmware/${path}; its name is shown instead.`);
      return new Handlebars.SafeString(`<span class="missing">${escapeHtml(path)}</span>`);
    }
    const label = escapeHtml(String(file));
    return new Handlebars.SafeString(
      `<pre class="codeview" tabindex="0" role="region" aria-label="${label}"><code>${highlightHtml(source.trimEnd(), fileLanguage(path))}</code></pre>`,
    );
  });

  return {
    closeAll() {
      if (open > 0) warn('a collapse starts that never ends; the page ends it.');
      return END.repeat(open);
    },
  };
}
