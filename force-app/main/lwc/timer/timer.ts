/** Runs once after so many milliseconds; the answer cancels it. Every timer of the package starts here. */
export function after(milliseconds: number, run: () => void): () => void {
  const timer = setTimeout(run, milliseconds);
  return () => clearTimeout(timer);
}
