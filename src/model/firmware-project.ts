// A firmware project as the site serves it: `projects/<name>.json`, beside `projects/<name>.zip`.

/** What a piece of code is, for colouring. Plain text has no kind. */
export type CodeKind = 'key' | 'str' | 'num' | 'com' | 'name' | 'meta';

/** A run of characters of one kind; joined in order they are the line. */
export type CodePiece = [text: string] | [text: string, kind: CodeKind];

export interface FirmwareFile {
  /** Path inside the project, with `/`. */
  path: string;
  language: 'cpp' | 'ini' | 'json' | 'markdown' | 'text';
  text: string;
  /** Bytes of the text in UTF-8. */
  size: number;
  /** The same text line by line (without line ends), cut into pieces so that a page colours it without parsing HTML. */
  lines: CodePiece[][];
}

export interface FirmwareProject {
  name: string;
  /** The file to show first. */
  default_file: string;
  /** File name of the archive, beside this JSON. */
  zip: string;
  zip_size: number;
  files: FirmwareFile[];
}
