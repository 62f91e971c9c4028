/** Labels and the viewer's language in tests: the package's own texts, so that a test reads what a person would. */
const { readFileSync } = require('node:fs');
const path = require('node:path');
const { XMLParser } = require('fast-xml-parser');

const main = path.join(__dirname, '../../force-app/main');
const parser = new XMLParser({ parseTagValue: false, trimValues: false });
const read = (file) => parser.parse(readFileSync(path.join(main, file), 'utf8'));

const VIEWERS = {
  en: { lang: 'en-US', locale: 'en-GB', timeZone: 'Europe/Paris', currency: 'EUR' },
  fr: { lang: 'fr', locale: 'fr-FR', timeZone: 'Europe/Paris', currency: 'EUR' },
};

function texts(language) {
  const english = read('labels/CustomLabels.labels-meta.xml').CustomLabels.labels.map((label) => [
    label.fullName,
    label.value,
  ]);
  if (language === 'en') return english;
  const translated = read(`translations/${language}.translation-meta.xml`).Translations.customLabels;
  return [...english, ...translated.map((label) => [label.name, label.label])];
}

/** From here on, modules are loaded as a viewer of this language has them. */
global.viewAs = (language) => {
  jest.resetModules();
  const mock = (name, value) => jest.doMock(name, () => ({ __esModule: true, default: value }), { virtual: true });
  for (const [name, text] of texts(language)) mock(`@salesforce/label/c.${name}`, text);
  for (const [name, value] of Object.entries(VIEWERS[language])) mock(`@salesforce/i18n/${name}`, value);
};
global.viewAs('en');
