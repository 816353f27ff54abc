// Answers for the development server: what the build writes as files is made on request.
import { join } from 'node:path';
import type { Connect } from 'vite';
import { findFirmwareProjects, packFirmwareProject, type PackedProject } from './firmware-projects.ts';
import { buildThemeBoot, THEME_BOOT } from './theme-boot.ts';

type Answer = { type: string; body: string | Uint8Array } | undefined;

/** `page` answers the HTML of a page by its place in the site (`tutorials/webhook-demo`, `api`), or undefined when there is none. */
export function serveLessons(root: string, page: (place: string) => Promise<string | undefined>): Connect.NextHandleFunction {
  const project = (name: string): PackedProject | undefined => {
    const firmware = join(root, 'firmware');
    return findFirmwareProjects(firmware).includes(name) ? packFirmwareProject(firmware, name) : undefined;
  };
  const answer = async (path: string): Promise<Answer> => {
    const place = /^\/((?:(?:tutorials|panel)\/)?[a-z0-9-]+)\/(?:index\.html)?$/.exec(path)?.[1];
    const body = place === undefined ? undefined : await page(place);
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
    const withSlash = (): void => void response.writeHead(301, { location: `${path}/` }).end();
    // The page's addresses are relative to its folder, so the slash matters.
    if (/^\/(?:tutorials|panel)\/[a-z0-9-]+$/.test(path)) return withSlash();
    answer(path).then(async (found) => {
      if (found === undefined && /^\/[a-z0-9-]+$/.test(path) && (await page(path.slice(1))) !== undefined) withSlash();
      else if (found === undefined) next();
      else response.writeHead(200, { 'content-type': found.type, 'cache-control': 'no-cache' }).end(found.body);
    }, next);
  };
}
