// The firmware of each project, compiled when its sources or the compiler change: what is flashed when nobody edited anything.
import { join } from 'node:path';
import { sourcesHash } from '../compiler/sources-hash.ts';
import type { FirmwareImage } from '../model/firmware-image.ts';
import { readModule } from '../model/firmware-module.ts';
import { buildCache, hashOf } from './build-cache.ts';
import type { BuildCompiler } from './firmware-compiler.ts';
import { findFirmwareProjects, packFirmwareProject } from './firmware-projects.ts';

export interface BuiltImage {
  image: FirmwareImage;
  module: Uint8Array;
}

/** Throws with clang's words when the project does not compile. */
export function buildImage(root: string, name: string, compiler: BuildCompiler): BuiltImage {
  const { project } = packFirmwareProject(join(root, 'firmware'), name);
  const files = project.files.map(({ path, text }) => ({ path, text }));
  const sources = sourcesHash(files);
  const cache = buildCache(root);
  const key = `image-${hashOf(compiler.id, sources).slice(0, 16)}`;
  const module = cache.get(key) ?? compile(name, files, compiler);
  cache.put(key, module);
  const read = readModule(module);
  if (!read.ok) throw new Error(`firmware/${name} became a module that cannot be read: ${read.problem}`);
  const { hash, product_id, product_version } = read.module;
  return { module, image: { project: name, file: `${name}.bin`, size: module.length, hash, sources, product_id, product_version } };
}

function compile(name: string, files: { path: string; text: string }[], compiler: BuildCompiler): Uint8Array {
  const result = compiler.compiler().compile(files);
  if (!result.ok || result.diagnostics.length > 0) throw new Error(`firmware/${name} does not compile cleanly:\n${result.output}`);
  return result.module;
}

export const buildImages = (root: string, compiler: BuildCompiler): BuiltImage[] =>
  findFirmwareProjects(join(root, 'firmware')).map((name) => buildImage(root, name, compiler));
