import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { XMLParser } from 'fast-xml-parser';
import type { PackageMetadata } from '../types.ts';
import { folders } from './files.ts';
import { MetadataError, children, flag, readMetadata, texts } from './xml.ts';

export function readComponents(packageDirectory: string): PackageMetadata['components'] {
  const root = join(packageDirectory, 'lwc');
  return folders(root).flatMap((name) => {
    if (name.startsWith('__') || name.startsWith('.')) return [];
    const file = join(root, name, `${name}.js-meta.xml`);
    if (!existsSync(file)) throw new MetadataError(file, 'the LWC bundle has no configuration file');
    const xml = readMetadata(file, 'LightningComponentBundle', [
      'apiVersion', 'isExposed', 'masterLabel', 'description', 'targets', 'targetConfigs', 'capabilities', 'runtimeNamespace',
    ]); // prettier-ignore
    const targets = children(xml, 'targets').flatMap((element) => texts(element, 'target'));
    return [{ name, exposed: flag(xml, 'isExposed'), targets, propertyTypes: propertyTypes(file) }];
  });
}

const withAttributes = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '', isArray: () => true });

interface Config {
  LightningComponentBundle?: { targetConfigs?: { targetConfig?: { property?: Record<string, string>[] }[] }[] }[];
}

/** https://developer.salesforce.com/docs/platform/lwc/guide/reference-configuration-tags.html: `<property name type …/>` of every target. */
function propertyTypes(file: string): Record<string, string> {
  const { LightningComponentBundle: [bundle] = [] } = withAttributes.parse(readFileSync(file, 'utf8')) as Config;
  const properties = (bundle?.targetConfigs ?? [])
    .flatMap(({ targetConfig = [] }) => targetConfig)
    .flatMap(({ property = [] }) => property);
  return Object.fromEntries(properties.map(({ name = '', type = 'String' }) => [String(name), String(type)]));
}
