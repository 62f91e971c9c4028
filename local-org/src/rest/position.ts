/** Where in a JSON body something stands, as the platform's parser tells it: `[line:1, column:129]`. */

/** A top-level key of the object in `json`, its case ignored; null where it has none. */
export function positionOfValue(json: string, key: string): string | null {
  let depth = 0;
  let name: string | null = null;
  const tokens = /"(?:[^"\\]|\\.)*"|[{}[\]:,]|[^\s{}[\]:,"]+/g;
  for (let found = tokens.exec(json); found; found = tokens.exec(json)) {
    const [token] = found;
    if (name !== null && token !== ':' && token !== ',') {
      if (name.toLowerCase() === key.toLowerCase()) return positionAt(json, found.index);
      name = null;
    } else if (depth === 1 && token.startsWith('"')) {
      name = JSON.parse(token) as string;
    }
    if (token === '{' || token === '[') depth++;
    else if (token === '}' || token === ']') depth--;
  }
  return null;
}

function positionAt(json: string, offset: number): string {
  const before = json.slice(0, offset);
  const line = before.split('\n').length;
  return `[line:${line}, column:${offset - before.lastIndexOf('\n')}]`;
}
