/** One reason for which an org would refuse the package, at its place. */
export interface Finding {
  /** Relative to the project. */
  file: string;
  /** Counted from 1. */
  line: number;
  rule: string;
  message: string;
}

export type Report = (file: string, line: number, message: string) => void;

/** `path:line  rule  message`, in the order of files and lines, and a closing count. */
export function render(findings: Finding[], looked: string): string {
  const sorted = [...findings].sort(
    (a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.message.localeCompare(b.message),
  );
  const lines = sorted.map(({ file, line, rule, message }) => `${file}:${line}  ${rule}  ${message}`);
  const count = findings.length === 1 ? '1 error' : `${findings.length} errors`;
  return [...lines, `${looked}: ${findings.length === 0 ? 'no errors' : count}`].join('\n');
}
