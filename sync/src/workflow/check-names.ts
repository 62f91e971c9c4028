/** Names in a definition that the org does not have: told when it is switched on, not when it first runs. */
import type { OrgShapes } from '../match/types.ts';
import { isSystemField } from '../plan/filling/system-fields.ts';
import type { WorkflowDefinition } from './definition.ts';
import { placedSteps } from './templates.ts';
import { DEAL } from './update-opportunity.ts';

interface Fault {
  pointer: string;
  detail: string;
}

const hasTemplate = (text: string) => /\{[{%]/.test(text);

/** `isWritten`: whether the settings have a field of opportunities written, rather than suggested or held back. */
export function checkNames(
  definition: WorkflowDefinition,
  shapes: OrgShapes,
  isWritten: (field: string) => boolean,
): Fault[] {
  const faults: Fault[] = [];
  const fault = (pointer: string, detail: string) => void faults.push({ pointer, detail });
  const shapeOf = (object: string, field: string) => {
    const fields = shapes[object];
    return fields && Object.hasOwn(fields, field) ? fields[field] : undefined;
  };
  for (const { pointer, step } of placedSteps(definition.steps)) {
    if (step.type === 'queryRecords') {
      if (!Object.hasOwn(shapes, step.object)) {
        fault(
          `${pointer}/object`,
          `is ${step.object}, which the org does not have or not show to the integration user`,
        );
        continue;
      }
      const named = [
        ...step.fields.map((field, at) => [`fields/${at}`, field]),
        ...step.where.map(({ field }, at) => [`where/${at}/field`, field]),
        ...(step.orderBy ? [['orderBy/field', step.orderBy.field]] : []),
      ];
      for (const [at = '', field = ''] of named)
        if (!shapeOf(step.object, field))
          fault(
            `${pointer}/${at}`,
            `is ${field}, which ${step.object} does not have or not show to the integration user`,
          );
    }
    if (step.type === 'updateOpportunity')
      for (const [field, value] of Object.entries(step.field_values)) {
        const at = `${pointer}/field_values/${field}`;
        const shape = shapeOf(DEAL, field);
        const values = shape?.type === 'picklist' ? (shape.values ?? shape.picklist) : undefined;
        if (!shape) fault(at, 'is a field that the org does not have or not show to the integration user');
        else if (shape.calculated || isSystemField(DEAL, field)) fault(at, 'is read-only: the org works it out itself');
        else if (!shape.updateable && isWritten(field))
          fault(at, 'may not be edited by the integration user: assign it the permission set Debrief_CRM_Filling');
        else if (values && typeof value === 'string' && !hasTemplate(value) && !values.includes(value.trim()))
          fault(
            at,
            `is '${value.slice(0, 80)}', which is none of its values: ${values
              .map((each) => `'${each}'`)
              .join(', ')
              .slice(0, 600)}`,
          );
      }
  }
  return faults;
}
