import { join } from 'node:path';
import type { AppMetadata, FlexiPageComponent, FlexiPageMetadata, PackageMetadata } from '../types.ts';
import { metadataFiles } from './files.ts';
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
        const type = requiredText(path, region, 'type');
        const components = regionComponents(path, region);
        if (type === 'Background' && components.length > 0)
          throw new MetadataError(path, 'the local org does not implement background utility items');
        return { name: requiredText(path, region, 'name'), type, components };
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
    const valuesOf = (isDecorator: boolean) =>
      children(component, 'componentInstanceProperties')
        .filter((property) => (text(property, 'type') === 'decorator') === isDecorator)
        .map(valueOf);
    const valueOf = (property: Element): [string, string] => {
      const list = children(property, 'valueList').flatMap((values) => children(values, 'valueListItems'));
      const value = list.length > 0 ? list.map((item) => text(item, 'value') ?? '').join(',') : text(property, 'value');
      return [requiredText(file, property, 'name'), value ?? ''];
    };
    return {
      name,
      identifier: text(component, 'identifier') ?? '',
      properties: Object.fromEntries(valuesOf(false)),
      decorators: Object.fromEntries(valuesOf(true)),
    };
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

/** Metadata API Developer Guide, CustomApplication, AppActionOverride; only those that put a FlexiPage in place. */
function overrideOf(file: string, element: Element): AppMetadata['overrides'] {
  onlyKnown(file, 'actionOverrides', element, [
    'actionName', 'comment', 'content', 'formFactor', 'pageOrSobjectType', 'skipRecordTypeSelect', 'type',
  ]); // prettier-ignore
  if (text(element, 'type')?.toLowerCase() !== 'flexipage') return [];
  return [
    {
      action: requiredText(file, element, 'actionName'),
      target: requiredText(file, element, 'pageOrSobjectType'),
      formFactor: text(element, 'formFactor'),
      page: requiredText(file, element, 'content'),
    },
  ];
}

export function readApps(packageDirectory: string): PackageMetadata['apps'] {
  return metadataFiles(join(packageDirectory, 'applications'), '.app-meta.xml').map(({ name, path }) => {
    const xml = readMetadata(path, 'CustomApplication', [
      'label', 'description', 'tabs', 'navType', 'uiType', 'formFactors', 'brand', 'utilityBar', 'defaultLandingTab',
      'isNavAutoTempTabsDisabled', 'isNavPersonalizationDisabled', 'isNavTabPersistenceDisabled', 'isOmniPinnedViewEnabled',
      'actionOverrides', 'setupExperience',
    ]); // prettier-ignore
    return {
      name,
      label: requiredText(path, xml, 'label'),
      tabs: texts(xml, 'tabs'),
      utilityBar: text(xml, 'utilityBar'),
      overrides: children(xml, 'actionOverrides').flatMap((element) => overrideOf(path, element)),
    };
  });
}
