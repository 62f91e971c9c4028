/** What workflows that are on need in an org, beside what conversations need: what their steps change of opportunities. */
import { writingOf, type TenantSettings } from '../../plan/settings.ts';
import type { WorkflowDefinition } from '../../workflow/definition.ts';
import { placedSteps } from '../../workflow/templates.ts';
import { FIELD_NEEDS, FILLING, MISSING_RIGHTS, type FieldNeed, type ObjectNeed } from './needs.ts';

const DEAL = 'Opportunity';
/** Every opportunity has them, so they have no field-level security: Metadata API, "PermissionSetFieldPermissions". */
const OPEN = new Set(['Name', 'StageName', 'CloseDate']);

type Settings = Pick<TenantSettings, 'writing' | 'objects'>;

/** Fields of opportunities that the workflows write, or ask people about. */
function fieldsOf(definitions: WorkflowDefinition[]): string[] {
  const named = definitions
    .flatMap(({ steps }) => placedSteps(steps))
    .flatMap(({ step }) => (step.type === 'updateOpportunity' ? Object.keys(step.field_values) : []));
  return [...new Set(named)];
}

const isWritten = (settings: Settings, field: string): boolean => writingOf(settings, DEAL, field) === 'on';

/** Tasks need nothing more: whoever links conversations makes and changes them already. */
export function withWorkflows(
  needs: ObjectNeed[],
  definitions: WorkflowDefinition[],
  settings: Settings,
): ObjectNeed[] {
  if (!fieldsOf(definitions).some((field) => isWritten(settings, field))) return needs;
  return needs.map((need) =>
    need.object === DEAL ? { ...need, rights: { ...need.rights, edit: 'mandatory' } } : need,
  );
}

export function workflowFields(definitions: WorkflowDefinition[], settings: Settings): FieldNeed[] {
  return fieldsOf(definitions)
    .filter((field) => !OPEN.has(field) && writingOf(settings, DEAL, field) !== 'off')
    .map((field): FieldNeed => {
      const isFilled = FIELD_NEEDS.some(
        (each) => each.object === DEAL && each.field === field && each.permissionSet === FILLING,
      );
      return {
        ...{ object: DEAL, field, level: 'mandatory' },
        need: isWritten(settings, field) ? 'edit' : 'read',
        permissionSet: isFilled ? FILLING : MISSING_RIGHTS,
      };
    });
}
