// Keeps pieces of a page out of a reader's sight: what goes in comes out byte for byte.

export class Verbatim {
  readonly #kept: string[] = [];
  readonly #open: string;
  readonly #close: string;

  /** The marks stand around a number in place of a kept piece. */
  private constructor(open: string, close: string) {
    this.#open = open;
    this.#close = close;
  }

  /** For code. The marks are private-use characters, so that neither Handlebars nor Markdown reads anything into them. */
  static forCode = () => new Verbatim('\uE000', '\uE001');

  /** For markup. The marks are a comment, which Markdown lets stand both on a line of its own and within one. */
  static forMarkup = () => new Verbatim('<!--\uE002', '\uE003-->');

  keep(text: string): string {
    this.#kept.push(text);
    return `${this.#open}${this.#kept.length - 1}${this.#close}`;
  }

  restore(text: string): string {
    return text.replace(new RegExp(`${this.#open}(\\d+)${this.#close}`, 'g'), (_, index: string) =>
      this.restore(this.#kept[Number(index)]!),
    );
  }

  /** Hides fenced blocks and `inline code`. An escaped `\{{` inside code is written `{{`, as the pages mean it. */
  hideCode(text: string): string {
    const code =
      /^( {0,3})(`{3,}|~{3,})[^\n]*\n(?:[\s\S]*?\n)??\1 {0,3}\2[`~]*[ \t]*$|(?<!`)(`+)(?!`)(?:(?!\n[ \t]*\n)[\s\S])+?(?<!`)\3(?!`)/gm;
    return text.replace(code, (piece) => this.keep(piece.replaceAll('\\{{', '{{')));
  }
}
