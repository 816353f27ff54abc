// Fetches a firmware project that the site serves beside its pages.
import type { FirmwareProject } from '../model/firmware-project.ts';
import { CloudUnreachable } from './cloud-unreachable.ts';

const LONGEST = 4_000_000;

export interface LoadedProject extends FirmwareProject {
  /** Address of the archive. */
  zip_url: string;
}

/** `base` is the site's root; throws `CloudUnreachable` when the file is absent or is not a project. */
export const loadProject = async (base: string, name: string, send: typeof fetch = fetch): Promise<LoadedProject> => {
  const path = `projects/${encodeURIComponent(name)}.json`;
  const folder = new URL('projects/', base);
  try {
    const answer = await send(new URL(path, base).href);
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    const text = await answer.text();
    if (text.length > LONGEST) throw new Error('too long');
    const project = JSON.parse(text) as FirmwareProject;
    if (!Array.isArray(project.files) || project.files.length === 0) throw new Error('no files');
    return { ...project, zip_url: new URL(project.zip, folder).href };
  } catch (cause) {
    throw new CloudUnreachable(path, cause);
  }
};
