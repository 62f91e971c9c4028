import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { FlexiPageComponent, FlexiPageMetadata, PackageMetadata } from '../types.ts';
import { folders, metadataFiles } from './files.ts';
import type { Element } from './xml.ts';
import { MetadataError, children, flag, onlyKnown, readMetadata, requiredText, text, texts } from './xml.ts';

export function readFlexiPages(packageDirectory: string): FlexiPageMetadata[] {
  return metadataFiles(join(packageDirectory, 'flexipages'), '.flexipage-meta.xml').map(({ name, path }) => {
    const xml = readMetadata(path, 'FlexiPage', [
      'flexiPageRegions', 'masterLabel', 'description', 'parentFlexiPage', 'sobjectType', 'template', 'type',
    ]); // prettier-ignore
    const template = children(xml, 'template')[0];
    return {
      name,
      label: requiredText(path, xml, 'masterLabel'),
      sobjectType: text(xml, 'sobjectType'),
      type: requiredText(path, xml, 'type'),
      template: template ? requiredText(path, template, 'name') : '',
      parentFlexiPage: text(xml, 'parentFlexiPage'),
      regions: children(xml, 'flexiPageRegions').map((region) => {
        onlyKnown(path, 'flexiPageRegions', region, ['name', 'type', 'itemInstances', 'componentInstances', 'mode']);
        return {
          name: requiredText(path, region, 'name'),
          type: requiredText(path, region, 'type'),
          components: regionComponents(path, region),
        };
      }),
    };
  });
}

function regionComponents(file: string, region: Element): FlexiPageComponent[] {
  const inItems = children(region, 'itemInstances').flatMap((item) => {
    onlyKnown(file, 'itemInstances', item, ['componentInstance']);
    return children(item, 'componentInstance');
  });
  return [...inItems, ...children(region, 'componentInstances')].map((component) => {
    onlyKnown(file, 'componentInstance', component, ['componentInstanceProperties', 'componentName', 'identifier']);
    const name = requiredText(file, component, 'componentName');
    const properties = children(component, 'componentInstanceProperties').map((property): [string, string] => {
      const list = children(property, 'valueList').flatMap((values) => children(values, 'valueListItems'));
      const value = list.length > 0 ? list.map((item) => text(item, 'value') ?? '').join(',') : text(property, 'value');
      return [requiredText(file, property, 'name'), value ?? ''];
    });
    return { name, identifier: text(component, 'identifier') ?? '', properties: Object.fromEntries(properties) };
  });
}

export function readTabs(packageDirectory: string): PackageMetadata['tabs'] {
  return metadataFiles(join(packageDirectory, 'tabs'), '.tab-meta.xml').map(({ name, path }) => {
    const xml = readMetadata(path, 'CustomTab', [
      'customObject',
      'description',
      'flexiPage',
      'icon',
      'label',
      'lwcComponent',
      'motif',
    ]);
    return {
      name,
      label: text(xml, 'label') ?? '',
      customObject: flag(xml, 'customObject'),
      flexiPage: text(xml, 'flexiPage'),
      lwcComponent: text(xml, 'lwcComponent'),
      icon: text(xml, 'icon') ?? text(xml, 'motif'),
    };
  });
}

export function readApps(packageDirectory: string): PackageMetadata['apps'] {
  return metadataFiles(join(packageDirectory, 'applications'), '.app-meta.xml').map(({ name, path }) => {
    const xml = readMetadata(path, 'CustomApplication', [
      'label', 'description', 'tabs', 'navType', 'uiType', 'formFactors', 'brand', 'utilityBar', 'defaultLandingTab',
      'isNavAutoTempTabsDisabled', 'isNavPersonalizationDisabled', 'isNavTabPersistenceDisabled', 'isOmniPinnedViewEnabled',
      'actionOverrides', 'setupExperience',
    ]); // prettier-ignore
    return { name, label: requiredText(path, xml, 'label'), tabs: texts(xml, 'tabs') };
  });
}

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
    return [{ name, exposed: flag(xml, 'isExposed'), targets }];
  });
}
