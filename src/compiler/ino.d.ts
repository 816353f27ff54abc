/** Where the C++ of `src/a.ino` goes: nothing else has that name. */
export declare const cppName: (path: string) => string;
export declare const inoToCpp: (path: string, text: string) => string;
