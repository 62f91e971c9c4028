import type { Report } from '../finding.ts';
import type { Context, Rule } from '../rule.ts';
import type { MetadataFile } from '../source.ts';
import { childOf, childrenOf, descendantsOf, textOf } from '../xml.ts';

/** Every label, field, value and help text has its translation in each language of the package, and no other has one. */
export const translations: Rule = {
  name: 'translation',
  check(context, report) {
    const { source } = context;
    const languages = new Set([
      ...source.of('Translations').map(({ name }) => name),
      ...source.of('CustomObjectTranslation').map(({ name }) => languageOf(name)),
    ]);
    for (const language of languages) {
      labels(language, context, report);
      for (const object of source.of('CustomObject')) objectTranslation(object, language, context, report);
      for (const field of source.of('CustomField')) fieldTranslation(field, language, context, report);
    }
    strangers(context, report);
  },
};

function languageOf(name: string): string {
  return /-([a-z]{2,3}(_[A-Z]{2})?)$/.exec(name)?.[1] ?? '';
}

function labels(language: string, { source }: Context, report: Report): void {
  const own = source
    .of('CustomLabels')
    .flatMap(({ file, root }) => childrenOf(root, 'labels').map((label) => ({ file, label })));
  const translation = source.of('Translations').find(({ name }) => name === language);
  const translated = translation ? childrenOf(translation.root, 'customLabels') : [];
  const names = new Set(translated.map((each) => textOf(each, 'name') ?? ''));
  for (const { file, label } of own) {
    const name = textOf(label, 'fullName') ?? '';
    if (!names.has(name)) report(file, label.line, `The label ${name} has no translation in ${language}`);
  }
  if (!translation) return;
  const known = new Set(own.map(({ label }) => textOf(label, 'fullName') ?? ''));
  const seen = new Set<string>();
  for (const each of translated) {
    const name = textOf(each, 'name') ?? '';
    if (!known.has(name)) report(translation.file, each.line, `There is no label ${name}`);
    if (seen.has(name)) report(translation.file, each.line, `The label ${name} stands twice`);
    seen.add(name);
    const text = textOf(each, 'label') ?? '';
    if (!text) report(translation.file, each.line, `The translation of ${name} is empty`);
    if (text.length > 1000)
      report(translation.file, each.line, `The translation of ${name} has more than 1000 characters`);
    // a line never begins with a colon, nor ends with a guillemet that opens
    if (language === 'fr' && / [:;?!»%]|« /.test(text))
      report(translation.file, each.line, `The translation of ${name} lacks the no-break space of French punctuation`);
    const original = own.find(({ label }) => textOf(label, 'fullName') === name);
    const places = placeholders(original && textOf(original.label, 'value'));
    if (original && placeholders(text) !== places)
      report(
        translation.file,
        each.line,
        `The translation of ${name} has not the placeholders ${places || '(none)'} of its label`,
      );
  }
}

/** `{0}` and `{name}` of a text, in one order. */
function placeholders(text = ''): string {
  return [...new Set(text.match(/\{\w+\}/g) ?? [])].sort().join(' ');
}

function objectTranslation(object: MetadataFile, language: string, { source }: Context, report: Report): void {
  if (!object.name.endsWith('__c')) return;
  const file = source.of('CustomObjectTranslation').find(({ name }) => name === `${object.name}-${language}`);
  if (!file) return report(object.file, object.root.line, `${object.name} has no translation in ${language}`);
  const plural = childrenOf(file.root, 'caseValues').map((each) => textOf(each, 'plural'));
  if (!plural.includes('true') || !plural.includes('false'))
    report(file.file, file.root.line, 'caseValues are needed for one and for many');
  const name = childOf(object.root, 'nameField');
  for (const each of [
    ...childrenOf(file.root, 'caseValues').flatMap((one) => childrenOf(one, 'value')),
    ...childrenOf(file.root, 'nameFieldLabel'),
  ])
    if (each.text.length > 40) report(file.file, each.line, `${each.name} has more than 40 characters`);
  if (name && !textOf(file.root, 'nameFieldLabel')) report(file.file, file.root.line, 'nameFieldLabel is missing');
}

function fieldTranslation(field: MetadataFile, language: string, { source }: Context, report: Report): void {
  const file = source
    .of('CustomFieldTranslation')
    .find(({ inside, name }) => name === field.name && inside.split('/')[1] === `${field.object ?? ''}-${language}`);
  if (!file)
    return report(field.file, field.root.line, `${field.object ?? ''}.${field.name} has no translation in ${language}`);
  if (!textOf(file.root, 'label')) report(file.file, file.root.line, 'label is missing');
  for (const [element, most] of [
    ['label', 40],
    ['help', 510],
  ] as const)
    if ((textOf(file.root, element)?.length ?? 0) > most)
      report(file.file, childOf(file.root, element)?.line ?? 1, `${element} has more than ${most} characters`);
  if (textOf(field.root, 'inlineHelpText') && !textOf(file.root, 'help'))
    report(file.file, file.root.line, `The help text of ${field.name} is not translated`);
  const set = childOf(field.root, 'valueSet');
  const values = new Set(set ? descendantsOf(set, 'value').map((value) => textOf(value, 'label') ?? '') : []);
  const translated = childrenOf(file.root, 'picklistValues');
  for (const each of translated) {
    const master = textOf(each, 'masterLabel') ?? '';
    if (!values.has(master)) report(file.file, each.line, `${field.name} has no value labelled ${master}`);
    if (!textOf(each, 'translation')) report(file.file, each.line, `The value ${master} is not translated`);
    values.delete(master);
  }
  for (const missing of values) report(file.file, file.root.line, `The value ${missing} is not translated`);
}

/** Translations of what is not there. */
function strangers({ source, schema }: Context, report: Report): void {
  for (const { file, name, object = '', root } of source.of('CustomObjectTranslation')) {
    if (!schema.object(object) && object !== 'Activity') report(file, 1, `There is no object ${object}`);
    if (!languageOf(name)) report(file, 1, `${name} does not end in a language, such as -fr`);
    const layouts = childrenOf(root, 'layouts');
    for (const layout of layouts) {
      const wanted = textOf(layout, 'layout') ?? '';
      const found = source.of('Layout').find((each) => each.name === `${object}-${wanted}` || each.name === wanted);
      if (!found) report(file, layout.line, `${object} has no layout ${wanted}`);
      const sections = new Set(
        found ? childrenOf(found.root, 'layoutSections').map((each) => textOf(each, 'label')) : [],
      );
      for (const section of found ? childrenOf(layout, 'sections') : [])
        if (!sections.has(textOf(section, 'section')))
          report(file, section.line, `The layout has no section ${textOf(section, 'section') ?? ''}`);
    }
  }
  for (const { file, name, object = '', root } of source.of('CustomFieldTranslation')) {
    if (!source.of('CustomField').some((field) => field.object === object && field.name === name))
      report(file, 1, `There is no field ${object}.${name}`);
    const own = childOf(root, 'name');
    if (own && own.text !== name) report(file, own.line, `name is ${own.text}, the file's name ${name}`);
  }
}
