/** A step's input: its templates, rendered. */
import type { ActionStep } from './definition.ts';
import type { Json } from './liquid.ts';
import type { RunFrame } from './step.ts';

/** `name` is how the template is called in what is said of its faults. Throws where it can't be rendered. */
export type Render = (name: string, text: string) => string;

const oneOf = (value: unknown, name: string, render: Render): unknown =>
  typeof value === 'string' ? render(name, value) : value;

export function inputOf(step: ActionStep, frame: Pick<RunFrame, 'conversation'>, render: Render): Json {
  switch (step.type) {
    case 'load':
      return { conversation: frame.conversation };
    case 'sink':
      return {};
    case 'aiExtract':
      return { instructions: step.instructions };
    case 'queryRecords': {
      const { object, fields, orderBy, limit } = step;
      const where = step.where.map(({ field, op, value }) => ({
        ...{ field, op },
        value: Array.isArray(value)
          ? value.map((each) => oneOf(each, `where ${field}`, render))
          : oneOf(value, `where ${field}`, render),
      }));
      return { object, fields, where, ...(orderBy ? { orderBy } : {}), limit };
    }
    case 'createTask': {
      const trimmed = (name: 'what_id' | 'who_id' | 'subject' | 'activity_date') => render(name, step[name]).trim();
      return {
        ...{ what_id: trimmed('what_id'), who_id: trimmed('who_id'), subject: trimmed('subject') },
        ...{ description: render('description', step.description), activity_date: trimmed('activity_date') },
        subtype: step.subtype,
      };
    }
    case 'updateOpportunity':
      return {
        opportunity_id: render('opportunity_id', step.opportunity_id).trim(),
        field_values: Object.fromEntries(
          Object.entries(step.field_values).map(([field, value]) => [
            field,
            oneOf(value, `field_values ${field}`, render),
          ]),
        ),
      };
    case 'notify':
      return {
        ...{ to: render('to', step.to).trim(), channels: step.channels },
        ...{ title: render('title', step.title).trim(), message: render('message', step.message) },
      };
  }
}
