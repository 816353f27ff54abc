// Where pages and what they are made of lie below a site's root, and what the compiler sees of them.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, sep } from 'node:path';
import { type CompiledLesson, compileLesson, fillPage, type Surroundings } from './compile-lesson.ts';
import { type CompiledTranslation, compileTranslation } from './compile-translation.ts';
import { findFirmwareProjects } from './firmware-projects.ts';
import { parseFrontMatter } from './front-matter.ts';
import { carriedWorks } from './licences.ts';

export interface SiteSources {
  /** Folders of `tutorials/` that hold a page, by name. */
  lessons(): string[];
  /** Reads and compiles one page anew. Throws `LessonError`. */
  compile(slug: string): CompiledLesson;
  /** Languages that a lesson is also there in: `index.de.md` beside its `index.md`. */
  translations(slug: string): string[];
  translate(slug: string, language: string): CompiledTranslation;
  /** Pages of the site itself, by the path of their file, which is their address: `api` is `/api/`. */
  pages(): string[];
  /** Fills one of them anew. */
  fill(name: string): string;
  surroundings(slug?: string): Surroundings;
}

/** One file a page; those in folders lie in folders of the site too (`panel/event-log`). */
const PAGES = 'src/site/pages';

/** Nothing is kept between calls: in development every file may have changed. */
export function siteSources(root: string, development: boolean): SiteSources {
  const tutorials = join(root, 'tutorials');
  const firmware = join(root, 'firmware');
  const pageOf = (slug: string) => `tutorials/${slug}/index.md`;
  const read = (path: string) => readFileSync(join(root, path), 'utf8');

  const lessons = () =>
    readdirSync(tutorials, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && existsSync(join(root, pageOf(entry.name))))
      .map(({ name }) => name)
      .sort();

  const translations = (slug: string): string[] =>
    readdirSync(join(tutorials, slug))
      .flatMap((name) => /^index\.([a-z]{2,3}(?:-[a-z0-9]{2,8})*)\.md$/.exec(name)?.[1] ?? [])
      .sort();

  const surroundings = (slug = ''): Surroundings => ({
    partials: readTemplates(join(tutorials, 'partials')),
    layouts: readTemplates(join(tutorials, 'layouts')),
    // Pictures lie beside the page. The page's policy refuses those of other hosts.
    pictureExists: (src) => src.startsWith('data:') || (/^[^/:]+(\/|$)/.test(src) && existsSync(join(tutorials, slug, src))),
    firmwareFile: (project, file) =>
      findFirmwareProjects(firmware).includes(project) && existsSync(join(firmware, project, file))
        ? read(join('firmware', project, file))
        : undefined,
    titles: new Map(lessons().map((one) => [one, parseFrontMatter(read(pageOf(one)), pageOf(one)).matter.title])),
    translations: slug === '' ? [] : translations(slug),
    development,
  });

  const pages = () =>
    readdirSync(join(root, PAGES), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.hbs'))
      .map((path) => path.slice(0, -'.hbs'.length).replaceAll(sep, '/'))
      .sort();
  const fill = (name: string) =>
    fillPage(read(`${PAGES}/${name}.hbs`), surroundings(), {
      base: '../'.repeat(name.split('/').length),
      ...(name === 'about' && { works: carriedWorks(root) }),
    });

  const compile = (slug: string) => compileLesson(read(pageOf(slug)), slug, pageOf(slug), surroundings(slug));
  const translate = (slug: string, language: string) => {
    const file = `tutorials/${slug}/index.${language}.md`;
    return compileTranslation(read(file), language, file, { source: read(pageOf(slug)), compiled: compile(slug) }, surroundings(slug));
  };

  return { lessons, surroundings, pages, fill, compile, translations, translate };
}

function readTemplates(folder: string): Map<string, string> {
  const files = (existsSync(folder) ? readdirSync(folder) : []).filter((name) => name.endsWith('.hbs'));
  return new Map(files.map((name) => [basename(name, '.hbs'), readFileSync(join(folder, name), 'utf8')]));
}
