/** Every template of a definition with its place, so that a mistake is told where it was typed. */
import { checkTemplate } from './liquid.ts';
import type { Step, WorkflowDefinition } from './definition.ts';

export interface PlacedTemplate {
  /** JSON pointer into the definition. */
  pointer: string;
  text: string;
}

const escaped = (name: string) => name.replaceAll('~', '~0').replaceAll('/', '~1');

function ofStep(step: Step, at: string): PlacedTemplate[] {
  const named = (...names: string[]) =>
    names.map((name) => ({ pointer: `${at}/${name}`, text: step[name as keyof Step] }));
  switch (step.type) {
    case 'if':
      return [...named('condition'), ...ofSteps(step.then, `${at}/then`), ...ofSteps(step.else, `${at}/else`)];
    case 'selectMany':
      return ofSteps(step.steps, `${at}/steps`);
    case 'createTask':
      return named('what_id', 'who_id', 'subject', 'description', 'activity_date');
    case 'updateOpportunity':
      return [
        ...named('opportunity_id'),
        ...Object.entries(step.field_values).flatMap(([field, value]) =>
          typeof value === 'string' ? [{ pointer: `${at}/field_values/${escaped(field)}`, text: value }] : [],
        ),
      ];
    case 'notify':
      return named('to', 'title', 'message');
    case 'queryRecords':
      return step.where.flatMap(({ value }, position) => {
        const pointer = `${at}/where/${position}/value`;
        const list = Array.isArray(value)
          ? value.map((each, index) => [`${pointer}/${index}`, each])
          : [[pointer, value]];
        return list.flatMap(([place, text]) => (typeof text === 'string' ? [{ pointer: String(place), text }] : []));
      });
    case 'aiExtract':
    case 'load':
    case 'sink':
      return [];
  }
}

const ofSteps = (steps: Step[], at: string): PlacedTemplate[] =>
  steps.flatMap((step, position) => ofStep(step, `${at}/${position}`));

export function templatesOf({ steps }: WorkflowDefinition): PlacedTemplate[] {
  return ofSteps(steps, '/steps');
}

/** Templates that can't be read, each with its place and line. */
export function templateFaults(definition: WorkflowDefinition): { pointer: string; detail: string }[] {
  return templatesOf(definition).flatMap(({ pointer, text }) => {
    const fault = checkTemplate(text);
    return fault ? [{ pointer, detail: `line ${fault.line}: ${fault.message}` }] : [];
  });
}

/** Each step of a definition with its place, those within others after the one that they are in. */
export function placedSteps(steps: Step[], at = '/steps'): { pointer: string; step: Step }[] {
  return steps.flatMap((step, position) => {
    const pointer = `${at}/${position}`;
    const within =
      step.type === 'if'
        ? [...placedSteps(step.then, `${pointer}/then`), ...placedSteps(step.else, `${pointer}/else`)]
        : step.type === 'selectMany'
          ? placedSteps(step.steps, `${pointer}/steps`)
          : [];
    return [{ pointer, step }, ...within];
  });
}
