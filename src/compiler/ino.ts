// An .ino file as C++: the vendor's own preprocessor adds the include and the prototypes, with #line so that messages keep their place.
import { processFile } from 'wiring-preprocessor';

/** Where the C++ of `src/a.ino` goes: nothing else has that name. */
export const cppName = (path: string): string => `${path}.cpp`;

export const inoToCpp = (path: string, text: string): string => processFile(path, text);
