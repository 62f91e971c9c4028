import { frenchStandardObjects, frenchSystemFields } from '../../metadata/standard/french.ts';
import type { FieldSchema, ObjectSchema, ObjectTranslation } from '../../metadata/types.ts';
import type { Session } from '../types.ts';

/** By language; English is what the standard objects are defined in. */
const standardTranslations = new Map([['fr', { objects: frenchStandardObjects, systemFields: frenchSystemFields }]]);

export interface ObjectLabels {
  label: string;
  labelPlural: string;
}

export interface FieldLabels {
  label: string;
  help: string | null;
  /** The text shown for a picklist's API value. */
  value(apiValue: string): string;
}

/** Labels in the user's language: the package's translations, then the standard objects' own. */
export function objectLabels(session: Session, object: ObjectSchema): ObjectLabels {
  const found = translations(session, object);
  return {
    label: found.find(({ label }) => label !== null)?.label ?? object.label,
    labelPlural: found.find(({ labelPlural }) => labelPlural !== null)?.labelPlural ?? object.labelPlural,
  };
}

export function fieldLabels(session: Session, object: ObjectSchema, field: FieldSchema): FieldLabels {
  const found = translations(session, object)
    .map((translation) => translation.fields.get(field.name.toLowerCase()))
    .find((translation) => translation !== undefined);
  return {
    label: found?.label ?? field.label,
    help: found?.help ?? field.inlineHelpText,
    value: (apiValue) => {
      const entry = field.picklistValues.find((candidate) => candidate.value === apiValue);
      return found?.values.get(apiValue) ?? entry?.label ?? apiValue;
    },
  };
}

/** Custom fields of Task and Event are translated where they are defined, on Activity. */
function translations(session: Session, object: ObjectSchema): ObjectTranslation[] {
  const language = session.user.LanguageLocaleKey;
  const inLanguage = session.metadata.objectTranslations.get(language);
  const names = object.name === 'Task' || object.name === 'Event' ? [object.name, 'Activity'] : [object.name];
  const standard = standardTranslations.get(language);
  const own = standard?.objects.get(object.name.toLowerCase());
  return [...names.map((name) => inLanguage?.get(name.toLowerCase())), own, standard?.systemFields].filter(
    (translation) => translation !== undefined,
  );
}
