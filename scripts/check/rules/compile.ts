import { compile as platformCompile } from '@lwc/sfdc-lwc-compiler';
import { originOf } from '../componentCode.ts';
import { componentMeta } from '../componentMeta.ts';
import type { Rule } from '../rule.ts';
import type { Bundle, PackageSource } from '../source.ts';

interface Diagnostic {
  /** 0 fatal, 1 error, 2 warning. */
  level: number;
  message: string;
  filename?: string;
  location?: { line: number; column: number };
}

/** The emitted JavaScript, templates and styles of every component through the platform's own compiler. */
export const compile: Rule = {
  name: 'lwc-compile',
  async check({ source }, report) {
    for (const bundle of source.bundles) {
      missingScripts(bundle, (file, message) => report(file, 1, message));
      for (const { level, message, filename = '', location } of await diagnose(bundle, source)) {
        if (level > 1) continue;
        const inside = filename.split('/').at(-1) ?? '';
        const place = originOf(bundle, inside, location?.line ?? 1, location?.column ?? 0);
        report(bundle.files.has(inside) ? place.file : bundle.folder, place.line, oneLine(message));
      }
    }
  },
};

/** An org ignores TypeScript: what has no JavaScript beside it is not in the component. */
function missingScripts({ files }: Bundle, report: (file: string, message: string) => void): void {
  for (const [inside, file] of files) {
    if (inside.endsWith('.ts') && !files.has(inside.replace(/\.ts$/, '.js')))
      report(file, 'There is no JavaScript beside it: run npm run build');
    if (inside.endsWith('.js') && !files.has(inside.replace(/\.js$/, '.ts')))
      report(file, 'There is no TypeScript beside it: it was emitted from a file that is gone');
    if (!/\.(ts|js|html|css|svg|js-meta\.xml)$/.test(inside)) report(file, 'An LWC bundle holds no such file');
  }
}

async function diagnose(bundle: Bundle, source: PackageSource): Promise<Diagnostic[]> {
  const files = Object.fromEntries(
    [...bundle.files.keys()].filter((file) => /\.(js|html|css)$/.test(file)).map((file) => [file, bundle.read(file)]),
  );
  // LWC Developer Guide, "Dynamically Instantiate Components": only with this capability; a package knows literal names
  const isDynamic = componentMeta(source, bundle)?.capabilities.has('lightning__dynamicComponent') === true;
  try {
    const { diagnostics } = (await platformCompile({
      bundle: {
        type: 'platform',
        namespace: 'c',
        name: bundle.name,
        files,
        namespaceMapping: {},
        options: {
          apiVersion: Number(source.apiVersion),
          ...(isDynamic ? { allowDynamicComponents: true, dynamicImport: 'stringLiteralOnly' } : {}),
        },
      },
      compilerConfigs: [{ outputConfig: { minify: false, env: { NODE_ENV: 'production' } } }],
    } as unknown as Parameters<typeof platformCompile>[0])) as unknown as { diagnostics: Diagnostic[] };
    return diagnostics;
  } catch (error) {
    return [{ level: 0, message: error instanceof Error ? error.message : String(error) }];
  }
}

function oneLine(message: string): string {
  return message.replace(/\s*\n[\s\S]*$/, '').trim();
}
