// A firmware project as a zip, in and out. Fetched when somebody asks for one; what a zip says about itself is not believed.
import { strToU8, unzipSync, zipSync } from 'fflate';
import { projectPathProblem } from '../../model/project-path.ts';
import { MAX_FILE, MAX_FILES, MAX_PROJECT } from './project-edits.ts';

/** Bytes of an archive that is read. */
const LARGEST = 2_000_000;
/** What archives of editors and systems carry along. */
const CLUTTER = /(^|\/)(__MACOSX|\.|target\/|node_modules\/)/;

interface ProjectText {
  path: string;
  text: string;
}

/** `skipped`: paths that are no text, or were no safe path, at most a few. */
export type ReadZip = { ok: true; files: ProjectText[]; skipped: string[] } | { ok: false; problem: string };

/** The folder that all paths share, as `name/`; empty when they share none. */
const sharedFolder = (paths: readonly string[]): string => {
  const top = /^[^/]+\//.exec(paths[0] ?? '')?.[0] ?? '';
  // A project of one folder is `src/…` itself, not something inside it.
  return top !== '' && top !== 'src/' && top !== 'lib/' && paths.every((path) => path.startsWith(top)) ? top : '';
};

const decode = (bytes: Uint8Array): string | null => {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\u0000') ? null : text.replaceAll('\r\n', '\n');
  } catch {
    return null;
  }
};

export const readProjectZip = (bytes: Uint8Array): ReadZip => {
  if (bytes.byteLength > LARGEST) return { ok: false, problem: 'The zip is larger than 2 MB. A project of sources is smaller.' };
  let total = 0;
  let count = 0;
  let entries: Record<string, Uint8Array>;
  try {
    entries = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (name.endsWith('/') || CLUTTER.test(name)) return false;
        count += 1;
        total += originalSize;
        if (count > MAX_FILES || originalSize > MAX_FILE || total > MAX_PROJECT) throw new RangeError('too much');
        return true;
      },
    });
  } catch (error) {
    return error instanceof RangeError && error.message === 'too much'
      ? { ok: false, problem: `A project has at most ${MAX_FILES} files of ${MAX_FILE / 1000} KB, ${MAX_PROJECT / 1000} KB together.` }
      : { ok: false, problem: 'The file is not a zip that can be read.' };
  }
  const top = sharedFolder(Object.keys(entries));
  const files: ProjectText[] = [];
  const skipped: string[] = [];
  for (const [name, content] of Object.entries(entries)) {
    const path = name.slice(top.length);
    const text = decode(content);
    const taken = files.map((file) => file.path);
    if (text === null || projectPathProblem(path, taken) !== null) skipped.push(path.slice(0, 80));
    else files.push({ path, text });
  }
  if (files.length === 0) return { ok: false, problem: 'The zip holds no text file with a name a project can use.' };
  return { ok: true, files: files.sort((a, b) => (a.path < b.path ? -1 : 1)), skipped: skipped.slice(0, 5) };
};

/** One top folder, the project's name, as the site's own archive has it. */
export const writeProjectZip = (name: string, files: readonly ProjectText[]): Uint8Array<ArrayBuffer> =>
  zipSync(Object.fromEntries(files.map(({ path, text }) => [`${name}/${path}`, strToU8(text)])), { level: 9 });
