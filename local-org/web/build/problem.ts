/** What a component's author must mend, with the place. Shown in the terminal and as an overlay on the page. */
export class BuildProblem extends Error {
  readonly file: string;
  readonly line: number | null;
  readonly column: number | null;

  constructor(message: string, file: string, line: number | null = null, column: number | null = null) {
    super(message);
    this.name = 'BuildProblem';
    this.file = file;
    this.line = line;
    this.column = column;
  }
}
