/** For tests: an org in which the integration user has all that the service needs. */
import { fieldNeedsOf, OBJECT_NEEDS, READ_BESIDES, USER_NEEDS } from '../check/needs.ts';
import type { Survey, SurveyedObject } from '../check/survey.ts';
import { DEFAULT_SETTINGS } from '../../plan/settings.ts';

export function grantedSurvey(): Survey {
  const objects: Record<string, SurveyedObject> = {};
  for (const object of [...OBJECT_NEEDS.map((need) => need.object), ...READ_BESIDES])
    objects[object] = {
      label: object,
      queryable: true,
      createable: true,
      updateable: true,
      deletable: true,
      fields: {},
    };
  for (const { object, field } of fieldNeedsOf(DEFAULT_SETTINGS)) {
    const surveyed = {
      label: field.replace(/__c$/, '').replaceAll('_', ' '),
      type: 'string',
      custom: /__c$/.test(field),
    };
    (objects[object] as SurveyedObject).fields[field] = {
      ...surveyed,
      ...{ createable: true, updateable: true, calculated: false },
    };
  }
  return {
    organization: { id: '00D000000000001AAA', name: 'Sealight', edition: 'Enterprise Edition', isSandbox: false },
    user: { id: '005000000000001AAA', username: 'integration@sealight.example', name: 'Integration User' },
    objects,
    userPermissions: Object.fromEntries(USER_NEEDS.map(({ name }) => [name, true])),
    permissionSets: ['Debrief_Integration', 'Debrief_CRM_Filling', 'Debrief_Changes'],
    changeEvents: { selected: ['Opportunity', 'OpportunityContactRole'] },
  };
}
