// Lists the files below a folder of the repository, for the test tools.
import { existsSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/**
 * Paths relative to `root`, with `/` between names, sorted; empty when the folder is missing.
 * @param {string} root
 * @param {string} folder
 * @returns {string[]}
 */
export const filesBelow = (root, folder) => {
  const start = join(root, folder);
  if (!existsSync(start)) return [];
  return readdirSync(start, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      relative(root, join(entry.parentPath ?? entry.path, entry.name))
        .split(sep)
        .join('/'),
    )
    .sort();
};
