import type { MetadataTypes } from '../metadataTypes.ts';
import type { Rule } from '../rule.ts';
import type { XmlElement } from '../xml.ts';

const NAMESPACE = 'http://soap.sforce.com/2006/04/metadata';

const SCALARS: Record<string, RegExp> = {
  boolean: /^(true|false|1|0)$/,
  number: /^[-+]?\d+(\.\d+)?$/,
};

/** Every element, value and enum against the Metadata API's own types. */
export const shape: Rule = {
  name: 'metadata-shape',
  check({ source, types }, report) {
    for (const { file, root } of source.metadata) {
      if (root.attributes.xmlns !== NAMESPACE)
        report(file, root.line, `The namespace of ${root.name} is not ${NAMESPACE}`);
      if (!types.properties(root.name)) report(file, root.line, `${root.name} is not a metadata type`);
      else walk(root, root.name, types, (line, message) => report(file, line, message));
    }
  },
};

type At = (line: number, message: string) => void;

function walk(element: XmlElement, type: string, types: MetadataTypes, report: At): void {
  const properties = types.properties(type);
  if (!properties) return;
  if (element.text) report(element.line, `${element.name} holds elements, not the text "${shorten(element.text)}"`);
  const seen = new Set<string>();
  let previous = '';
  for (const child of element.children) {
    const property = properties.get(child.name);
    if (!property) {
      report(child.line, `${type} has no element ${child.name}`);
      continue;
    }
    if (seen.has(child.name) && !property.many) report(child.line, `${child.name} stands twice in ${element.name}`);
    // the Metadata API reads repeated elements only where they follow each other
    else if (seen.has(child.name) && previous !== child.name)
      report(child.line, `${child.name} is apart from the other ${child.name} elements of ${element.name}`);
    seen.add(child.name);
    previous = child.name;
    value(child, property.type, types, report);
  }
  for (const [name, property] of properties)
    // a boolean that is missing is read as false
    if (property.required && property.type !== 'boolean' && !seen.has(name))
      report(element.line, `${element.name} lacks ${name}`);
}

function value(element: XmlElement, type: string, types: MetadataTypes, report: At): void {
  // App Builder's own configuration of an LWC: an element here, an encoded string in the API
  if (element.name === 'targetConfigs' || type === 'any' || element.attributes['xsi:nil'] === 'true') return;
  const allowed = types.values(type);
  if (!allowed && types.properties(type)) return walk(element, type, types, report);
  if (element.children.length > 0) return report(element.line, `${element.name} is a value and holds no elements`);
  if (allowed && !allowed.has(element.text))
    return report(element.line, `"${shorten(element.text)}" is not a value of ${type} (${element.name})`);
  if (SCALARS[type] && !SCALARS[type].test(element.text))
    report(element.line, `${element.name} is not a ${type}: "${shorten(element.text)}"`);
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
