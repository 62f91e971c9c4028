import type { Bundle, MetadataFile, PackageSource } from './source.ts';
import { childOf, childrenOf, isTrue, type XmlElement } from './xml.ts';

export interface ComponentProperty {
  type: string;
  required: boolean;
  hasDefault: boolean;
  element: XmlElement;
}

export interface TargetConfig {
  targets: string[];
  properties: Map<string, ComponentProperty>;
  objects: string[];
  element: XmlElement;
  /** Every `<property>`, also those whose name stands twice. */
  declared: XmlElement[];
}

/** What a component's `.js-meta.xml` says of it. */
export interface ComponentMeta {
  file: MetadataFile;
  exposed: boolean;
  capabilities: Set<string>;
  targets: Map<string, XmlElement>;
  configs: TargetConfig[];
}

export function componentMeta(source: PackageSource, bundle: Bundle): ComponentMeta | undefined {
  const file = source
    .of('LightningComponentBundle')
    .find((each) => each.name === bundle.name && each.file.startsWith(`${bundle.folder}/`));
  if (!file) return undefined;
  const { root } = file;
  const targets = childOf(root, 'targets');
  const configs = childOf(root, 'targetConfigs');
  const capabilities = childOf(root, 'capabilities');
  return {
    file,
    exposed: isTrue(root, 'isExposed'),
    capabilities: new Set((capabilities ? childrenOf(capabilities, 'capability') : []).map(({ text }) => text)),
    targets: new Map((targets ? childrenOf(targets, 'target') : []).map((target) => [target.text, target])),
    configs: configs ? childrenOf(configs, 'targetConfig').map(targetConfig) : [],
  };
}

function targetConfig(element: XmlElement): TargetConfig {
  const objects = childOf(element, 'objects');
  return {
    element,
    declared: childrenOf(element, 'property'),
    targets: (element.attributes.targets ?? '').split(',').map((target) => target.trim()),
    objects: objects ? childrenOf(objects, 'object').map(({ text }) => text) : [],
    properties: new Map(
      childrenOf(element, 'property').map((property) => [
        property.attributes.name ?? '',
        {
          type: property.attributes.type ?? '',
          required: property.attributes.required === 'true',
          hasDefault: property.attributes.default !== undefined,
          element: property,
        },
      ]),
    ),
  };
}
