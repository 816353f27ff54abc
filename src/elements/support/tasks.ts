// What is going on, by name: one run at a time each, and the failure of the last one as text.
import type { ErrorText } from './error-text.ts';

interface Task {
  busy: boolean;
  problem: ErrorText | null;
}

export class Tasks {
  readonly #tasks = new Map<string, Task>();
  readonly #changed: () => void;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** The same name does not run twice at once. A failure is kept as text; the answer is undefined then. */
  async run<T>(label: string, work: () => Promise<T>): Promise<T | undefined> {
    if (this.busy(label)) return undefined;
    this.#set(label, { busy: true, problem: null });
    let problem: ErrorText | null = null;
    try {
      return await work();
    } catch (error) {
      // Most visits never need these sentences.
      const { errorText, pageMistake } = await import('./error-text.ts');
      problem = errorText(error);
      // A bug of ours belongs in the console too; an answer of the cloud does not.
      if (problem === pageMistake) reportError(error);
      return undefined;
    } finally {
      this.#set(label, { busy: false, problem });
    }
  }

  busy(label: string): boolean {
    return this.#tasks.get(label)?.busy ?? false;
  }

  problem(label: string): ErrorText | null {
    return this.#tasks.get(label)?.problem ?? null;
  }

  clear(label: string): void {
    if (this.#tasks.delete(label)) this.#changed();
  }

  #set(label: string, task: Task): void {
    this.#tasks.set(label, task);
    this.#changed();
  }
}
