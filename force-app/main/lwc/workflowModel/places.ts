/** Where in the JSON text of a definition the mistakes are that the service names by JSON pointers. */

export interface Place {
  /** From 1; 0 where it has none. */
  line: number;
  pointer: string;
  text: string;
}

const lineAt = (text: string, position: number): number => text.slice(0, position).split('\n').length;

/** Why a text is no JSON, and in which line; undefined where it is. */
export function jsonFault(text: string): Place | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (thrown) {
    const { message } = thrown as Error;
    const byLine = /line (\d+)/.exec(message)?.[1];
    const position = /position (\d+)/.exec(message)?.[1];
    const line = byLine ? Number(byLine) : position ? lineAt(text, Number(position)) : lineAt(text, text.length);
    return { line, pointer: '', text: message };
  }
}

const TOKENS = /"(?:\\.|[^"\\])*"|[{}[\]:,]|[^\s{}[\]:,"]+/g;

/** Line of every value, by its JSON pointer. The text is JSON. */
function linesByPointer(text: string): Map<string, number> {
  const found = new Map<string, number>();
  const open: { isList: boolean; index: number; name: string; pointer: string }[] = [];
  const escaped = (name: string) => name.replace(/~/g, '~0').replace(/\//g, '~1');
  let isName = false;
  for (const match of text.matchAll(TOKENS)) {
    const [token] = match;
    const top = open[open.length - 1];
    if (token === '}' || token === ']') {
      open.pop();
      isName = false;
    } else if (token === ',') {
      if (top?.isList) top.index += 1;
      isName = top ? !top.isList : false;
    } else if (token === ':') isName = false;
    else if (isName && top) {
      top.name = JSON.parse(token) as string;
      found.set(`${top.pointer}/${escaped(top.name)}`, lineAt(text, match.index));
    } else {
      const pointer = top ? `${top.pointer}/${top.isList ? top.index : escaped(top.name)}` : '';
      if (!found.has(pointer)) found.set(pointer, lineAt(text, match.index));
      if (token === '{' || token === '[') {
        open.push({ isList: token === '[', index: 0, name: '', pointer });
        isName = token === '{';
      }
    }
  }
  return found;
}

/** The line of what a pointer names, or of the nearest thing around it. */
export function lineOf(pointer: string, text: string): number {
  if (jsonFault(text)) return 0;
  const lines = linesByPointer(text);
  for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const line = lines.get(at);
    if (line !== undefined) return line;
  }
  return lines.get('') ?? 0;
}

const POINTER = /(?:^|[.!?] )(steps(?:\/[\w~.-]+)+(?= )|(?:steps|name|title|description|trigger)(?= \p{Ll})) /gu;

/** The service's words of a refusal, part by part; what names a member gets its line. */
export function placesOf(message: string, text: string): Place[] {
  const starts = [...message.matchAll(POINTER)].map((match) => ({
    pointer: match[1] ?? '',
    from: match.index + match[0].length,
    at: match.index + match[0].indexOf(match[1] ?? ''),
  }));
  return starts.map(({ pointer, from }, index) => ({
    line: lineOf(`/${pointer}`, text),
    pointer,
    text: `${pointer} ${message.slice(from, starts[index + 1]?.at).trim()}`,
  }));
}
