import { SourceMap, type SourceMapPayload } from 'node:module';
import ts from 'typescript';
import type { Bundle } from './source.ts';

export interface Import {
  specifier: string;
  line: number;
  /** The file the line is in, relative to the project. */
  file: string;
}

/** The TypeScript that a line of emitted JavaScript comes from; the line itself where there is none. */
export function originOf(bundle: Bundle, script: string, line: number, column = 0): { file: string; line: number } {
  const typed = script.replace(/\.js$/, '.ts');
  const emitted = { file: bundle.files.get(script) ?? `${bundle.folder}/${script}`, line };
  const file = bundle.files.get(typed);
  if (!file || !script.endsWith('.js')) return emitted;
  const { sourceMapText } = ts.transpileModule(bundle.read(typed), {
    compilerOptions: { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext, sourceMap: true },
    fileName: typed,
  });
  const entry = new SourceMap(JSON.parse(sourceMapText ?? '{}') as SourceMapPayload).findEntry(line - 1, column);
  return 'originalLine' in entry ? { file, line: entry.originalLine + 1 } : emitted;
}

/** Modules that the emitted scripts of a component import, statically or not, and what they export from others. */
export function importsOf(bundle: Bundle): Import[] {
  return scriptsOf(bundle).flatMap((script) => {
    const source = ts.createSourceFile(script, bundle.read(script), ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
    const found: Import[] = [];
    const add = (node: ts.Node, specifier: ts.Node | undefined) => {
      if (!specifier || !ts.isStringLiteral(specifier)) return;
      const { line, character } = source.getLineAndCharacterOfPosition(node.getStart(source));
      found.push({ specifier: specifier.text, ...originOf(bundle, script, line + 1, character) });
    };
    const visit = (node: ts.Node): void => {
      if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) add(node, node.moduleSpecifier);
      else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
        add(node, node.arguments[0]);
      ts.forEachChild(node, visit);
    };
    visit(source);
    return found;
  });
}

export function scriptsOf(bundle: Bundle): string[] {
  return [...bundle.files.keys()].filter((file) => file.endsWith('.js'));
}

export function templatesOf(bundle: Bundle): string[] {
  return [...bundle.files.keys()].filter((file) => file.endsWith('.html'));
}

/** Names that a component's class makes public with `@api`. */
export function publicProperties(bundle: Bundle): Set<string> {
  const script = `${bundle.name}.js`;
  if (!bundle.files.has(script)) return new Set();
  const source = ts.createSourceFile(script, bundle.read(script), ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (
      ts.isClassElement(node) &&
      node.name &&
      ts.canHaveDecorators(node) &&
      ts.getDecorators(node)?.some(({ expression }) => expression.getText(source) === 'api')
    )
      names.add(node.name.getText(source));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return names;
}
