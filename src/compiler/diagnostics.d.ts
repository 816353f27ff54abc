export interface Diagnostic {
  /** Path inside the project; empty when it is about no file (the linker's). */
  path: string;
  /** From 1; 0 without a place. */
  line: number;
  column: number;
  severity: 'error' | 'warning' | 'note';
  message: string;
}
/** Reads what a compiler printed. `output` is the same text without what was left out. */
export declare function readDiagnostics(output: string): {
  diagnostics: Diagnostic[];
  output: string;
};
