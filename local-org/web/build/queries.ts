/** GraphQL without its indentation and the spaces around its signs, which would be a good half of its bytes; lines stay. */
export function withoutSpaces(source: string): string {
  return source.replace(/\bgql`[^`]*`/g, (query) =>
    query
      .replace(/\n[ \t]+/g, '\n')
      .replace(/"[^"]*"|[ \t]*([{}():,])[ \t]*/g, (found, sign: string | undefined) => sign ?? found),
  );
}
