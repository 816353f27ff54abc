// Types of a package that has none.
declare module 'wiring-preprocessor' {
  export function processFile(inputFile: string, content: string): string;
}
