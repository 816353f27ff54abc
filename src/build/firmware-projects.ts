// Firmware projects as files of the site: a JSON with coloured text and a zip for each folder of `firmware/`.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import type { FirmwareFile, FirmwareProject } from '../model/firmware-project.ts';
import { fileLanguage } from '../model/file-language.ts';
import { highlight } from './highlight.ts';

/** Zip entries carry a date; a fixed one keeps the same project the same bytes. Zip begins in 1980, in local time. */
const ZIP_DATE = new Date(1980, 0, 1, 12);

/** Names of the folders that are projects: those with a `project.properties`. */
export function findFirmwareProjects(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && statSync(join(folder, entry.name, 'project.properties'), { throwIfNoEntry: false })?.isFile())
    .map(({ name }) => name)
    .sort();
}

export interface PackedProject {
  project: FirmwareProject;
  zip: Uint8Array;
}

/** Reads `folder/name` and packs it: the zip has one top folder, the project's name. */
export function packFirmwareProject(folder: string, name: string): PackedProject {
  const root = join(folder, name);
  const files = readFiles(root).map(([path, text]): FirmwareFile => {
    const language = fileLanguage(path);
    return { path, language, text, size: strToU8(text).length, lines: highlight(text, language) };
  });
  const entries = Object.fromEntries(
    files.map(({ path, text }) => [`${name}/${path}`, [strToU8(text), { mtime: ZIP_DATE, level: 9 as const }] as const]),
  );
  const zip = zipSync(entries as never);
  const preferred = `src/${name}.cpp`;
  const main = files.find(({ path }) => path === preferred) ?? files.find(({ path }) => path.startsWith('src/')) ?? files[0];
  if (main === undefined) throw new Error(`firmware/${name} has no files.`);
  return { zip, project: { name, default_file: main.path, zip: `${name}.zip`, zip_size: zip.length, files } };
}

function readFiles(root: string): [path: string, text: string][] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file): [string, string] => [relative(root, file).split(sep).join('/'), readFileSync(file, 'utf8')])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}
