import type { FieldSchema, ObjectSchema, ObjectTranslation } from '../metadata/types.ts';
import type { Session } from './types.ts';

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

/** Labels in the user's language, from the package's translations; the standard objects speak English here. */
export function objectLabels(session: Session, object: ObjectSchema): ObjectLabels {
  const [translation] = translations(session, object);
  return { label: translation?.label ?? object.label, labelPlural: translation?.labelPlural ?? object.labelPlural };
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
  const inLanguage = session.metadata.objectTranslations.get(session.user.LanguageLocaleKey);
  const names = object.name === 'Task' || object.name === 'Event' ? [object.name, 'Activity'] : [object.name];
  return names.map((name) => inLanguage?.get(name.toLowerCase())).filter((translation) => translation !== undefined);
}
