// Which language a file of a firmware project is written in, by its name.
import type { FirmwareFile } from './firmware-project.ts';

const languages: Record<string, FirmwareFile['language']> = {
  '.cpp': 'cpp',
  '.c': 'cpp',
  '.h': 'cpp',
  '.hpp': 'cpp',
  '.ino': 'cpp',
  '.properties': 'ini',
  '.json': 'json',
  '.md': 'markdown',
};

export const fileLanguage = (path: string): FirmwareFile['language'] => languages[/\.\w+$/.exec(path)?.[0] ?? ''] ?? 'text';
