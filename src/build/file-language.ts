// Which language a file is written in, by its name.
import { posix } from 'node:path';
import type { FirmwareFile } from '../model/firmware-project.ts';

const languages: Record<string, FirmwareFile['language']> = {
  '.cpp': 'cpp',
  '.c': 'cpp',
  '.h': 'cpp',
  '.ino': 'cpp',
  '.properties': 'ini',
  '.json': 'json',
  '.md': 'markdown',
};

export const fileLanguage = (path: string): FirmwareFile['language'] => languages[posix.extname(path)] ?? 'text';
