// Answers for the development server: what the build writes as files is made on request.
import { join } from 'node:path';
import type { Connect } from 'vite';
import { findFirmwareProjects, packFirmwareProject, type PackedProject } from './firmware-projects.ts';
import { buildThemeBoot, THEME_BOOT } from './theme-boot.ts';

type Answer = { type: string; body: string | Uint8Array } | undefined;

/** `page` answers the HTML of a lesson, or undefined when there is none of that name. */
export function serveLessons(root: string, page: (slug: string) => Promise<string | undefined>): Connect.NextHandleFunction {
  const project = (name: string): PackedProject | undefined => {
    const firmware = join(root, 'firmware');
    return findFirmwareProjects(firmware).includes(name) ? packFirmwareProject(firmware, name) : undefined;
  };
  const answer = async (path: string): Promise<Answer> => {
    const slug = /^\/tutorials\/([a-z0-9-]+)\/(?:index\.html)?$/.exec(path)?.[1];
    const body = slug === undefined ? undefined : await page(slug);
    if (body !== undefined) return { type: 'text/html', body };
    if (path === `/${THEME_BOOT}`) return { type: 'text/javascript', body: await buildThemeBoot(root, true) };
    const [, name, kind] = /^\/projects\/([a-z0-9-]+)\.(json|zip)$/.exec(path) ?? [];
    const packed = name === undefined ? undefined : project(name);
    if (packed === undefined) return undefined;
    return kind === 'json'
      ? { type: 'application/json', body: JSON.stringify(packed.project) }
      : { type: 'application/zip', body: packed.zip };
  };
  return (request, response, next) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    // The page's addresses are relative to its folder, so the slash matters.
    if (/^\/tutorials\/[a-z0-9-]+$/.test(path)) return void response.writeHead(301, { location: `${path}/` }).end();
    answer(path).then((found) => {
      if (found === undefined) next();
      else response.writeHead(200, { 'content-type': found.type, 'cache-control': 'no-cache' }).end(found.body);
    }, next);
  };
}
