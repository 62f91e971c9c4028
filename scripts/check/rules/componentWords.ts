import ts from 'typescript';
import type { Report } from '../finding.ts';
import type { Rule } from '../rule.ts';
import type { Bundle, PackageSource } from '../source.ts';
import { descendantsOf, textOf } from '../xml.ts';

/** Properties that a page shows as they are. */
const SHOWN = new Set('alternativeText heading label message placeholder text title tooltip words'.split(' '));
/** Two words or more, as a sentence begins or ends. */
const SENTENCE = /^\p{Lu}\p{L}*[’']?\p{L}*,?\s+\S*\p{L}|\p{L}\S*\s+\S*\p{L}\S*[.!?…]$/u;
const WORD = /\p{L}{2}/u;

/** Words that TypeScript hands to a page belong in a custom label, too. */
export const componentWords: Rule = {
  name: 'lwc-words',
  check({ source }, report) {
    const values = picklistValues(source);
    for (const bundle of source.bundles)
      for (const [inside, file] of bundle.files)
        if (inside.endsWith('.ts')) script(bundle, inside, file, values, report);
  },
};

/** What the org stores is no text of a page: it shows the translated label of the value. */
function picklistValues(source: PackageSource): Set<string> {
  return new Set(
    source
      .of('CustomField')
      .flatMap(({ root }) => descendantsOf(root, 'value'))
      .flatMap((value) => [textOf(value, 'fullName') ?? '', textOf(value, 'label') ?? '']),
  );
}

function script(bundle: Bundle, inside: string, file: string, values: Set<string>, report: Report): void {
  const source = ts.createSourceFile(inside, bundle.read(inside), ts.ScriptTarget.Latest, true);
  const visit = (node: ts.Node): void => {
    // queries, types, names of modules and what only a developer reads
    if (ts.isTaggedTemplateExpression(node) || ts.isTypeNode(node) || ts.isThrowStatement(node)) return;
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    if (isText(node) && !values.has(node.text) && (SENTENCE.test(node.text) || isShown(node)))
      report(file, source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1, belongs(node.text));
    ts.forEachChild(node, visit);
  };
  visit(source);
}

const belongs = (text: string) => `"${text.trim()}" belongs in a custom label`;

function isText(node: ts.Node): node is ts.StringLiteralLike | ts.TemplateLiteralLikeNode {
  return (
    ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node)
  );
}

function isShown(node: ts.StringLiteralLike | ts.TemplateLiteralLikeNode): boolean {
  const { parent } = node;
  const named = ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent) ? parent : undefined;
  return (
    named?.initializer === node &&
    (ts.isIdentifier(named.name) || ts.isStringLiteral(named.name)) &&
    SHOWN.has(named.name.text) &&
    WORD.test(node.text)
  );
}
