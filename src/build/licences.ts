// Whose work the site carries, under which licences: read from the packages; for the compiler's parts from `licences/`.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** Packages of the build that end up in the site. */
const BUNDLED = ['fflate', 'particle-api-js'];

export interface Carried {
  name: string;
  version: string;
  licence: string;
  /** Where it comes from. */
  home: string;
}

interface PackageFile {
  name: string;
  version: string;
  license?: string;
  homepage?: string;
  repository?: string | { url?: string };
  dependencies?: Record<string, string>;
}

/** The toolchain as its own parts: the package names a licence that is not theirs (spec/virtual-device.md §1). */
const TOOLCHAIN = [
  { name: 'Clang and LLD', licence: 'Apache-2.0 WITH LLVM-exception', home: 'https://llvm.org/' },
  { name: 'libc++ and libc++abi', licence: 'Apache-2.0 WITH LLVM-exception', home: 'https://libcxx.llvm.org/' },
  { name: 'compiler-rt builtins', licence: 'Apache-2.0 WITH LLVM-exception', home: 'https://compiler-rt.llvm.org/' },
  {
    name: 'wasi-libc (with musl, dlmalloc and CloudABI parts)',
    licence: 'MIT AND BSD-2-Clause AND CC0-1.0',
    home: 'https://github.com/WebAssembly/wasi-libc',
  },
];

const homeOf = ({ name, homepage, repository }: PackageFile): string => {
  const url = homepage ?? (typeof repository === 'string' ? repository : repository?.url) ?? '';
  const clean = url
    .replace(/^git\+/, '')
    .replace(/^git:\/\//, 'https://')
    .replace(/\.git$/, '')
    .replace(/^github:/, 'https://github.com/');
  return clean.startsWith('https://') ? clean : `https://www.npmjs.com/package/${name}`;
};

interface Package extends Carried {
  folder: string;
}

/** The packages in `dependencies`, and theirs. What npm left out for this system carries nothing. */
function packagesOf(root: string): Package[] {
  const found = new Map<string, Package>();
  const visit = (name: string, from: string): void => {
    const folders = createRequire(join(from, 'package.json')).resolve.paths(name) ?? [];
    const folder = folders.map((base) => join(base, name)).find((path) => existsSync(join(path, 'package.json')));
    if (!folder || found.has(folder)) return;
    const file = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as PackageFile;
    found.set(folder, { name: file.name, version: file.version, licence: file.license ?? 'unknown', home: homeOf(file), folder });
    for (const next of Object.keys(file.dependencies ?? {})) visit(next, folder);
  };
  const { dependencies = {} } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as PackageFile;
  for (const name of [...Object.keys(dependencies), ...BUNDLED]) visit(name, root);
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Everything that the built site carries, the compiler's parts first. */
export function carriedWorks(root: string): Carried[] {
  const clang = JSON.parse(readFileSync(join(root, 'node_modules/@yowasp/clang/package.json'), 'utf8')) as PackageFile;
  const toolchain = TOOLCHAIN.map((part) => ({ ...part, version: clang.version }));
  const packages = packagesOf(root).map(({ folder: _folder, ...carried }) => carried);
  return [
    ...toolchain,
    { name: clang.name, version: clang.version, licence: 'Apache-2.0', home: 'https://github.com/YoWASP/clang' },
    ...packages,
  ];
}

const licenceText = (folder: string): string | null => {
  const name = readdirSync(folder).find((file) => /^(?:licen[cs]e|copying)(?:\.(?:md|txt))?$/i.test(file));
  return name === undefined ? null : readFileSync(join(folder, name), 'utf8').trim();
};

/** One text file with every licence in full. */
export function thirdPartyLicences(root: string): string {
  const folder = join(root, 'src/build/licences');
  const apache = readFileSync(join(root, 'LICENSE'), 'utf8').trim();
  const part = (title: string, text: string): string => `${'='.repeat(80)}\n${title}\n${'='.repeat(80)}\n\n${text}\n`;
  const file = (name: string): string => readFileSync(join(folder, name), 'utf8').trim();
  const clang = carriedWorks(root).filter((_, index) => index <= TOOLCHAIN.length);
  return [
    'Works of others that this site carries.\n',
    ...clang.map(({ name, version, licence, home }) => `${name} ${version}: ${licence}. ${home}`),
    '\nThe compiler is the WebAssembly build of the YoWASP project, unmodified; of its headers and libraries only those that firmware needs.\n',
    part(
      'LLVM: Clang, LLD, libc++, libc++abi, compiler-rt. Apache License 2.0 with LLVM Exceptions',
      `${apache}\n\n\n${file('llvm-exception.txt')}`,
    ),
    part('wasi-libc', file('wasi-libc.txt')),
    ...packagesOf(root).map(({ name, version, licence, home, folder }) =>
      part(
        `${name} ${version} (${licence}) ${home}`,
        licenceText(folder) ?? (licence.includes('Apache-2.0') ? apache : `Licence: ${licence}`),
      ),
    ),
  ].join('\n');
}
